package analyzers_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/tracelint/tracelint/internal/bench"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

func TestMain(m *testing.M) {
	if bench.StandIn() {
		return
	}
	os.Exit(m.Run())
}

// finding is what both drivers say about one place.
type finding struct{ Posn, End, Category, Message string }

// TestDriversAgree runs the command, with facts from all dependencies, and go
// vet on all packages with want comments and on the programs. They must find
// the same.
func TestDriversAgree(t *testing.T) {
	testenv.Slow(t) // go vet looks at all dependencies anew; TestWaysAgree in cmd/tracelint has it look at the example
	dir := testenv.Module(t, tracetest.Module)
	t.Setenv("GOWORK", "off")
	t.Setenv("GOFLAGS", "-mod=readonly")
	tool, err := bench.Build(t.TempDir(), testenv.Root(t), "./cmd/tracelint", "tracelint")
	if err != nil {
		t.Fatal(err)
	}
	command, err := bench.Execute(dir, nil, tool.Path, "-json", "-deps=all", "./...")
	if err != nil {
		t.Fatal(err)
	}
	if command.Code != 1 || len(command.Stderr) > 0 {
		t.Errorf("tracelint: exit code %d, stderr:\n%s", command.Code, command.Stderr)
	}
	vet, starts, err := tool.Watch(dir, "-json", "./...")
	if err != nil {
		t.Fatal(err)
	}
	if vet.Code != 0 {
		t.Errorf("go vet: exit code %d, stderr:\n%s", vet.Code, vet.Stderr)
	}
	theirs := findings(t, vet.Stdout)
	mine := findings(t, command.Stdout)
	for f, n := range mine {
		if theirs[f] != n {
			t.Errorf("%d times from the command, %d times from go vet: %v", n, theirs[f], f)
		}
	}
	for f, n := range theirs {
		if mine[f] == 0 {
			t.Errorf("not from the command, %d times from go vet: %v", n, f)
		}
	}
	if len(mine) < 50 {
		t.Errorf("only %d findings", len(mine))
	}
	t.Logf("%d findings; the command took %v, go vet %v for %d packages", len(mine), command.Wall, vet.Wall, len(starts))
	if len(starts) > 0 { // else from the cache
		sizes := make(map[string]int64)
		for _, s := range starts {
			sizes[s.Package] = max(sizes[s.Package], s.FactBytes)
		}
		all := slices.Sorted(maps.Values(sizes))
		t.Logf("files of facts, with those relayed: median %d bytes, 9 of 10 up to %d, largest %d", all[len(all)/2], all[len(all)*9/10], all[len(all)-1])
	}
}

// findings decodes a stream of objects of package, analyzer and diagnostics,
// and counts what is equal.
func findings(t *testing.T, data []byte) map[finding]int {
	t.Helper()
	all := make(map[finding]int)
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		var tree map[string]map[string][]finding
		switch err := dec.Decode(&tree); err {
		case nil:
			for _, byRule := range tree {
				for _, list := range byRule {
					for _, f := range list {
						all[f]++
					}
				}
			}
		case io.EOF:
			return all
		default:
			t.Fatalf("%v in %s", err, data)
		}
	}
}
