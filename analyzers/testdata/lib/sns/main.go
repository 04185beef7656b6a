// Command sns runs the proof programs of AWS's topics.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/queueserver"
	"tracelint.test/testdata/lib/sns/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/sns/nocarrier_ok"
)

func main() {
	program.Main(queueserver.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
	})
}
