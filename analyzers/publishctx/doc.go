// Package publishctx defines an analyzer that finds events handed off without
// their trace context.
//
// # Analyzer publishctx
//
// publishctx: find events handed off without their trace context
//
// An event that is published without the creation context of the work that
// caused it cannot be joined to that work: its consumers start traces of their
// own. The analyzer follows contexts, messages and clients from where a cause
// is in scope (a context, a request, an incoming message, a span) to the call
// that hands the event off, through helpers, wrappers and packages, and
// reports the calls at which nothing of the cause is left:
//
//	func (s *Service) Place(ctx context.Context, o Order) error {
//		return s.nc.Publish("orders.placed", encode(o)) // nothing of ctx travels along
//	}
package publishctx

const doc = `find events handed off without their trace context

An event that is published without the creation context of the work that
caused it cannot be joined to that work: its consumers start traces of their
own. Categories: no-carrier, dropped, new-root, stale, republish, detached.`
