// Command opentracing runs the proof programs that OpenTracing traces.
package main

import (
	"tracelint.test/testdata/lib/internal/natsbroker"
	"tracelint.test/testdata/lib/internal/openspans"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/opentracing/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/opentracing/nocarrier_ok"
	"tracelint.test/testdata/lib/opentracing/root"
	rootOK "tracelint.test/testdata/lib/opentracing/root_ok"
)

func main() {
	program.Main(openspans.Traced(natsbroker.Start), map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
