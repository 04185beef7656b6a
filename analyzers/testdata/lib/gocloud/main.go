// Command gocloud runs the proof programs of gocloud's portable queues.
package main

import (
	"tracelint.test/testdata/lib/gocloud/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/gocloud/nocarrier_ok"
	"tracelint.test/testdata/lib/gocloud/root"
	rootOK "tracelint.test/testdata/lib/gocloud/root_ok"
	"tracelint.test/testdata/lib/internal/program"
)

func main() {
	program.Main(program.InProcess, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
