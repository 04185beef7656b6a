// Command kgo runs the proof programs of twmb/franz-go.
package main

import (
	"tracelint.test/testdata/lib/internal/kafkabroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/detached"
	detachedOK "tracelint.test/testdata/lib/kgo/detached_ok"
	"tracelint.test/testdata/lib/kgo/dropped"
	droppedOK "tracelint.test/testdata/lib/kgo/dropped_ok"
	"tracelint.test/testdata/lib/kgo/newroot"
	newrootOK "tracelint.test/testdata/lib/kgo/newroot_ok"
	"tracelint.test/testdata/lib/kgo/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/kgo/nocarrier_ok"
	"tracelint.test/testdata/lib/kgo/republish"
	republishOK "tracelint.test/testdata/lib/kgo/republish_ok"
	"tracelint.test/testdata/lib/kgo/root"
	rootOK "tracelint.test/testdata/lib/kgo/root_ok"
	"tracelint.test/testdata/lib/kgo/stale"
	staleOK "tracelint.test/testdata/lib/kgo/stale_ok"
	"tracelint.test/testdata/lib/kgo/wrongcontext"
	wrongcontextOK "tracelint.test/testdata/lib/kgo/wrongcontext_ok"
)

func main() {
	program.Main(kafkabroker.Start, map[string]program.Case{
		"detached":        detached.Run,
		"detached_ok":     detachedOK.Run,
		"dropped":         dropped.Run,
		"dropped_ok":      droppedOK.Run,
		"newroot":         newroot.Run,
		"newroot_ok":      newrootOK.Run,
		"nocarrier":       nocarrier.Run,
		"nocarrier_ok":    nocarrierOK.Run,
		"republish":       republish.Run,
		"republish_ok":    republishOK.Run,
		"root":            root.Run,
		"root_ok":         rootOK.Run,
		"stale":           stale.Run,
		"stale_ok":        staleOK.Run,
		"wrongcontext":    wrongcontext.Run,
		"wrongcontext_ok": wrongcontextOK.Run,
	})
}
