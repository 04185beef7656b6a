// Command pubsubv1 runs the proof programs of the first client of Google's Pub/Sub.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/pubsubserver"
	"tracelint.test/testdata/lib/pubsubv1/dropped"
	droppedOK "tracelint.test/testdata/lib/pubsubv1/dropped_ok"
	"tracelint.test/testdata/lib/pubsubv1/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/pubsubv1/nocarrier_ok"
	"tracelint.test/testdata/lib/pubsubv1/root"
	rootOK "tracelint.test/testdata/lib/pubsubv1/root_ok"
	"tracelint.test/testdata/lib/pubsubv1/wrongcontext"
	wrongcontextOK "tracelint.test/testdata/lib/pubsubv1/wrongcontext_ok"
)

func main() {
	program.Main(pubsubserver.Start, map[string]program.Case{
		"dropped":         dropped.Run,
		"dropped_ok":      droppedOK.Run,
		"nocarrier":       nocarrier.Run,
		"nocarrier_ok":    nocarrierOK.Run,
		"root":            root.Run,
		"root_ok":         rootOK.Run,
		"wrongcontext":    wrongcontext.Run,
		"wrongcontext_ok": wrongcontextOK.Run,
	})
}
