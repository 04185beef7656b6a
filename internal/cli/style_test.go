package cli

import (
	"runtime"
	"testing"

	"github.com/tracelint/tracelint/internal/report"
)

// TestStyle says what standard output gets, as a terminal and otherwise.
func TestStyle(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("whether there are colours depends on the terminal")
	}
	plain := report.Style{}
	lines := report.Style{Related: true}
	source := report.Style{Related: true, Excerpt: true}
	colors := report.Style{Related: true, Excerpt: true, Color: true}
	for _, test := range []struct {
		color, term, noColor string
		terminal             bool
		want                 report.Style
	}{
		{"auto", "xterm", "", false, plain},
		{"auto", "xterm", "", true, colors},
		{"auto", "", "", true, colors},
		{"auto", "xterm", "1", true, source},
		{"auto", "dumb", "", true, lines},
		{"never", "xterm", "", true, source},
		{"never", "xterm", "", false, plain},
		{"always", "dumb", "1", true, colors},
		{"always", "xterm", "", false, report.Style{Excerpt: true, Color: true}},
	} {
		t.Setenv("TERM", test.term)
		t.Setenv("NO_COLOR", test.noColor)
		if got := (&output{color: test.color}).style(test.terminal); got != test.want {
			t.Errorf("%+v: %+v", test, got)
		}
	}
}
