// Command mqtt runs the proof programs of MQTT 3.
package main

import (
	"tracelint.test/testdata/lib/internal/mqttbroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/mqtt/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/mqtt/nocarrier_ok"
)

func main() {
	program.Main(mqttbroker.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
	})
}
