// Package spanname defines an analyzer that finds spans whose names are of no
// use to an operator.
//
// # Analyzer spanname
//
// spanname: find span names that an operator cannot use
//
// A span's name is what a trace is read by, and what spans are searched and
// counted by. The analyzer finds names that say only which machinery ran, names
// that are different each time, and the names of consumers' and producers' spans
// that leave out the destination:
//
//	ctx, span := tracer.Start(ctx, "process message")     // of which step?
//	ctx, span := tracer.Start(ctx, "reserve "+order.ID)   // one name for each order
package spanname

const doc = `find span names that an operator cannot use

A name that says only which machinery ran, or that is another one each time,
tells steps apart no better than no name. Categories: technical, cardinality,
bare-verb, style.`
