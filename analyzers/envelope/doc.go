// Package envelope defines an analyzer that finds events and consumers' spans
// without the fields that a team has agreed on.
//
// # Analyzer envelope
//
// envelope: find events and spans without required fields
//
// An event can be found by its id, a workflow by its correlation id, a trace
// by its trace id: only if whoever publishes the event filled them in, and
// whoever consumes it put them on the span. Which fields are required stands
// in the configuration; without it the analyzer finds nothing:
//
//	data, err := json.Marshal(OrderPlaced{EventID: uuid.NewString(), Order: o}) // CorrelationID stays empty
//	...
//	return nc.PublishMsg(&nats.Msg{Subject: "orders.placed", Data: data, Header: h})
package envelope

const doc = `find events and spans without required fields

An event can be found by its ids only if whoever publishes it filled them in,
and whoever consumes it put them on the span. Active if the configuration
requires fields. Categories: missing-field, undeclared, span-field.`
