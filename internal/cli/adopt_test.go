package cli_test

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/tracelint/tracelint/internal/cli"
	"github.com/tracelint/tracelint/internal/config"
)

// fresh returns an analyzer that reports calls of context.TODO and, in another
// category, of context.Background, if they are wanted.
func fresh(cfg config.Config) []*analysis.Analyzer {
	return []*analysis.Analyzer{{
		Name: "fresh",
		Doc:  "reports contexts that are fresh",
		Run: func(pass *analysis.Pass) (any, error) {
			for _, f := range pass.Files {
				name := pass.Fset.Position(f.Package).Filename
				ast.Inspect(f, func(n ast.Node) bool {
					call, ok := n.(*ast.CallExpr)
					if !ok {
						return true
					}
					fn, _ := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
					category := map[string]string{"context.TODO": "publishctx/dropped", "context.Background": "freshroot/root"}
					if fn != nil && category[fn.FullName()] != "" && cfg.OnIn(category[fn.FullName()], name) && (cfg.Tests || !strings.HasSuffix(name, "_test.go")) {
						pass.Report(analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: category[fn.FullName()], Message: fn.Name()})
					}
					return true
				})
			}
			return nil, nil
		},
	}}
}

// adopt runs the command on what fresh finds.
func adopt(dir string, args ...string) (stdout, stderr string, code int) {
	var out, err bytes.Buffer
	code = cli.Main(append([]string{"-C", dir}, args...), &out, &err, fresh)
	return out.String(), err.String(), code
}

// old is a module with two findings in one function, and one in another package.
const old = `
-- go.mod --
module example.com/shop

go 1.25
-- orders/orders.go --
package orders

import "context"

type Service struct{}

func (s *Service) Place() {
	send(context.TODO(), "placed")
	send(context.TODO(), "placed")
}

func send(ctx context.Context, topic string) {}
-- bus/bus.go --
package bus

import "context"

func Close() { context.Background() }
`

const oldBaseline = `{
  "version": 1,
  "findings": [
    {"category":"freshroot/root","package":"example.com/shop/bus","function":"Close","callee":"context.Background","count":1},
    {"category":"publishctx/dropped","package":"example.com/shop/orders","function":"Service.Place","callee":"example.com/shop/orders.send","topic":"placed","count":2}
  ]
}
`

// A step of a story about a baseline: something is changed, the command is run.
type step struct {
	name   string
	change string // files, as in txtar; what is empty is removed
	args   string
	stdout string // without the directory
	stderr string
	code   int
	lines  string // what the entries of the baseline are about then; "" for what it was
}

// tell runs the steps in a directory that has the files.
func tell(t *testing.T, files string, steps []step) {
	t.Helper()
	dir := write(t, files)
	name := filepath.Join(dir, "b.json")
	before := ""
	for _, s := range steps {
		change(t, dir, s.change)
		stdout, stderr, code := adopt(dir, strings.Fields(s.args)...)
		stderr = strings.ReplaceAll(stderr, dir, "DIR")
		if stdout != s.stdout || stderr != s.stderr || code != s.code {
			t.Errorf("%s: exit code %d, want %d; stdout:\n%s\nwant:\n%s\nstderr:\n%s\nwant:\n%s", s.name, code, s.code, stdout, s.stdout, stderr, s.stderr)
		}
		text, _ := os.ReadFile(name)
		if s.lines == "" {
			if string(text) != before {
				t.Errorf("%s: the baseline has changed:\n%s", s.name, text)
			}
		} else if got := entries(string(text)); got != s.lines {
			t.Errorf("%s: the baseline has %s, want %s", s.name, got, s.lines)
		}
		before = string(text)
		if left, _ := filepath.Glob(filepath.Join(dir, ".*.tmp")); len(left) > 0 {
			t.Errorf("%s: left behind: %q", s.name, left)
		}
	}
}

// entries returns package, function and count of the entries of a baseline.
func entries(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		_, pkg, ok := strings.Cut(line, `"package":"example.com/shop/`)
		_, function, _ := strings.Cut(line, `"function":"`)
		_, count, _ := strings.Cut(line, `"count":`)
		if ok {
			pkg, _, _ = strings.Cut(pkg, `"`)
			function, _, _ = strings.Cut(function, `"`)
			out = append(out, pkg+"."+function+" "+count[:1])
		}
	}
	return cmp.Or(strings.Join(out, ", "), "nothing")
}

func change(t *testing.T, dir, archive string) {
	t.Helper()
	if archive == "" {
		return
	}
	fresh := write(t, archive)
	for name, text := range contents(t, fresh) {
		if target := filepath.Join(dir, name); strings.TrimSpace(text) == "" {
			if err := os.Remove(target); err != nil {
				t.Fatal(err)
			}
		} else {
			put(t, dir, name, text)
		}
	}
}

func TestBaseline(t *testing.T) {
	const orders = `-- orders/orders.go --
package orders

import "context"

type Service struct{}

func send(ctx context.Context, topic string) {}
-- orders/place.go --
// Package orders places orders.
package orders

import "context"

// Place places.
func (service *Service) Place() {
	ctx := context.WithoutCancel
	go func() {
		send(ctx(context.TODO()), "placed")
	}()
	send(
		context.TODO(), "placed",
	)
}
`
	moved := strings.Replace(orders, "\tctx := context.WithoutCancel\n", "", 1)
	moved = strings.Replace(moved, "ctx(context.TODO())", "context.TODO()", 1)
	planted := strings.Replace(moved, "\t)\n}\n", "\t)\n}\n\nfunc Cancel() { send(context.TODO(), \"cancelled\") }\n", 1)
	third := strings.Replace(planted, "\t)\n}\n", "\t)\n\tsend(context.TODO(), \"placed\")\n}\n", 1)
	fewer := strings.Replace(moved, "send(context.TODO(), \"placed\")", "send(context.WithoutCancel(nil), \"placed\")", 1)
	none := strings.Replace(fewer, "context.TODO()", "nil", 1)
	tell(t, old, []step{
		{"there is none", "", "-baseline b.json", "", "tracelint: baseline DIR/b.json: no such file or directory; make it with -baseline-update\n", 2, ""},
		{"made", "", "-baseline b.json -baseline-update", "", "tracelint: b.json is new: 3 findings\n", 0, "bus.Close 1, orders.Service.Place 2"},
		{"used", "", "-baseline b.json", "", "", 0, ""},
		{"not used", "", "", "bus/bus.go:5:16: Background (freshroot/root)\norders/orders.go:8:7: TODO (publishctx/dropped)\norders/orders.go:9:7: TODO (publishctx/dropped)\n", "", 1, ""},
		{"moved, and all around it changed", moved, "-baseline b.json", "", "", 0, ""},
		{"one is new", planted, "-baseline b.json", "orders/place.go:16:22: TODO (publishctx/dropped)\n", "", 1, ""},
		{"it never grows by itself", "", "-baseline b.json -baseline-update", "orders/place.go:16:22: TODO (publishctx/dropped)\n", "tracelint: b.json is unchanged: 3 findings\n", 1, ""},
		{"one more of the same", third, "-baseline b.json", "orders/place.go:14:7: TODO (publishctx/dropped)\norders/place.go:17:22: TODO (publishctx/dropped)\n", "", 1, ""},
		{"it grows if asked", "", "-baseline b.json -baseline-add", "", "tracelint: b.json: 2 added, 0 gone, 5 left\n", 0, "bus.Close 1, orders.Cancel 1, orders.Service.Place 3"},
		{"less is no finding", moved, "-baseline b.json", "", "", 0, ""},
		{"unless asked", "", "-baseline b.json -baseline-check", "",
			"b.json:5: publishctx/dropped in Cancel of example.com/shop/orders: there is none any more; run tracelint -baseline-update\n" +
				"b.json:6: publishctx/dropped in Service.Place of example.com/shop/orders: there are 2, not 3; run tracelint -baseline-update\n", 1, ""},
		{"it shrinks", "", "-baseline b.json -baseline-update", "", "tracelint: b.json: 0 added, 2 gone, 3 left\n", 0, "bus.Close 1, orders.Service.Place 2"},
		{"it holds", "", "-baseline b.json -baseline-check", "", "", 0, ""},
		{"it shrinks to one", fewer, "-baseline=b.json -baseline-update", "", "tracelint: b.json: 0 added, 1 gone, 2 left\n", 0, "bus.Close 1, orders.Service.Place 1"},
		{"what is back is new", moved, "-baseline b.json", "orders/place.go:12:3: TODO (publishctx/dropped)\n", "", 1, ""},
		{"what is found in part is stale", none, "-baseline b.json -baseline-check ./orders", "",
			"b.json:5: publishctx/dropped in Service.Place of example.com/shop/orders: there is none any more; run tracelint -baseline-update\n", 1, ""},
		{"nothing is left of it", none + "-- bus/bus.go --\npackage bus\n", "-baseline b.json -baseline-update", "", "tracelint: b.json: 0 added, 2 gone, 0 left\n", 0, "nothing"},
	})
}

// TestBaselineOfAPart analyses less than what the baseline is about.
func TestBaselineOfAPart(t *testing.T) {
	const all = "bus.Close 1, orders.Service.Place 2"
	clean := "-- orders/orders.go --\npackage orders\n\nfunc Place() {}\n-- bus/bus.go --\npackage bus\n"
	kept := func(args, what string) step {
		return step{what, clean, "-baseline b.json -baseline-update " + args, "", "tracelint: b.json is unchanged: 3 findings\n", 0, ""}
	}
	made := step{"made", "", "-baseline b.json -baseline-update", "", "tracelint: b.json is new: 3 findings\n", 0, all}
	tell(t, old+"-- clean/clean.go --\npackage clean\n", []step{
		made,
		kept("./clean", "another package"),
		kept("-disable publishctx,freshroot/root", "rules that are off"),
		{"one rule off", "", "-baseline b.json -baseline-update -disable publishctx ./...", "", "tracelint: b.json: 0 added, 1 gone, 2 left\n", 0, "orders.Service.Place 2"},
		{"a preset without the rule", "-- .tracelint.yml --\nrules: {publishctx: off}\n", "-baseline b.json -baseline-update ./...", "", "tracelint: b.json is unchanged: 2 findings\n", 0, ""},
		{"the rule on in some files", "-- .tracelint.yml --\nrules: {publishctx: off}\noverrides: [{paths: [orders], rules: {publishctx: on}}]\n", "-baseline b.json -baseline-update ./...", "", "tracelint: b.json: 0 added, 2 gone, 0 left\n", 0, "nothing"},
	})
	tell(t, old, []step{
		made,
		{"a package that does not compile", "-- orders/orders.go --\npackage orders\n\nfunc Place() { nosuch() }\n-- bus/bus.go --\npackage bus\n", "-baseline b.json -baseline-update", "",
			"tracelint: b.json: 0 added, 1 gone, 2 left\norders/orders.go:3:16: undefined: nosuch\n", 3, "orders.Service.Place 2"},
		{"an import that does not compile", "-- orders/orders.go --\npackage orders\n\nimport _ \"example.com/shop/bus\"\n-- bus/bus.go --\npackage bus\n\nfunc Close() { nosuch() }\n", "-baseline b.json -baseline-update ./orders", "",
			"tracelint: b.json is unchanged: 2 findings\nbus/bus.go:3:16: undefined: nosuch\n", 3, ""},
		{"the package is removed", "-- orders/orders.go --\n-- bus/bus.go --\npackage bus\n", "-baseline b.json -baseline-update ./bus", "", "tracelint: b.json: 0 added, 2 gone, 0 left\n", 0, "nothing"},
	})
	tell(t, old+"-- orders/orders_windows.go --\npackage orders\n\nfunc (s Service) Place() {}\n-- bus/bus_other.go --\n//go:build other\n\npackage bus\n\nfunc Open() {}\n", []step{
		{"made", "", "-baseline b.json -baseline-update", "", "tracelint: b.json is new: 3 findings\n", 0, all},
		{"functions for other builds", clean, "-baseline b.json -baseline-update", "", "tracelint: b.json: 0 added, 1 gone, 2 left\n", 0, "orders.Service.Place 2"},
		{"all files are for other builds", "-- orders/orders.go --\n-- bus/bus.go --\npackage bus\n", "-baseline b.json -baseline-update", "", "tracelint: b.json is unchanged: 2 findings\n", 0, ""},
		{"no file is left", "-- orders/orders_windows.go --\n", "-baseline b.json -baseline-update", "", "tracelint: b.json: 0 added, 2 gone, 0 left\n", 0, "nothing"},
	})
	tell(t, old+"-- bus/bus_test.go --\npackage bus\n\nimport \"context\"\n\nfunc help() { context.TODO() }\n-- bus/x_test.go --\npackage bus_test\n\nimport \"context\"\n\nfunc help() { context.TODO() }\n", []step{
		{"made with tests", "", "-baseline b.json -baseline-update -tests", "", "tracelint: b.json is new: 5 findings\n", 0, "bus.Close 1, bus.help 1, bus_test.help 1, orders.Service.Place 2"},
		{"used without", "", "-baseline b.json", "", "", 0, ""},
		{"used with", "", "-baseline b.json -tests", "", "", 0, ""},
		{"updated without", clean, "-baseline b.json -baseline-update", "", "tracelint: b.json: 0 added, 3 gone, 2 left\n", 0, "bus.help 1, bus_test.help 1"},
		{"updated with", "-- bus/x_test.go --\n", "-baseline b.json -baseline-update -tests", "", "tracelint: b.json: 0 added, 1 gone, 1 left\n", 0, "bus.help 1"},
	})
}

// TestBaselineFiles has baselines in other places than next to where the
// command is run.
func TestBaselineFiles(t *testing.T) {
	dir := write(t, old+"-- .tracelint.yml --\nbaseline: lint/b.json\n-- lint/b.json --\n"+oldBaseline)
	const three = "bus/bus.go:5:16: Background (freshroot/root)\norders/orders.go:8:7: TODO (publishctx/dropped)\norders/orders.go:9:7: TODO (publishctx/dropped)\n"
	for _, test := range []struct{ dir, args, stdout string }{
		{"", "", ""},
		{"orders", "", ""},
		{"lint", "-baseline b.json ../...", ""},
		{"", "-baseline=none", three},
		{"", "-config=none", three},
		{"", "-config=none -baseline lint/b.json", ""},
		{"", "-baseline lint/../lint/b.json", ""},
	} {
		code := 0
		if test.stdout != "" {
			code = 1
		}
		if stdout, stderr, got := adopt(filepath.Join(dir, test.dir), strings.Fields(test.args)...); stdout != test.stdout || stderr != "" || got != code {
			t.Errorf("in %q with %q: exit code %d, stderr %q, stdout:\n%s", test.dir, test.args, got, stderr, stdout)
		}
	}
	link := filepath.Join(dir, "link.json")
	if err := os.Symlink(filepath.Join("lint", "b.json"), link); err != nil {
		t.Skip(err)
	}
	put(t, dir, "bus/bus.go", "package bus\n")
	if _, stderr, code := adopt(dir, "-baseline", "link.json", "-baseline-update"); code != 0 || stderr != "tracelint: link.json: 0 added, 1 gone, 2 left\n" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is replaced by a file")
	}
	if text, err := os.ReadFile(filepath.Join(dir, "lint", "b.json")); err != nil || entries(string(text)) != "orders.Service.Place 2" {
		t.Errorf("%v: behind the link there is\n%s", err, text)
	}
}

// TestBaselineEdited has entries with reasons and dates.
func TestBaselineEdited(t *testing.T) {
	edited := func(expires string) string {
		return strings.NewReplacer(`"count":1}`, `"count":1,"reason":"it is closed <soon>"}`, `"count":2}`, `"count":2,"expires":"`+expires+`"}`).Replace(oldBaseline)
	}
	dir := write(t, old)
	put(t, dir, "b.json", edited("2999-12-31"))
	if stdout, stderr, code := adopt(dir, "-baseline", "b.json"); stdout+stderr != "" || code != 0 {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	stdout, _, _ := adopt(dir, "-baseline", "b.json", "-format=json", "-suppressed")
	if !strings.Contains(stdout, "it is closed <soon>") {
		t.Errorf("no reason in\n%s", stdout)
	}
	put(t, dir, "b.json", edited("2001-01-01"))
	for _, args := range []string{"", "-baseline-update", "-baseline-add", "-baseline-check"} {
		stdout, stderr, code := adopt(dir, append([]string{"-baseline", "b.json"}, strings.Fields(args)...)...)
		if strings.Count(stdout, "\n") != 2 || code != 1 {
			t.Errorf("expired, with %s: exit code %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
		if text, err := os.ReadFile(filepath.Join(dir, "b.json")); err != nil || string(text) != edited("2001-01-01") {
			t.Errorf("expired, with %s: the baseline is\n%s", args, text)
		}
	}
	if _, stderr, _ := adopt(dir, "-baseline", "b.json", "-debug"); !strings.Contains(stderr, "bus.go:5:16: silent: baseline: freshroot/root: it is closed <soon>\n") {
		t.Errorf("-debug says\n%s", stderr)
	}
}

// TestBadBaseline sees to it that what cannot be used is left as it is.
func TestBadBaseline(t *testing.T) {
	conflict := strings.Replace(oldBaseline, "  \"findings\"", "<<<<<<< HEAD\n  \"findings\"", 1)
	for _, test := range []struct{ name, text, args, stderr string }{
		{"a conflict", conflict, "-baseline b.json", "b.json:3: not JSON: invalid character '<' looking for beginning of object key string"},
		{"a conflict, to be updated", conflict, "-baseline b.json -baseline-update", "b.json:3: not JSON: invalid character '<' looking for beginning of object key string"},
		{"empty", "\n", "-baseline b.json -baseline-add", "b.json:1: the file is empty; remove it and make it anew with -baseline-update"},
		{"another version", strings.Replace(oldBaseline, "1,", "7,", 1), "-baseline b.json -baseline-update", "b.json:2: version 7 is not one that this tracelint reads, which is 1"},
		{"an unknown key", strings.Replace(oldBaseline, `"count":2`, `"line":2`, 1), "-baseline b.json", `b.json:5: unknown key "line"`},
		{"a directory", oldBaseline, "-baseline orders -baseline-update", "baseline DIR/orders: is a directory"},
		{"no directory", oldBaseline, "-baseline nosuch/b.json -baseline-update", "baseline: cannot write DIR/nosuch/b.json: no such file or directory"},
		{"no name", oldBaseline, "-baseline=", "-baseline: the name of a file is missing"},
		{"no baseline to update", oldBaseline, "-baseline-update", "-baseline-update needs a baseline: name it with -baseline, or in .tracelint.yml by baseline"},
		{"no baseline to add to", oldBaseline, "-baseline-add -baseline none", "-baseline-add needs a baseline: name it with -baseline, or in .tracelint.yml by baseline"},
		{"no baseline to check", oldBaseline, "-baseline-check", "-baseline-check needs a baseline: name it with -baseline, or in .tracelint.yml by baseline"},
		{"none to check", oldBaseline, "-baseline-check -baseline nosuch.json", "baseline DIR/nosuch.json: no such file or directory; make it with -baseline-update"},
		{"updated and checked", oldBaseline, "-baseline b.json -baseline-update -baseline-check", "-baseline-check finds nothing that -baseline-update would not repair: use one of them"},
		{"updated and fixed", oldBaseline, "-baseline b.json -baseline-add -fix", "-baseline-add and -fix: use one after the other"},
		{"updated by what is new", oldBaseline, "-baseline b.json -baseline-update -new-from HEAD", "-baseline-update is about all findings, not only new ones: leave -new-from away"},
		{"updated by what a branch brings", oldBaseline, "-baseline b.json -baseline-add -new-from-merge-base main", "-baseline-add is about all findings, not only new ones: leave -new-from-merge-base away"},
		{"updated and overwritten", oldBaseline, "-baseline b.json -baseline-update -format sarif=out.sarif,json=./b.json", "-format json: DIR/b.json is the baseline: name another file"},
		{"written over", oldBaseline, "-baseline b.json -format json=b.json", "-format json: DIR/b.json is the baseline: name another file"},
		{"two revisions", oldBaseline, "-new-from HEAD -new-from-merge-base main", "-new-from and -new-from-merge-base: use one of them"},
		{"no repository", oldBaseline, "-new-from HEAD", "-new-from: DIR is not in a git repository"},
		{"no number", oldBaseline, "-max-findings=-1", "-max-findings: want a number from 0 on, not -1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, old)
			put(t, dir, "b.json", test.text)
			before := contents(t, dir)
			t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
			stdout, stderr, code := adopt(dir, strings.Fields(test.args)...)
			stderr = strings.ReplaceAll(stderr, dir, "DIR")
			if want := "tracelint: " + test.stderr + "\n"; stdout != "" || stderr != want && stderr != test.stderr+"\n" || code != 2 {
				t.Errorf("exit code %d, stdout %q, stderr %q, want %q", code, stdout, stderr, want)
			}
			if got := changed(before, contents(t, dir)); len(got) > 0 {
				t.Errorf("changed %q", got)
			}
		})
	}
	t.Run("write-protected", func(t *testing.T) {
		if os.Getuid() == 0 {
			t.Skip("nothing is write-protected for root")
		}
		dir := write(t, old)
		put(t, dir, "b.json", strings.Replace(oldBaseline, `"count":2`, `"count":3`, 1))
		if err := os.Chmod(filepath.Join(dir, "b.json"), 0o444); err != nil {
			t.Fatal(err)
		}
		if _, stderr, code := adopt(dir, "-baseline", "b.json", "-baseline-update"); code != 2 || !strings.Contains(stderr, "cannot write") {
			t.Errorf("exit code %d, stderr %q", code, stderr)
		}
	})
}

func TestMaxFindings(t *testing.T) {
	dir := write(t, old)
	for _, test := range []struct {
		args, stderr string
		lines, code  int
	}{
		{"-max-findings 2", "tracelint: 1 finding more (-max-findings 2)\n", 2, 1},
		{"-max-findings 1", "tracelint: 2 findings more (-max-findings 1)\n", 1, 1},
		{"-max-findings 3", "", 3, 1},
		{"-max-findings 0", "", 3, 1},
		{"-max-findings 1 -disable publishctx,freshroot", "", 0, 0},
	} {
		stdout, stderr, code := adopt(dir, strings.Fields(test.args)...)
		if strings.Count(stdout, "\n") != test.lines || stderr != test.stderr || code != test.code {
			t.Errorf("%s: exit code %d, stderr %q, stdout:\n%s", test.args, code, stderr, stdout)
		}
	}
}

// TestAdoptionSummary counts what is left out, and all that is found.
func TestAdoptionSummary(t *testing.T) {
	dir := write(t, old)
	put(t, dir, "b.json", strings.Replace(oldBaseline, `"count":1}`, `"count":4}`, 1))
	if _, stderr, _ := adopt(dir, "-summary", "-baseline", "b.json"); !strings.HasPrefix(stderr, "0 findings in 0 packages of 2; 3 in the baseline; 3 in the baseline and not found any more (-baseline-update)\n") {
		t.Errorf("with a baseline:\n%s", stderr)
	}
	if _, stderr, _ := adopt(dir, "-summary", "-max-findings", "1"); !strings.HasPrefix(stderr, "3 findings in 2 packages of 2\n") {
		t.Errorf("with an end:\n%s", stderr)
	}
	if stdout, _, _ := adopt(dir, "-format=json", "-max-findings", "1"); strings.Count(stdout, `"rule":`) != 1 || !strings.Contains(stdout, `"more": 2`) {
		t.Errorf("as JSON, with an end:\n%s", stdout)
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "before")
	if _, stderr, _ := adopt(dir, "-summary", "-new-from", "HEAD"); !strings.HasPrefix(stderr, "0 findings in 0 packages of 2; 3 not touched\n") {
		t.Errorf("since a revision:\n%s", stderr)
	}
}

// git runs the git command in dir.
func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not in PATH")
	}
	if _, stderr, code := command(t, dir, "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...); code != 0 {
		t.Fatalf("git %v: %s", args, stderr)
	}
}

func TestNewFrom(t *testing.T) {
	root := write(t, strings.ReplaceAll(old, "\n-- ", "\n-- services/shop/"))
	dir := filepath.Join(root, "services", "shop")
	git(t, root, "init", "-q", "-b", "main")
	git(t, root, "add", "-A")
	git(t, root, "commit", "-qm", "before")
	git(t, root, "checkout", "-qb", "feature")
	expect := func(what, from, args, stdout string) {
		t.Helper()
		code := 0
		if stdout != "" {
			code = 1
		}
		if got, stderr, c := adopt(from, strings.Fields(args)...); got != stdout || stderr != "" || c != code {
			t.Errorf("%s: exit code %d, stderr %q, stdout:\n%s\nwant:\n%s", what, c, stderr, got, stdout)
		}
	}
	expect("nothing is changed", dir, "-new-from HEAD", "")
	put(t, dir, "orders/new.go", "package orders\n\nimport \"context\"\n\nfunc fresh() { send(context.TODO(), \"fresh\") }\n")
	put(t, dir, "orders/orders.go", "package orders\n\nimport \"context\"\n\ntype Service struct{}\n\nfunc send(ctx context.Context, topic string) {}\n\n// Place places.\nfunc (s *Service) Place() {\n\tsend(context.TODO(), \"placed\")\n\tsend(context.TODO(), \"placed\" + \"!\")\n}\n")
	const untracked, line = "new.go:5:21: TODO (publishctx/dropped)\n", "orders.go:12:7: TODO (publishctx/dropped)\n"
	expect("a new file and a line", dir, "-new-from HEAD", "orders/"+untracked+"orders/"+line)
	expect("from below", filepath.Join(dir, "orders"), "-new-from main", untracked+line)
	expect("one package", dir, "-new-from main ./bus", "")
	git(t, root, "add", "-A")
	git(t, root, "commit", "-qm", "after")
	expect("committed", dir, "-new-from HEAD", "")
	expect("before it was committed", dir, "-new-from HEAD~1", "orders/"+untracked+"orders/"+line)
	expect("the branch", dir, "-new-from-merge-base main", "orders/"+untracked+"orders/"+line)
	put(t, dir, "bus/bus.go", "package bus\n\nimport \"context\"\n\nfunc Close() {\n\tcontext.Background()\n\tcontext.TODO()\n}\n")
	if stdout, stderr, code := adopt(dir, "-new-from", "main", "-baseline", writeBaseline(t), "./bus"); stdout != "bus/bus.go:7:2: TODO (publishctx/dropped)\n" || stderr != "" || code != 1 {
		t.Errorf("with a baseline: exit code %d, stderr %q, stdout:\n%s", code, stderr, stdout)
	}
	if _, stderr, code := adopt(dir, "-new-from", "nosuch"); code != 2 || stderr != "tracelint: -new-from: there is no revision nosuch in "+root+"\n" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if _, stderr, code := adopt(dir, "-new-from="); code != 2 || stderr != "tracelint: -new-from: \"\" is not the name of a revision\n" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if _, stderr, _ := adopt(dir, "-new-from", "HEAD", "-debug"); !strings.Contains(stderr, "new.go:5:21: silent: untouched: publishctx/dropped since HEAD\n") {
		t.Errorf("-debug says\n%s", stderr)
	}
	t.Setenv("PATH", filepath.Dir(goCommand(t)))
	if _, err := exec.LookPath("git"); err == nil {
		return // they are in the same directory
	}
	if _, stderr, code := adopt(dir, "-new-from", "HEAD"); code != 2 || stderr != "tracelint: -new-from: the git command is not in PATH\n" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

func goCommand(t *testing.T) string {
	t.Helper()
	name, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func writeBaseline(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "b.json", oldBaseline)
	return filepath.Join(dir, "b.json")
}

// vetFresh runs go vet with what fresh finds.
func vetFresh(t *testing.T, dir string, args ...string) (stderr string, code int) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + os.Args[0]}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TRACELINT_TEST_COMMAND=fresh")
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(string(out)), cmd.ProcessState.ExitCode()
}

// TestBaselineUnderVet changes baselines between runs of go vet.
func TestBaselineUnderVet(t *testing.T) {
	dir := write(t, old+"-- orders/orders_test.go --\npackage orders\n\nvar _ = send\n-- bus/x_test.go --\npackage bus_test\n\nimport _ \"example.com/shop/bus\"\n")
	const bus, first, second = "bus/bus.go:5:16: Background\n", "orders/orders.go:8:7: TODO\n", "orders/orders.go:9:7: TODO\n"
	one := strings.Replace(oldBaseline, `"count":2`, `"count":1`, 1)
	for _, step := range []struct {
		name, config, baseline string
		want                   []string
	}{
		{"none", "", "", []string{bus, first, second}},
		{"one that nothing names", "", oldBaseline, []string{bus, first, second}},
		{"named", "baseline: b.json", oldBaseline, nil},
		{"smaller", "baseline: b.json", one, []string{second}},
		{"expired", "baseline: b.json", strings.Replace(one, `"count":1}`, `"count":1,"expires":"2001-01-01"}`, 1), []string{bus, second}},
		{"with other reasons", "baseline: b.json", strings.Replace(oldBaseline, `"count":1}`, `"count":1,"reason":"because"}`, 1), nil},
		{"beside what is excluded", "baseline: b.json\nexclude: [{path: orders}]", strings.Replace(oldBaseline, "bus.Close", "bus.Open", 1), nil},
		{"and what is switched off", "baseline: b.json\noverrides: [{paths: [bus], rules: {freshroot: off}}]", one, []string{second}},
		{"no longer named", "", oldBaseline, []string{bus, first, second}},
	} {
		put(t, dir, config.Name, step.config)
		put(t, dir, "b.json", step.baseline)
		for range 2 { // the second time from the cache
			stderr, code := vetFresh(t, dir, "./...")
			got := 0
			for _, want := range step.want {
				if strings.Contains(stderr, want) {
					got++
				}
			}
			if wantCode := min(1, len(step.want)); got != len(step.want) || strings.Count(stderr, ".go:") != got || code != wantCode {
				t.Errorf("%s: exit code %d, want %q, stderr:\n%s", step.name, code, step.want, stderr)
			}
		}
	}
	for _, test := range []struct{ name, config, baseline, args, want string }{
		{"broken", "baseline: b.json", "{", "./...", "b.json:1: not JSON: unexpected end of JSON input\n"},
		{"not there", "baseline: c.json", oldBaseline, "./...", "c.json: no such file or directory; make it with -baseline-update\n"},
		{"by flag", "", oldBaseline, "-config={baseline: b.json} ./bus", "# example.com/shop/bus\ntracelint: -config: go vet does not see when the baseline b.json changes; name it in .tracelint.yml\n"},
	} {
		put(t, dir, config.Name, test.config)
		put(t, dir, "b.json", test.baseline)
		flag, pattern, found := strings.Cut(test.args, "} ")
		args := []string{test.args}
		if found {
			args = []string{flag + "}", pattern}
		}
		for range 2 {
			if stderr, code := vetFresh(t, dir, args...); code == 0 || strings.Count(stderr, test.want) != 1 || strings.Contains(stderr, ".go:") {
				t.Errorf("%s: exit code %d, stderr:\n%s", test.name, code, stderr)
			}
		}
	}
}
