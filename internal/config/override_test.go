package config

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

const overrides = `
rules: {spanname/technical: off, followup: off}
overrides:
  - paths: [internal/legacy/**, gen]
    rules: {publishctx: off, publishctx/stale: on}
    reason: is replaced
  - paths: ["**/new/*.go"]
    rules: {publishctx: on, spanname/technical: on, followup: on}
`

func TestOnIn(t *testing.T) {
	cfg, err := Parse(Name, []byte(overrides))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Root = "/src"
	for _, c := range []struct {
		category, file string
		want           bool
	}{
		{"publishctx/dropped", "/src/a.go", true},
		{"publishctx/dropped", "/src/internal/legacy/a/b.go", false},
		{"publishctx/stale", "/src/internal/legacy/a/b.go", true},
		{"publishctx/dropped", "/src/gen/b.go", false},
		{"publishctx/dropped", "/src/generic/b.go", true},
		{"publishctx/dropped", "/elsewhere/gen/b.go", true},
		{"publishctx/dropped", "/src/internal/legacy/new/b.go", true}, // the last that says something
		{"publishctx/stale", "/src/internal/legacy/new/b.go", true},
		{"spanname/technical", "/src/gen/b.go", false},
		{"spanname/technical", "/src/new/b.go", true},
		{"followup/reset", "/src/gen/b.go", false},
		{"followup/reset", "/src/new/b.go", true},
		{"followup/causation", "/src/new/b.go", false}, // opt-in
		{"tracelint/internal", "/src/gen/b.go", true},
	} {
		if got := cfg.OnIn(c.category, c.file); got != c.want {
			t.Errorf("OnIn(%q, %q) = %t", c.category, c.file, got)
		}
	}
	for category, want := range map[string]bool{"spanname/technical": true, "followup/reset": true, "followup/causation": false, "publishctx/dropped": true} {
		if got := cfg.OnSomewhere(category); got != want {
			t.Errorf("OnSomewhere(%q) = %t", category, got)
		}
		if got := cfg.Active(category); got != want {
			t.Errorf("Active(%q) = %t", category, got)
		}
	}
	if cfg.SettledIn("publishctx", "/src/gen/b.go") || !cfg.SettledIn("publishctx", "/src/a.go") {
		t.Error("a rule that is off in a file is settled there, or is not elsewhere")
	}
}

// TestOnInWithoutRoot has a configuration that comes from no file.
func TestOnInWithoutRoot(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/a\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cfg, err := Parse(Name, []byte(overrides))
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]bool{"a.go": true, "gen/b.go": false, "internal/legacy/b.go": false} {
		if got := cfg.OnIn("publishctx/dropped", filepath.Join(dir, filepath.FromSlash(file))); got != want {
			t.Errorf("OnIn(%q) = %t", file, got)
		}
	}
	if !cfg.OnIn("publishctx/dropped", filepath.Join(t.TempDir(), "gen", "b.go")) {
		t.Error("a file in no module is in a directory of one")
	}
}

// TestSwitchEverywhere has flags win over what holds in some files.
func TestSwitchEverywhere(t *testing.T) {
	for _, c := range []struct {
		switched map[string]bool
		category string
		want     [3]bool // in a.go, gen/b.go, new/b.go
	}{
		{nil, "publishctx/dropped", [3]bool{true, false, true}},
		{map[string]bool{"publishctx": true}, "publishctx/dropped", [3]bool{true, true, true}},
		{map[string]bool{"publishctx": false}, "publishctx/stale", [3]bool{false, false, false}},
		{map[string]bool{"publishctx/dropped": true}, "publishctx/dropped", [3]bool{true, true, true}},
		{map[string]bool{"publishctx/dropped": true}, "publishctx/no-carrier", [3]bool{true, false, true}},
		{map[string]bool{"publishctx/stale": false}, "publishctx/stale", [3]bool{false, false, false}},
		{map[string]bool{"spanname/technical": false}, "spanname/technical", [3]bool{false, false, false}},
		{map[string]bool{"spanname": false}, "spanname/technical", [3]bool{false, false, false}},
		{map[string]bool{"followup/causation": true}, "followup/causation", [3]bool{true, true, true}},
		{map[string]bool{"freshroot": false}, "spanname/technical", [3]bool{false, false, true}},
	} {
		cfg, err := Parse(Name, []byte(overrides))
		if err != nil {
			t.Fatal(err)
		}
		cfg.Root = "/src"
		before := cfg.Overrides
		was, err := Parse(Name, []byte(overrides))
		if err != nil {
			t.Fatal(err)
		}
		cfg.Switch(c.switched)
		for i, file := range []string{"/src/a.go", "/src/gen/b.go", "/src/new/b.go"} {
			if got := cfg.OnIn(c.category, file); got != c.want[i] {
				t.Errorf("with %v: OnIn(%q, %q) = %t", c.switched, c.category, file, got)
			}
		}
		if !reflect.DeepEqual(before, was.Overrides) {
			t.Errorf("with %v: what was given is changed: %v", c.switched, before)
		}
	}
}

func TestOverrideMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"overrides: [{rules: {spanname: off}}]":                          ".tracelint.yml:1:13: paths is missing",
		"overrides: [{paths: [gen]}]":                                    ".tracelint.yml:1:13: rules is missing",
		"overrides: [{paths: [../gen], rules: {spanname: off}}]":         `.tracelint.yml:1:22: path "../gen": want a path below the directory of this file, written with slashes`,
		"overrides: [{paths: [gen], rules: {spanames: off}}]":            `.tracelint.yml:1:36: unknown rule or category "spanames"; did you mean spanname?`,
		"overrides: [{paths: [gen], rules: {spanname: maybe}}]":          `.tracelint.yml:1:46: want on or off, not "maybe"`,
		"overrides: {paths: [gen]}":                                      ".tracelint.yml:1:12: want a list, not keys and values",
		"overrides: [{path: gen, paths: [gen], rules: {spanname: off}}]": ".tracelint.yml:1:14: unknown key path; did you mean paths?",
		`baseline: a\b.json`:                                             `.tracelint.yml:1:11: file "a\\b.json": want slashes`,
		"baseline: [a.json]":                                             ".tracelint.yml:1:11: want a word, not a list",
	} {
		if _, err := Parse(Name, []byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
