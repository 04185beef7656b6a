package near

import "testing"

func TestTo(t *testing.T) {
	candidates := []string{"preset", "rules", "traceConventions", "consumer-structure", "exclude", "deps", "tests"}
	for word, want := range map[string]string{
		"presets":           "preset",
		"perset":            "preset",
		"rule":              "rules",
		"consumerStructure": "consumer-structure",
		"traceConvention":   "traceConventions",
		"excludes":          "exclude",
		"test":              "tests",
		"dpes":              "deps",
		"models":            "",
		"":                  "",
		"-":                 "",
	} {
		if got := To(word, candidates); got != want {
			t.Errorf("To(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Hint("test", candidates); got != "; did you mean tests?" {
		t.Errorf("Hint = %q", got)
	}
	if got := Hint("models", candidates); got != "" {
		t.Errorf("Hint = %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "axc", 1}, {"abcd", "abd", 1}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
