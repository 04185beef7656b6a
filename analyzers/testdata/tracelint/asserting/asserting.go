// Package asserting says of its functions what cannot be seen: how the company's
// own broker works.
package asserting

import (
	"context"
	"net"
)

// Event is what is handed off.
type Event struct{ Amount, Total int }

// Bus is somebody's.
type Bus interface {
	// Announce takes the trace of ctx along.
	//
	//tracelint:publish
	Announce(ctx context.Context, topic string, e Event) error

	// Post hands off what it is given and nothing else.
	//
	//tracelint:publish msg=e
	Post(e *Letter, retries int) error
}

// Letter has room for a trace.
type Letter struct {
	Headers map[string]string
	Body    []byte
}

// Send writes to the wire; the trace of ctx goes with the preamble.
//
//tracelint:publish msg=data carries=ctx
func Send(ctx context.Context, c net.Conn, data []byte) error {
	_, err := c.Write(data)
	return err
}

// Fill writes the trace of ctx into headers.
//
//tracelint:carrier into=headers
func Fill(ctx context.Context, headers map[string]string) { fill(headers) }

var fill func(map[string]string)

// Headers returns the trace of ctx.
//
//tracelint:carrier
func Headers(ctx context.Context) map[string]string { return nil }

// Outlive is ctx without its end.
//
//tracelint:detach
func Outlive(ctx context.Context) context.Context { return outlive(ctx) }

var outlive func(context.Context) context.Context
