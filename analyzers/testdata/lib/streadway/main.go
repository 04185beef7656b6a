// Command streadway runs the proof programs of streadway/amqp, as the client for
// AMQP 0.9.1 was called before RabbitMQ took it over.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/streadway/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/streadway/nocarrier_ok"
	"tracelint.test/testdata/lib/streadway/root"
	rootOK "tracelint.test/testdata/lib/streadway/root_ok"
)

func main() {
	program.Main(program.Given, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
