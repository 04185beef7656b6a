// Command confluent runs the proof programs of confluent-kafka-go.
package main

import (
	"tracelint.test/testdata/lib/confluent/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/confluent/nocarrier_ok"
	"tracelint.test/testdata/lib/confluent/root"
	rootOK "tracelint.test/testdata/lib/confluent/root_ok"
	"tracelint.test/testdata/lib/internal/kafkabroker"
	"tracelint.test/testdata/lib/internal/program"
)

func main() {
	program.Main(kafkabroker.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
