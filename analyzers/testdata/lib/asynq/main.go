// Command asynq runs the proof programs of asynq.
package main

import (
	"tracelint.test/testdata/lib/asynq/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/asynq/nocarrier_ok"
	"tracelint.test/testdata/lib/asynq/root"
	rootOK "tracelint.test/testdata/lib/asynq/root_ok"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/redisserver"
)

func main() {
	program.Main(redisserver.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
