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

	"github.com/tracelint/tracelint/internal/config"
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

// vetShown runs go vet in dir and returns the configurations that it shows.
func vetShown(t *testing.T, dir string, args ...string) (shown, stderr string, code int) {
	t.Helper()
	stdout, stderr, code := command(t, dir, "go", append([]string{"vet", "-vettool=" + os.Args[0]}, args...)...)
	if stdout != "" {
		t.Errorf("stdout %q", stdout)
	}
	return seen(stderr), filepath.ToSlash(stderr), code
}

// TestVetSeesChanges changes the configuration between runs of go vet, from
// one to another and back: no result may come from the wrong cache entry.
func TestVetSeesChanges(t *testing.T) {
	dir := write(t, shown)
	for _, from := range []string{"", "sub", "sub/deep"} {
		for _, step := range []struct{ file, want string }{
			{"", ""},
			{"preset: strict", "Preset=strict"},
			{"preset: migrate", "Preset=migrate"},
			{"preset: strict\n# the same\n", "Preset=strict"},
			{"rules: {spanname: off}", "Rules=map[spanname:false]"},
			{"", ""},
		} {
			name := filepath.Join(dir, config.Name)
			if os.Remove(name); step.file != "" {
				put(t, dir, config.Name, step.file)
			}
			for range 2 { // the second time from the cache
				if got, stderr, code := vetShown(t, filepath.Join(dir, from), "./..."); got != step.want || code != 1 {
					t.Errorf("from %q with %q: exit code %d, configuration %q, want %q; stderr:\n%s", from, step.file, code, got, step.want, stderr)
				}
			}
		}
	}
	if _, _, code := vetShown(t, dir, "-todo", "./..."); code != 1 {
		t.Errorf("one analyzer: exit code %d", code)
	}
}

func TestVetFlags(t *testing.T) {
	dir := write(t, shown)
	put(t, dir, config.Name, "preset: strict")
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "Preset=strict"},
		{[]string{"-preset=migrate"}, "Preset=migrate"},
		{[]string{"-preset", "migrate"}, "Preset=migrate"},
		{[]string{"--preset", "migrate", "-tests"}, "Preset=migrate Tests=true"},
		{[]string{"-disable=spanname,freshroot/root"}, "Preset=strict Rules=map[freshroot/root:false spanname:false]"},
		{[]string{"-config=none"}, ""},
		{[]string{"-config=none", "-enable", "spanname/style"}, "Rules=map[spanname/style:true]"},
		{[]string{"-config=preset: migrate\ntests: true\n"}, "Preset=migrate Tests=true"},
		{[]string{"-config", "{consumer-structure: link}"}, "ConsumerStructure=link"},
	} {
		if got, stderr, code := vetShown(t, dir, append(test.args, "./...")...); got != test.want || code != 1 {
			t.Errorf("%q: exit code %d, configuration %q, want %q; stderr:\n%s", test.args, code, got, test.want, stderr)
		}
	}
	for _, test := range []struct{ arg, stderr string }{
		{"-preset=all", "tracelint: -preset: unknown preset \"all\"; want recommended, strict, migrate\n"},
		{"-enable=spannane", "tracelint: -enable: there is no rule or category \"spannane\"; did you mean spanname?\n"},
		{"-config=other.yml", "tracelint: -config: go vet does not see when the file other.yml changes; give it the text, as in -config=\"$(cat other.yml)\"\n"},
		{"-config=preset: stict", "-config:1:9: unknown preset \"stict\"; did you mean strict?\n"},
	} {
		for range 2 {
			if got, stderr, code := vetShown(t, dir, test.arg, "."); got != "" || code != 1 || stderr != "# example.com/acme/orders\n"+test.stderr {
				t.Errorf("%s: exit code %d, configuration %q, stderr:\n%s", test.arg, code, got, stderr)
			}
		}
	}
}

// TestVetBrokenFile sees to it that a broken file is told of each time, once,
// and that nothing is kept that was found under it.
func TestVetBrokenFile(t *testing.T) {
	dir := write(t, shown)
	for range 2 {
		put(t, dir, config.Name, "presets: strict\nrules: {spannane: off}\n")
		for range 2 {
			got, stderr, code := vetShown(t, dir, "./...")
			if code != 1 || got != "" || !strings.HasPrefix(stderr, ".tracelint.yml:1:1: unknown key presets; did you mean preset?\n.tracelint.yml:2:9: unknown rule or category \"spannane\"; did you mean spanname?\n") ||
				strings.Count(stderr, "did you mean preset") != 1 {
				t.Errorf("exit code %d, configuration %q, stderr:\n%s", code, got, stderr)
			}
		}
		put(t, dir, config.Name, "preset: strict")
		if got, stderr, code := vetShown(t, dir, "./..."); code != 1 || got != "Preset=strict" {
			t.Errorf("repaired: exit code %d, configuration %q, stderr:\n%s", code, got, stderr)
		}
	}
}

// TestVetWorkspace has two modules in a workspace and one beside it, and runs
// go vet on one from inside of the other.
func TestVetWorkspace(t *testing.T) {
	dir := write(t, `
-- go.work --
go 1.25

use (
	./m1
	./m2
)
-- m1/go.mod --
module example.com/acme/m1

go 1.25

require example.com/third v0.0.0

replace example.com/third => ../third
-- m1/a.go --
package m1

import "example.com/third"

func ShowConfig() { third.F() }
-- m2/go.mod --
module example.com/acme/m2

go 1.25
-- m2/b.go --
package m2

func ShowConfig() {}
-- third/go.mod --
module example.com/third

go 1.25
-- third/.tracelint.yml --
nonsense: true
-- third/c.go --
package third

func F() {}
`)
	step := func(what, from, pattern, want string) {
		t.Helper()
		for range 2 {
			if got, stderr, code := vetShown(t, filepath.Join(dir, from), pattern); code != 1 || got != want {
				t.Errorf("%s: exit code %d, configuration %q, want %q, stderr:\n%s", what, code, got, want, stderr)
			}
		}
	}
	step("no file", "m1", "example.com/acme/m2", "")
	put(t, dir, ".tracelint.yml", "preset: strict")
	step("the workspace's", "m1", "example.com/acme/m2", "Preset=strict")
	step("the workspace's", "m1", ".", "Preset=strict")
	put(t, dir, "m2/.tracelint.yml", "preset: migrate")
	step("the module's, from the other", "m1", "example.com/acme/m2", "Preset=migrate")
	step("the other's is still the workspace's", "m1", ".", "Preset=strict")
	put(t, dir, "m2/.tracelint.yml", "tests: true")
	step("changed, from the other", "m1", "example.com/acme/m2", "Tests=true")
	step("from the root", "", "./m2", "Tests=true")

	// What is wrong with another module's file is no matter here, and is told
	// of there.
	put(t, dir, "m2/.tracelint.yml", "preset: nosuch")
	step("broken, of the other", "m1", ".", "Preset=strict")
	for range 2 {
		if got, stderr, code := vetShown(t, filepath.Join(dir, "m1"), "example.com/acme/m2"); code != 1 || got != "" || !strings.Contains(stderr, ".tracelint.yml:1:9: unknown preset \"nosuch\"") {
			t.Errorf("broken: exit code %d, configuration %q, stderr:\n%s", code, got, stderr)
		}
	}
	put(t, dir, "m2/.tracelint.yml", "preset: migrate")
	step("repaired", "m1", "example.com/acme/m2", "Preset=migrate")
}
