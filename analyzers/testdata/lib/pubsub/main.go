// Command pubsub runs the proof programs of Google's Pub/Sub.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/pubsubserver"
	"tracelint.test/testdata/lib/pubsub/dropped"
	droppedOK "tracelint.test/testdata/lib/pubsub/dropped_ok"
	"tracelint.test/testdata/lib/pubsub/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/pubsub/nocarrier_ok"
	"tracelint.test/testdata/lib/pubsub/root"
	rootOK "tracelint.test/testdata/lib/pubsub/root_ok"
	"tracelint.test/testdata/lib/pubsub/wrongcontext"
	wrongcontextOK "tracelint.test/testdata/lib/pubsub/wrongcontext_ok"
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
