// Package idoverload defines an analyzer that finds one id in the place of
// several.
//
// # Analyzer idoverload
//
// idoverload: find one id in the place of several
//
// An event id names one record, a correlation id one workflow, a causation id
// the event before, a trace id one trace. Where one value plays several of
// these parts, nobody can tell later which of them was meant:
//
//	id := uuid.NewString()
//	bus.Publish(ctx, Event{ID: id, TraceID: id}) // looking for the trace finds one event
package idoverload

const doc = `find one id in the place of several

One value that is event id, correlation id, causation id, trace id or span id
at once cannot be searched for: nobody can tell which was meant. And a trace id
that was made up leads to no trace. Categories: shared, minted-trace.`
