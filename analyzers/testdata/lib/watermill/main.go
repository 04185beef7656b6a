// Command watermill runs the proof programs of watermill, on its GoChannel.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/watermill/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/watermill/nocarrier_ok"
	"tracelint.test/testdata/lib/watermill/republish"
	republishOK "tracelint.test/testdata/lib/watermill/republish_ok"
	"tracelint.test/testdata/lib/watermill/root"
	rootOK "tracelint.test/testdata/lib/watermill/root_ok"
	"tracelint.test/testdata/lib/watermill/stale"
	staleOK "tracelint.test/testdata/lib/watermill/stale_ok"
	"tracelint.test/testdata/lib/watermill/wrongcontext"
	wrongcontextOK "tracelint.test/testdata/lib/watermill/wrongcontext_ok"
)

func main() {
	program.Main(program.InProcess, map[string]program.Case{
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
