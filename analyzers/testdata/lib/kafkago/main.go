// Command kafkago runs the proof programs of segmentio/kafka-go.
package main

import (
	"tracelint.test/testdata/lib/internal/kafkabroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/discarded"
	discardedOK "tracelint.test/testdata/lib/kafkago/discarded_ok"
	"tracelint.test/testdata/lib/kafkago/dropped"
	droppedOK "tracelint.test/testdata/lib/kafkago/dropped_ok"
	"tracelint.test/testdata/lib/kafkago/leaked"
	leakedOK "tracelint.test/testdata/lib/kafkago/leaked_ok"
	"tracelint.test/testdata/lib/kafkago/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/kafkago/nocarrier_ok"
	"tracelint.test/testdata/lib/kafkago/noextract"
	noextractOK "tracelint.test/testdata/lib/kafkago/noextract_ok"
	"tracelint.test/testdata/lib/kafkago/republish"
	republishOK "tracelint.test/testdata/lib/kafkago/republish_ok"
	"tracelint.test/testdata/lib/kafkago/root"
	rootOK "tracelint.test/testdata/lib/kafkago/root_ok"
	"tracelint.test/testdata/lib/kafkago/shared"
	sharedOK "tracelint.test/testdata/lib/kafkago/shared_ok"
	"tracelint.test/testdata/lib/kafkago/stale"
	staleOK "tracelint.test/testdata/lib/kafkago/stale_ok"
)

func main() {
	program.Main(kafkabroker.Start, map[string]program.Case{
		"discarded":    discarded.Run,
		"discarded_ok": discardedOK.Run,
		"dropped":      dropped.Run,
		"dropped_ok":   droppedOK.Run,
		"leaked":       leaked.Run,
		"leaked_ok":    leakedOK.Run,
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"noextract":    noextract.Run,
		"noextract_ok": noextractOK.Run,
		"republish":    republish.Run,
		"republish_ok": republishOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
		"shared":       shared.Run,
		"shared_ok":    sharedOK.Run,
		"stale":        stale.Run,
		"stale_ok":     staleOK.Run,
	})
}
