// Command snsv1 runs the proof programs of AWS's topics, with the first version of the SDK.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/queueserver"
	"tracelint.test/testdata/lib/snsv1/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/snsv1/nocarrier_ok"
)

func main() {
	program.Main(queueserver.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
	})
}
