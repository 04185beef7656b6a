// Command jetstream runs the proof programs of NATS JetStream.
package main

import (
	"tracelint.test/testdata/lib/internal/natsbroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/jetstream/attempts"
	attemptsOK "tracelint.test/testdata/lib/jetstream/attempts_ok"
	"tracelint.test/testdata/lib/jetstream/batch"
	batchOK "tracelint.test/testdata/lib/jetstream/batch_ok"
	"tracelint.test/testdata/lib/jetstream/detached"
	detachedOK "tracelint.test/testdata/lib/jetstream/detached_ok"
	"tracelint.test/testdata/lib/jetstream/firstparent"
	firstparentOK "tracelint.test/testdata/lib/jetstream/firstparent_ok"
	"tracelint.test/testdata/lib/jetstream/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/jetstream/nocarrier_ok"
	"tracelint.test/testdata/lib/jetstream/republish"
	republishOK "tracelint.test/testdata/lib/jetstream/republish_ok"
	"tracelint.test/testdata/lib/jetstream/root"
	rootOK "tracelint.test/testdata/lib/jetstream/root_ok"
)

func main() {
	program.Main(natsbroker.Start, map[string]program.Case{
		"attempts":       attempts.Run,
		"attempts_ok":    attemptsOK.Run,
		"batch":          batch.Run,
		"batch_ok":       batchOK.Run,
		"detached":       detached.Run,
		"detached_ok":    detachedOK.Run,
		"firstparent":    firstparent.Run,
		"firstparent_ok": firstparentOK.Run,
		"nocarrier":      nocarrier.Run,
		"nocarrier_ok":   nocarrierOK.Run,
		"republish":      republish.Run,
		"republish_ok":   republishOK.Run,
		"root":           root.Run,
		"root_ok":        rootOK.Run,
	})
}
