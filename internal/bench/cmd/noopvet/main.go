// Noopvet is a tool for go vet -vettool that does nothing: the floor that
// tracelint's cost is measured against.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/tracelint/tracelint/internal/bench/noop"
)

func main() { unitchecker.Main(noop.Analyzer) }
