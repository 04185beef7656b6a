package editors

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tracelint/tracelint/editor"
	"github.com/tracelint/tracelint/internal/gopls"
	"github.com/tracelint/tracelint/internal/lspclient"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/waysin"
)

// What goes into gopls is compiled by these tests themselves, where the go
// command does not see that they depend on it.
var _ = editor.Rules

// built is what the tests of this package share: it is built once.
var built struct {
	sync.Mutex
	env       []string
	tracelint string
	gopls     map[string]string
}

// server returns a gopls of the version with tracelint in it, made as users
// make it: by a tracelint that was installed from a module proxy.
func server(t *testing.T, version string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("compiles gopls")
	}
	built.Lock()
	defer built.Unlock()
	if name := built.gopls[version]; name != "" {
		return name
	}
	if need := released(t, version).Go; toolchain(t) < minor(need) {
		t.Skipf("gopls %s needs Go %s", version, need)
	}
	out := filepath.Join(scratch, "gopls-"+version)
	stdout, stderr, code := tracelint(t, scratch, "gopls", "build", "-version", version, "-o", out)
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	if !strings.HasPrefix(stdout, out+"\n") || !strings.Contains(stdout, fmt.Sprintf(`"go.alternateTools": {"gopls": %q}`, out)) {
		t.Errorf("stdout:\n%s", stdout)
	}
	if !strings.Contains(stderr, "gopls "+version+" with tracelint "+testenv.Published+", by go1.") {
		t.Errorf("stderr:\n%s", stderr)
	}
	if built.gopls == nil {
		built.gopls = make(map[string]string)
	}
	built.gopls[version] = out
	return out
}

// tracelint runs the tracelint that was installed. The caller holds built.
func tracelint(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	if built.tracelint == "" {
		built.env = testenv.Publish(t, scratch)
		cmd := exec.CommandContext(t.Context(), "go", "install", "github.com/tracelint/tracelint/cmd/tracelint@"+testenv.Published)
		cmd.Dir = scratch
		cmd.Env = append(append(os.Environ(), built.env...), "GOBIN="+scratch)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		built.tracelint = testenv.Executable(scratch, "tracelint")
	}
	var out, errs strings.Builder
	cmd := exec.CommandContext(t.Context(), built.tracelint, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), built.env...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// scratch is a directory for what the tests share.
var scratch string

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "tracelint-editors-"); err != nil {
		panic(err)
	}
	code := m.Run()
	if err := testenv.RemoveAll(scratch); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func released(t *testing.T, version string) gopls.Release {
	t.Helper()
	i := slices.IndexFunc(gopls.Tested, func(r gopls.Release) bool { return r.Version == version })
	if i < 0 {
		t.Fatalf("%s is not listed as tested", version)
	}
	return gopls.Tested[i]
}

// toolchain returns the x of the go command's version, go1.x.
func toolchain(t *testing.T) int {
	t.Helper()
	return minor(strings.TrimPrefix(strings.TrimSpace(string(testenv.Go(t, scratch, "env", "GOVERSION"))), "go"))
}

func minor(version string) (n int) {
	fmt.Sscanf(version, "1.%d", &n)
	return n
}

// shop returns a copy of a part of examples/orders that tests may change: the
// service of ordersFile, that of payments, and what they need. Servers look at all packages that
// there are, and at the broker's for longer than at all others.
func shop(t *testing.T) string {
	t.Helper()
	all := testenv.Module(t, "examples/orders")
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(all, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(text))
	}
	for _, needed := range strings.Fields(string(testenv.Go(t, all, "list", "-deps", "-f", "{{if .Module}}{{if .Module.Main}}{{.Dir}}{{end}}{{end}}", "./"+path.Dir(ordersFrom), "./internal/payment"))) {
		from, err := filepath.Rel(all, needed)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(filepath.Join(dir, from), os.DirFS(needed)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// copied returns a copy of a nested module. (In a directory called testdata
// gopls would have to load each file by itself.)
func copied(t *testing.T, module string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, module))); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// environment is what a gopls gets: a cache that lives as long as the tests,
// and settings by which it neither counts nor tells anybody what they do.
func environment(t *testing.T) []string {
	t.Helper()
	config := filepath.Join(scratch, "config")
	write(t, filepath.Join(config, "go", "telemetry", "mode"), "off")
	return []string{
		"XDG_CONFIG_HOME=" + config, "GOENV=" + strings.TrimSpace(string(testenv.Go(t, scratch, "env", "GOENV"))),
		"GOPLSCACHE=" + filepath.Join(scratch, "cache"), "GOWORK=", "GOFLAGS=-mod=readonly",
	}
}

// start starts a session.
func start(t *testing.T, server string, opts lspclient.Options) *lspclient.Client {
	t.Helper()
	if opts.Dir == "" {
		opts.Dir = opts.Folders[0]
	}
	opts.Env = append(environment(t), opts.Env...)
	c, err := lspclient.Start(server, nil, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("%v\n%s", err, c.Stderr())
		}
	})
	return c
}

// mistake is one that gopls finds by itself. Put at the end of a file, it
// shows when the server has come to the end with that file.
const mistake = "\nfunc _(n int) { n = n }\n"

// found opens a file and returns what the server finds in it, mistake excepted.
func found(t *testing.T, c *lspclient.Client, name string) []lspclient.Diagnostic {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.OpenWith(name, string(text)+mistake); err != nil {
		t.Fatal(err)
	}
	return await(t, c, name)
}

func await(t *testing.T, c *lspclient.Client, name string) []lspclient.Diagnostic {
	t.Helper()
	ds, err := c.Await(name, func(ds []lspclient.Diagnostic) bool { return slices.ContainsFunc(ds, isMistake) })
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(slices.Clone(ds), isMistake)
}

func isMistake(d lspclient.Diagnostic) bool { return d.Source == "assign" }

// codes returns the codes of diagnostics, in the order of their lines.
func codes(ds []lspclient.Diagnostic) string {
	ds = slices.Clone(ds)
	slices.SortStableFunc(ds, func(a, b lspclient.Diagnostic) int { return a.Range.Start.Line - b.Range.Start.Line })
	var all []string
	for _, d := range ds {
		all = append(all, fmt.Sprint(d.Code))
	}
	return strings.Join(all, " ")
}

const ordersCodes = "publishctx/detached publishctx/no-carrier idoverload/shared"

const ordersFrom = "internal/orders/orders.go"

func ordersFile(dir string) string { return filepath.Join(dir, filepath.FromSlash(ordersFrom)) }

// versions are the releases of gopls that the tests build: of the older ones
// that are listed nothing is expected to change any more.
func versions() []string {
	var out []string
	for _, r := range gopls.Tested[:2] {
		out = append(out, r.Version)
	}
	return out
}

// TestSession does what an editor does: it opens a file, shows what was found
// in it, and has it mended.
func TestSession(t *testing.T) {
	for _, version := range versions() {
		t.Run(version, func(t *testing.T) {
			server := server(t, version)
			dir := shop(t)
			c := start(t, server, lspclient.Options{Folders: []string{dir}})
			name := ordersFile(dir)
			ds := found(t, c, name)
			if got := codes(ds); got != ordersCodes {
				t.Fatalf("found %s", got)
			}
			d := ds[slices.IndexFunc(ds, func(d lspclient.Diagnostic) bool { return d.Code == "publishctx/detached" })]
			const page = "https://github.com/tracelint/tracelint/blob/main/docs/rules/publishctx.md#detached"
			if d.Source != "publishctx" || d.Severity != int(editor.Warning) || d.CodeDescription == nil || d.CodeDescription.Href != page || len(d.Related) == 0 {
				t.Errorf("%+v", d)
			}
			if !strings.Contains(d.Message, "(via Bus.Publish, bus.go:") {
				t.Errorf("nothing of what the package bus does: %s", d.Message)
			}
			for _, d := range ds {
				if d.Source == "idoverload" && d.Severity != int(editor.Information) {
					t.Errorf("severity %d of %v", d.Severity, d.Code)
				}
			}
			actions, err := c.Actions(name, d)
			if err != nil || len(actions) != 1 {
				t.Fatalf("%v, %v", actions, err)
			}
			if a := actions[0]; a.Kind != "quickfix" || a.Title != "Take the cancellation off the context" {
				t.Errorf("%+v", a)
			}
			if err := c.Apply(actions[0]); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(c.Text(name), "context.WithoutCancel(") {
				t.Errorf("%s", c.Text(name))
			}
			if got := codes(await(t, c, name)); got != strings.TrimPrefix(ordersCodes, "publishctx/detached ") {
				t.Errorf("after the fix: %s", got)
			}
		})
	}
}

// TestRulesAreSwitched sets what an editor's settings hand to gopls.
func TestRulesAreSwitched(t *testing.T) {
	server := server(t, versions()[0])
	dir := shop(t)
	for _, test := range []struct {
		analyses map[string]bool
		want     string
	}{
		{map[string]bool{"publishctx": false}, "idoverload/shared"},
		{map[string]bool{"publishctx": true, "idoverload": false}, "publishctx/detached publishctx/no-carrier"},
		{nil, ordersCodes},
	} {
		c := start(t, server, lspclient.Options{Folders: []string{dir}, Settings: map[string]any{"analyses": test.analyses}})
		if got := codes(found(t, c, ordersFile(dir))); got != test.want {
			t.Errorf("%v: %s", test.analyses, got)
		}
	}
}

// TestConfiguration has one workspace configured in several ways, one after
// the other, with the cache that one session leaves to the next.
func TestConfiguration(t *testing.T) {
	server := server(t, versions()[0])
	dir := shop(t)
	name := filepath.Join(dir, ".tracelint.yml")
	const off = "version: 1\nrules:\n  publishctx: false\n"
	for _, test := range []struct {
		what, text string
		want       string
	}{
		{"none", "", ordersCodes},
		{"rule off", off, "idoverload/shared"},
		{"excluded", "version: 1\nexclude:\n  - path: internal/orders\n    rules: [idoverload]\n    reason: to be seen\n", "publishctx/detached publishctx/no-carrier"},
		{"broken", "version: 1\nrules:\n  publishctx: maybe\n", "tracelint/configuration " + ordersCodes},
		{"rule off, again", off, "idoverload/shared"},
		{"none, again", "", ordersCodes},
	} {
		if test.text == "" {
			os.Remove(name)
		} else {
			write(t, name, test.text)
		}
		// Wherever it was started, the client says what it is to serve.
		c := start(t, server, lspclient.Options{Dir: scratch, Folders: []string{dir}})
		ds := found(t, c, ordersFile(dir))
		if got := codes(ds); got != test.want {
			t.Errorf("%s: %s", test.what, got)
		}
		for _, d := range ds {
			if d.Code == "tracelint/configuration" && (!strings.Contains(d.Message, ".tracelint.yml:3:") || d.Source != "tracelint") {
				t.Errorf("%+v", d)
			}
		}
	}
}

// TestFolders opens two folders that are configured differently, one of them
// with the module further down.
func TestFolders(t *testing.T) {
	server := server(t, versions()[0])
	one, above := shop(t), t.TempDir()
	above, err := filepath.EvalSymlinks(above)
	if err != nil {
		t.Fatal(err)
	}
	two := filepath.Join(above, "services", "shop")
	if err := os.CopyFS(two, os.DirFS(one)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(one, ".tracelint.yml"), "version: 1\nrules:\n  publishctx: false\n")
	write(t, filepath.Join(two, ".tracelint.yml"), "version: 1\nrules:\n  idoverload: false\n")
	c := start(t, server, lspclient.Options{Folders: []string{one, above}})
	if got := codes(found(t, c, ordersFile(one))); got != "idoverload/shared" {
		t.Errorf("the first folder: %s", got)
	}
	if got := codes(found(t, c, ordersFile(two))); got != "publishctx/detached publishctx/no-carrier" {
		t.Errorf("the second folder: %s", got)
	}
}

// TestCheck runs gopls without a client.
func TestCheck(t *testing.T) {
	server := server(t, versions()[0])
	dir := shop(t)
	stdout, stderr, code := waysin.Run(t, dir, server, "check", ordersFile(dir))
	if code != 0 || !strings.Contains(stdout, "consumers cannot join the trace") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// TestSameFindings holds what gopls finds, with all files open, against what
// the command finds.
func TestSameFindings(t *testing.T) {
	server := server(t, versions()[0])
	tool := waysin.Build(t)
	for module, atLeast := range map[string]int{"examples/orders": 15, "analyzers/testdata": 400} {
		t.Run(module, func(t *testing.T) {
			if module == "analyzers/testdata" {
				testenv.Slow(t)
			}
			dir := copied(t, module)
			want := waysin.Command(t, tool, dir, "./...")
			if len(want) < atLeast {
				t.Errorf("only %d findings", len(want))
			}
			c := start(t, server, lspclient.Options{Folders: []string{dir}, Env: []string{"GOWORK=off"}})
			files := strings.Fields(string(testenv.Go(t, dir, "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}} {{end}}`, "./...")))
			for _, name := range files {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if err := c.OpenWith(name, string(text)+mistake); err != nil {
					t.Fatal(err)
				}
			}
			var got []waysin.Finding
			for _, name := range files {
				for _, d := range await(t, c, name) {
					if code := fmt.Sprint(d.Code); strings.HasPrefix(code, d.Source+"/") {
						got = append(got, waysin.Finding{Rule: d.Source, Category: code, File: waysin.Relative(dir, name), Line: d.Range.Start.Line + 1, Message: d.Message})
					}
				}
			}
			want, got, moved := withoutMoved(t, dir, want, got)
			if module == "analyzers/testdata" && moved == 0 {
				t.Error("no case has a //line directive any more: docs/editors.md tells of them")
			}
			for _, line := range waysin.Differences(want, got) {
				t.Errorf("gopls: %s", line)
			}
		})
	}
}

// withoutMoved leaves out findings in files with //line directives, if both
// ways in have them: gopls shows them in the Go file, the command where the
// directive says.
func withoutMoved(t *testing.T, dir string, want, got []waysin.Finding) (wanted, gotten []waysin.Finding, moved int) {
	t.Helper()
	gotten = slices.Clone(got)
	for _, w := range want {
		i := -1
		if filepath.Ext(w.File) != ".go" {
			i = slices.IndexFunc(gotten, func(g waysin.Finding) bool {
				text, err := os.ReadFile(filepath.Join(dir, g.File))
				return g.Rule == w.Rule && g.Message == w.Message && err == nil && strings.Contains(string(text), "\n//line "+filepath.Base(w.File)+":")
			})
		}
		if i < 0 {
			wanted = append(wanted, w)
			continue
		}
		gotten = slices.Delete(gotten, i, i+1)
		moved++
	}
	return wanted, gotten, moved
}

// TestBadInput has the command say what it cannot do, and write nothing.
func TestBadInput(t *testing.T) {
	if testing.Short() {
		t.Skip("installs tracelint")
	}
	built.Lock()
	defer built.Unlock()
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine")
	write(t, mine, "mine")
	for _, test := range []struct {
		args   string
		stderr string
		code   int
	}{
		{"", "usage: tracelint gopls build", 2},
		{"install", "usage: tracelint gopls build", 2},
		{"build -nosuch", "flag provided but not defined", 2},
		{"build now", `unexpected argument "now"`, 2},
		{"build -version v0.24.0", "gopls v0.24.0 needs Go 1.27.0", 2},
		{"build -version v0.99.0", "there is no gopls v0.99.0", 2},
		{"build -version latest", "name a release of gopls", 2},
		{"build -o mine", "it is no gopls that tracelint built", 2},
		{"build -o .", "is a directory", 2},
		{"build -o nosuch/gopls", "no such file or directory", 2},
		{"build -source .", "there is no go.mod of github.com/tracelint/tracelint", 2},
	} {
		if strings.Contains(test.args, "v0.24.0") && toolchain(t) >= 27 {
			continue // it can be built
		}
		stdout, stderr, code := tracelint(t, dir, append([]string{"gopls"}, strings.Fields(test.args)...)...)
		if code != test.code || stdout != "" || !strings.Contains(stderr, test.stderr) {
			t.Errorf("%s: exit code %d, %s%s", test.args, code, stdout, stderr)
		}
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "mine" {
		t.Errorf("the file is %q now, %v", text, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
