package proof

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/testenv"
)

const twin = "_ok"

// TestPrograms runs every program and its twin: the one must show the broken
// trace, the other the trace as it should be.
func TestPrograms(t *testing.T) {
	startServers()
	dir := testenv.Module(t, "analyzers/testdata")
	bin := testenv.Build(t, dir, "./lib/...")
	for _, c := range cases {
		t.Run(c.Library+"/"+c.Name, func(t *testing.T) {
			t.Parallel()
			run(t, bin, c, c.Name, c.Before)
		})
		t.Run(c.Library+"/"+c.Name+twin, func(t *testing.T) {
			t.Parallel()
			run(t, bin, c, c.Name+twin, c.After)
		})
	}
}

// TestFixes lints the programs, applies the fixes, lints and runs them again.
func TestFixes(t *testing.T) {
	startServers()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, "analyzers/testdata"))); err != nil {
		t.Fatal(err)
	}
	findings := lint(t, dir)
	found := byPackage(t, dir, findings)
	required, err := LintRequiring(dir, Required, "./lib/...")
	if err != nil {
		t.Fatal(err)
	}
	strict := byPackage(t, dir, required)
	for _, c := range cases {
		pkg := c.Library + "/" + c.Name
		list := found[pkg]
		if catalogue.Find(c.Category).Needs != "" { // found only if fields are required
			if len(list) > 0 {
				t.Errorf("%s: found without fields that are required: %v", pkg, list)
			}
			list = strict[pkg]
			if more := strict[pkg+twin]; len(more) > 0 {
				t.Errorf("%s%s has no mistake: %v", pkg, twin, more)
			}
		}
		delete(found, pkg)
		if len(list) != 1 {
			t.Errorf("%s: %d findings, want 1 of category %s:\n%v", pkg, len(list), c.Category, list)
			continue
		}
		f := list[0]
		file, line := f.File()
		if want, _ := wantComment(t, filepath.Dir(file)); f.Category != c.Category || line != want {
			t.Errorf("%s: want category %s in line %d, got %v", pkg, c.Category, want, f)
		}
		if got := len(f.Fixes) > 0; got != c.Fixable {
			t.Errorf("%s: finding has a fix: %t, want %t: %v", pkg, got, c.Fixable, f)
		}
	}
	for pkg, list := range found {
		t.Errorf("%s has no mistake: %v", pkg, list)
	}

	files, err := Apply(findings, os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	left := byPackage(t, dir, lint(t, dir))
	bin := testenv.Build(t, dir, "./lib/...")
	for _, c := range cases {
		if !c.Fixable {
			continue
		}
		t.Run(c.Library+"/"+c.Name, func(t *testing.T) {
			t.Parallel()
			if list := left[c.Library+"/"+c.Name]; len(list) > 0 {
				t.Errorf("found after the fix: %v", list)
			}
			run(t, bin, c, c.Name, c.After)
		})
	}
}

// run runs a program and compares what it shows with what is expected.
func run(t *testing.T, bin string, c Case, name string, expect Expectation) {
	t.Helper()
	program, args := testenv.Program(t, bin, c.Library, name)
	if s, ok := servers[c.Library]; ok {
		args = append(args, "-broker", s.Address(t, s.address))
	}
	out, err := testenv.Run(t, bin, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	spans, err := DecodeSpans(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := expect(spans); err != nil {
		t.Errorf("%v\n%v", err, spans)
	}
}

// byPackage sorts the findings in the module in dir by their package's
// directory below lib.
func byPackage(t *testing.T, dir string, findings []Finding) map[string][]Finding {
	t.Helper()
	m := make(map[string][]Finding)
	for _, f := range findings {
		file, _ := f.File()
		rel, err := filepath.Rel(filepath.Join(dir, "lib"), filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		pkg := filepath.ToSlash(rel)
		m[pkg] = append(m[pkg], f)
	}
	return m
}

// TestCases compares the table with the programs that there are.
func TestCases(t *testing.T) {
	lib := filepath.Join(testenv.Root(t), "analyzers", "testdata", "lib")
	programs := make(map[string]bool)
	mains, err := filepath.Glob(filepath.Join(lib, "*", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, main := range mains {
		entries, err := os.ReadDir(filepath.Dir(main))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.IsDir() && e.Name() != "shop" {
				programs[filepath.Base(filepath.Dir(main))+"/"+e.Name()] = true
			}
		}
	}
	for _, c := range cases {
		name := c.Library + "/" + c.Name
		if !programs[name] || !programs[name+twin] {
			t.Errorf("%s and %s%s: want both programs", name, name, twin)
			continue
		}
		delete(programs, name)
		delete(programs, name+twin)
		line, text := wantComment(t, filepath.Join(lib, filepath.FromSlash(name)))
		if line == 0 || !strings.HasPrefix(text, `"`) && text != c.Category {
			t.Errorf("%s: want comment is %q in line %d, want %s", name, text, line, c.Category)
		}
		if line, text := wantComment(t, filepath.Join(lib, filepath.FromSlash(name+twin))); line != 0 {
			t.Errorf("%s%s: line %d has a want comment: %s", name, twin, line, text)
		}
	}
	for library := range servers {
		if !slices.ContainsFunc(cases, func(c Case) bool { return c.Library == library }) {
			t.Errorf("%s has a server and no case", library)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		t.Errorf("%s is not among the cases", name)
	}
}

// wantComment returns line and text of the only want comment in the package in
// dir, or 0.
func wantComment(t *testing.T, dir string) (line int, text string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for s := range strings.Lines(string(data)) {
			n++
			if _, want, ok := strings.Cut(s, "// want "); ok {
				if line != 0 {
					t.Errorf("%s:%d: a second want comment", file, n)
				}
				line, text = n, strings.TrimSpace(want)
			}
		}
	}
	return line, text
}
