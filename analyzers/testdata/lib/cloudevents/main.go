// Command cloudevents runs the proof programs of CloudEvents, over a protocol
// inside the process.
package main

import (
	"tracelint.test/testdata/lib/cloudevents/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/cloudevents/nocarrier_ok"
	"tracelint.test/testdata/lib/cloudevents/root"
	rootOK "tracelint.test/testdata/lib/cloudevents/root_ok"
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
