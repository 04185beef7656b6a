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

// TestFarPlace reads the places that messages name.
func TestFarPlace(t *testing.T) {
	for message, want := range map[string]string{
		"Bus.Publish sends nothing of the context ctx along: inject it (via deep.Publish, d.go:12)":        "deep.Publish d.go",
		"bus.Send (bus.go:16) uses the process-wide propagator, which nothing in this program sets":        "bus.Send bus.go",
		"the propagator given to otelhttp.NewHandler (Server.Serve, a b.go:3) carries no baggage":          "Server.Serve a b.go",
		"span starts from ctx without a link to the message msg: extract its context (see bus.go) or link": "",
	} {
		got := ""
		if m := farRE.FindStringSubmatch(message); m != nil {
			got = m[1] + " " + m[2]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", message, got, want)
		}
	}
}
