package catalogue

import "testing"

func TestNearest(t *testing.T) {
	candidates := []string{"publishctx", "publishctx/dropped", "spanname", "ignore"}
	for name, want := range map[string]string{
		"publishcxt": "publishctx", "publishctx/droped": "publishctx/dropped", "span-name": "spanname", "ignroe": "ignore",
		"errcheck": "", "": "", "x": "",
	} {
		if got := Nearest(name, candidates); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestSuppressions looks for the categories that every rule has.
func TestSuppressions(t *testing.T) {
	for name, want := range map[string]bool{
		"publishctx/unused-ignore": true, "envelope/ignore-without-reason": true, "tracelint/unused-ignore": false, "errcheck/unused-ignore": false,
	} {
		if c := Find(name); (c != nil) != want || want && c.Name() != name {
			t.Errorf("Find(%q) = %+v", name, c)
		}
	}
}
