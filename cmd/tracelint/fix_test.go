package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/proof"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
	"github.com/tracelint/tracelint/internal/waysin"
)

// goFiles returns the Go files below dir, by their names relative to it.
func goFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		text, err := os.ReadFile(name)
		all[waysin.Relative(dir, name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// copyOf returns a copy of a nested module.
func copyOf(t *testing.T, module string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, module))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// fixable counts the findings with a fix.
func fixable(t *testing.T, dir string, args ...string) int {
	t.Helper()
	stdout, stderr, _ := waysin.Run(t, dir, executable, append(args, "-json", "./...")...)
	findings, err := proof.DecodeFindings([]byte(stdout))
	if err != nil || stderr != "" {
		t.Fatalf("%v, stderr %q", err, stderr)
	}
	n := 0
	for _, f := range findings {
		if len(f.Fixes) > 0 {
			n++
		}
	}
	return n
}

// TestFix repairs the example and the cases of all rules. Everything has to
// compile afterwards, to be formatted, and to be left alone the next time.
func TestFix(t *testing.T) {
	for _, test := range []struct {
		module  string
		atLeast int
		args    []string
	}{
		{"examples/orders", 5, nil},
		{"examples/orders", 6, []string{"-unsafe"}},
		{tracetest.Module, 150, []string{"-unsafe"}},
	} {
		t.Run(strings.Join(append(test.args, test.module), " "), func(t *testing.T) {
			large := test.atLeast > 100
			if large {
				testenv.Slow(t) // compiles all cases
			}
			patterns := []string{"./..."}
			if large {
				patterns = append(tracetest.Cases, "./fixplan/...")
			}
			with := func(flag string) []string { return append(append(slices.Clone(test.args), flag), patterns...) }
			dir := copyOf(t, test.module)
			before := goFiles(t, dir)
			patch := ""
			if !large {
				var stderr string
				var code int
				if patch, stderr, code = waysin.Run(t, dir, executable, with("-diff")...); code != 1 || stderr != "" || !maps.Equal(before, goFiles(t, dir)) {
					t.Errorf("-diff: exit code %d, stderr %q, or it changes files", code, stderr)
				}
			}

			stdout, stderr, code := waysin.Run(t, dir, executable, with("-fix")...)
			m := regexp.MustCompile(`^tracelint: fixed (\d+) findings in \d+ files\n$`).FindStringSubmatch(stderr)
			if m == nil || code != 1 {
				t.Fatalf("-fix: exit code %d, stderr:\n%s", code, stderr)
			}
			if n, _ := strconv.Atoi(m[1]); n < test.atLeast {
				t.Errorf("only %d findings are fixed", n)
			}
			after := goFiles(t, dir)
			for name, text := range after {
				if !large && text != before[name] && !strings.Contains(patch, "+++ b/"+name+"\n") {
					t.Errorf("%s is changed and not in the patch", name)
				}
			}
			testenv.Go(t, dir, append([]string{"build"}, patterns...)...)
			if !large {
				testenv.Go(t, dir, "vet", "./...")
			}
			unformatted, _, _ := waysin.Run(t, dir, "gofmt", "-l", ".")
			if unformatted != "" {
				t.Errorf("not formatted:\n%s", unformatted)
			}
			if !large {
				if n := fixable(t, dir, test.args...); n > 0 {
					t.Errorf("%d findings with a fix are left", n)
				}
			}
			again, stderr, _ := waysin.Run(t, dir, executable, with("-fix")...)
			if again != stdout || stderr != "" || !maps.Equal(after, goFiles(t, dir)) {
				t.Errorf("the second time something changes; stderr %q", stderr)
			}
		})
	}
}

// TestFixedLikeGoVet has the command and go vet fix copies of the example.
func TestFixedLikeGoVet(t *testing.T) {
	mine, theirs := copyOf(t, "examples/orders"), copyOf(t, "examples/orders")
	before := goFiles(t, mine)
	waysin.Run(t, mine, executable, "-fix", "./...")
	want := goFiles(t, mine)

	if stdout, stderr, code := waysin.Run(t, theirs, "go", "vet", "-vettool="+executable, "-fix", "./..."); code != 0 || stdout+stderr != "" {
		t.Errorf("go vet -fix: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if got := goFiles(t, theirs); !maps.Equal(got, want) || maps.Equal(got, before) {
		for _, name := range slices.Sorted(maps.Keys(got)) {
			if got[name] != want[name] {
				t.Errorf("go vet -fix has %s as\n%s\nwant\n%s", name, got[name], want[name])
			}
		}
	}
}

// TestFixKeepsLineEnds has the example as it is checked out elsewhere, with
// carriage returns, and some files with a byte order mark.
func TestFixKeepsLineEnds(t *testing.T) {
	unix, dos := copyOf(t, "examples/orders"), copyOf(t, "examples/orders")
	as := func(name, text string) string {
		text = strings.ReplaceAll(text, "\n", "\r\n")
		if strings.HasPrefix(name, "internal/orders/") {
			text = "\ufeff" + text
		}
		return text
	}
	for name, text := range goFiles(t, dos) {
		put(t, dos, name, as(name, text))
	}
	for _, dir := range []string{unix, dos} {
		if _, stderr, code := waysin.Run(t, dir, executable, "-fix", "./..."); code != 1 || stderr != "tracelint: fixed 5 findings in 4 files\n" {
			t.Errorf("exit code %d, stderr %q", code, stderr)
		}
	}
	got := goFiles(t, dos)
	for name, text := range goFiles(t, unix) {
		if want := as(name, text); got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}
