// Command confluentv1 runs the proof programs of confluent-kafka-go, in its first version.
package main

import (
	"tracelint.test/testdata/lib/confluentv1/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/confluentv1/nocarrier_ok"
	"tracelint.test/testdata/lib/confluentv1/root"
	rootOK "tracelint.test/testdata/lib/confluentv1/root_ok"
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
