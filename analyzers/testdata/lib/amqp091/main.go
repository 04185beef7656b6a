// Command amqp091 runs the proof programs of RabbitMQ's client for AMQP 0.9.1.
package main

import (
	"tracelint.test/testdata/lib/amqp091/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/amqp091/nocarrier_ok"
	"tracelint.test/testdata/lib/amqp091/republish"
	republishOK "tracelint.test/testdata/lib/amqp091/republish_ok"
	"tracelint.test/testdata/lib/amqp091/root"
	rootOK "tracelint.test/testdata/lib/amqp091/root_ok"
	"tracelint.test/testdata/lib/internal/program"
)

func main() {
	program.Main(program.Given, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"republish":    republish.Run,
		"republish_ok": republishOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
