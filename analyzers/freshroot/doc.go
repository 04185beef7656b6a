// Package freshroot defines an analyzer that finds consumers which cut the
// trace of the events they handle.
//
// # Analyzer freshroot
//
// freshroot: find consumers that cut the trace
//
// A consumer continues the trace of an event, or links to it, only if it takes
// the creation context out of the message. The analyzer finds handlers and
// receive loops whose spans and work have nothing of the message in their
// context:
//
//	nc.Subscribe("orders.placed", func(m *nats.Msg) {
//		ctx, span := tracer.Start(context.Background(), "reserve-stock") // a root without a link
//		...
//	})
package freshroot

const doc = `find consumers that cut the trace

A consumer continues the trace of an event, or links to it, only if it takes
the creation context out of the message. Categories: root, no-extract,
discarded, leaked, wrong-context, attributes.`
