// Command rabbitstream runs the proof programs of RabbitMQ's streams.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/rabbitstream/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/rabbitstream/nocarrier_ok"
	"tracelint.test/testdata/lib/rabbitstream/root"
	rootOK "tracelint.test/testdata/lib/rabbitstream/root_ok"
)

func main() {
	program.Main(program.Given, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
