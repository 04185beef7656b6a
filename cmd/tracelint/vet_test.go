package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/tracelint/tracelint/internal/bench"
	"github.com/tracelint/tracelint/internal/waysin"
)

// kafkaStub is a client library with the real one's import path, below a
// directory.
func kafkaStub(dir string) string {
	_, stub, _ := strings.Cut(module, "-- third/kafka-go/kafka.go --\n")
	return "-- " + dir + "/kafka.go --\n" + stub
}

// busIn is a wrapper of the client, below a directory.
func busIn(dir string) string {
	_, bus, _ := strings.Cut(module, "-- bus/bus.go --\n")
	bus, _, _ = strings.Cut(bus, "-- shop")
	return "-- " + dir + "/bus.go --\n" + bus
}

// shopIn calls the wrapper of a package, in line 10 and without headers.
func shopIn(dir, pkg, bus string) string {
	return fmt.Sprintf("-- %s --\npackage %s\n\nimport (\n\t\"context\"\n\n\t%q\n)\n\nfunc Order(ctx context.Context, b *bus.Bus, id string) error {\n\treturn b.Send(ctx, nil, []byte(id))\n}\n", dir, pkg, bus)
}

// goMod is a go.mod with the client replaced by its stub, and further lines.
func goMod(dir, path, stub string, more ...string) string {
	return "-- " + dir + "go.mod --\nmodule " + path + "\n\ngo 1.25\n\nrequire github.com/segmentio/kafka-go v0.4.51\n\nreplace github.com/segmentio/kafka-go => " + stub + "\n" + strings.Join(more, "\n") + "\n"
}

const stubMod = "-- third/kafka-go/go.mod --\nmodule github.com/segmentio/kafka-go\n\ngo 1.25\n"

// unpack writes an archive.
func unpack(t *testing.T, archive ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(strings.Join(archive, ""))).Files {
		put(t, dir, f.Name, string(f.Data))
	}
	return dir
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsBuilt runs the command and go vet on all kinds of modules, packages
// and files. They have to find the same, go vet the second time too, unless a
// case says what only go vet finds.
func TestWhatIsBuilt(t *testing.T) {
	own := goMod("", "example.com/acme/orders", "./third/kafka-go") + stubMod + kafkaStub("third/kafka-go") + busIn("bus")
	shop := shopIn("shop/shop.go", "shop", "example.com/acme/orders/bus")
	const found = "shop/shop.go:10 publishctx/no-carrier"
	for _, test := range []struct {
		name    string
		archive string
		in      string // directory
		args    string
		want    []string // file:line category
		only    []string // go vet finds them, the command does not
		deps    string   // unless it is given this as -deps
		skip    func() bool
	}{
		{name: "a wrapper in the module", archive: own + shop, want: []string{found}},
		{name: "from a directory in the module", archive: own + shop, in: "shop", args: ".", want: []string{"shop.go:10 publishctx/no-carrier"}},
		{name: "a file", archive: own + shop, args: "shop/shop.go", want: []string{found}},
		{
			name: "a wrapper in a replaced module",
			archive: goMod("", "example.com/acme/orders", "./third/kafka-go", "require example.org/other v0.0.0", "replace example.org/other => ./third/other") + stubMod + kafkaStub("third/kafka-go") +
				goMod("third/other/", "example.org/other", "../kafka-go") + busIn("third/other/bus") + shopIn("shop/shop.go", "shop", "example.org/other/bus"),
			want: []string{found},
		},
		{
			name: "a wrapper in a vendored module, one of them the company's",
			archive: "-- go.mod --\nmodule example.com/acme/orders\n\ngo 1.25\n\nrequire (\n\texample.com/acme/platform v1.2.3\n\texample.org/other v1.0.0\n\tgithub.com/segmentio/kafka-go v0.4.51\n)\n" +
				"-- vendor/modules.txt --\n# example.com/acme/platform v1.2.3\n## explicit; go 1.25\nexample.com/acme/platform/bus\n# example.org/other v1.0.0\n## explicit; go 1.25\nexample.org/other/bus\n# github.com/segmentio/kafka-go v0.4.51\n## explicit; go 1.25\ngithub.com/segmentio/kafka-go\n" +
				kafkaStub("vendor/github.com/segmentio/kafka-go") + busIn("vendor/example.com/acme/platform/bus") + busIn("vendor/example.org/other/bus") +
				shopIn("shop/shop.go", "shop", "example.com/acme/platform/bus") + shopIn("store/store.go", "store", "example.org/other/bus"),
			args: "-mod=vendor ./...",
			want: []string{found},
			only: []string{"store/store.go:10 publishctx/no-carrier"},
			deps: "example.org/other",
		},
		{
			name: "a wrapper in another module of the workspace",
			archive: "-- go.work --\ngo 1.25\n\nuse (\n\t./orders\n\t./platform\n)\n" + goMod("orders/", "example.com/acme/orders", "../third/kafka-go") + stubMod + kafkaStub("third/kafka-go") +
				goMod("platform/", "example.org/platform", "../third/kafka-go") + busIn("platform/bus") + shopIn("orders/shop/shop.go", "shop", "example.org/platform/bus"),
			in:   "orders",
			want: []string{found},
		},
		{
			name: "both modules of a workspace, from its root",
			archive: "-- go.work --\ngo 1.25\n\nuse (\n\t./orders\n\t./platform\n)\n" + goMod("orders/", "example.com/acme/orders", "../third/kafka-go") + stubMod + kafkaStub("third/kafka-go") +
				goMod("platform/", "example.org/platform", "../third/kafka-go") + busIn("platform/bus") + shopIn("orders/shop/shop.go", "shop", "example.org/platform/bus") + shopIn("platform/shop/shop.go", "shop", "example.org/platform/bus"),
			args: "./orders/... ./platform/...",
			want: []string{"orders/" + found, "platform/" + found},
		},
		{
			name: "test packages, which are not asked for",
			archive: own + "-- shop/doc.go --\npackage shop\n" + shopIn("shop/in_test.go", "shop", "example.com/acme/orders/bus") +
				shopIn("shop/x_test.go", "shop_test", "example.com/acme/orders/bus"),
		},
		{
			name: "test packages",
			archive: own + "-- .tracelint.yml --\ntests: true\n" + "-- shop/doc.go --\npackage shop\n" + shopIn("shop/in_test.go", "shop", "example.com/acme/orders/bus") +
				shopIn("shop/x_test.go", "shop_test", "example.com/acme/orders/bus"),
			want: []string{"shop/in_test.go:10 publishctx/no-carrier", "shop/x_test.go:10 publishctx/no-carrier"},
		},
		{
			name:    "a package with tests, found once",
			archive: own + shop + "-- shop/in_test.go --\npackage shop\n\nvar _ = Order\n" + "-- .tracelint.yml --\ntests: true\n",
			want:    []string{found},
		},
		{
			name:    "a file with cgo",
			archive: own + strings.Replace(shop, "func Order", "// int one(void) { return 1; }\nimport \"C\"\n\nvar one = C.one()\n\nfunc Order", 1),
			want:    []string{"shop/shop.go:15 publishctx/no-carrier"},
			skip:    func() bool { return !hasCgo() },
		},
		{
			name: "a wrapper with cgo",
			archive: goMod("", "example.com/acme/orders", "./third/kafka-go") + stubMod + kafkaStub("third/kafka-go") +
				strings.Replace(busIn("bus"), "type Bus", "// int one(void) { return 1; }\nimport \"C\"\n\nvar one = C.one()\n\ntype Bus", 1) + shop,
			want: []string{found},
			skip: func() bool { return !hasCgo() },
		},
		{
			name:    "a line directive",
			archive: own + strings.Replace(shop, "\treturn b.Send", "//line shop.y:40\n\treturn b.Send", 1),
			want:    []string{"shop/shop.y:40 publishctx/no-carrier"},
		},
		{
			name:    "a generated file",
			archive: own + strings.Replace(shop, "package shop", "// Code generated by hand. DO NOT EDIT.\n\npackage shop", 1),
		},
		{
			name: "a wrapper in a generated file",
			archive: goMod("", "example.com/acme/orders", "./third/kafka-go") + stubMod + kafkaStub("third/kafka-go") +
				strings.Replace(busIn("bus"), "package bus", "// Code generated by hand. DO NOT EDIT.\n\npackage bus", 1) + shop,
			want: []string{found},
		},
		{
			name:    "a build tag",
			archive: own + strings.Replace(shop, "package shop", "//go:build special\n\npackage shop", 1),
			in:      "shop",
			args:    "-tags=special ./...",
			want:    []string{"shop.go:12 publishctx/no-carrier"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.skip != nil && test.skip() {
				t.Skip("there is no C compiler")
			}
			dir := unpack(t, test.archive)
			in := filepath.Join(dir, filepath.FromSlash(test.in))
			var flags, patterns []string // of the go command
			for _, arg := range strings.Fields(test.args) {
				if strings.HasPrefix(arg, "-") {
					flags = append(flags, arg)
				} else {
					patterns = append(patterns, arg)
				}
			}
			if len(patterns) == 0 {
				patterns = []string{"./..."}
			}
			t.Setenv("GOFLAGS", strings.Join(flags, " "))
			t.Setenv("GOWORK", "")

			mine := ran(t, in, executable, append([]string{"-json"}, patterns...), len(test.want) > 0)
			if got := places(mine); !slices.Equal(got, test.want) {
				t.Errorf("tracelint finds %q, want %q", got, test.want)
			}
			want := test.want
			if len(test.only) > 0 {
				want = slices.Sorted(slices.Values(slices.Concat(test.want, test.only)))
				mine = ran(t, in, executable, append([]string{"-json", "-deps=" + test.deps}, patterns...), true)
				if got := places(mine); !slices.Equal(got, want) {
					t.Errorf("tracelint -deps=%s finds %q, want %q", test.deps, got, want)
				}
			}
			for _, when := range []string{"first", "from the cache"} {
				theirs := ran(t, in, "go", append([]string{"vet", "-vettool=" + executable, "-json"}, patterns...), false)
				if d := waysin.Differences(mine, theirs); len(d) > 0 {
					t.Errorf("go vet, %s: %q", when, d)
				}
				stdout, stderr, code := run(t, in, "go", append([]string{"vet", "-vettool=" + executable}, patterns...)...)
				wantCode := 0
				if len(want) > 0 {
					wantCode = 1
				}
				if code != wantCode || stdout != "" || strings.Count(stderr, "\n") < len(want) || wantCode == 0 && stderr != "" {
					t.Errorf("go vet, %s: exit code %d, stdout %q, stderr:\n%s", when, code, stdout, stderr)
				}
			}
		})
	}
}

func hasCgo() bool {
	out, err := exec.Command("go", "env", "CGO_ENABLED").Output()
	if err != nil || strings.TrimSpace(string(out)) != "1" {
		return false
	}
	_, err = exec.LookPath("cc")
	return err == nil
}

// ran runs a program that prints findings as JSON.
func ran(t *testing.T, dir, program string, args []string, finds bool) []waysin.Finding {
	t.Helper()
	stdout, stderr, code := run(t, dir, program, args...)
	want := 0
	if finds {
		want = 1
	}
	if code != want || stderr != "" {
		t.Errorf("%s %q: exit code %d, want %d, stderr:\n%s", filepath.Base(program), args, code, want, stderr)
	}
	return waysin.FromJSON(t, dir, stdout)
}

// places returns where findings are, and of which category they are.
func places(list []waysin.Finding) []string {
	var out []string
	for _, f := range list {
		out = append(out, fmt.Sprintf("%s:%d %s", f.File, f.Line, f.Category))
	}
	return out
}

// TestVetSelection selects rules and categories under go vet and go fix.
func TestVetSelection(t *testing.T) {
	dir := write(t)
	for _, test := range []struct {
		args string
		code int
	}{
		{"-publishctx", 1},
		{"-publishctx=true -freshroot", 1},
		{"-freshroot", 0},
		{"-publishctx=false", 0},
		{"-freshroot=false", 1},
		{"-disable=publishctx", 0},
		{"-disable publishctx/no-carrier", 0},
		{"-disable=publishctx/dropped", 1},
		{"-disable=publishctx -enable=publishctx/no-carrier", 1},
		{"-publishctx -disable=publishctx/no-carrier", 0},
		{"-preset=migrate", 1},
		{"-c=1", 1},
	} {
		for _, when := range []string{"first", "from the cache"} {
			args := append(append([]string{"vet", "-vettool=" + executable}, strings.Fields(test.args)...), "./...")
			if stdout, stderr, code := run(t, dir, "go", args...); code != test.code || len(findings(stderr)) != test.code || stdout != "" {
				t.Errorf("%s, %s: exit code %d, stdout %q, stderr:\n%s", test.args, when, code, stdout, stderr)
			}
		}
	}
	for _, test := range []struct{ args, stderr string }{
		{"-nosuch", "flag provided but not defined: -nosuch\n"},
		{"-diff", "go vet -diff flag requires -fix\n"},
		{"-unsafe", "flag provided but not defined: -unsafe\n"},
	} {
		args := append(append([]string{"vet", "-vettool=" + executable}, strings.Fields(test.args)...), "./...")
		if _, stderr, code := run(t, dir, "go", args...); code == 0 || !strings.HasPrefix(stderr, test.stderr) {
			t.Errorf("%s: exit code %d, stderr:\n%s", test.args, code, stderr)
		}
	}
}

// TestVetReplays looks at which processes the go command starts: none the second
// time, when it has everything in its cache.
func TestVetReplays(t *testing.T) {
	dir := write(t)
	tool, err := bench.Build(t.TempDir(), "../..", "./cmd/tracelint", "tracelint")
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := tool.Fresh()
	if err != nil {
		t.Fatal(err)
	}
	watch := func(when string, started bool, code int) bench.Run {
		t.Helper()
		run, starts, err := fresh.Watch(dir, "./...")
		if err != nil {
			t.Fatal(err)
		}
		if len(starts) > 0 != started || run.Code != code || len(findings(string(run.Stderr))) != code {
			t.Errorf("%s: the tool is started %d times; exit code %d, stderr:\n%s", when, len(starts), run.Code, run.Stderr)
		}
		return run
	}
	first := watch("first", true, 1)
	if again := watch("again", false, 1); string(again.Stderr) != string(first.Stderr) {
		t.Errorf("again:\n%s\nfirst:\n%s", again.Stderr, first.Stderr)
	}
	put(t, dir, ".tracelint.yml", "rules: {publishctx: off}\n")
	watch("switched off in the configuration", true, 0)
	put(t, dir, ".tracelint.yml", "# No more publishctx.\nrules: {publishctx: off}\n")
	watch("a comment", false, 0)
	put(t, dir, ".tracelint.yml", "rules: {publishctx: on}\n")
	watch("switched on", true, 1)
	put(t, dir, ".tracelint.yml", "rules: {publishctx: off}\n")
	watch("switched off once more, from the cache", false, 0)
}

// TestVetNamedLater vets packages that have been analysed before, but for their
// facts only.
func TestVetNamedLater(t *testing.T) {
	for _, test := range []struct {
		name  string
		tests bool
		note  bool // whether the cache is no longer trusted
	}{
		{"without tests", false, true},
		{"with tests", true, false}, // a package that is named is vetted together with them, under another key
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, cache := write(t), ownCache(t)
			put(t, dir, "front/front.go", "package front\n\nimport \"example.com/acme/orders/shop\"\n\nvar Order = shop.Order\n")
			if test.tests {
				put(t, dir, "shop/shop_test.go", "package shop\n")
			}
			for _, run := range []struct {
				pattern  string
				findings int
			}{{"./front", 0}, {"./...", 1}, {"./...", 1}, {"./shop", 1}} {
				cmd := exec.Command("go", "vet", "-vettool="+executable, run.pattern)
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "GOCACHE="+cache, "GOFLAGS=-mod=mod", "GOWORK=off")
				out, err := cmd.CombinedOutput()
				if got := len(findings(string(out))); got != run.findings || (err != nil) != (run.findings > 0) {
					t.Errorf("go vet %s: %d findings, want %d: %v\n%s", run.pattern, got, run.findings, err, out)
				}
			}
			if _, err := os.Stat(filepath.Join(cache, "tracelint-kept-back.txt")); (err == nil) != test.note {
				t.Errorf("the note in the cache: %v", err)
			}
		})
	}
}

// ownCache returns a build cache with the files of the usual one, and with
// notes of its own.
func ownCache(t *testing.T) string {
	t.Helper()
	usual, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range 256 {
		name := fmt.Sprintf("%02x", i)
		if err := os.Symlink(filepath.Join(strings.TrimSpace(string(usual)), name), filepath.Join(dir, name)); err != nil {
			t.Skip("this system has no symbolic links for everybody:", err)
		}
	}
	return dir
}

// TestVetBrokenPackage has a package that does not compile beside one with a
// finding, and one that imports it.
func TestVetBrokenPackage(t *testing.T) {
	dir := write(t)
	put(t, dir, "bad/bad.go", "package bad\n\nfunc F() { nosuch() }\n")
	put(t, dir, "top/top.go", "package top\n\nimport \"example.com/acme/orders/bad\"\n\nfunc F() { bad.F() }\n")
	for _, when := range []string{"first", "again"} {
		_, stderr, code := run(t, dir, "go", "vet", "-vettool="+executable, "./...")
		if code != 1 || !strings.Contains(filepath.ToSlash(stderr), "bad/bad.go:3:12: undefined: nosuch\n") || len(slices.DeleteFunc(findings(stderr), func(line string) bool { return !strings.HasPrefix(line, "shop/shop.go:10:") })) != 1 {
			t.Errorf("go vet, %s: exit code %d, stderr:\n%s", when, code, stderr)
		}
		stdout, stderr, code := run(t, dir, executable)
		if code != 3 || stderr != "bad/bad.go:3:12: undefined: nosuch\n" || len(findings(stdout)) != 1 {
			t.Errorf("tracelint, %s: exit code %d, stdout %q, stderr:\n%s", when, code, stdout, stderr)
		}
	}
}
