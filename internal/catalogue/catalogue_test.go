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
	names := Names()
	for _, name := range names {
		if !slices.Contains(Rules(), name) && Find(name) == nil {
			t.Errorf("%s is neither a rule nor a category", name)
		}
	}
	if !slices.IsSorted(names) || len(names) != 3*len(Rules())-2+len(All()) || !slices.Contains(names, "spanname") || !slices.Contains(names, "spanname/unused-ignore") {
		t.Errorf("names are %v", names)
	}
	if Find("spanname") != nil || Find("spanname/") != nil || Find("") != nil {
		t.Error("found what is no category")
	}
}
