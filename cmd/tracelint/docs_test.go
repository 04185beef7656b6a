package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

// pageModule has a finding with a fix, thanks to what its configuration says of
// its bus.
const pageModule = module + `
-- .tracelint.yml --
models: [{rows: [{on: example.com/acme/orders/bus.Bus.Send, role: publish, ctx: arg 0, message: arg 2, reads: context}]}]
-- pay/pay.go --
package pay

import (
	"context"

	"example.com/acme/orders/bus"
)

func Pay(ctx context.Context, b *bus.Bus, id string) error {
	return b.Send(context.Background(), nil, []byte(id))
}
`

// commands are those that docs/go-vet.md shows, with the exit codes that they
// have in that module, and something that they print.
var commands = map[string]struct {
	code   int
	prints string
}{
	"go vet -vettool=$(which tracelint) ./...":                                      {1, "pay/pay.go:10:16: Bus.Send is given"},
	"go vet -vettool=$(which tracelint) -json ./...":                                {0, `"category": "publishctx/dropped"`},
	"go vet -vettool=$(which tracelint) -publishctx ./...":                          {1, "pay/pay.go:10:16: Bus.Send is given"},
	"go vet -vettool=$(which tracelint) -publishctx=false ./...":                    {0, ""},
	"go vet -vettool=$(which tracelint) -disable=spanname,publishctx/dropped ./...": {0, ""},
	"go vet -vettool=$(which tracelint) -enable=followup/causation ./...":           {1, "pay/pay.go:10:16: Bus.Send is given"},
	"go vet -vettool=$(which tracelint) -config='preset: migrate' ./...":            {1, "shop/shop.go:10:9: Bus.Send sends nothing"},
	"go vet -vettool=$(which tracelint) -tests ./...":                               {1, "pay/pay.go:10:16: Bus.Send is given"},
	"tracelint -diff ./...":                                                         {1, "+++ b/pay/pay.go\n"},
	"tracelint -diff ./... | git apply":                                             {0, ""},
	"tracelint -fix ./...":                                                          {0, "tracelint: fixed 1 finding in 1 file\n"},
	"tracelint -unsafe -fix ./...":                                                  {0, "tracelint: fixed 1 finding in 1 file\n"},
	"go vet -vettool=$(which tracelint) -fix ./...":                                 {0, ""},
	"go vet -vettool=$(which tracelint) -fix -diff ./...":                           {1, "+\treturn b.Send(context.WithoutCancel(ctx), nil"},
	"go fix -fixtool=$(which tracelint) ./...":                                      {0, ""},
	"go fix -fixtool=$(which tracelint) -diff ./...":                                {1, "+\treturn b.Send(context.WithoutCancel(ctx), nil"},
	"go fix -fixtool=$(which tracelint) -publishctx ./...":                          {0, ""},
}

// TestPage executes the commands of docs/go-vet.md, each in a module
// of its own.
func TestPage(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a shell")
	}
	page, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "go-vet.md"))
	if err != nil {
		t.Fatal(err)
	}
	shown := make(map[string]bool)
	for _, block := range regexp.MustCompile("(?ms)^```sh\n(.*?)^```$").FindAllStringSubmatch(string(page), -1) {
		for line := range strings.Lines(block[1]) {
			shown[strings.TrimSpace(line)] = true
		}
	}
	for line := range commands {
		if !shown[line] {
			t.Errorf("the page does not show %s", line)
		}
	}
	bin := t.TempDir()
	if err := os.Symlink(executable, filepath.Join(bin, "tracelint")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("GOWORK", "off")
	for line := range shown {
		want, ok := commands[line]
		if !ok {
			t.Errorf("the page shows %s, of which nothing is known here", line)
			continue
		}
		t.Run(line, func(t *testing.T) {
			dir := unpack(t, pageModule)
			if strings.Contains(line, "git") {
				if _, err := exec.LookPath("git"); err != nil {
					t.Skip("git is not in PATH")
				}
				if _, stderr, code := run(t, dir, "git", "init", "-q"); code != 0 {
					t.Fatal(stderr)
				}
			}
			before := goFiles(t, dir)
			stdout, stderr, code := run(t, dir, "sh", "-c", line)
			if code != want.code || !strings.Contains(stdout+stderr, want.prints) || want.prints == "" && stdout+stderr != "" {
				t.Errorf("exit code %d, want %d; want %q in\n%s%s", code, want.code, want.prints, stdout, stderr)
			}
			after := goFiles(t, dir)
			changes := strings.Contains(line, "git apply") || (strings.Contains(line, "fix") && !strings.Contains(line, "-diff"))
			if changed := before["pay/pay.go"] != after["pay/pay.go"]; changed != changes {
				t.Errorf("files are changed: %v, want %v", changed, changes)
			}
		})
	}
}

// TestEnvironment has go commands that are not there, or not of much use.
func TestEnvironment(t *testing.T) {
	dir := write(t)
	for _, test := range []struct {
		env, value string
		code       int
		stderr     string
	}{
		{"PATH", t.TempDir(), 2, "tracelint: the go command is not in PATH: "},
		{"GOFLAGS", "-nosuch", 3, "tracelint: go: parsing $GOFLAGS: unknown flag -nosuch (with GOFLAGS=-nosuch"},
		{"GOFLAGS", "-json", 3, "tracelint: go list -f cannot be used with -json (with GOFLAGS=-json"},
		{"GOFLAGS", "-mod=vendor", 3, "tracelint: go: inconsistent vendoring"},
		{"GOOS", "nosuch", 2, "tracelint: no Go packages match \"./...\" in " + dir + " (with GOOS=nosuch"},
	} {
		t.Run(test.env+"="+test.value, func(t *testing.T) {
			t.Setenv(test.env, test.value)
			stdout, stderr, code := run(t, dir, executable)
			if code != test.code || stdout != "" || !strings.HasPrefix(stderr, test.stderr) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("exit code %d, want %d; stdout %q, stderr:\n%s", code, test.code, stdout, stderr)
			}
		})
	}
	put(t, dir, "go.mod", "module example.com/acme/orders\n\ngo 1.99\n")
	t.Setenv("GOTOOLCHAIN", "local")
	if _, stderr, code := run(t, dir, executable); code != 3 || !strings.HasPrefix(stderr, "tracelint: go: go.mod requires go >= 1.99 (running go") {
		t.Errorf("a go command that is too old: exit code %d, stderr:\n%s", code, stderr)
	}
}
