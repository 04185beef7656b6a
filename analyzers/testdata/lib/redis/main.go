// Command redis runs the proof programs of go-redis.
package main

import (
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/redisserver"
	"tracelint.test/testdata/lib/redis/channel"
	channelOK "tracelint.test/testdata/lib/redis/channel_ok"
	"tracelint.test/testdata/lib/redis/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/redis/nocarrier_ok"
	"tracelint.test/testdata/lib/redis/root"
	rootOK "tracelint.test/testdata/lib/redis/root_ok"
)

func main() {
	program.Main(redisserver.Start, map[string]program.Case{
		"channel":      channel.Run,
		"channel_ok":   channelOK.Run,
		"nocarrier":    nocarrier.Run,
		"nocarrier_ok": nocarrierOK.Run,
		"root":         root.Run,
		"root_ok":      rootOK.Run,
	})
}
