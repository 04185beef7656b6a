// Package propagator defines an analyzer that finds programs in which nothing
// is ever propagated, though their code injects and extracts.
//
// # Analyzer propagator
//
// propagator: find programs that inject and never set a propagator
//
// OpenTelemetry's process-wide propagator does nothing until it is set, and
// does not say so. The analyzer looks at package main, where everything that a
// program imports comes together:
//
//	func main() { // nothing below calls otel.SetTextMapPropagator
//		otel.SetTracerProvider(sdktrace.NewTracerProvider(...))
//		shop.Run() // injects through otel.GetTextMapPropagator()
//	}
package propagator

const doc = `find programs that inject and never set a propagator

OpenTelemetry's process-wide propagator does nothing until it is set, and does
not say so. Categories: unset, no-baggage.`
