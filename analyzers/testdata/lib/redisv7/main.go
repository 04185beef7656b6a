// Command redisv7 runs the proof programs of go-redis, in its version 7.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/redisserver"
	"tracelint.test/testdata/lib/redisv7/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/redisv7/nocarrier_ok"
	"tracelint.test/testdata/lib/redisv7/root"
	rootOK "tracelint.test/testdata/lib/redisv7/root_ok"
)

func main() {
	program.Main(redisserver.Start, map[string]program.Case{
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
