// Package stompbroker starts a broker for STOMP inside the process.
package stompbroker

import (
	"net"

	"github.com/go-stomp/stomp/v3/server"
)

// Start starts a broker that keeps its queues in memory, and returns where it listens.
func Start() (addr string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	go server.Serve(l) // it does not return, not even when nobody can connect any longer
	return l.Addr().String(), func() { l.Close() }, nil
}
