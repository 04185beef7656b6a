// Package natsbroker starts a NATS server with JetStream inside the process.
package natsbroker

import (
	"errors"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Start starts a server that keeps its streams in a temporary directory.
func Start() (url string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "natsbroker")
	if err != nil {
		return "", nil, err
	}
	remove := func() { os.RemoveAll(dir) }
	srv, err := server.NewServer(&server.Options{
		Host:      "127.0.0.1",
		Port:      server.RANDOM_PORT,
		JetStream: true,
		StoreDir:  dir,
		NoLog:     true,
		NoSigs:    true,
	})
	if err != nil {
		remove()
		return "", nil, err
	}
	stop = func() {
		srv.Shutdown()
		srv.WaitForShutdown()
		remove()
	}
	srv.Start()
	if !srv.ReadyForConnections(5 * time.Second) {
		stop()
		return "", nil, errors.New("the NATS server does not accept connections")
	}
	return srv.ClientURL(), stop, nil
}
