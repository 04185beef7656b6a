package driver_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/driver"
)

const neighbours = `
-- go.mod --
module example.com/acme/orders

go 1.25

require example.com/acme/third v0.0.0

replace example.com/acme/third => ./third
-- a/a.go --
package a

import "example.com/acme/third"

var A = third.C
-- a/a_test.go --
package a

var T = A
-- b/b.go --
package b
-- third/go.mod --
module example.com/acme/third

go 1.25
-- third/c.go --
package third

const C = 1
`

// TestTexts sees to it that only own files of the matched packages are kept.
func TestTexts(t *testing.T) {
	dir := write(t, neighbours)
	a, test := filepath.Join(dir, "a", "a.go"), filepath.Join(dir, "a", "a_test.go")
	for _, tc := range []struct {
		tests bool
		want  []string
	}{{false, []string{a}}, {true, []string{a, test}}} {
		res := run(t, driver.Options{Dir: dir, Patterns: []string{"./a", "example.com/acme/third"}, Tests: tc.tests, Texts: true})
		if got := slices.Sorted(maps.Keys(res.Texts)); !slices.Equal(got, tc.want) {
			t.Errorf("texts of %q, want %q", got, tc.want)
		}
		if onDisk, err := os.ReadFile(a); err != nil || string(res.Texts[a]) != string(onDisk) {
			t.Errorf("%v, %s: %q", err, a, res.Texts[a])
		}
	}
	other := "package a\n\nvar A = 2\n"
	if res := run(t, driver.Options{Dir: dir, Patterns: []string{"./a"}, Texts: true, Overlay: map[string][]byte{a: []byte(other)}}); string(res.Texts[a]) != other {
		t.Errorf("with another text in its place: %q", res.Texts[a])
	}
	if res := run(t, driver.Options{Dir: dir, Patterns: []string{"./a"}}); res.Texts != nil {
		t.Errorf("kept though nobody asked: %v", res.Texts)
	}
}

func TestCheck(t *testing.T) {
	dir := write(t, neighbours)
	a := filepath.Join(dir, "a", "a.go")
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"package a\n\nvar A, B = nosuch, neither\n", []string{"a.go:3:12: undefined: nosuch", "a.go:3:20: undefined: neither"}},
		{"package a\n\nimport \"os\"\n\nvar A = 1\n", []string{`a.go:3:8: "os" imported and not used`}},
		{"package a\n\nvar B = 1\n", []string{"a_test.go:3:9: undefined: A"}},
		{"package a\n\nvar A = \n", []string{"a.go:3:10: expected operand, found 'EOF'"}},
		{"package a\n\nimport \"example.com/nosuch\"\n\nvar A = nosuch.X\n", []string{"a.go:3:8: could not import example.com/nosuch (no required module"}},
	} {
		overlay := map[string][]byte{}
		if tc.text != "" {
			overlay[a] = []byte(tc.text)
		}
		problems, err := driver.Check(driver.Options{Dir: dir, Patterns: []string{"./a"}, Tests: true, Overlay: overlay})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range problems {
			p.Pos.Filename = filepath.Base(p.Pos.Filename)
			got = append(got, p.Pos.String()+": "+p.Message)
		}
		ok := func(got, want string) bool { return strings.HasPrefix(got, want) }
		for _, want := range tc.want {
			if !slices.ContainsFunc(got, func(g string) bool { return ok(g, want) }) {
				t.Errorf("%q: got %q, want %q", tc.text, got, want)
			}
		}
		if len(tc.want) == 0 && len(got) > 0 {
			t.Errorf("%q: got %q, want none", tc.text, got)
		}
	}
	if _, err := driver.Check(driver.Options{Dir: t.TempDir()}); err == nil {
		t.Error("no error outside of modules")
	}
}

// TestAnalyzersReadOverlays has an analyzer that reads the file itself.
func TestAnalyzersReadOverlays(t *testing.T) {
	dir := write(t, neighbours)
	a := filepath.Join(dir, "a", "a.go")
	reader := &analysis.Analyzer{
		Name: "reader",
		Doc:  "reports how long files are",
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.Files {
				text, err := pass.ReadFile(pass.Fset.File(f.Package).Name())
				if err != nil {
					return nil, err
				}
				pass.Report(analysis.Diagnostic{Pos: f.Package, Message: string(text)})
			}
			return nil, nil
		},
	}
	for text, overlay := range map[string]map[string][]byte{
		"package a\n\nvar A = 3\n": {a: []byte("package a\n\nvar A = 3\n")},
		"package a\n\nimport \"example.com/acme/third\"\n\nvar A = third.C\n": nil,
	} {
		res, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{"./a"}, Overlay: overlay}, []*analysis.Analyzer{reader})
		if err != nil || len(res.Findings) != 1 || res.Findings[0].Message != text {
			t.Errorf("%v, %v, want %q", err, res, text)
		}
	}
}
