package editors

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/lspclient"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/waysin"
)

// vscodeLine is the pattern by which VS Code's Go extension reads what a linter
// prints (function runTool). It ignores other lines, and drops all of them if
// the linter fails and has printed something to standard error as well.
var vscodeLine = regexp.MustCompile(`^([^:]*: )?((.:)?[^:]*):(\d+)(:(\d+)?)?:(?:\w+:)? (.*)$`)

// The patterns of docs/editors.md.
const (
	errorformat = "%f:%l:%c: %m"
	luaPattern  = "^([^:]+):(%d+):(%d+): (.+) %(([%w/-]+)%)$"
)

// linted is the directory that the linter is run in, as editors do, what it
// prints there, and what it has to tell.
func linted(t *testing.T) (tool, dir, stdout string, want []waysin.Finding) {
	t.Helper()
	tool = waysin.Build(t)
	dir = filepath.Join(testenv.Module(t, "examples/orders"), "internal", "orders")
	want = waysin.Command(t, tool, dir)
	stdout, stderr, code := waysin.Run(t, dir, tool)
	if len(want) != 3 || code != 1 || stderr != "" {
		t.Fatalf("%d findings, exit code %d, stderr %q", len(want), code, stderr)
	}
	return tool, dir, stdout, want
}

// line returns the finding of a line as editors read it. The category is part
// of the message there.
func line(file, line, column, message string) string {
	return fmt.Sprintf("%s:%s:%s: %s", file, line, column, message)
}

func lines(fs []waysin.Finding) []string {
	var all []string
	for _, f := range fs {
		all = append(all, line(f.File, strconv.Itoa(f.Line), strconv.Itoa(f.Column), f.Message+" ("+f.Category+")"))
	}
	return all
}

func TestVSCodeReadsLines(t *testing.T) {
	_, _, stdout, want := linted(t)
	var got []string
	for l := range strings.Lines(stdout) {
		m := vscodeLine.FindStringSubmatch(strings.TrimSuffix(l, "\n"))
		if m == nil {
			t.Errorf("not read: %s", l)
			continue
		}
		got = append(got, line(m[2], m[4], m[6], m[7]))
	}
	if !slices.Equal(got, lines(want)) {
		t.Errorf("read:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(lines(want), "\n"))
	}
}

func TestNeovimReadsLines(t *testing.T) {
	nvim(t)
	_, dir, stdout, want := linted(t)
	output, result := filepath.Join(t.TempDir(), "output"), filepath.Join(t.TempDir(), "result.json")
	write(t, output, stdout)
	said := neovim(t, dir, "lines.lua", "OUTPUT="+output, "RESULT="+result, "ERRORFORMAT="+errorformat, "PATTERN="+luaPattern)
	data, err := os.ReadFile(result)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	type item struct {
		Valid        int
		File         string
		Line, Column int
		Message      string
		Code         string
	}
	var read struct{ Quickfix, Pattern []item }
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	for what, items := range map[string][]item{"quickfix": read.Quickfix, "pattern": read.Pattern} {
		var got []string
		for _, i := range items {
			if i.Valid != 1 {
				t.Errorf("%s: not read: %+v", what, i)
			}
			if i.Code != "" {
				i.Message += " (" + i.Code + ")"
			}
			got = append(got, line(i.File, strconv.Itoa(i.Line), strconv.Itoa(i.Column), i.Message))
		}
		if !slices.Equal(got, lines(want)) {
			t.Errorf("%s: read:\n%s\nwant:\n%s", what, strings.Join(got, "\n"), strings.Join(lines(want), "\n"))
		}
	}
}

// TestEfm has efm-langserver run the linter, and asks it what it found.
func TestEfm(t *testing.T) {
	efm, err := exec.LookPath("efm-langserver")
	if err != nil {
		t.Skip("efm-langserver is not installed: apt-get install efm-langserver, or another way that puts it into PATH")
	}
	tool, dir, _, want := linted(t)
	config := filepath.Join(t.TempDir(), "config.yaml")
	settings := strings.Join(snippets(t, "yaml"), "")
	if strings.Count(settings, "'tracelint ") != 1 {
		t.Fatalf("docs/editors.md does not say how to run the linter:\n%s", settings)
	}
	write(t, config, strings.Replace(settings, "'tracelint ", "'"+tool+" ", 1))
	root := filepath.Join(dir, "..", "..")
	c, err := lspclient.Start(efm, []string{"-c", config}, lspclient.Options{Dir: root, Folders: []string{root}, Env: []string{"GOWORK=off", "GOFLAGS=-mod=readonly"}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	name := filepath.Join(dir, "orders.go")
	if err := c.Open(name); err != nil {
		t.Fatal(err)
	}
	if err := c.Save(name); err != nil {
		t.Fatal(err)
	}
	ds, err := c.Await(name, func(ds []lspclient.Diagnostic) bool { return len(ds) > 0 })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range ds {
		if d.Severity != 2 || d.Source != "tracelint" {
			t.Errorf("%+v", d)
		}
		got = append(got, line("orders.go", strconv.Itoa(d.Range.Start.Line+1), strconv.Itoa(d.Range.Start.Character+1), strings.TrimSpace(d.Message)))
	}
	if !slices.Equal(got, lines(want)) {
		t.Errorf("read:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(lines(want), "\n"))
	}
}
