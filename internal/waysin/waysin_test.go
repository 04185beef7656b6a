package waysin

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestDifferences(t *testing.T) {
	a := Finding{Rule: "r", Category: "r/v", File: "a.go", Line: 9, Column: 1, Message: "m"}
	other := a
	other.Category, other.Column = "", 0
	if d := Differences([]Finding{a}, []Finding{other}); len(d) > 0 {
		t.Errorf("category and column matter: %q", d)
	}
	b, c := a, a
	b.Line, c.Rule = 10, "s"
	want := []string{"-a.go:9: m (r)", "+a.go:9: m (s)", "+a.go:10: m (r)"}
	if d := Differences([]Finding{a, a}, []Finding{b, a, c}); !slices.Equal(d, want) {
		t.Errorf("%q, want %q", d, want)
	}
}

func TestFromJSON(t *testing.T) {
	dir := t.TempDir()
	text := `{"p": {"publishctx": [{"category": "publishctx/dropped", "posn": "` + filepath.ToSlash(filepath.Join(dir, "sub", "b.go")) + `:7:3", "message": "x"}]}}
		{"q": {}}
		{"q": {"freshroot": [{"posn": "a.y:10", "message": "y"}]}}`
	want := []Finding{
		{Rule: "freshroot", File: "a.y", Line: 10, Message: "y"},
		{Rule: "publishctx", Category: "publishctx/dropped", File: "sub/b.go", Line: 7, Column: 3, Message: "x"},
	}
	if got := FromJSON(t, dir, text); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
