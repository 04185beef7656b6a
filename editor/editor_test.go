package editor

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
)

func write(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	if dir == "" {
		var err error
		if dir, err = filepath.EvalSymlinks(t.TempDir()); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestRules checks that a server can take the rules as they are.
func TestRules(t *testing.T) {
	rs := rules(read(nil), analyzers.New)
	var all []*analysis.Analyzer
	severities := make(map[Severity]int)
	for _, r := range rs {
		all = append(all, r.Analyzer)
		severities[r.Severity]++
		if r.Off {
			t.Errorf("%s is off", r.Analyzer.Name)
		}
	}
	if err := analysis.Validate(all); err != nil {
		t.Error(err)
	}
	if len(all) != len(catalogue.Rules()) || severities[Warning] == 0 || severities[Information] == 0 {
		t.Errorf("%d rules, severities %v", len(all), severities)
	}
}

// names returns the names of all that the analyzers require, and their own.
func names(of []Rule) string {
	seen := make(map[*analysis.Analyzer]bool)
	var all []string
	var visit func(a *analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if !seen[a] {
			seen[a] = true
			all = append(all, a.Name)
			for _, req := range a.Requires {
				visit(req)
			}
		}
	}
	for _, r := range of {
		visit(r.Analyzer)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// TestNamesTellConfigurationsApart: a server finds what it has kept by the
// names of the analyzers.
func TestNamesTellConfigurationsApart(t *testing.T) {
	dir := write(t, "", map[string]string{"go.mod": "module example.com/m\n"})
	before := names(rules(read([]string{dir}), analyzers.New))
	if !strings.Contains(before, "tracelint_configuration_") {
		t.Error(before)
	}
	for _, change := range []map[string]string{
		{".tracelint.yml": "version: 1\n"},
		{".tracelint.yml": "version: 1\npreset: strict\n"},
		{".tracelint.yml": "nonsense\n"},
		{".tracelint.yml": "more nonsense\n"},
		{"deep/down/.tracelint.yml": "version: 1\n", "deep/down/go.mod": "module example.com/n\n"},
	} {
		write(t, dir, change)
		after := names(rules(read([]string{dir}), analyzers.New))
		if after == before {
			t.Errorf("%v: the names stay the same", change)
		}
		if again := names(rules(read([]string{dir}), analyzers.New)); again != after {
			t.Errorf("%v: %s, then %s", change, after, again)
		}
		before = after
	}
}

// fake is a suite of one rule that needs an engine. The engine panics on
// package broken, the rule on package worse; otherwise the rule reports the
// preset and the names of functions.
func fake(cfg config.Config) []*analysis.Analyzer {
	engine := &analysis.Analyzer{Name: "engine", Doc: "engine", ResultType: reflect.TypeFor[string](), Run: func(pass *analysis.Pass) (any, error) {
		if pass.Pkg.Name() == "broken" {
			panic("engine\nin pieces")
		}
		return cfg.Preset, nil
	}}
	report := func(name string, pass *analysis.Pass) (any, error) {
		preset := pass.ResultOf[engine].(string)
		if pass.Pkg.Name() == "worse" {
			return nil, fmt.Errorf("no luck")
		}
		pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: name + "/found", Message: fmt.Sprintf("%s: %q, renames %t", name, preset, cfg.Renames)})
		return nil, nil
	}
	var out []*analysis.Analyzer
	for _, name := range []string{"rule", catalogue.Housekeeping} {
		out = append(out, &analysis.Analyzer{Name: name, Doc: name, Requires: []*analysis.Analyzer{engine}, Run: func(pass *analysis.Pass) (any, error) { return report(name, pass) }})
	}
	return out
}

func TestEachModuleHasItsConfiguration(t *testing.T) {
	dir := write(t, "", map[string]string{
		"go.work":               "go 1.25\n\nuse (\n\t./a\n\t./b\n\t./c\n\t./d\n)\n",
		".tracelint.yml":        "version: 1\npreset: migrate\n",
		"a/go.mod":              "module example.com/a\n\ngo 1.25\n",
		"a/a.go":                "package a\n",
		"a/.tracelint.yml":      "version: 1\npreset: strict\n",
		"a/broken/a.go":         "package broken\n",
		"a/worse/a.go":          "package worse\n",
		"b/go.mod":              "module example.com/b\n\ngo 1.25\n",
		"b/b.go":                "package b\n",
		"c/go.mod":              "module example.com/c\n\ngo 1.25\n",
		"c/c.go":                "package c\n",
		"c/.tracelint.yml":      "version: 1\npreset: strange\n",
		"d/go.mod":              "module example.com/d\n\ngo 1.25\n",
		"d/d.go":                "package d\n",
		"d/out/e.go":            "package out\n",
		"d/.tracelint.yml":      "version: 1\npreset: strict\nexclude:\n  - path: out\n    reason: to be seen\n",
		"elsewhere/go.mod":      "module example.com/elsewhere\n\ngo 1.25\n",
		"elsewhere/x/x.go":      "package x\n",
		"elsewhere/more/go.mod": "module example.com/more\n",
	})
	t.Setenv("GOWORK", filepath.Join(dir, "go.work"))
	files := read([]string{dir})
	// A folder that was opened later, of a module with a configuration.
	late := write(t, "", map[string]string{"go.mod": "module example.com/late\n\ngo 1.25\n", "l.go": "package late\n", ".tracelint.yml": "version: 1\n"})
	var all []*analysis.Analyzer
	for _, r := range rules(files, fake) {
		all = append(all, r.Analyzer)
	}
	var got []string
	analyse := func(dir string, patterns ...string) {
		res, err := driver.Run(driver.Options{Dir: dir, Patterns: patterns}, all)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range res.Problems {
			t.Errorf("%+v", p)
		}
		for _, f := range res.Findings {
			got = append(got, fmt.Sprintf("%s %s %s", strings.TrimPrefix(f.Package, "example.com/"), f.Category, strings.ReplaceAll(f.Message, late, "late")))
		}
	}
	analyse(dir, "example.com/a/...", "example.com/b", "example.com/c", "example.com/d/...")
	t.Setenv("GOWORK", "off")
	analyse(late, ".")
	want := []string{
		`a rule/found rule: "strict", renames true`,
		`a tracelint/found tracelint: "strict", renames true`,
		`a/broken tracelint/internal tracelint failed on this package and found nothing in it: engine: engine; please report it`,
		`a/worse tracelint/internal tracelint failed on this package and found nothing in it: rule: no luck; please report it`,
		`a/worse tracelint/internal tracelint failed on this package and found nothing in it: tracelint: no luck; please report it`,
		`b rule/found rule: "migrate", renames true`,
		`b tracelint/found tracelint: "migrate", renames true`,
		`c rule/found rule: "", renames true`,
		`c tracelint/configuration tracelint works without its configuration until it is mended and the editor has restarted gopls: .tracelint.yml:2:9: unknown preset "strange"; want recommended, strict or migrate`,
		`c tracelint/found tracelint: "", renames true`,
		`d rule/found rule: "strict", renames true`,
		`d tracelint/found tracelint: "strict", renames true`,
		`late rule/found rule: "", renames true`,
		`late tracelint/configuration late/.tracelint.yml is not in force: gopls was started for other folders; restart it, with this one open`,
		`late tracelint/found tracelint: "", renames true`,
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestOnStdin(t *testing.T) {
	for args, want := range map[string]bool{
		"":                            true,
		"serve":                       true,
		"-mode=stdio":                 true,
		"-rpc.trace -v serve":         true,
		"-logfile auto":               true,
		"-logfile auto serve":         true,
		"serve -debug localhost:6060": true,
		"version":                     false,
		"check a.go":                  false,
		"-v check a.go":               false,
		"** telemetry **":             false,
		"-remote=auto":                false,
		"-remote auto serve":          false,
		"serve -listen :37374":        false,
		"-h":                          false,
		"serve --help":                false,
	} {
		if got := onStdin(strings.Fields(args)); got != want {
			t.Errorf("%q: %t", args, got)
		}
	}
}

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

func TestFolders(t *testing.T) {
	for text, want := range map[string]string{
		frame(`{"method":"initialize","params":{"rootUri":"file:///one","workspaceFolders":[{"uri":"file:///one","name":"one"},{"uri":"file:///a%20b/two"}]}}`): "/one /a b/two",
		frame(`{"method":"initialize","params":{"rootPath":"/zero","rootUri":"file:///one","workspaceFolders":null}}`):                                          "/one",
		frame(`{"method":"initialize","params":{"rootPath":"/zero","rootUri":null}}`):                                                                           "/zero",
		frame(`{"method":"initialize","params":{"rootUri":"ssh://host/one"}}`):                                                                                  "",
		frame(`{"params":[]}`):             "",
		frame(`nonsense`):                  "",
		"content-length:3\r\n\r\n{}":       "",
		"Content-Length: -1\r\n\r\n{}":     "",
		"Content-Length: 1e9\r\n\r\n{}":    "",
		"":                                 "",
		strings.Repeat("nonsense\n", 9999): "",
		"Content-Type: x\r\ncontent-length: 43\r\n\r\n" + `{"params":{"rootUri":"file:///c%3A/src/x"}}`: "C:/src/x",
	} {
		r := bufio.NewReader(strings.NewReader(text))
		first, body := message(r)
		if rest, _ := io.ReadAll(r); string(first)+string(rest) != text {
			t.Errorf("%.60q: handed on as %.60q", text, string(first)+string(rest))
		}
		if got := strings.Join(folders(body), " "); filepath.ToSlash(got) != want {
			t.Errorf("%.60q: %q", text, got)
		}
	}
}

// TestServed puts a client in front of the process and sees to it that all the
// client says is still there to be read.
func TestServed(t *testing.T) {
	stdin := os.Stdin
	defer func() { os.Stdin = stdin }()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	os.Stdin = r
	text := frame(`{"method":"initialize","params":{"rootUri":"file:///one"}}`) + strings.Repeat("and so on\n", 100_000)
	go func() {
		io.WriteString(w, text)
		w.Close()
	}()
	if got := served([]string{"version"}); got != nil || os.Stdin != r {
		t.Errorf("%q", got)
	}
	if got := served([]string{"serve"}); !slices.Equal(got, []string{filepath.FromSlash("/one")}) {
		t.Errorf("%q", got)
	}
	if got, err := io.ReadAll(os.Stdin); err != nil || string(got) != text {
		t.Errorf("%d bytes left of %d, %v", len(got), len(text), err)
	}
}
