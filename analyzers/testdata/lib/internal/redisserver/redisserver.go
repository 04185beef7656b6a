// Package redisserver starts a Redis server inside the process.
package redisserver

import "github.com/alicebob/miniredis/v2"

// Start starts a server without data.
func Start() (address string, stop func(), err error) {
	srv, err := miniredis.Run()
	if err != nil {
		return "", nil, err
	}
	return srv.Addr(), srv.Close, nil
}
