// Command sqs runs the proof programs of AWS's queues.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/queueserver"
	"tracelint.test/testdata/lib/sqs/attributes"
	attributesOK "tracelint.test/testdata/lib/sqs/attributes_ok"
	"tracelint.test/testdata/lib/sqs/batch"
	batchOK "tracelint.test/testdata/lib/sqs/batch_ok"
	"tracelint.test/testdata/lib/sqs/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/sqs/nocarrier_ok"
	"tracelint.test/testdata/lib/sqs/root"
	rootOK "tracelint.test/testdata/lib/sqs/root_ok"
)

func main() {
	program.Main(queueserver.Start, map[string]program.Case{
		"attributes":    attributes.Run,
		"attributes_ok": attributesOK.Run,
		"batch":         batch.Run,
		"batch_ok":      batchOK.Run,
		"nocarrier":     nocarrier.Run,
		"nocarrier_ok":  nocarrierOK.Run,
		"root":          root.Run,
		"root_ok":       rootOK.Run,
	})
}
