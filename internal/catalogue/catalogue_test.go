package catalogue

import (
	"slices"
	"testing"
)

// TestCatalogue sees to it that names can be found and that the list is in order.
func TestCatalogue(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range All() {
		if seen[c.Name()] || c.Finds == "" || c.Rule == "" || c.Variant == "" {
			t.Errorf("%+v is there twice or incomplete", c)
		}
		seen[c.Name()] = true
		if got := Find(c.Name()); got == nil || *got != c {
			t.Errorf("Find(%q) = %+v", c.Name(), got)
		}
	}
	if rules := Rules(); !slices.IsSorted(rules) || len(slices.Compact(rules)) != len(rules) {
		t.Errorf("rules are not sorted: %v", rules)
	}
	if names := Names(); !slices.IsSorted(names) || len(names) != len(Rules())+len(All()) || !slices.Contains(names, "spanname") || !slices.Contains(names, "spanname/style") {
		t.Errorf("names are %v", names)
	}
	if Find("spanname") != nil || Find("spanname/") != nil || Find("") != nil {
		t.Error("found what is no category")
	}
}
