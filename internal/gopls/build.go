// Package gopls makes a gopls that has tracelint's analyzers in it. gopls takes
// in no analyzers from outside, so it is compiled anew, from Go modules alone:
// its own, vendored, with one file more.
package gopls

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

const (
	module     = "golang.org/x/tools/gopls"
	xtools     = "golang.org/x/tools"
	tracelint  = "github.com/tracelint/tracelint"
	registry   = module + "/internal/settings" // the package that lists the analyzers
	list       = "AllAnalyzers"                // what the list is called there
	executable = "gopls-tracelint"
)

// A Release is a version of gopls that was built and driven with tracelint in it.
type Release struct {
	Version string
	Go      string // the oldest Go release that can build it
}

// Tested are the releases that are known to work, the newest first. The tests
// of package editors build the first two, and drive them.
var Tested = []Release{
	{"v0.23.0", "1.26.0"},
	{"v0.22.0", "1.26.0"},
}

// Options say what to build.
type Options struct {
	Version   string            // of gopls; "" for the newest tested one that the go command can build
	Output    string            // file to write; "" for gopls-tracelint, where go install would put it
	Force     bool              // overwrite Output, whatever it is
	Tracelint string            // tracelint's version
	Source    string            // or else the directory of its sources
	Plain     bool              // leave its analyzers out, to have something to compare with
	Log       func(line string) // is told what is going on
}

// Result is what was built.
type Result struct {
	Path      string // absolute
	Version   string // of gopls
	GoVersion string
	Tested    bool
}

// A UsageError says that the caller asked for what cannot be had. Nothing was written.
type UsageError struct{ msg string }

func (e *UsageError) Error() string { return e.msg }

func refuse(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// Build builds what the options ask for.
func Build(ctx context.Context, opts Options) (*Result, error) {
	dir, err := os.MkdirTemp("", "tracelint-gopls-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	b := &builder{ctx: ctx, opts: opts, dir: dir}
	res, err := b.build()
	if b.out != nil {
		b.out.discard()
	}
	return res, err
}

type builder struct {
	ctx  context.Context
	opts Options
	dir  string // of the module that is put together
	out  *target
}

func (b *builder) build() (*Result, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return nil, refuse("the go command is not in PATH: gopls is compiled on this machine")
	}
	if err := b.source(); err != nil {
		return nil, err
	}
	if err := b.open(); err != nil {
		return nil, err
	}
	version, err := b.version()
	if err != nil {
		return nil, err
	}
	goVersion, err := b.compose(version)
	if err != nil {
		return nil, err
	}
	b.opts.Log(fmt.Sprintf("gopls %s with %s, by %s", version, b.tracelint(), goVersion))
	if err := b.vendor(); err != nil {
		return nil, err
	}
	b.opts.Log("compiling, which takes a minute or two the first time")
	if _, err := b.run("build", "-mod=vendor", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", b.out.temp, module); err != nil {
		return nil, fmt.Errorf("gopls %s cannot be compiled with tracelint in it%s: %w", version, hint(version), err)
	}
	if said, err := exec.CommandContext(b.ctx, b.out.temp, "version").CombinedOutput(); err != nil || !bytes.Contains(said, []byte(version)) {
		return nil, fmt.Errorf("what was built does not work: %v\n%s", err, said)
	}
	if err := b.out.keep(); err != nil {
		return nil, err
	}
	return &Result{Path: b.out.name, Version: version, GoVersion: goVersion, Tested: tested(version)}, nil
}

func tested(version string) bool {
	return slices.ContainsFunc(Tested, func(r Release) bool { return r.Version == version })
}

// hint says which versions would do, if this one is none of them.
func hint(version string) string {
	if tested(version) {
		return ""
	}
	return ", which was not tested with it; " + names() + " were"
}

func names() string {
	var all []string
	for _, r := range Tested {
		all = append(all, r.Version)
	}
	return strings.Join(all, ", ")
}

// tracelint describes which tracelint goes in.
func (b *builder) tracelint() string {
	if b.opts.Source != "" {
		return "tracelint from " + b.opts.Source
	}
	return "tracelint " + b.opts.Tracelint
}

// source checks that tracelint's sources can be had.
func (b *builder) source() error {
	if b.opts.Source == "" {
		if b.opts.Tracelint == "" {
			return refuse("this tracelint is a development build, which no module proxy has: name the directory of its sources, as in -source ~/src/tracelint")
		}
		return nil
	}
	abs, err := filepath.Abs(b.opts.Source)
	if err != nil {
		return err
	}
	b.opts.Source = abs
	if !IsSource(abs) {
		return refuse("-source %s: there is no go.mod of %s", abs, tracelint)
	}
	return nil
}

// IsSource reports whether dir is the root of tracelint's module.
func IsSource(dir string) bool {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	first, _, _ := strings.Cut(string(data), "\n")
	return err == nil && strings.TrimSpace(first) == "module "+tracelint
}

// open finds out where the executable goes, and that it can go there.
func (b *builder) open() error {
	name := b.opts.Output
	if name == "" {
		dir, err := b.bin()
		if err != nil {
			return err
		}
		name = filepath.Join(dir, executable)
		if runtime.GOOS == "windows" {
			name += ".exe"
		}
	}
	var err error
	b.out, err = newTarget(name, b.opts.Force)
	return err
}

// bin returns the directory that go install puts executables into. It is made
// if there is none yet.
func (b *builder) bin() (string, error) {
	out, err := b.run("env", "GOBIN", "GOPATH")
	if err != nil {
		return "", err
	}
	gobin, gopath, _ := strings.Cut(strings.TrimSuffix(string(out), "\n"), "\n")
	if gobin == "" {
		first := filepath.SplitList(gopath)
		if len(first) == 0 {
			return "", refuse("go install has no place for executables here: say with -o where the executable goes")
		}
		gobin = filepath.Join(first[0], "bin")
	}
	return gobin, os.MkdirAll(gobin, 0o777)
}

// version returns the version of gopls to build.
func (b *builder) version() (string, error) {
	if v := b.opts.Version; v != "" {
		if v[0] >= '0' && v[0] <= '9' {
			v = "v" + v
		}
		return v, nil
	}
	for _, r := range Tested {
		have, err := b.goVersion(r.Go)
		if err != nil {
			return "", err
		}
		if !older(have, r.Go) {
			return r.Version, nil
		}
	}
	have, err := b.goVersion("")
	if err != nil {
		return "", err
	}
	oldest := Tested[len(Tested)-1]
	return "", refuse("gopls %s, the oldest that tracelint is tested with, needs Go %s; this is %s: install a newer Go, or try an older one with -version", oldest.Version, oldest.Go, have)
}

// goVersion returns the version of the go command, such as go1.26.8, that
// works on a module of a go line.
func (b *builder) goVersion(line string) (string, error) {
	mod := "module goplswithtracelint\n"
	if line != "" {
		mod += "\ngo " + line + "\n"
	}
	if err := os.WriteFile(filepath.Join(b.dir, "go.mod"), []byte(mod), 0o666); err != nil {
		return "", err
	}
	out, err := b.run("env", "GOVERSION")
	return strings.TrimSpace(string(out)), err
}

// older reports whether a Go version, such as go1.26.8, is before that of a go
// line, such as 1.27.0.
func older(version, line string) bool {
	number := func(s string) (n []int) {
		s = strings.TrimPrefix(s, "go")
		for _, part := range strings.SplitN(s, ".", 3) {
			end := strings.IndexFunc(part, func(r rune) bool { return r < '0' || r > '9' })
			if end >= 0 {
				part = part[:end]
			}
			i, _ := strconv.Atoi(part)
			n = append(n, i)
		}
		return n
	}
	have := number(version)
	if strings.HasPrefix(version, "devel") || len(have) == 0 || have[0] == 0 {
		return false // built from Go's own sources: whoever did that knows
	}
	return slices.Compare(append(have, 0, 0)[:3], append(number(line), 0, 0)[:3]) < 0
}

// compose writes the module from which gopls is compiled, and returns the
// version of the go command that will do it.
func (b *builder) compose(version string) (string, error) {
	if err := os.WriteFile(filepath.Join(b.dir, "go.mod"), []byte("module goplswithtracelint\n"), 0o666); err != nil {
		return "", err
	}
	out, err := b.run("list", "-m", "-json", module+"@"+version)
	if err != nil {
		if _, lookup := b.run("list", "-m", "-versions", module); lookup == nil {
			return "", refuse("there is no gopls %s (tested: %s)", version, names())
		}
		return "", fmt.Errorf("gopls %s cannot be had: %w", version, err)
	}
	var info struct{ Version, GoMod string }
	if err := json.Unmarshal(out, &info); err != nil {
		return "", err
	}
	if info.Version != version {
		return "", refuse("-version %s: name a release of gopls, such as %s; that would be %s", version, Tested[0].Version, info.Version)
	}
	if out, err = b.run("mod", "edit", "-json", info.GoMod); err != nil {
		return "", err
	}
	var mod struct {
		Go      string
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		return "", err
	}
	have, err := b.goVersion(mod.Go)
	if err != nil {
		return "", err
	}
	if older(have, mod.Go) {
		return "", refuse("gopls %s needs Go %s; this is %s: install a newer Go, or take an older gopls with -version (tested: %s)", version, mod.Go, have, names())
	}
	// gopls uses internal packages of x/tools, so it needs the very version
	// that it asks for, whatever others ask for.
	var exact string
	for _, r := range mod.Require {
		if r.Path == xtools {
			exact = r.Version
		}
	}
	if exact == "" {
		return "", fmt.Errorf("gopls %s does not say which %s it needs", version, xtools)
	}
	ours := b.opts.Tracelint
	if b.opts.Source != "" {
		ours = "v0.0.0"
	}
	text := fmt.Sprintf("module goplswithtracelint\n\ngo %s\n\nrequire (\n\t%s %s\n\t%s %s\n)\n\nreplace %s => %s %s\n",
		mod.Go, module, version, tracelint, ours, xtools, xtools, exact)
	if b.opts.Source != "" {
		text += fmt.Sprintf("\nreplace %s => %s\n", tracelint, strconv.Quote(b.opts.Source))
	}
	for name, text := range map[string]string{
		"go.mod":   text,
		"tools.go": fmt.Sprintf("//go:build tools\n\npackage tools\n\nimport (\n\t_ %q\n\t_ %q\n)\n", tracelint+"/editor", module),
	} {
		if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o666); err != nil {
			return "", err
		}
	}
	return have, nil
}

//go:embed register.go.txt
var register []byte

// vendor brings the sources together and adds the file that makes gopls use
// the analyzers.
func (b *builder) vendor() error {
	b.opts.Log("getting the sources")
	if _, err := b.run("mod", "tidy"); err != nil {
		if b.opts.Source == "" && strings.Contains(err.Error(), tracelint+"@") {
			return fmt.Errorf("tracelint %s cannot be had (from its sources: -source): %w", b.opts.Tracelint, err)
		}
		return fmt.Errorf("the sources of gopls cannot be had: %w", err)
	}
	if _, err := b.run("mod", "vendor"); err != nil {
		return err
	}
	dir := filepath.Join(b.dir, "vendor", filepath.FromSlash(registry))
	sources, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range sources {
		if b.opts.Plain {
			return nil
		}
		if data, err := os.ReadFile(name); err == nil && bytes.Contains(data, []byte("\t"+list)) || bytes.Contains(data, []byte("var "+list)) {
			return os.WriteFile(filepath.Join(dir, "zz_tracelint.go"), register, 0o666)
		}
	}
	return refuse("this gopls is not made as tracelint expects: there is no %s in %s (tested: %s)", list, registry, names())
}

// run runs the go command on the module and returns what it prints.
func (b *builder) run(args ...string) ([]byte, error) {
	cmd := exec.CommandContext(b.ctx, "go", args...)
	cmd.Dir = b.dir
	// Flags and workspaces are meant for other modules. gopls needs no C compiler.
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GO111MODULE=on", "CGO_ENABLED=0", "PWD="+b.dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if b.ctx.Err() != nil {
			return nil, b.ctx.Err()
		}
		return nil, fmt.Errorf("go %s: %v\n%s", args[0], err, last(stderr.String()))
	}
	return stdout.Bytes(), nil
}

// last returns the end of what a command said, without what it downloaded.
func last(said string) string {
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(said), "\n") {
		if !strings.HasPrefix(line, "go: downloading ") && !strings.HasPrefix(line, "go: finding ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-12):], "\n")
}
