// Package followup defines an analyzer that finds events which forget the
// workflow that they belong to.
//
// # Analyzer followup
//
// followup: find events that forget their workflow
//
// A correlation id names one workflow from its first event to its last. It
// does so only if each event that follows from another takes it over:
//
//	func (s *Stock) OnOrderPlaced(ctx context.Context, placed Event) error {
//		return s.bus.Publish(ctx, Event{ID: uuid.NewString(), CorrelationID: uuid.NewString()}) // the workflow ends here
//	}
package followup

const doc = `find events that forget their workflow

While an event or request with a correlation id is handled, what is emitted
takes that id over; otherwise the workflow falls apart in two. Categories:
reset, missing, causation.`
