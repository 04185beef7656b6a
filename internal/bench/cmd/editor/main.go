// Editor prints how long somebody waits in an editor whose gopls has tracelint
// in it, next to one whose gopls has not.
//
//	go run ./internal/bench/cmd/editor [-version gopls] [-n sessions] [-keys n] [file folder]
//
// The default is a file of examples/orders. Both servers are compiled first,
// in the same way.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tracelint/tracelint/internal/bench"
)

func main() {
	version := flag.String("version", "", "`version` of gopls (default the newest tested)")
	n := flag.Int("n", 5, "sessions with each server")
	keys := flag.Int("keys", 5, "keystrokes in each session")
	flag.Parse()
	if err := run(*version, *n, *keys, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "editor:", err)
		os.Exit(1)
	}
}

func run(version string, n, keys int, args []string) error {
	module, err := bench.ModuleRoot()
	if err != nil {
		return err
	}
	folder := filepath.Join(module, "examples", "orders")
	file := filepath.Join(folder, "internal", "orders", "orders.go")
	switch len(args) {
	case 0:
	case 2:
		if file, err = filepath.Abs(args[0]); err == nil {
			folder, err = filepath.Abs(args[1])
		}
		if err != nil {
			return err
		}
	default:
		return fmt.Errorf("want a file and the folder of the workspace that it is in, or nothing")
	}
	scratch, err := os.MkdirTemp("", "tracelint-editor")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	return bench.Editor(os.Stdout, bench.EditorSetup{Module: module, Scratch: scratch, File: file, Folder: folder, Version: version, Pairs: n, Keys: keys})
}
