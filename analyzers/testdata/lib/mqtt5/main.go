// Command mqtt5 runs the proof programs of MQTT 5.
package main

import (
	"tracelint.test/testdata/lib/internal/mqttbroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/mqtt5/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/mqtt5/nocarrier_ok"
	"tracelint.test/testdata/lib/mqtt5/root"
	rootOK "tracelint.test/testdata/lib/mqtt5/root_ok"
)

func main() {
	program.Main(mqttbroker.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
