package fuzz

import (
	"flag"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/tracetest"
	"github.com/tracelint/tracelint/internal/world"
)

// A nursery has the programs that others are grown from.
type nursery struct {
	*world.World
	names    []string // directories of packages, sorted
	programs map[string]*program
}

func newNursery(t testing.TB) *nursery {
	t.Helper()
	n := &nursery{
		World:    world.Load(t, tracetest.Module, analyzers.New(config.Config{SeenOnly: true}), append([]string{"iter", "sync"}, tracetest.Cases...)...),
		programs: make(map[string]*program),
	}
	for _, p := range n.Sources {
		dir := n.DirOf(p.Fset.Position(p.Files[0].Package).Filename)
		if len(p.Files) != 1 || len(p.Text[p.Files[0]]) > maxText/4 {
			continue
		}
		if prog := newProgram(p, p.Files[0]); len(prog.stmts) > 0 {
			n.names = append(n.names, dir)
			n.programs[dir] = prog
		}
	}
	slices.Sort(n.names)
	return n
}

// seed returns the program that two bytes stand for: the one whose name goes
// best with them. Cases come and go, and most bytes go on meaning what they meant.
func (n *nursery) seed(a, b byte) string {
	best, name := uint64(0), ""
	for _, c := range n.names {
		h := fnv.New64a()
		h.Write([]byte{a, b})
		h.Write([]byte(c))
		h.Write([]byte{b, a})
		if sum := h.Sum64(); sum >= best {
			best, name = sum, c
		}
	}
	return name
}

func (n *nursery) unit(p *program, text []byte) world.Unit {
	return world.Unit{Path: "tracelint.test/testdata/zz/fuzz", Files: map[string][]byte{
		filepath.Join(n.Dir, "zz", "fuzz", "fuzz.go"):    text,
		filepath.Join(n.Dir, "zz", "fuzz", "prelude.go"): []byte("package " + p.pkg.Name + prelude),
	}}
}

// grow makes of a program what the bytes say, if they say anything.
func (n *nursery) grow(name string, data []byte) (world.Unit, bool) {
	p := n.programs[name]
	names := 0
	var unit world.Unit
	grown := false
	for range maxRounds {
		text, rest := mutate(p, data, &names)
		if text == nil {
			break
		}
		unit, grown, data = n.unit(p, text), true, rest
		if len(rest) == 0 {
			break
		}
		pkg, err := n.Check(unit)
		if err != nil || broken(pkg.Errors) != "" {
			break // what does not compile is no soil
		}
		for _, f := range pkg.Files {
			if string(pkg.Text[f]) == string(text) {
				p = newProgram(pkg, f)
			}
		}
	}
	return unit, grown
}

// patience is how long a program may take. What the fuzzer starts it gives up
// after ten seconds, without a word.
func patience() time.Duration {
	if f := flag.Lookup("test.fuzzworker"); f != nil && f.Value.String() == "true" {
		return 9 * time.Second
	}
	return 20 * time.Second
}

// FuzzEngine grows programs out of the cases and judges each twice.
func FuzzEngine(f *testing.F) {
	n := newNursery(f)
	sown := make(map[string]bool)
	for i := 0; len(sown) < len(n.names) && i < 1<<16; i++ {
		a, b := byte(i>>8), byte(i)
		if name := n.seed(a, b); !sown[name] {
			sown[name] = true
			f.Add([]byte{a, b, b, byte(i * 7), byte(i * 31), b + 13, b + 5, byte(i * 3), 1, 0xff, byte(i * 11), b, 2})
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 3 || len(data) > 512 {
			return
		}
		name, data := n.seed(data[0], data[1]), data[2:]
		done := make(chan string, 1)
		timer := time.NewTimer(patience())
		defer timer.Stop()
		var unit world.Unit
		go func() {
			defer func() {
				if v := recover(); v != nil {
					done <- fmt.Sprintf("%v", v)
				}
			}()
			var ok bool
			if unit, ok = n.grow(name, data); !ok {
				done <- ""
				return
			}
			done <- n.probe(unit)
		}()
		select {
		case problem := <-done:
			if problem != "" {
				t.Fatalf("%s\n%s", problem, source(unit))
			}
		case <-timer.C:
			stacks := make([]byte, 1<<16)
			t.Fatalf("no end after %v\n%s\n%s", patience(), stacks[:runtime.Stack(stacks, true)], source(unit))
		}
	})
}

func source(u world.Unit) string {
	for name, text := range u.Files {
		if filepath.Base(name) == "fuzz.go" {
			return string(text)
		}
	}
	return ""
}

// probe judges a program twice, and tells what is wrong with the engine.
func (n *nursery) probe(unit world.Unit) string {
	first, err := n.Judge(unit)
	if err != nil {
		return "" // it cannot be parsed
	}
	if len(first.Problems) > 0 {
		return strings.Join(first.Problems, "\n") + "\n" + broken(first.Errors)
	}
	second, err := n.Judge(unit)
	if err != nil {
		return err.Error()
	}
	if len(second.Problems) > 0 {
		return strings.Join(second.Problems, "\n")
	}
	if !reflect.DeepEqual(first.Findings, second.Findings) {
		return fmt.Sprintf("two runs differ:\n%v\n%v", first.Findings, second.Findings)
	}
	if first.Facts != second.Facts {
		return fmt.Sprintf("the facts of two runs differ:\n%q\n%q", first.Facts, second.Facts)
	}
	return ""
}

// TestGrown sees to it that most programs compile, and that findings come and
// go: mutants that the type checker refuses would tell little of the engine.
func TestGrown(t *testing.T) {
	n := newNursery(t)
	compiled, all := 0, 0
	why := make(map[string]int)
	for op := range operations {
		good, made := 0, 0
		for i, name := range n.names {
			unit, ok := n.grow(name, []byte{byte(op), byte(i * 7), byte(i * 31), byte(i), 1, 2})
			if !ok {
				continue
			}
			pkg, err := n.Check(unit)
			if made++; err != nil {
				why["syntax: "+err.Error()]++
			} else if b := broken(pkg.Errors); b == "" {
				good++
			} else {
				why[fmt.Sprintf("%2d: %s", op, b)]++
			}
		}
		t.Logf("operation %2d: %3d of %3d compile", op, good, made)
		compiled, all = compiled+good, all+made
	}
	if testing.Verbose() {
		for w, n := range why {
			t.Logf("%3d %s", n, w)
		}
	}
	if compiled*100 < all*70 {
		t.Errorf("only %d of %d programs compile", compiled, all)
	}
}
