// Bench prints what tracelint costs, next to tools that do nothing.
//
//	go run ./internal/bench/cmd/bench [-dir module] [-n pairs] [packages]
//
// The module should import what event-driven programs import; the default is
// analyzers/testdata. Each figure is the median of n alternating pairs. It
// uses the build cache as it finds it: dependencies are compiled first, so
// that "cold" means that no vet tool has results cached.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tracelint/tracelint/internal/bench"
)

func main() {
	bench.StandIn()
	bench.LoadOnly()
	dir := flag.String("dir", "", "`directory` of the module to analyse (default analyzers/testdata)")
	n := flag.Int("n", 5, "pairs of runs")
	flag.Parse()
	if err := run(*dir, *n, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(dir string, n int, patterns []string) error {
	module, err := bench.ModuleRoot()
	if err != nil {
		return err
	}
	if dir == "" {
		dir = filepath.Join(module, "analyzers", "testdata")
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	tmp, err := os.MkdirTemp("", "tracelint-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	return bench.Compare(os.Stdout, bench.Setup{Module: module, Scratch: tmp, Dir: dir, Patterns: patterns, Pairs: n})
}
