// Command stomp runs the proof programs of STOMP.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/stompbroker"
	"tracelint.test/testdata/lib/stomp/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/stomp/nocarrier_ok"
	"tracelint.test/testdata/lib/stomp/root"
	rootOK "tracelint.test/testdata/lib/stomp/root_ok"
)

func main() {
	program.Main(stompbroker.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
