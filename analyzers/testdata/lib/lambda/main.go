// Command lambda runs the proof programs of AWS's functions.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/queueserver"
	"tracelint.test/testdata/lib/lambda/root"
	rootOK "tracelint.test/testdata/lib/lambda/root_ok"
)

func main() {
	program.Main(queueserver.Start, map[string]program.Case{
		"root":    root.Run,
		"root_ok": rootOK.Run,
	})
}
