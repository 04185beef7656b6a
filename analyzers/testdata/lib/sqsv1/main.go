// Command sqsv1 runs the proof programs of AWS's queues, with the first version of the SDK.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/queueserver"
	"tracelint.test/testdata/lib/sqsv1/attributes"
	attributesOK "tracelint.test/testdata/lib/sqsv1/attributes_ok"
	"tracelint.test/testdata/lib/sqsv1/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/sqsv1/nocarrier_ok"
	"tracelint.test/testdata/lib/sqsv1/root"
	rootOK "tracelint.test/testdata/lib/sqsv1/root_ok"
)

func main() {
	program.Main(queueserver.Start, map[string]program.Case{
		"attributes":    attributes.Run,
		"attributes_ok": attributesOK.Run,
		"nocarrier":     nocarrier.Run,
		"nocarrier_ok":  nocarrierOK.Run,
		"root":          root.Run,
		"root_ok":       rootOK.Run,
	})
}
