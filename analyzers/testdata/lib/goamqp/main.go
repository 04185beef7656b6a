// Command goamqp runs the proof programs of go-amqp, which speaks AMQP 1.0, with
// RabbitMQ.
package main

import (
	"tracelint.test/testdata/lib/goamqp/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/goamqp/nocarrier_ok"
	"tracelint.test/testdata/lib/goamqp/root"
	rootOK "tracelint.test/testdata/lib/goamqp/root_ok"
	"tracelint.test/testdata/lib/internal/program"
)

func main() {
	program.Main(program.Given, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
