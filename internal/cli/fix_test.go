package cli_test

import (
	"bytes"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
)

// editor reports comments of the form
//
//	//edit: this => that; these => those
//
// and offers to make these edits where the texts come next after the last such
// comment, those of imports at the top. A comment "//touch"
// has it write to the file.
var editor = &analysis.Analyzer{
	Name: "edit",
	Doc:  "offers what comments ask for",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			tf := pass.Fset.File(f.Package)
			for _, group := range f.Comments {
				for _, c := range group.List {
					if c.Text == "//touch" {
						if err := touch(tf.Name()); err != nil {
							return nil, err
						}
					}
					if list, ok := strings.CutPrefix(c.Text, "//edit: "); ok {
						text, err := pass.ReadFile(tf.Name())
						if err != nil {
							return nil, err
						}
						pass.Report(asked(c.Pos(), tf, string(text), list))
					}
				}
			}
		}
		return nil, nil
	},
}

func touch(name string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	f.WriteString("\n// Touched.\n")
	return f.Close()
}

func asked(pos token.Pos, tf *token.File, text, list string) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: pos, Category: "edit", Message: "edit " + list, SuggestedFixes: []analysis.SuggestedFix{{Message: "Edit"}}}
	from := strings.LastIndex(text, "//edit: ")
	from += strings.Index(text[from:], "\n")
	for _, edit := range strings.Split(list, "; ") {
		old, new, _ := strings.Cut(edit, " => ")
		start := from
		if strings.HasPrefix(old, "import") {
			start = 0
		}
		offset := strings.Index(text[start:], old)
		if offset < 0 { // not there any more
			d.SuggestedFixes = nil
			break
		}
		at := tf.Pos(start + offset)
		d.SuggestedFixes[0].TextEdits = append(d.SuggestedFixes[0].TextEdits, analysis.TextEdit{Pos: at, End: at + token.Pos(len(old)), NewText: []byte(new)})
	}
	return d
}

// contents returns the Go files below dir.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// changed returns the names of the files that differ, sorted.
func changed(before, after map[string]string) []string {
	var out []string
	for name, text := range after {
		if old, ok := before[name]; !ok || old != text {
			out = append(out, name)
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func TestFix(t *testing.T) {
	const gomod = "-- go.mod --\nmodule example.com/acme/orders\n\ngo 1.25\n"
	for _, test := range []struct {
		name, archive, args string
		changed             string // files
		stdout, stderr      string
		code                int
		contains            map[string]string
	}{
		{
			"all", module, "-fix", "a/a.go b/b.go", "", "tracelint: fixed 3 findings in 2 files\n", 0,
			map[string]string{"a/a.go": "var x = context.Background()\n\nfunc A() { _ = len(context.Background()."},
		},
		{"one package", module, "-fix ./b", "b/b.go", "", "tracelint: fixed 1 finding in 1 file\n", 0, nil},
		{"from a subdirectory", module, "-C b -fix", "b/b.go", "", "tracelint: fixed 1 finding in 1 file\n", 0, nil},
		{"a file", module, "-fix a/a.go", "a/a.go", "", "tracelint: fixed 2 findings in 1 file\n", 0, nil},
		{"tests", module, "-fix -tests", "a/a.go a/a_test.go b/b.go", "", "tracelint: fixed 4 findings in 3 files\n", 0, nil},
		{"external tests", module + "-- a/x_test.go --\npackage a_test\n\nimport \"context\"\n\nvar z = context.TODO()\n", "-fix -tests ./a", "a/a.go a/a_test.go a/x_test.go", "", "tracelint: fixed 4 findings in 3 files\n", 0, nil},
		{"nothing", module, "-fix ./clean", "", "", "", 0, nil},
		{
			"what remains", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\nvar x = context.TODO()\n\n\n\nfunc ShowConfig() {}\n", "-fix", "a.go",
			"a.go:9:6: config:  (publishctx/dropped)\n", "tracelint: fixed 1 finding in 1 file\n", 1, nil,
		},
		{
			"overlapping", gomod + "-- a.go --\npackage a\n\n//edit: 1 + 2 => 3\n//edit: 1 => 0\nvar x = 1 + 2\n", "-fix", "a.go",
			"a.go:3:1: edit 1 + 2 => 3 (edit)\na.go:4:1: edit 1 => 0 (edit)\n", "a.go:4:1: not fixed: it touches what another fix changes; run again (edit)\ntracelint: fixed 1 finding in 1 file\n", 1,
			map[string]string{"a.go": "var x = 3\n"},
		},
		{
			"one after the other", gomod + "-- a.go --\npackage a\n\n//edit: 1 + 2 => 1 + 3\n//edit: 1 => 0\nvar x = 1 + 2\n", "-fix", "a.go",
			"a.go:3:1: edit 1 + 2 => 1 + 3 (edit)\na.go:4:1: edit 1 => 0 (edit)\n", "tracelint: fixed 2 findings in 1 file\n", 1,
			map[string]string{"a.go": "var x = 0 + 3\n"},
		},
		{
			"one that breaks the build", gomod + "-- a.go --\npackage a\n\n//edit: 1 => nosuch\n//edit: 2 => 3\n\nvar x = 1\n\nvar y = 2\n", "-fix", "a.go",
			"a.go:3:1: edit 1 => nosuch (edit)\na.go:4:1: edit 2 => 3 (edit)\n", "a.go:3:1: not fixed: it would not compile: undefined: nosuch (edit)\ntracelint: fixed 1 finding in 1 file\n", 1,
			map[string]string{"a.go": "var x = 1\n\nvar y = 3\n"},
		},
		{
			"one that breaks the tests", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\n//edit: import \"context\" => import (\"context\";\"os\"); 1 => len(os.Args)\nvar x = 1\n\nvar y = context.TODO()\n-- a_test.go --\npackage a\n\nvar os = 1\n", "-fix", "a.go",
			"a.go:5:1: edit import \"context\" => import (\"context\";\"os\"); 1 => len(os.Args) (edit)\n", "a.go:5:1: not fixed: it would not compile: * (edit)\ntracelint: fixed 1 finding in 1 file\n", 1,
			map[string]string{"a.go": "var x = 1\n\nvar y = context.Background()\n"},
		},
		{
			"tests that are broken anyway", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\nvar y = context.TODO()\n-- a_test.go --\npackage a\n\nvar os = nosuch\n", "-fix", "a.go",
			"", "tracelint: fixed 1 finding in 1 file\n", 0, nil,
		},
		{
			"a broken package", module + "-- bad/bad.go --\npackage bad\n\nimport \"context\"\n\nvar x = nosuch(context.TODO())\n", "-fix", "a/a.go b/b.go",
			"", "tracelint: fixed 3 findings in 2 files\nbad/bad.go:5:9: undefined: nosuch\n", 3, nil,
		},
		{
			"the last use of an import", gomod + "-- a.go --\npackage a\n\nimport (\n\t\"context\"\n\t\"os\"\n)\n\n//edit: len(os.Args) => 1\nvar x = len(os.Args)\n\nvar y = context.TODO()\n", "-fix", "a.go",
			"a.go:7:1: edit len(os.Args) => 1 (edit)\n", "tracelint: fixed 2 findings in 1 file\n", 1,
			map[string]string{"a.go": "import (\n\t\"context\"\n)\n\n//edit: len(os.Args) => 1\nvar x = 1\n"},
		},
		{
			"changed meanwhile", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\n//touch\nvar y = context.TODO()\n", "-fix", "a.go",
			"", "tracelint: nothing is fixed: */a.go has changed while it was analysed; run again\n", 3,
			map[string]string{"a.go": "var y = context.TODO()\n\n// Touched.\n"},
		},
		{
			"generated", gomod + "-- a.go --\n// Code generated by hand. DO NOT EDIT.\n\npackage a\n\nimport \"context\"\n\nvar y = context.TODO()\n", "-fix", "",
			"a.go:7:9: context.TODO used (todo)\n", "a.go:7:9: not fixed: a.go is generated (todo)\n", 1, nil,
		},
		{
			"made from another file", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\n//line a.y:10\nvar y = context.TODO()\n", "-fix", "",
			"a.y:10: context.TODO used (todo)\n", "", 1, nil,
		},
		{
			"made from itself", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\n//line a.go:10\nvar y = context.TODO()\n", "-fix", "",
			"a.go:10: context.TODO used (todo)\n", "a.go:10: not fixed: a.go has line directives: it is made from another file (todo)\n", 1, nil,
		},
		{
			"cgo", gomod + "-- a.go --\npackage a\n\nimport \"context\"\n\n// int one() { return 1; }\nimport \"C\"\n\nvar x, y = C.one(), context.TODO()\n-- b.go --\npackage a\n\nimport \"context\"\n\nvar z = context.TODO()\n", "-fix", "b.go",
			"a.go:8:21: context.TODO used (todo)\n", "tracelint: fixed 1 finding in 1 file\n", 1, nil,
		},
		{
			"left out by the configuration", module + "-- .tracelint.yml --\nexclude: [{path: a}]\n", "-fix", "b/b.go", "", "tracelint: fixed 1 finding in 1 file\n", 0, nil,
		},
		{
			"another module", "-- go.mod --\nmodule example.com/acme/orders\n\ngo 1.25\n\nrequire example.com/acme/third v0.0.0\n\nreplace example.com/acme/third => ./third\n-- a.go --\npackage a\n\nimport _ \"example.com/acme/third\"\n" +
				"-- third/go.mod --\nmodule example.com/acme/third\n\ngo 1.25\n-- third/c.go --\npackage third\n\nimport \"context\"\n\nvar y = context.TODO()\n", "-fix . example.com/acme/third", "",
			"third/c.go:5:9: context.TODO used (todo)\n", "third/c.go:5:9: not fixed: c.go is none of the packages' own files, or is not in your modules (todo)\n", 1, nil,
		},
		{
			"a workspace", "-- go.work --\ngo 1.25\n\nuse ./m1\nuse ./m2\n-- m1/go.mod --\nmodule example.com/acme/m1\n\ngo 1.25\n-- m1/a.go --\npackage m1\n\nimport \"context\"\n\nvar y = context.TODO()\n" +
				"-- m2/go.mod --\nmodule example.com/acme/m2\n\ngo 1.25\n-- m2/a.go --\npackage m2\n\nimport \"context\"\n\nvar y = context.TODO()\n", "-C m1 -fix . example.com/acme/m2", "m1/a.go m2/a.go",
			"", "tracelint: fixed 2 findings in 2 files\n", 0, nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.name == "cgo" && !hasCgo() {
				t.Skip("there is no C compiler")
			}
			dir := write(t, test.archive)
			before := contents(t, dir)
			args := strings.Fields(test.args)
			from := dir
			if args[0] == "-C" {
				from, args = filepath.Join(dir, args[1]), args[2:]
			}
			stdout, stderr, code := run(from, args...)
			if stdout != test.stdout || code != test.code || !like(test.stderr, stderr) {
				t.Errorf("exit code %d, want %d; stdout:\n%s\nwant:\n%s\nstderr:\n%s\nwant:\n%s", code, test.code, stdout, test.stdout, stderr, test.stderr)
			}
			after := contents(t, dir)
			if got := strings.Join(changed(before, after), " "); got != test.changed {
				t.Errorf("changed %q, want %q", got, test.changed)
			}
			for name, want := range test.contains {
				if !strings.Contains(after[name], want) {
					t.Errorf("%s:\n%s\nwant:\n%s", name, after[name], want)
				}
			}
		})
	}
}

// like compares two texts; a star in the first stands for anything.
func like(pattern, text string) bool {
	return regexp.MustCompile(`^` + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`) + `$`).MatchString(text)
}

func hasCgo() bool {
	out, err := exec.Command("go", "env", "CGO_ENABLED").Output()
	if err != nil || strings.TrimSpace(string(out)) != "1" {
		return false
	}
	_, err = exec.LookPath("cc")
	return err == nil
}

// TestFixAgain sees to it that what is fixed stays as it is.
func TestFixAgain(t *testing.T) {
	dir := write(t, module)
	run(dir, "-fix", "-tests")
	before := contents(t, dir)
	if stdout, stderr, code := run(dir, "-fix", "-tests"); stdout+stderr != "" || code != 0 {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if got := changed(before, contents(t, dir)); len(got) > 0 {
		t.Errorf("changed %q", got)
	}
}

// TestFixLineEnds has files with carriage returns and a byte order mark.
func TestFixLineEnds(t *testing.T) {
	dir := write(t, module)
	name := filepath.Join(dir, "a", "a.go")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text = append([]byte("\ufeff"), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...)
	put(t, dir, "a/a.go", string(text))
	if _, stderr, code := run(dir, "-fix", "./a"); code != 0 {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	want := bytes.ReplaceAll(text, []byte("TODO"), []byte("Background"))
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v: %q, want %q", err, got, want)
	}
}

const patchOfB = `diff --git a/b/b.go b/b/b.go
--- a/b/b.go
+++ b/b/b.go
@@ -2,4 +2,4 @@
 
 import "context"
 
-func B() { context.TODO() }
+func B() { context.Background() }
`

func TestDiff(t *testing.T) {
	dir := write(t, module)
	put(t, dir, config.Name, "exclude: [{path: a}]")
	before := contents(t, dir)
	for _, test := range []struct {
		args, stdout, stderr string
		code                 int
	}{
		{"-diff", patchOfB, "", 1},
		{"-fix -diff", patchOfB, "", 1},
		{"-diff ./clean", "", "", 0},
		{"-diff -json", "", "tracelint: -diff prints a patch: name a file for findings, as in -format vet-json=FILE\n", 2},
	} {
		if stdout, stderr, code := run(dir, strings.Fields(test.args)...); stdout != test.stdout || stderr != test.stderr || code != test.code {
			t.Errorf("%s: exit code %d, stderr %q, stdout:\n%s", test.args, code, stderr, stdout)
		}
	}
	if got := changed(before, contents(t, dir)); len(got) > 0 {
		t.Errorf("changed %q", got)
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not in PATH")
	}
	if _, stderr, code := command(t, dir, "git", "init", "-q"); code != 0 {
		t.Fatal(stderr)
	}
	stdout, _, _ := run(filepath.Join(dir, "b"), "-diff")
	if stdout != patchOfB {
		t.Errorf("in a work tree, from below:\n%s", stdout)
	}
	put(t, dir, "b.patch", stdout)
	if _, stderr, code := command(t, filepath.Join(dir, "b"), "git", "apply", "../b.patch"); code != 0 {
		t.Errorf("git apply: %s", stderr)
	}
	after := contents(t, dir)
	maps.DeleteFunc(after, func(name, _ string) bool { return strings.HasPrefix(name, ".git/") || name == "b.patch" })
	if got := changed(before, after); !slices.Equal(got, []string{"b/b.go"}) {
		t.Errorf("git apply changed %q", got)
	}
	if stdout, _, code := run(dir, "-diff"); code != 0 || stdout != "" {
		t.Errorf("applied: exit code %d, stdout:\n%s", code, stdout)
	}
}
