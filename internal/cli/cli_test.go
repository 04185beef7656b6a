package cli_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"
	"golang.org/x/tools/txtar"

	"github.com/tracelint/tracelint/internal/cli"
	"github.com/tracelint/tracelint/internal/config"
)

// TestMain lets the test binary stand in for the command, so that the go
// command can start it.
func TestMain(m *testing.M) {
	switch os.Getenv("TRACELINT_TEST_COMMAND") {
	case "":
	case "fresh":
		os.Exit(cli.Dispatch(os.Args[1:], os.Stdout, os.Stderr, fresh))
	default:
		os.Exit(cli.Dispatch(os.Args[1:], os.Stdout, os.Stderr, suite))
	}
	os.Exit(m.Run())
}

// suite returns an analyzer that reports calls of context.TODO, panics on
// functions named PleasePanic, and at functions named ShowConfig reports the
// configuration that it was made with, and one that offers the edits that
// comments ask for.
func suite(cfg config.Config) []*analysis.Analyzer {
	return []*analysis.Analyzer{{
		Name: "todo",
		Doc:  "reports context.TODO",
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.Files {
				ast.Inspect(f, func(n ast.Node) bool {
					if fn, ok := n.(*ast.FuncDecl); ok && fn.Name.Name == "PleasePanic" {
						panic("as asked")
					} else if ok && fn.Name.Name == "ShowConfig" {
						pass.Report(analysis.Diagnostic{Pos: fn.Name.Pos(), Category: "publishctx/dropped", Message: show(cfg)})
					}
					if call, ok := n.(*ast.CallExpr); ok {
						check(pass, call, cfg)
					}
					return true
				})
			}
			return nil, nil
		},
	}, editor}
}

// show returns what a configuration has beyond the default, in one line.
func show(cfg config.Config) string {
	cfg.Debug, cfg.Root = nil, ""
	var out []string
	for i := range reflect.TypeFor[config.Config]().NumField() {
		f, v := reflect.TypeFor[config.Config]().Field(i), reflect.ValueOf(cfg).Field(i)
		if !v.IsZero() && f.Name != "Exclude" {
			out = append(out, fmt.Sprintf("%s=%v", f.Name, v))
		}
	}
	return "config: " + strings.Join(out, " ")
}

func check(pass *analysis.Pass, call *ast.CallExpr, cfg config.Config) {
	fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	if !ok || fn.FullName() != "context.TODO" {
		if cfg.Debug != nil {
			cfg.Debug(pass.Fset.Position(call.Pos()).String(), "other", "not TODO")
		}
		return
	}
	pass.Report(analysis.Diagnostic{
		Pos:      call.Pos(),
		End:      call.End(),
		Category: "todo",
		Message:  "context.TODO used",
		Related:  []analysis.RelatedInformation{{Pos: pass.Files[0].Package, Message: "in this package"}},
		SuggestedFixes: []analysis.SuggestedFix{{
			Message:   "Use Background",
			TextEdits: []analysis.TextEdit{{Pos: call.Pos(), End: call.End(), NewText: []byte("context.Background()")}},
		}},
	})
}

// module is a txtar archive of a module with findings in two packages.
const module = `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a/a.go --
package a

import "context"

var x = context.TODO()

func A() { _ = len(context.TODO().Value(1).(string)) }
-- a/a_test.go --
package a

import "context"

var y = context.TODO()
-- b/b.go --
package b

import "context"

func B() { context.TODO() }
-- clean/clean.go --
package clean

func F() { println() }
`

func write(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run runs the command in dir.
func run(dir string, args ...string) (stdout, stderr string, code int) {
	var out, err bytes.Buffer
	code = cli.Main(append([]string{"-C", dir}, args...), &out, &err, suite)
	return filepath.ToSlash(out.String()), filepath.ToSlash(err.String()), code
}

const (
	findingsA = "a/a.go:5:9: context.TODO used (todo)\na/a.go:7:20: context.TODO used (todo)\n"
	findingsB = "b/b.go:5:12: context.TODO used (todo)\n"
)

func TestCommand(t *testing.T) {
	dir := write(t, module)
	bad := write(t, module+"-- bad/bad.go --\npackage bad\n\nfunc F() { nosuch() }\n")
	panics := write(t, module+"-- bad/bad.go --\npackage bad\n\nfunc PleasePanic() {}\n")
	const related = "\ta/a.go:1:1: in this package\n"
	for _, test := range []struct {
		name, dir string
		args      string
		stdout    string
		stderr    string // a regular expression, without anchors unless empty
		code      int
	}{
		{"all", dir, "", findingsA + findingsB, "", 1},
		{"pattern", dir, "./b", findingsB, "", 1},
		{"two patterns", dir, "./b ./a/...", findingsA + findingsB, "", 1},
		{"clean", dir, "./clean", "", "", 0},
		{"related", dir, "-related ./a", "a/a.go:5:9: context.TODO used (todo)\n" + related + "a/a.go:7:20: context.TODO used (todo)\n" + related, "", 1},
		{"tests", dir, "-tests ./a", findingsA + "a/a_test.go:5:9: context.TODO used (todo)\n", "", 1},
		{"debug", dir, "-debug ./clean", "", "clean/clean.go:3:12: silent: other: not TODO\n$", 0},
		{"deps", dir, "-deps=all ./b", findingsB, "", 1},
		{"does not compile", bad, "", findingsA + findingsB, `^bad/bad.go:3:12: undefined: nosuch\n$`, 3},
		{"does not compile, clean", bad, "./clean ./bad", "", `^bad/bad.go:3:12: undefined: nosuch\n$`, 3},
		{"panic", panics, "", findingsA + findingsB, `^example.com/acme/orders/bad: internal error in todo: as asked \(cli_test.go:\d+\)\n$`, 3},
		{"panic, debug", panics, "-debug ./bad", "", `(?s)internal error in todo: as asked.*\ngoroutine `, 3},
		{"unknown flag", dir, "-nosuch", "", `^tracelint: flag provided but not defined: -nosuch \(run tracelint -h for the flags\)\n$`, 2},
		{"bad flag value", dir, "-json=maybe", "", `^tracelint: invalid boolean value "maybe" for -json: .*\n$`, 2},
		{"flags behind packages", dir, "./clean -json", "", `^tracelint: -json stands behind packages: flags go in front of them\n$`, 2},
		{"-only nothing", dir, "-only=,", "", `^tracelint: -only: no rule or category is named\n$`, 2},
		{"no such pattern", dir, "./nosuch/...", "", `^tracelint: no Go packages match "./nosuch/..." in .*\n$`, 2},
		{"no such directory", dir, "./nosuch", "", `^tracelint: .*nosuch: directory not found\n$`, 2},
		{"no module", t.TempDir(), "", "", `^tracelint: .* is not in a Go module: .*go mod init"\)\n$`, 2},
		{"-C nowhere", filepath.Join(dir, "nosuch"), "", "", `^tracelint: -C .*nosuch: no such directory\n$`, 2},
		{"-C file", filepath.Join(dir, "go.mod"), "", "", `^tracelint: -C .*go.mod: not a directory\n$`, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			stdout, stderr, code := run(test.dir, strings.Fields(test.args)...)
			if stdout != test.stdout || code != test.code {
				t.Errorf("exit code %d, want %d; stdout:\n%s\nwant:\n%s", code, test.code, stdout, test.stdout)
			}
			if test.stderr == "" && stderr != "" || !regexp.MustCompile(test.stderr).MatchString(stderr) {
				t.Errorf("stderr:\n%s\nwant match of %s", stderr, test.stderr)
			}
		})
	}
}

func TestNoGoCommand(t *testing.T) {
	dir := write(t, module)
	t.Setenv("PATH", t.TempDir())
	if _, stderr, code := run(dir); code != 2 || !strings.Contains(stderr, "go command is not in PATH") {
		t.Errorf("exit code %d, stderr %s", code, stderr)
	}
}

func TestHelpAndVersion(t *testing.T) {
	usage, _, _ := run("", "-h")
	if stdout, stderr, code := run("", "help"); code != 0 || stderr != "" || stdout != usage {
		t.Errorf("help: exit code %d, stdout %s, stderr %s", code, stdout, stderr)
	}
	explained, _, _ := run("", "explain", "freshroot")
	if stdout, stderr, code := run("", "help", "freshroot"); code != 0 || stderr != "" || stdout != explained {
		t.Errorf("help freshroot: exit code %d, stdout %s, stderr %s", code, stdout, stderr)
	}
	if stdout, stderr, code := run("", "-h"); code != 0 || stderr != "" || !strings.Contains(stdout, "usage: tracelint") || !strings.Contains(stdout, "-related") || !strings.Contains(stdout, "Exit status") {
		t.Errorf("-h: exit code %d, stdout %s, stderr %s", code, stdout, stderr)
	}
	if stdout, stderr, code := run("", "-version"); code != 0 || stderr != "" || !regexp.MustCompile(`^tracelint \S+ .*go1\.\d+.*\n$`).MatchString(stdout) {
		t.Errorf("-version: exit code %d, stdout %s, stderr %s", code, stdout, stderr)
	}
}

// child runs the command as a child process in dir.
func child(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return command(t, dir, os.Args[0], args...)
}

// command runs any command in dir, in an environment in which the test
// binary is the tracelint command.
func command(t *testing.T, dir, name string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TRACELINT_TEST_COMMAND=1")
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

func TestCurrentDirectoryIsTheDefault(t *testing.T) {
	dir := write(t, module)
	stdout, stderr, code := child(t, filepath.Join(dir, "a"))
	if want := strings.ReplaceAll(findingsA, "a/", ""); stdout != want || stderr != "" || code != 1 {
		t.Errorf("exit code %d, stderr %q, stdout:\n%s\nwant:\n%s", code, stderr, stdout, want)
	}
}

// brokenPipe fails to write.
type brokenPipe struct{ io.Writer }

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestOutputThatCannotBeWritten(t *testing.T) {
	dir := write(t, module)
	for _, flag := range []string{"-json", "-related"} {
		var stderr bytes.Buffer
		if code := cli.Main([]string{"-C", dir, flag}, brokenPipe{}, &stderr, suite); code != 3 || stderr.Len() == 0 {
			t.Errorf("exit code %d, stderr %q", code, stderr.String())
		}
	}
}
