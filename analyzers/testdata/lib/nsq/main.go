// Command nsq runs the proof programs of NSQ.
package main

import (
	"tracelint.test/testdata/lib/internal/nsqbroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nsq/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/nsq/nocarrier_ok"
)

func main() {
	program.Main(nsqbroker.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
	})
}
