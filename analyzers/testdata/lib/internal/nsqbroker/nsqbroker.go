// Package nsqbroker starts an nsqd inside the process.
package nsqbroker

import (
	"io"
	"log"
	"os"

	"github.com/nsqio/nsq/nsqd"
)

// Start starts an nsqd that keeps what it must in a directory of its own, and
// returns where it listens.
func Start() (addr string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "nsqd")
	if err != nil {
		return "", nil, err
	}
	opts := nsqd.NewOptions()
	opts.TCPAddress, opts.HTTPAddress, opts.HTTPSAddress = "127.0.0.1:0", "", ""
	opts.BroadcastAddress = "127.0.0.1"
	opts.DataPath = dir
	opts.Logger = log.New(io.Discard, "", 0)
	srv, err := nsqd.New(opts)
	if err != nil {
		os.RemoveAll(dir)
		return "", nil, err
	}
	done := make(chan error, 1)
	go func() { done <- srv.Main() }()
	return srv.RealTCPAddr().String(), func() {
		srv.Exit()
		<-done
		os.RemoveAll(dir)
	}, nil
}
