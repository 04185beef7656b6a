// Package waysin compares what tracelint finds by each way in: the command, go
// vet, golangci-lint, gopls. Each has a form of its own in which it tells of a
// finding; here they are brought into one, and held against each other.
package waysin

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

// A Finding is what every way in says of a finding.
type Finding struct {
	Rule     string // "publishctx"
	Category string // "publishctx/dropped"; "" if the way in does not tell
	File     string // relative to the directory of the run, with slashes
	Line     int
	Column   int // in bytes, from 1; 0 if the way in does not tell
	Message  string
}

func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s (%s)", f.File, f.Line, f.Message, f.Rule)
}

// Build builds the command and returns the executable.
func Build(t testing.TB) string {
	t.Helper()
	return testenv.Executable(testenv.Build(t, testenv.Root(t), "./cmd/tracelint"), "tracelint")
}

// Command runs the command in dir. The test fails if it does not do its work.
func Command(t testing.TB, tool, dir string, args ...string) []Finding {
	t.Helper()
	stdout, stderr, code := Run(t, dir, tool, append([]string{"-json"}, args...)...)
	if code > 1 || stderr != "" {
		t.Fatalf("tracelint %q: exit code %d, stderr:\n%s", args, code, stderr)
	}
	return FromJSON(t, dir, stdout)
}

// Vet runs the tool by go vet in dir.
func Vet(t testing.TB, tool, dir string, args ...string) []Finding {
	t.Helper()
	stdout, stderr, code := Run(t, dir, "go", append([]string{"vet", "-vettool=" + tool, "-json"}, args...)...)
	if code != 0 {
		t.Fatalf("go vet %q: exit code %d, stderr:\n%s", args, code, stderr)
	}
	return FromJSON(t, dir, stdout)
}

// Run runs a program in dir, in a nested module: neither a workspace nor flags
// for the main module hold there.
func Run(t testing.TB, dir, program string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly", "PWD="+dir)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// FromJSON reads what tracelint -json or go vet -json printed about dir: a
// stream of objects, one a package, of rules and their diagnostics.
func FromJSON(t testing.TB, dir, text string) []Finding {
	t.Helper()
	type diagnostic struct{ Category, Posn, Message string }
	var list []Finding
	for dec := json.NewDecoder(strings.NewReader(text)); ; {
		var packages map[string]map[string][]diagnostic
		switch err := dec.Decode(&packages); err {
		case nil:
		case io.EOF:
			return Sorted(list)
		default:
			t.Fatalf("%v in %s", err, text)
		}
		for _, rules := range packages {
			for rule, diagnostics := range rules {
				for _, d := range diagnostics {
					list = append(list, FromPosition(t, dir, d.Posn, Finding{Rule: rule, Category: d.Category, Message: d.Message}))
				}
			}
		}
	}
}

var position = regexp.MustCompile(`^(.*?):(\d+)(?::(\d+))?$`)

// FromPosition sets file, line and column of a finding from "file:line:col",
// or "file:line", of a run in dir.
func FromPosition(t testing.TB, dir, posn string, f Finding) Finding {
	t.Helper()
	m := position.FindStringSubmatch(posn)
	if m == nil {
		t.Fatalf("%q is no position", posn)
	}
	f.File = Relative(dir, m[1])
	f.Line, _ = strconv.Atoi(m[2])
	f.Column, _ = strconv.Atoi(m[3])
	return f
}

// Relative returns the file's name relative to dir, with slashes.
func Relative(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsAbs(file) {
		file = rel
	}
	return filepath.ToSlash(file)
}

// Sorted returns the findings in the order of files and lines.
func Sorted(list []Finding) []Finding {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	return list
}

// Differences returns what only one of two ways in says, or says more often:
// "+" in front of what only the second, "-" in front of what only the first
// does. Findings are the same if rule, file, line and message are. The lines
// are sorted by file and line.
func Differences(first, second []Finding) []string {
	type same struct {
		rule, file, message string
		line                int
	}
	key := func(f Finding) same { return same{f.Rule, f.File, f.Message, f.Line} }
	count := make(map[same]int)
	for _, f := range first {
		count[key(f)]--
	}
	for _, f := range second {
		count[key(f)]++
	}
	keys := slices.SortedFunc(maps.Keys(count), func(a, b same) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), strings.Compare(a.rule, b.rule), strings.Compare(a.message, b.message))
	})
	var out []string
	for _, k := range keys {
		sign := "+"
		if count[k] < 0 {
			sign = "-"
		}
		line := sign + Finding{Rule: k.rule, File: k.file, Line: k.line, Message: k.message}.String()
		out = append(out, slices.Repeat([]string{line}, max(count[k], -count[k]))...)
	}
	return out
}
