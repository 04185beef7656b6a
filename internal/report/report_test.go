package report_test

import (
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/report"
)

var dir = filepath.FromSlash("/home/me/orders")

func at(file string, line, col int) token.Position {
	return token.Position{Filename: filepath.FromSlash(file), Line: line, Column: col}
}

var findings = []driver.Finding{
	{
		Package: "example.com/orders/a", Analyzer: "publishctx", Category: "dropped", Message: "ctx is\n\tdropped", URL: "https://x.test",
		Pos: at("/home/me/orders/a/a.go", 3, 4), End: at("/home/me/orders/a/a.go", 3, 9),
		Related: []driver.Related{{Pos: at("/home/me/bus/bus.go", 41, 2), End: at("/home/me/bus/bus.go", 41, 2), Message: "published here"}},
		Fixes:   []driver.Fix{{Message: "pass ctx", Edits: []driver.Edit{{Filename: "/home/me/orders/a/a.go", Start: 30, End: 35, New: "ctx"}}}},
	},
	{
		Package: "example.com/orders/a", Analyzer: "freshroot", Message: "fresh",
		Pos: at("/home/me/orders/a/b.go", 7, 1), End: at("/home/me/orders/a/b.go", 7, 1),
	},
	{
		Package: "example.com/bus", Analyzer: "publishctx", Category: "dropped", Message: "far",
		Pos: at("/b.go", 10, 0), End: at("/b.go", 10, 0),
	},
}

func written(t *testing.T, format string, r *report.Report) string {
	t.Helper()
	var out strings.Builder
	if err := r.Write(&out, format); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestText(t *testing.T) {
	const plain = `a/a.go:3:4: ctx is dropped (dropped)
a/b.go:7:1: fresh
/b.go:10: far (dropped)
`
	for related, want := range map[bool]string{
		false: plain,
		true:  strings.Replace(plain, "(dropped)\n", "(dropped)\n\t../bus/bus.go:41:2: published here\n", 1),
	} {
		if got := filepath.ToSlash(written(t, "text", &report.Report{Dir: dir, Findings: findings, Style: report.Style{Related: related}})); got != want {
			t.Errorf("related=%t:\n%s\nwant:\n%s", related, got, want)
		}
	}
}

func TestVetJSON(t *testing.T) {
	const want = `{
	"example.com/orders/a": {
		"freshroot": [
			{
				"posn": "/home/me/orders/a/b.go:7:1",
				"end": "/home/me/orders/a/b.go:7:1",
				"message": "fresh"
			}
		],
		"publishctx": [
			{
				"category": "dropped",
				"posn": "/home/me/orders/a/a.go:3:4",
				"end": "/home/me/orders/a/a.go:3:9",
				"message": "ctx is\n\tdropped",
				"suggested_fixes": [
					{
						"message": "pass ctx",
						"edits": [
							{
								"filename": "/home/me/orders/a/a.go",
								"start": 30,
								"end": 35,
								"new": "ctx"
							}
						]
					}
				],
				"related": [
					{
						"posn": "/home/me/bus/bus.go:41:2",
						"end": "/home/me/bus/bus.go:41:2",
						"message": "published here"
					}
				]
			}
		]
	}
}
{
	"example.com/bus": {
		"publishctx": [
			{
				"category": "dropped",
				"posn": "/b.go:10",
				"end": "/b.go:10",
				"message": "far"
			}
		]
	}
}
`
	if filepath.Separator != '/' {
		t.Skip("file names differ")
	}
	if got := written(t, report.VetJSON, &report.Report{Findings: findings}); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestProblem(t *testing.T) {
	for _, test := range []struct {
		problem driver.Problem
		want    string
	}{
		{driver.Problem{Package: "p", Pos: at("/home/me/orders/a/a.go", 3, 4), Message: "m"}, "a/a.go:3:4: m"},
		{driver.Problem{Package: "p", Pos: at("/home/me/orders/a/a.go", 3, 0), Message: "m"}, "a/a.go:3: m"},
		{driver.Problem{Package: "p", Message: "m"}, "p: m"},
		{driver.Problem{Message: "m"}, "tracelint: m"},
	} {
		if got := filepath.ToSlash(report.Problem(dir, test.problem)); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
