package golangci

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/waysin"
)

// The tests of this file run golangci-lint itself, with the files that users
// are told to copy: .custom-gcl.yml says which version and which plugin are
// built, .golangci.example.yml how it is run.

const (
	shop  = "examples/orders"
	cases = "analyzers/testdata"
)

var scratch string // for the executable and golangci-lint's cache

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "golangci"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(scratch)
	os.Exit(code)
}

// custom is .custom-gcl.yml.
type custom struct {
	Version string
	Name    string
	Plugins []struct{ Module, Import, Version string }
}

func readCustom(root string) (*custom, error) {
	data, err := os.ReadFile(filepath.Join(root, ".custom-gcl.yml"))
	if err != nil {
		return nil, err
	}
	c := new(custom)
	if err := yaml.Load(data, c, yaml.WithKnownFields()); err != nil {
		return nil, err
	}
	if len(c.Plugins) != 1 {
		return nil, fmt.Errorf("%d plugins", len(c.Plugins))
	}
	return c, nil
}

// mainFile is what golangci-lint's own command does, and `golangci-lint custom`
// adds to it. The version keeps its cache apart from those of other builds.
const mainFile = `package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ %q
)

func main() {
	info := commands.BuildInfo{Version: "(devel)", GoVersion: runtime.Version(), Commit: "?", Date: "?"}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
`

// linterPath builds golangci-lint with the plugin, once, from Go modules alone.
// It takes three minutes of CPU time if nothing of it is in the build cache,
// and seconds otherwise.
func linterPath(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds golangci-lint")
	}
	root := testenv.Root(t)
	c, err := readCustom(root)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := buildOnce(root, c)
	if err != nil {
		t.Fatalf("golangci-lint %s cannot be built. Its modules are downloaded the first time, for which a module proxy is needed (see `go env GOPROXY`).\n%v", c.Version, err)
	}
	return exe
}

var built struct {
	once sync.Once
	exe  string
	err  error
}

func buildOnce(root string, c *custom) (string, error) {
	built.once.Do(func() {
		dir := filepath.Join(scratch, "build")
		plugin := c.Plugins[0]
		built.exe = testenv.Executable(scratch, c.Name)
		files := map[string]string{
			"main.go": fmt.Sprintf(mainFile, plugin.Import),
			"go.mod": fmt.Sprintf("module custom\n\ngo 1.26.0\n\nrequire (\n\tgithub.com/golangci/golangci-lint/v2 %s\n\t%s %s\n)\n\nreplace %[2]s => %[4]q\n",
				c.Version, plugin.Module, plugin.Version, root),
		}
		built.err = os.Mkdir(dir, 0o777)
		for name, text := range files {
			built.err = errors.Join(built.err, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
		}
		if built.err != nil {
			return
		}
		cmd := exec.Command("go", "build", "-mod=mod", "-trimpath", "-ldflags=-s -w", "-o", built.exe, ".")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
		if out, err := cmd.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%v\n%s", err, out)
		}
	})
	return built.exe, built.err
}

// An issue is what golangci-lint says of a finding.
type issue struct {
	waysin.Finding
	linter string
}

// text takes an issue's text apart: rule, message, category.
var text = regexp.MustCompile(`^(?:(\w+): )?(.*) \((\w+/[\w-]+)\)$`)

// lint runs golangci-lint in dir with the configuration file and returns its
// issues. Those that are not tracelint's fail the test.
func lint(t *testing.T, dir, config string, args ...string) []issue {
	t.Helper()
	stdout, stderr, code := golangci(t, dir, append([]string{"run", "--config=" + config, "--path-mode=abs", "--show-stats=false", "--output.json.path=stdout", "--allow-parallel-runners"}, args...)...)
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatalf("%v\n%s\n%s", err, stdout, stderr)
	}
	if want := min(1, len(report.Issues)); code != want || stderr != "" {
		t.Errorf("%d issues, exit code %d, standard error:\n%s", len(report.Issues), code, stderr)
	}
	var list []issue
	for _, i := range report.Issues {
		m := text.FindStringSubmatch(i.Text)
		if m == nil || !strings.HasPrefix(i.FromLinter, "tracelint") {
			t.Errorf("%s: %s", i.FromLinter, i.Text)
			continue
		}
		list = append(list, issue{linter: i.FromLinter, Finding: waysin.Finding{
			Rule: cmp.Or(m[1], "tracelint"), Message: m[2], Category: m[3],
			File: waysin.Relative(dir, i.Pos.Filename), Line: i.Pos.Line, Column: i.Pos.Column,
		}})
	}
	return list
}

// golangci runs golangci-lint in dir.
func golangci(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	exe := linterPath(t)
	t.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(scratch, "cache"))
	return waysin.Run(t, dir, exe, args...)
}

func findings(list []issue) []waysin.Finding {
	var out []waysin.Finding
	for _, i := range list {
		out = append(out, i.Finding)
	}
	return waysin.Sorted(out)
}

// example is the configuration that users are told to copy.
func example(t *testing.T) string { return filepath.Join(testenv.Root(t), ".golangci.example.yml") }

// edited returns a configuration file: the example with some of its text
// replaced by another.
func edited(t *testing.T, replacements ...string) string {
	t.Helper()
	data, err := os.ReadFile(example(t))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(replacements); i += 2 {
		if strings.Count(text, replacements[i]) != 1 {
			t.Fatalf("%q is not in the example once", replacements[i])
		}
		text = strings.Replace(text, replacements[i], replacements[i+1], 1)
	}
	return file(t, text)
}

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), ".golangci.yml")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// copied returns a copy of the shop in a directory of its own.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, shop))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// replace changes a file below dir.
func replace(t *testing.T, dir, name, old, by string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(data), old) != 1 {
		t.Fatalf("%q is not in %s once", old, name)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, by, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestVerify has golangci-lint hold each configuration that users are shown
// against its schema.
func TestVerify(t *testing.T) {
	configs := append(samples(t), example(t))
	for _, name := range configs {
		if stdout, stderr, code := golangci(t, t.TempDir(), "config", "verify", "--config="+name); code != 0 || stdout+stderr != "" {
			t.Errorf("%s: exit code %d\n%s%s", name, code, stdout, stderr)
		}
	}
	broken := edited(t, "enable:", "enabel:")
	if _, stderr, code := golangci(t, t.TempDir(), "config", "verify", "--config="+broken); code == 0 || !strings.Contains(stderr, "enabel") {
		t.Errorf("a misspelt key is nothing to config verify: exit code %d\n%s", code, stderr)
	}
}

// samples returns the whole configurations that docs/golangci.md shows, as files.
func samples(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "golangci.md"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllStringSubmatch(string(page), -1) {
		if strings.HasPrefix(m[1], "version: \"2\"\n") {
			names = append(names, file(t, m[1]))
		}
	}
	if len(names) == 0 {
		t.Fatal("docs/golangci.md shows no configuration")
	}
	return names
}

// TestSameAsTheCommand holds what golangci-lint shows of the example and of the
// cases of all rules against what the command finds.
func TestSameAsTheCommand(t *testing.T) {
	linterPath(t)
	tool := waysin.Build(t)
	for _, test := range []struct {
		module, config string
		atLeast        int
	}{
		{shop, example(t), 15},
		{cases, edited(t, "requiredFields: [traceId, eventId, correlationId, consumerName]", "", "preset: recommended", "instrumentedElsewhere: false"), 400},
	} {
		t.Run(test.module, func(t *testing.T) {
			if test.module == cases {
				testenv.Slow(t)
			}
			dir := testenv.Module(t, test.module)
			mine := waysin.Command(t, tool, dir, "./...")
			if len(mine) < test.atLeast {
				t.Errorf("only %d findings", len(mine))
			}
			theirs := findings(lint(t, dir, test.config, "./..."))
			// Known difference: golangci-lint shows the Go file, not what a //line
			// directive says.
			mine, theirs, moved := apart(dir, mine, theirs)
			for _, line := range waysin.Differences(mine, theirs) {
				t.Errorf("golangci-lint: %s", line)
			}
			if want := map[string]int{shop: 0, cases: 2}[test.module]; moved != want {
				t.Errorf("%d findings under //line directives, want %d", moved, want)
			}
		})
	}
}

// apart leaves out findings that the one shows in files which are not Go, and
// the other in the Go files that were made of them; it returns how many there
// are, which must be the same for both.
func apart(dir string, mine, theirs []waysin.Finding) (m, th []waysin.Finding, n int) {
	m = slices.DeleteFunc(slices.Clone(mine), func(f waysin.Finding) bool { return filepath.Ext(f.File) != ".go" })
	th = slices.DeleteFunc(slices.Clone(theirs), func(f waysin.Finding) bool {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.File)))
		return err == nil && strings.Contains(string(data), "\n//line ")
	})
	if len(mine)-len(m) != len(theirs)-len(th) {
		return mine, theirs, -1
	}
	return m, th, len(mine) - len(m)
}

// TestLimits shows that each of golangci-lint's defaults which the example sets
// aside does hide findings, and that docs/golangci.md says so.
func TestLimits(t *testing.T) {
	testenv.Slow(t) // each configuration has golangci-lint look at all dependencies anew
	page, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "golangci.md"))
	if err != nil && !testing.Short() {
		t.Fatal(err)
	}
	const required = "requiredFields: [traceId, eventId, correlationId, consumerName]"
	linterPath(t)
	dir := testenv.Module(t, cases)
	all := len(lint(t, dir, edited(t, required, ""), "./..."))
	for _, setting := range []string{"max-same-issues: 0", "max-issues-per-linter: 0", "uniq-by-line: false"} {
		shown := len(lint(t, dir, edited(t, required, "", "  "+setting+"\n", ""), "./..."))
		if shown >= all {
			t.Errorf("without %s all of %d findings are shown", setting, all)
		}
		if key, _, _ := strings.Cut(setting, ":"); !strings.Contains(string(page), "`"+key+"`") {
			t.Errorf("docs/golangci.md says nothing of %s", key)
		}
		t.Logf("without %s: %d of %d", setting, shown, all)
	}
}

// TestSilencing shows each way to leave out a finding.
func TestSilencing(t *testing.T) {
	testenv.Slow(t) // as above
	linterPath(t)
	dir := copied(t)
	before := findings(lint(t, dir, example(t), "./..."))

	// What each way leaves out, line by line.
	leavesOut := func(what string, config string, want func(waysin.Finding) bool) {
		t.Helper()
		n := 0
		expected := slices.DeleteFunc(slices.Clone(before), func(f waysin.Finding) bool {
			if want(f) {
				n++
				return true
			}
			return false
		})
		if n == 0 || n == len(before) {
			t.Errorf("%s: nothing is shown by %d of %d", what, n, len(before))
		}
		for _, line := range waysin.Differences(expected, findings(lint(t, dir, config, "./..."))) {
			t.Errorf("%s: %s", what, line)
		}
	}
	leavesOut("the example's exclusion, where it holds", edited(t, "path: internal/legacy/", "path: internal/orders/"), func(f waysin.Finding) bool {
		return f.Rule == "publishctx" && strings.HasPrefix(f.File, "internal/orders/")
	})
	leavesOut("a rule, by text", edited(t, "        path: internal/legacy/\n", ""), func(f waysin.Finding) bool { return f.Rule == "publishctx" })
	leavesOut("a category, by text", edited(t, "        path: internal/legacy/\n", "", `text: "^publishctx:"`, `text: '\(publishctx/dropped\)$'`), func(f waysin.Finding) bool {
		return f.Category == "publishctx/dropped"
	})
	leavesOut("a rule, by settings", edited(t, "preset: recommended", "rules: {publishctx: off}"), func(f waysin.Finding) bool { return f.Rule == "publishctx" })

	// A configuration file of tracelint's own is not read, broken or not.
	own := filepath.Join(dir, ".tracelint.yml")
	if err := os.WriteFile(own, []byte("rules: {publishctx: off}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, line := range waysin.Differences(before, findings(lint(t, dir, example(t), "./..."))) {
		t.Errorf("with a .tracelint.yml: %s", line)
	}

	// Comments. A directive of tracelint's that leaves out nothing is a finding.
	replace(t, dir, "internal/shipping/shipping.go", `"handle event")`, `"handle event") //nolint:tracelint // renamed next week`)
	replace(t, dir, "internal/payment/payment.go", "context.WithTimeout(context.Background(), sendTimeout)", "context.WithTimeout(context.Background(), sendTimeout) //tracelint:ignore publishctx/dropped -- must outlive the request")
	leavesOut("comments", example(t), func(f waysin.Finding) bool {
		return f.Category == "spanname/technical" || f.Category == "publishctx/dropped"
	})
	replace(t, dir, "internal/payment/payment.go", "publishctx/dropped --", "publishctx/droped --")
	var categories []string
	for _, i := range lint(t, dir, example(t), "./internal/payment") {
		categories = append(categories, i.Category)
	}
	if !slices.Contains(categories, "tracelint/directive") || !slices.Contains(categories, "publishctx/dropped") {
		t.Errorf("a misspelt directive: %q", categories)
	}
}

// TestBadSettings shows that golangci-lint stops at settings that mean nothing.
func TestBadSettings(t *testing.T) {
	linterPath(t)
	dir := copied(t)
	for old, test := range map[string]struct{ by, want string }{
		"preset: recommended": {"presett: recommended", "plugin(tracelint): newPlugin settings: unknown key presett; did you mean preset?"},
		"requiredFields: [":   {"requireFields: [", "settings.traceConventions: unknown key requirefields; did you mean requiredFields?"},
		"traceId, eventId":    {"traceid, eventId", `settings.traceConventions.requiredFields.0: unknown required field "traceid"; did you mean traceId?`},
	} {
		stdout, stderr, code := golangci(t, dir, "run", "--config="+edited(t, old, test.by), "--allow-parallel-runners", "./...")
		if code != 3 || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit code %d, %s\n%s; want %s", test.by, code, stdout, stderr, test.want)
		}
	}
}

// TestOneLinterEach registers rules as linters of their own, as docs/golangci.md
// shows: they find the same, and can be silenced apart.
func TestOneLinterEach(t *testing.T) {
	linterPath(t)
	dir := copied(t)
	var each string
	for _, name := range samples(t) {
		if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), "- tracelint-publishctx\n") {
			each = name
		}
	}
	if each == "" {
		t.Fatal("docs/golangci.md does not show one linter for each rule")
	}
	data, err := os.ReadFile(each)
	if err != nil {
		t.Fatal(err)
	}
	var enabled struct {
		Linters struct{ Enable []string }
	}
	if err := yaml.Unmarshal(data, &enabled); err != nil {
		t.Fatal(err)
	}
	all := findings(lint(t, dir, example(t), "./..."))
	expected := slices.DeleteFunc(slices.Clone(all), func(f waysin.Finding) bool { return !slices.Contains(enabled.Linters.Enable, linter(f.Rule)) })
	if len(expected) == 0 || len(expected) == len(all) {
		t.Errorf("%d of %d findings are of the rules enabled", len(expected), len(all))
	}
	list := lint(t, dir, each, "./...")
	for _, line := range waysin.Differences(expected, findings(list)) {
		t.Error(line)
	}
	for _, i := range list {
		if i.linter != linter(i.Rule) {
			t.Errorf("%v is said by %s", i.Finding, i.linter)
		}
	}
	replace(t, dir, "internal/bus/bus.go", `b.tracer.Start(ctx, "process",`, `b.tracer.Start(ctx, "process", //nolint:tracelint-freshroot`)
	after := findings(lint(t, dir, each, "./..."))
	left := slices.DeleteFunc(slices.Clone(expected), func(f waysin.Finding) bool { return f.Rule == "freshroot" })
	if len(left) == len(expected) {
		t.Error("there is nothing for //nolint:tracelint-freshroot to silence")
	}
	for _, line := range waysin.Differences(left, after) {
		t.Errorf("//nolint:tracelint-freshroot: %s", line)
	}
}

// TestFix has golangci-lint repair what it can. What is left is what has no
// fix, and the code compiles.
func TestFix(t *testing.T) {
	linterPath(t)
	dir := copied(t)
	stdout, stderr, code := waysin.Run(t, dir, waysin.Build(t), "-json", "./...")
	if code != 1 {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	fixed := strings.Count(stdout, `"suggested_fixes"`)
	before := waysin.FromJSON(t, dir, stdout)
	left := lint(t, dir, example(t), "--fix", "./...")
	if fixed == 0 || len(left) != len(before)-fixed {
		t.Errorf("%d of %d findings are left, %d have a fix", len(left), len(before), fixed)
	}
	testenv.Go(t, dir, "vet", "./...")
	if out, err := exec.Command("gofmt", "-l", dir).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("not formatted: %s, %v", out, err)
	}
	if again := lint(t, dir, example(t), "./..."); len(again) > len(left) {
		t.Errorf("%d findings after the repair, %d were left", len(again), len(left))
	}
}
