// Command river runs the proof programs of River, whose jobs are rows of PostgreSQL.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/river/batch"
	batchOK "tracelint.test/testdata/lib/river/batch_ok"
	"tracelint.test/testdata/lib/river/dropped"
	droppedOK "tracelint.test/testdata/lib/river/dropped_ok"
	"tracelint.test/testdata/lib/river/instrumented"
	instrumentedOK "tracelint.test/testdata/lib/river/instrumented_ok"
	"tracelint.test/testdata/lib/river/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/river/nocarrier_ok"
	"tracelint.test/testdata/lib/river/root"
	rootOK "tracelint.test/testdata/lib/river/root_ok"
)

func main() {
	program.Main(program.Given, map[string]program.Case{
		"batch":           batch.Run,
		"batch_ok":        batchOK.Run,
		"dropped":         dropped.Run,
		"dropped_ok":      droppedOK.Run,
		"instrumented":    instrumented.Run,
		"instrumented_ok": instrumentedOK.Run,
		"nocarrier":       nocarrier.Run,
		"nocarrier_ok":    nocarrierOK.Run,
		"root":            root.Run,
		"root_ok":         rootOK.Run,
	})
}
