package cli_test

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func TestVetTool(t *testing.T) {
	dir := write(t, module)
	vet := func(args ...string) (string, string, int) {
		t.Helper()
		return command(t, dir, "go", append([]string{"vet", "-vettool=" + os.Args[0]}, args...)...)
	}
	for range 2 { // the second time from the cache
		stdout, stderr, code := vet("./...")
		if code != 1 || stdout != "" || !strings.Contains(filepath.ToSlash(stderr), "a/a.go:5:9: context.TODO used\n") || !strings.Contains(filepath.ToSlash(stderr), "a/a_test.go:5:9: context.TODO used\n") {
			t.Errorf("exit code %d, stdout %q, stderr:\n%s", code, stdout, stderr)
		}
	}
	if stdout, stderr, code := vet("./clean"); code != 0 || stdout+stderr != "" {
		t.Errorf("clean: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if _, stderr, code := vet("-todo=false", "./..."); code != 0 {
		t.Errorf("switched off: exit code %d, stderr %q", code, stderr)
	}
}

func TestVetToolSurvivesAPanic(t *testing.T) {
	dir := write(t, module+`
-- bad/bad.go --
package bad

func PleasePanic() {}
-- top/top.go --
package top

import (
	"context"

	"example.com/acme/orders/bad"
)

var x = context.TODO()

func F() { bad.PleasePanic() }
`)
	for range 2 {
		_, stderr, code := command(t, dir, "go", "vet", "-vettool="+os.Args[0], "./bad", "./top")
		stderr = filepath.ToSlash(stderr)
		if code != 1 || !regexp.MustCompile(`(?m)^bad/bad\.go:1:1: internal error in todo: as asked \(cli_test\.go:\d+\)$`).MatchString(stderr) ||
			!strings.Contains(stderr, "top/top.go:9:9: context.TODO used\n") {
			t.Errorf("exit code %d, stderr:\n%s", code, stderr)
		}
	}
}

func TestVersionProtocol(t *testing.T) {
	stdout, stderr, code := child(t, t.TempDir(), "-V=full")
	if code != 0 || stderr != "" || !regexp.MustCompile(`^\S+ version devel .*buildID=[0-9a-f]{64}\n$`).MatchString(stdout) {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

// decode reads a stream of objects of package, analyzer and diagnostics into
// one object.
func decode(t *testing.T, s string) map[string]any {
	t.Helper()
	all := make(map[string]any)
	for dec := json.NewDecoder(strings.NewReader(s)); ; {
		var tree map[string]any
		switch err := dec.Decode(&tree); err {
		case nil:
			for pkg, v := range tree {
				all[pkg] = v
			}
			continue
		case io.EOF:
			return all
		default:
			t.Fatalf("%v in %s", err, s)
		}
	}
}

func TestJSONIsThatOfGoVet(t *testing.T) {
	dir := write(t, module)
	mine, stderr, code := child(t, dir, "-json", "-tests")
	if code != 1 || stderr != "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	theirs, stderr, code := command(t, dir, "go", "vet", "-json", "-vettool="+os.Args[0], "./...")
	if code != 0 {
		t.Fatalf("go vet: exit code %d, stderr %q", code, stderr)
	}
	got, want := decode(t, mine), decode(t, theirs)
	for pkg, v := range want {
		if len(v.(map[string]any)) == 0 {
			delete(want, pkg)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("tracelint -json:\n%s\ngo vet -json:\n%s", mine, theirs)
	}
	if len(got) != 2 || !strings.HasPrefix(mine, "{\n\t\"example.com/acme/orders/a\": {\n\t\t\"todo\": [\n") {
		t.Errorf("tracelint -json:\n%s", mine)
	}
}
