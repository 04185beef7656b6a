package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/config"
)

// shown is a module that shows its configuration.
const shown = `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a.go --
package orders

func ShowConfig() {}
-- sub/deep/b.go --
package deep

func ShowConfig() {}
`

// put writes a file below dir.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// seen returns the configurations that the output shows, each once, sorted.
func seen(output string) string {
	var all []string
	for _, m := range regexp.MustCompile(`(?m): config: ?(.*?)(?: \(publishctx/dropped\))?$`).FindAllStringSubmatch(output, -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " and ")
}

// TestFlagsAndFile looks at who wins.
func TestFlagsAndFile(t *testing.T) {
	for _, test := range []struct {
		name, file, args string
		want             string
	}{
		{"neither", "", "", ""},
		{"file", "preset: strict", "", "Preset=strict"},
		{"flag", "", "-preset=migrate", "Preset=migrate"},
		{"the flag wins", "preset: strict", "-preset=migrate", "Preset=migrate"},
		{"no file", "preset: strict", "-config=none", ""},
		{"another file", "preset: strict", "-config=sub/other.yml", "Preset=migrate"},
		{"no file, flag", "preset: strict", "-config=none -enable=spanname/style", "Rules=map[spanname/style:true]"},
		{"rules add up", "rules: {spanname: off}", "-disable=freshroot,idoverload/shared", "Rules=map[freshroot:false idoverload/shared:false spanname:false]"},
		{"the flag's category wins", "rules: {spanname/style: on}", "-disable=spanname/style", "Rules=map[spanname/style:false]"},
		{"the flag's rule replaces categories", "rules: {spanname/style: on, freshroot: off}", "-disable=spanname", "Rules=map[freshroot:false spanname:false]"},
		{"a rule without one of its categories", "", "-enable=spanname -disable=spanname/technical", "Rules=map[spanname:true spanname/technical:false]"},
		{"tests", "tests: true", "", "Tests=true"},
		{"no tests", "tests: true", "-tests=false", ""},
		{"deps", "deps: [example.com/x]", "", "Deps=[example.com/x]"},
		{"other deps", "deps: all", "-deps=example.com/y,example.com/z", "Deps=[example.com/y example.com/z]"},
		{"no deps", "deps: all", "-deps=", ""},
		{"all deps", "deps: [example.com/x]", "-deps=all", "AllDeps=true"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, shown)
			if test.file != "" {
				put(t, dir, config.Name, test.file)
			}
			put(t, dir, "sub/other.yml", "preset: migrate")
			stdout, stderr, code := run(dir, append(strings.Fields(test.args), ".")...)
			if code != 1 || stderr != "" || seen(stdout) != test.want {
				t.Errorf("exit code %d, stderr %q, configuration %q, want %q", code, stderr, seen(stdout), test.want)
			}
		})
	}
}

func TestFileIsFound(t *testing.T) {
	dir := write(t, shown)
	put(t, dir, config.Name, "preset: strict")
	put(t, dir, "sub/"+config.Name, "preset: migrate") // not next to go.mod
	for _, from := range []string{"", "sub", "sub/deep"} {
		if stdout, stderr, code := run(filepath.Join(dir, from)); code != 1 || stderr != "" || seen(stdout) != "Preset=strict" {
			t.Errorf("from %q: exit code %d, stderr %q, stdout %s", from, code, stderr, stdout)
		}
	}
}

func TestBrokenSettings(t *testing.T) {
	for _, test := range []struct{ name, file, args, stderr string }{
		{"file", "presets: strict\nrules: {spanname: maybe}\n", "",
			".tracelint.yml:1:1: unknown key presets; did you mean preset?\n.tracelint.yml:2:19: want on or off, not \"maybe\"\n"},
		{"other version", "version: 2\n", "", ".tracelint.yml:1:10: version 2 is not one that this tracelint reads, which is 1\n"},
		{"no such file", "", "-config=nosuch.yml", "tracelint: configuration DIR/nosuch.yml: no such file or directory\n"},
		{"text", "", "-config={presets:x}", "-config:1:2: unknown key presets:x; did you mean preset?\n"},
		{"preset", "", "-preset=all", "tracelint: -preset: unknown preset \"all\"; want recommended, strict, migrate\n"},
		{"enable", "", "-enable=spannane", "tracelint: -enable: there is no rule or category \"spannane\"; did you mean spanname?\n"},
		{"disable", "", "-disable=nonsense", "tracelint: -disable: there is no rule or category \"nonsense\"\n"},
		{"both", "", "-enable=spanname -disable=spanname", "tracelint: spanname is both enabled and disabled\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, shown)
			if test.file != "" {
				put(t, dir, config.Name, test.file)
			}
			stdout, stderr, code := run(dir, strings.Fields(test.args)...)
			if stderr = strings.ReplaceAll(stderr, filepath.ToSlash(dir), "DIR"); code != 2 || stdout != "" || stderr != test.stderr {
				t.Errorf("exit code %d, stdout %q, stderr:\n%s\nwant:\n%s", code, stdout, stderr, test.stderr)
			}
		})
	}
	dir := write(t, shown)
	put(t, dir, ".tracelint.yaml", "preset: strict")
	if _, stderr, code := run(dir); code != 2 || !strings.HasSuffix(stderr, ".tracelint.yaml is not read: call it .tracelint.yml\n") {
		t.Errorf("misnamed file: exit code %d, stderr %q", code, stderr)
	}
}

func TestExclude(t *testing.T) {
	for file, want := range map[string]string{
		"exclude: [{path: sub}]":                                                        "a.go",
		"exclude: [{path: sub/**}]":                                                     "a.go",
		"exclude: [{path: '**/b.go'}]":                                                  "a.go",
		"exclude: [{path: '*.go'}]":                                                     "sub/deep/b.go",
		"exclude: [{path: a.go, rules: [publishctx]}]":                                  "sub/deep/b.go",
		"exclude: [{path: a.go, rules: [freshroot, publishctx/dropped]}]":               "sub/deep/b.go",
		"exclude: [{path: ., rules: [freshroot, publishctx/no-carrier], reason: none}]": "a.go sub/deep/b.go",
		"exclude: [{path: .}]":                                                          "",
	} {
		dir := write(t, shown)
		put(t, dir, config.Name, file)
		code := 1
		if want == "" {
			code = 0
		}
		check := func(how, output string, got int) {
			t.Helper()
			var names []string
			for _, m := range regexp.MustCompile(`(?m)^(\S+):3:6: config`).FindAllStringSubmatch(output, -1) {
				names = append(names, m[1])
			}
			if slices.Sort(names); strings.Join(names, " ") != want || got != code {
				t.Errorf("%s: %s: exit code %d, findings in %q, want %q:\n%s", how, file, got, names, want, output)
			}
		}
		stdout, _, got := run(dir, "./...")
		check("tracelint", stdout, got)
		_, stderr, got := command(t, dir, "go", "vet", "-vettool="+os.Args[0], "./...")
		check("go vet", filepath.ToSlash(stderr), got)
	}
}

func TestExclusionsAreToldOf(t *testing.T) {
	dir := write(t, shown)
	put(t, dir, config.Name, "exclude: [{path: sub, reason: is moved}]")
	_, stderr, code := run(dir, "-debug", "./...")
	if code != 1 || !strings.HasSuffix(stderr, "/sub/deep/b.go:3:6: silent: excluded: publishctx/dropped in sub: is moved\n") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

func TestExplain(t *testing.T) {
	stdout, stderr, code := run("", "explain")
	for _, want := range []string{"publishctx\n", "  freshroot/discarded ", "surest", "opt-in", "The context taken from the message is not used."} {
		if !strings.Contains(stdout, want) {
			t.Errorf("explain lacks %q:\n%s", want, stdout)
		}
	}
	if code != 0 || stderr != "" {
		t.Errorf("explain: exit code %d, stderr %q", code, stderr)
	}
	list := stdout

	stdout, stderr, code = run("", "explain", "freshroot")
	if code != 0 || stderr != "" || !strings.HasPrefix(stdout, "freshroot/root (surest)\n    A consumer's span") || !strings.Contains(stdout, "\nKnown limits\n------------\n") {
		t.Errorf("explain freshroot: exit code %d, stderr %q, stdout:\n%s", code, stderr, stdout)
	}
	if strings.Contains(stdout, "<!--") || strings.Contains(stdout, "```") || strings.Contains(stdout, "](") {
		t.Errorf("explain freshroot: Markdown is left:\n%s", stdout)
	}

	stdout, stderr, code = run("", "explain", "freshroot/discarded")
	if code != 0 || stderr != "" || !strings.Contains(stdout, "\ndiscarded\n---------\n") || strings.Contains(stdout, "Known limits") || strings.Contains(stdout, "\nleaked\n") {
		t.Errorf("explain freshroot/discarded: exit code %d, stderr %q, stdout:\n%s", code, stderr, stdout)
	}

	stdout, stderr, code = run("", "explain", "freshrot")
	if code != 2 || stdout != "" || stderr != "tracelint: there is no rule or category \"freshrot\"; did you mean freshroot?\n\n"+list {
		t.Errorf("explain freshrot: exit code %d, stdout %q, stderr:\n%s", code, stdout, stderr)
	}
	if _, stderr, code = run("", "explain", "freshroot", "publishctx"); code != 2 || !strings.Contains(stderr, "usage: tracelint explain") {
		t.Errorf("explain of two: exit code %d, stderr %q", code, stderr)
	}
}

func TestInit(t *testing.T) {
	dir := write(t, shown)
	stdout, stderr, code := run(filepath.Join(dir, "sub", "deep"), "init")
	name := filepath.Join(dir, config.Name)
	if code != 0 || stderr != "" || stdout != filepath.ToSlash(name)+"\n" {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	text, err := os.ReadFile(name)
	if err != nil || string(text) != config.Template() {
		t.Errorf("%v, wrote:\n%s", err, text)
	}
	if stdout, _, _ := run(dir); seen(stdout) != "" || !strings.Contains(stdout, "config:") {
		t.Errorf("the file changes something: %s", stdout)
	}
	put(t, dir, config.Name, "# mine")
	if _, stderr, code = run(dir, "init"); code != 2 || !strings.HasSuffix(stderr, "is there already\n") {
		t.Errorf("again: exit code %d, stderr %q", code, stderr)
	}
	if text, _ := os.ReadFile(name); string(text) != "# mine" {
		t.Errorf("again: overwritten with %q", text)
	}
	if _, stderr, code = run(t.TempDir(), "init"); code != 2 || !strings.HasSuffix(stderr, "is not in a Go module\n") {
		t.Errorf("outside: exit code %d, stderr %q", code, stderr)
	}
	if _, _, code = run(dir, "init", "x"); code != 2 {
		t.Errorf("with an argument: exit code %d", code)
	}
}
