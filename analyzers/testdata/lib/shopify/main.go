// Command shopify runs the proof programs of Shopify/sarama.
package main

import (
	"tracelint.test/testdata/lib/internal/kafkabroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/shopify/instrumented"
	instrumentedOK "tracelint.test/testdata/lib/shopify/instrumented_ok"
	"tracelint.test/testdata/lib/shopify/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/shopify/nocarrier_ok"
	"tracelint.test/testdata/lib/shopify/root"
	rootOK "tracelint.test/testdata/lib/shopify/root_ok"
)

func main() {
	program.Main(kafkabroker.Start, map[string]program.Case{
		"instrumented":    instrumented.Run,
		"instrumented_ok": instrumentedOK.Run,
		"nocarrier":       nocarrier.Run,
		"nocarrier_ok":    nocarrierOK.Run,
		"root":            root.Run,
		"root_ok":         rootOK.Run,
	})
}
