// Package pubsubserver starts Google's Pub/Sub inside the process.
package pubsubserver

import (
	"errors"
	"os"

	"cloud.google.com/go/pubsub/v2/pstest"
)

// Start starts a server, which clients that are made from now on find by
// themselves, as they find the emulator.
func Start() (address string, stop func(), err error) {
	srv := pstest.NewServer()
	if err := os.Setenv("PUBSUB_EMULATOR_HOST", srv.Addr); err != nil {
		return "", nil, errors.Join(err, srv.Close())
	}
	return srv.Addr, func() { _ = srv.Close() }, nil
}
