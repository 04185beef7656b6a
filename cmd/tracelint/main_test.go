package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/tracelint/tracelint/internal/bench"
	"github.com/tracelint/tracelint/internal/testenv"
)

// module publishes a message without a carrier, in one package by way of
// another. The client library is a stub with the real one's import path.
const module = `
-- go.mod --
module example.com/acme/orders

go 1.25

require github.com/segmentio/kafka-go v0.4.51

replace github.com/segmentio/kafka-go => ./third/kafka-go
-- bus/bus.go --
package bus

import (
	"context"

	"github.com/segmentio/kafka-go"
)

type Bus struct{ Writer *kafka.Writer }

func (b *Bus) Send(ctx context.Context, headers []kafka.Header, value []byte) error {
	return b.Writer.WriteMessages(ctx, kafka.Message{Headers: headers, Value: value})
}
-- shop/shop.go --
package shop

import (
	"context"

	"example.com/acme/orders/bus"
)

func Order(ctx context.Context, b *bus.Bus, id string) error {
	return b.Send(ctx, nil, []byte(id))
}
-- clean/clean.go --
package clean

import "context"

func F(ctx context.Context) {}
-- third/kafka-go/go.mod --
module github.com/segmentio/kafka-go

go 1.25
-- third/kafka-go/kafka.go --
package kafka

import "context"

type Header struct {
	Key   string
	Value []byte
}

type Message struct {
	Topic   string
	Headers []Header
	Key     []byte
	Value   []byte
}

type Writer struct{ Topic string }

func (w *Writer) WriteMessages(ctx context.Context, msgs ...Message) error { return nil }
`

// executable is the command, built for the tests.
var executable string

func TestMain(m *testing.M) {
	if bench.StandIn() {
		return
	}
	dir, err := os.MkdirTemp("", "tracelint")
	if err != nil {
		panic(err)
	}
	executable = filepath.Join(dir, "tracelint.exe")
	if out, err := exec.Command("go", "build", "-o", executable, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func write(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(module)).Files {
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

// run runs a command in dir.
func run(t *testing.T, dir, name string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

var findingLine = regexp.MustCompile(`(?m)^\S+\.go:\d+:\d+: [^\t].*$`)

// findings returns the lines of output that tell of findings, without the
// categories that go vet does not print and without related places.
func findings(output string) []string {
	lines := findingLine.FindAllString(filepath.ToSlash(output), -1)
	for i, line := range lines {
		lines[i] = regexp.MustCompile(` \([a-z]+/[a-z-]+\)$`).ReplaceAllString(line, "")
	}
	slices.Sort(lines)
	return lines
}

func TestCommandAndVetAgree(t *testing.T) {
	dir := write(t)
	stdout, stderr, code := run(t, dir, executable)
	mine := findings(stdout)
	if code != 1 || stderr != "" || len(mine) != 1 || !strings.HasPrefix(mine[0], "shop/shop.go:10:") || !strings.Contains(stdout, "(publishctx/no-carrier)") {
		t.Errorf("tracelint: exit code %d, stderr %q, stdout:\n%s", code, stderr, stdout)
	}
	for _, when := range []string{"first", "from the cache"} {
		stdout, stderr, code := run(t, dir, "go", "vet", "-vettool="+executable, "./...")
		if theirs := findings(stderr); code != 1 || stdout != "" || !slices.Equal(theirs, mine) {
			t.Errorf("go vet, %s: exit code %d, stdout %q, stderr:\n%s\nwant findings:\n%s", when, code, stdout, stderr, strings.Join(mine, "\n"))
		}
	}
	for _, cmd := range [][]string{{executable, "./clean"}, {"go", "vet", "-vettool=" + executable, "./clean"}} {
		if stdout, stderr, code := run(t, dir, cmd[0], cmd[1:]...); code != 0 || stdout+stderr != "" {
			t.Errorf("%q: exit code %d, stdout %q, stderr %q", cmd, code, stdout, stderr)
		}
	}
}

// TestConfiguration changes what is looked for between runs of the command and
// of go vet, forth and back, from inside of a package's directory.
func TestConfiguration(t *testing.T) {
	dir := write(t)
	name := filepath.Join(dir, ".tracelint.yml")
	for _, step := range []struct {
		text string
		code int
	}{
		{"", 1},
		{"rules: {publishctx: off}", 0},
		{"rules: {publishctx/dropped: off}", 1},
		{"rules: {publishctx: off, publishctx/no-carrier: on}", 1},
		{"exclude: [{path: shop, rules: [publishctx/no-carrier], reason: by mistake}]", 0},
		{"exclude: [{path: bus}]", 1},
		// It reads the parent from the context, if we are told so.
		{"models: [{rows: [{on: example.com/acme/orders/bus.Bus.Send, role: publish, ctx: arg 0, message: arg 2, reads: context}]}]", 0},
		{"rules: {publishctx: off}", 0},
		{"", 1},
	} {
		if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if step.text != "" {
			if err := os.WriteFile(name, []byte(step.text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if stdout, stderr, code := run(t, filepath.Join(dir, "shop"), executable); code != step.code || stderr != "" {
			t.Errorf("%q: tracelint: exit code %d, want %d, stderr %q, stdout:\n%s", step.text, code, step.code, stderr, stdout)
		}
		for range 2 {
			if _, stderr, code := run(t, filepath.Join(dir, "shop"), "go", "vet", "-vettool="+executable, "."); code != step.code {
				t.Errorf("%q: go vet: exit code %d, want %d, stderr:\n%s", step.text, code, step.code, stderr)
			}
		}
	}
}

func TestJSONIsThatOfGoVet(t *testing.T) {
	dir := write(t)
	mine, _, code := run(t, dir, executable, "-json")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	theirs, stderr, code := run(t, dir, "go", "vet", "-json", "-vettool="+executable, "./...")
	if code != 0 {
		t.Errorf("go vet: exit code %d, stderr %q", code, stderr)
	}
	got, want := decode(t, mine), decode(t, theirs)
	if len(got) == 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("tracelint -json:\n%s\ngo vet -json:\n%s", mine, theirs)
	}
}

// decode reads a stream of objects of package, analyzer and diagnostics into
// one, without packages that have none. Related places are left out: go vet
// knows only those in the package.
func decode(t *testing.T, s string) map[string]any {
	t.Helper()
	all := make(map[string]any)
	for dec := json.NewDecoder(strings.NewReader(s)); ; {
		var tree map[string]map[string][]map[string]any
		switch err := dec.Decode(&tree); err {
		case nil:
			for pkg, found := range tree {
				for _, diagnostics := range found {
					for _, d := range diagnostics {
						delete(d, "related")
					}
				}
				if len(found) > 0 {
					all[pkg] = found
				}
			}
			continue
		case io.EOF:
			return all
		default:
			t.Fatalf("%v in %s", err, s)
		}
	}
}

func TestVetProtocol(t *testing.T) {
	dir := t.TempDir()
	if stdout, stderr, code := run(t, dir, executable, "-V=full"); code != 0 || stderr != "" || !regexp.MustCompile(`^\S+ version devel .*buildID=[0-9a-f]{64}\n$`).MatchString(stdout) {
		t.Errorf("-V=full: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	stdout, stderr, code := run(t, dir, executable, "-flags")
	var flags []struct{ Name string }
	if err := json.Unmarshal([]byte(stdout), &flags); err != nil || code != 0 || stderr != "" {
		t.Errorf("-flags: %v, exit code %d, stdout %q, stderr %q", err, code, stdout, stderr)
	}
	var names []string
	for _, f := range flags {
		names = append(names, f.Name)
	}
	if !slices.Contains(names, "publishctx") || !slices.Contains(names, "json") {
		t.Errorf("flags %q", names)
	}
}

// TestUnsafe sees to it that edits which give spans other names are offered
// only when they are asked for, and never under go vet.
func TestUnsafe(t *testing.T) {
	dir := testenv.Module(t, "examples/orders")
	for _, unsafe := range []bool{false, true} {
		args := []string{"-json", "./internal/shipping"}
		if unsafe {
			args = append([]string{"-unsafe"}, args...)
		}
		stdout, stderr, _ := run(t, dir, executable, args...)
		_, finding, ok := strings.Cut(stdout, `"spanname/technical"`)
		if !ok {
			t.Fatalf("%s%s", stdout, stderr)
		}
		finding, _, _ = strings.Cut(finding, `"category"`)
		if got := strings.Contains(finding, "suggested_fixes"); got != unsafe {
			t.Errorf("-unsafe=%v: edits offered: %v\n%s", unsafe, got, finding)
		}
	}
	if _, stderr, code := run(t, dir, "go", "vet", "-vettool="+executable, "-unsafe", "./internal/shipping"); code == 0 || !strings.Contains(stderr, "unsafe") {
		t.Errorf("go vet takes -unsafe: exit code %d, %s", code, stderr)
	}
}
