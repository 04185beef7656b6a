// Package testenv gives tests what lies outside the main module: the modules
// nested in the repository, with the client libraries that they require, and
// their programs, built and run as child processes.
//
// The main module imports no client library. So that go test ./... in the main
// module is nevertheless all there is to run, its tests reach the nested modules
// through this package.
package testenv

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// mainModule is the first line of the main module's go.mod.
const mainModule = "module github.com/tracelint/tracelint"

const (
	goTimeout      = 15 * time.Minute // for the go command: it may have to download and compile everything
	programTimeout = 30 * time.Second // for a program that it built
)

// Root returns the directory of the main module.
func Root(t testing.TB) string {
	t.Helper()
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	return root
}

var findRoot = sync.OnceValues(func() (string, error) {
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := wd; ; dir = filepath.Dir(dir) {
		data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if first, _, _ := strings.Cut(string(data), "\n"); err == nil && strings.TrimSpace(first) == mainModule {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("testenv: no go.mod that starts with %q in %s or above", mainModule, wd)
		}
	}
})

// Modules returns the nested modules, as slash-separated paths below the root.
// A module inside a nested module, such as a stub that it replaces a library
// with, is that module's business and not listed.
func Modules(t testing.TB) []string {
	t.Helper()
	root := Root(t)
	var modules []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir() || path == root:
			return nil
		case strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_"):
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err != nil {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		modules = append(modules, filepath.ToSlash(rel))
		return fs.SkipDir
	})
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

// Module returns the directory of a nested module, named as Modules does, and
// sees to it that everything the module requires is in the module cache: from
// here on no network is needed. It costs next to nothing from the second time
// on, and any number of test binaries may do it at once.
func Module(t testing.TB, path string) string {
	t.Helper()
	dir := filepath.Join(Root(t), filepath.FromSlash(path))
	if err := download(dir); err != nil {
		t.Fatalf("testenv: the libraries that %s is tested with are neither in the module cache nor can they be downloaded.\n"+
			"Run `go mod download` in %s once with access to a module proxy (see `go env GOPROXY`); after that the tests work offline.\n%v", path, path, err)
	}
	return dir
}

var downloads sync.Map // of directory to func() error

func download(dir string) error {
	once, _ := downloads.LoadOrStore(dir, sync.OnceValue(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), goTimeout)
		defer cancel()
		_, err := output(goCommand(ctx, dir, "mod", "download"))
		return err
	}))
	return once.(func() error)()
}

// Go runs the go command in dir, a directory of a nested or the main module, and
// returns what it prints to standard output. The test fails if the command does.
func Go(t testing.TB, dir string, args ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), goTimeout)
	defer cancel()
	out, err := output(goCommand(ctx, dir, args...))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Build builds the commands among the packages that patterns name, all in one
// go, and returns the directory that the executables are in. They are named for
// their package's directory.
func Build(t testing.TB, dir string, patterns ...string) string {
	t.Helper()
	bin := t.TempDir()
	Go(t, dir, append([]string{"build", "-buildvcs=false", "-ldflags=-s -w", "-o", bin + string(filepath.Separator)}, patterns...)...)
	return bin
}

// Executable returns the path of the executable called name that Build put into
// the directory bin.
func Executable(bin, name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(bin, name)
}

// Program returns the executable that Build put into the directory bin for a
// proof program of a library, and its arguments: a command of its own where
// package main is what the program is about, else a case of the library's.
func Program(t testing.TB, bin, library, name string) (program string, args []string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(Root(t), "analyzers", "testdata", "lib", library, name, "main.go")); err == nil {
		return Executable(bin, name), nil
	}
	return Executable(bin, library), []string{"-case", name}
}

// Run runs a program in the directory dir and returns what it prints to
// standard output. It is an error if the program fails or takes too long.
func Run(t testing.TB, dir, program string, args ...string) ([]byte, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), programTimeout)
	defer cancel()
	return output(command(ctx, dir, program, args...))
}

func goCommand(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := command(ctx, dir, "go", args...)
	// Neither a workspace nor flags for the main module, such as -modfile, are
	// meant for a nested module.
	cmd.Env = append(cmd.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	// The go command passes an interrupt on to what it runs.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	return cmd
}

func command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// output runs cmd and returns its standard output. The error tells the command,
// and what it printed elsewhere.
func output(cmd *exec.Cmd) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	if err == nil {
		return stdout.Bytes(), nil
	}
	if errors.Is(err, exec.ErrNotFound) {
		return nil, err
	}
	said := stderr.String()
	if said == "" {
		said = stdout.String() // where go test and go vet report
	}
	return stdout.Bytes(), fmt.Errorf("%s, in %s after %v: %w\n%s",
		strings.Join(append([]string{filepath.Base(cmd.Path)}, cmd.Args[1:]...), " "), cmd.Dir, time.Since(start).Round(time.Millisecond), err, said)
}

// AllTests is the variable that has all tests run, as .ci/run does.
const AllTests = "TRACELINT_ALL_TESTS"

// Slow says that a test takes a minute or more. Unless all tests are asked for,
// it is skipped: what it shows is shown on less, or in part, by others.
func Slow(t testing.TB) {
	t.Helper()
	if os.Getenv(AllTests) == "" {
		t.Skipf("takes a minute or more; %s=1 runs it", AllTests)
	}
}
