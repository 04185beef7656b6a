// Tracelint finds the places where event-driven Go code breaks its traces.
// It is a command of its own and a tool for go vet -vettool.
package main

import (
	"os"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/cli"
)

func main() {
	os.Exit(cli.Dispatch(os.Args[1:], os.Stdout, os.Stderr, analyzers.New))
}
