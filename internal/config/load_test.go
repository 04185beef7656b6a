package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// tree writes the files of a txtar archive and returns their directory.
func tree(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		put(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	return dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// workspace has two modules, one of them with a file of its own, one module
// inside of another that is not in the workspace, and a file outside of all.
const workspace = `
-- .tracelint.yml --
preset: migrate
-- w/go.work --
go 1.25

use ./m1 // the first
use (
	"./m2"
	./m3
)
-- w/.tracelint.yml --
preset: strict
-- w/m1/go.mod --
-- w/m1/.tracelint.yml --
tests: true
-- w/m1/a/b/x.go --
-- w/m1/inner/go.mod --
-- w/m1/inner/x.go --
-- w/m2/go.mod --
-- w/m2/a/.tracelint.yml --
preset: nonsense
-- w/none/x.go --
-- lone/go.mod --
-- lone/a/x.go --
-- nowhere/x.go --
`

func TestFind(t *testing.T) {
	dir := tree(t, workspace)
	for _, c := range []struct{ gowork, from, want string }{
		{"", "w/m1", "w/m1"},
		{"", "w/m1/a/b", "w/m1"},
		{"", "w/m1/inner", "w"},
		{"", "w/m2", "w"},
		{"", "w/m2/a", "w"},
		{"", "w/none", "w"},
		{"", "w", "w"},
		{"", "lone/a", ""},
		{"", "nowhere", ""},
		{"off", "w/m1/a", "w/m1"},
		{"off", "w/m2", ""},
		{"w/go.work", "lone/a", "w"},
	} {
		if c.gowork != "" && c.gowork != "off" {
			c.gowork = filepath.Join(dir, c.gowork)
		}
		t.Setenv("GOWORK", c.gowork)
		want := ""
		if c.want != "" {
			want = filepath.Join(dir, c.want, Name)
		}
		if got, err := Find(filepath.Join(dir, c.from)); err != nil || got != want {
			t.Errorf("GOWORK=%q: Find(%s) = %q, %v, want %q", c.gowork, c.from, got, err, want)
		}
	}
}

func TestMisnamed(t *testing.T) {
	dir := tree(t, "-- go.mod --\n-- .tracelint.yaml --\n")
	if name, err := Find(dir); name != "" || err == nil || !strings.Contains(err.Error(), "call it .tracelint.yml") {
		t.Errorf("%q, %v", name, err)
	}
	put(t, filepath.Join(dir, Name), "")
	if name, err := Find(dir); name == "" || err != nil {
		t.Errorf("with the right one beside it: %q, %v", name, err)
	}
}

func TestGoverning(t *testing.T) {
	t.Setenv("GOWORK", "")
	dir := tree(t, workspace)
	for from, want := range map[string]string{"w/m1/a": "w w/m1", "w/m2": "w w/m1", "w": "w w/m1", "lone": "", "nowhere": ""} {
		var got []string
		for _, name := range Governing(filepath.Join(dir, from)) {
			rel, err := filepath.Rel(dir, filepath.Dir(name))
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, filepath.ToSlash(rel))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Governing(%s) = %q, want %q", from, got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Setenv("GOWORK", "")
	dir := tree(t, workspace)
	m1 := filepath.Join(dir, "w", "m1")
	for _, c := range []struct {
		given string
		want  Config
	}{
		{"", Config{Tests: true, Root: m1}},
		{None, Config{}},
		{"../.tracelint.yml", Config{Preset: "strict", Root: filepath.Join(dir, "w")}},
		{filepath.Join(dir, Name), Config{Preset: "migrate", Root: dir}},
		{"preset: strict", Config{Preset: "strict", Root: m1}},
		{"{tests: true}", Config{Tests: true, Root: m1}},
	} {
		if got, err := Resolve(c.given, m1); err != nil || !reflect.DeepEqual(*got, c.want) {
			t.Errorf("Resolve(%q) = %+v, %v, want %+v", c.given, got, err, c.want)
		}
	}
	for _, given := range []string{"nosuch.yml", "preset: nosuch", "a"} {
		if c, err := Resolve(given, m1); err == nil {
			t.Errorf("Resolve(%q) = %+v", given, c)
		}
	}
}

// TestDigest sees to it that all that changes findings changes the digest, and
// nothing else does.
func TestDigest(t *testing.T) {
	name := filepath.Join(t.TempDir(), Name)
	digest := func(text string) string {
		put(t, name, text)
		d := Digest([]string{name})
		return string(d[:])
	}
	seen := make(map[string]string)
	for _, text := range []string{
		"", "preset: strict", "rules: {spanname: off}", "rules: {spanname: on}", "traceConventions: {requiredFields: [eventId]}",
		"traceConventions: {spanNaming: {case: snake}}", "consumer-structure: link", "idoverload: {allow-origin: false}", "tests: true",
		"exclude: [{path: a}]", "exclude: [{path: b}]", "models: [{name: x}]", "models: [{name: x, tracing: true}]",
		"nonsense: 1", "nonsense: 2", full,
	} {
		d := digest(text)
		if other, ok := seen[d]; ok {
			t.Errorf("%q and %q have the same digest", text, other)
		}
		seen[d] = text
	}
	for text, same := range map[string]string{
		"# comment\nversion: 1\npreset: recommended\n": "",
		"rules: {freshroot: off, spanname: on}":        "rules: {spanname: true, freshroot: false}",
		"deps: all":                                    "",
		"exclude: [{path: a, reason: because}]":        "exclude: [{path: a}]",
		Template():                                     "",
		"{preset: strict}":                             "preset: strict",
	} {
		if digest(text) != digest(same) {
			t.Errorf("%q and %q have different digests", text, same)
		}
	}
}

func TestExcluded(t *testing.T) {
	root := t.TempDir()
	for _, c := range []struct {
		glob, file string
		want       bool
	}{
		{"a.go", "a.go", true},
		{"a.go", "x/a.go", false},
		{"x", "x/y/a.go", true},
		{"x/", "x/y/a.go", true},
		{"./x", "x/y/a.go", true},
		{"x", "xy/a.go", false},
		{"x/*.go", "x/a.go", true},
		{"x/*.go", "x/y/a.go", false},
		{"x/**", "x/y/z/a.go", true},
		{"x/**/a.go", "x/a.go", true},
		{"x/**/a.go", "x/y/z/a.go", true},
		{"x/**/a.go", "y/a.go", false},
		{"**/*_gen.go", "a_gen.go", true},
		{"**/*_gen.go", "x/y/a_gen.go", true},
		{"**/gen/**", "x/gen/y/a.go", true},
		{"**/gen", "x/gen/y/a.go", true},
		{"**", "x/a.go", true},
		{".", "x/a.go", true},
		{"**", "../a.go", false},
		{"x/y/z", "x/y", false},
	} {
		cfg := Config{Root: root, Exclude: []Exclusion{{Path: c.glob}}}
		if got := cfg.Excluded("publishctx/dropped", filepath.Join(root, filepath.FromSlash(c.file))) != nil; got != c.want {
			t.Errorf("%s excludes %s: %v", c.glob, c.file, got)
		}
	}
	cfg := Config{Root: root, Exclude: []Exclusion{{Path: "**", Rules: []string{"freshroot", "publishctx/dropped"}}}}
	for category, want := range map[string]bool{"freshroot/root": true, "publishctx/dropped": true, "publishctx/stale": false, "tracelint/internal": false} {
		if got := cfg.Excluded(category, filepath.Join(root, "a.go")) != nil; got != want {
			t.Errorf("%s excluded: %v", category, got)
		}
	}
	cfg.Exclude[0].Rules = nil
	if cfg.Excluded("tracelint/internal", filepath.Join(root, "a.go")) != nil {
		t.Error("a failure of tracelint itself is excluded")
	}
}

func TestSwitch(t *testing.T) {
	rules := map[string]bool{"spanname/style": true, "spanname": false, "freshroot": false}
	cfg := Config{Rules: rules}
	cfg.Switch(map[string]bool{"spanname": true, "freshroot/root": true})
	if want := map[string]bool{"spanname": true, "freshroot": false, "freshroot/root": true}; !reflect.DeepEqual(cfg.Rules, want) {
		t.Errorf("%v, want %v", cfg.Rules, want)
	}
	if len(rules) != 3 {
		t.Error("the map that was given is changed")
	}
}
