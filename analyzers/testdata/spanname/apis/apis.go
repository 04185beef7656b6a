// Package apis names the spans of other tracing APIs than OpenTelemetry's.
package apis

import (
	"context"

	datadogv1 "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer"

	"github.com/DataDog/dd-trace-go/v2/ddtrace/ext"
	datadog "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/aws/aws-xray-sdk-go/xray"
	"github.com/getsentry/sentry-go"
	"github.com/newrelic/go-agent/v3/newrelic"
	"github.com/opentracing/opentracing-go"
	otext "github.com/opentracing/opentracing-go/ext"
	"go.elastic.co/apm/v2"
	"go.opencensus.io/trace"
)

type order struct{ ID string }

// OpenTracing.

func openTracing(ctx context.Context, o order) {
	span := opentracing.StartSpan("process message") // want "spanname/technical"
	defer span.Finish()
	span, ctx = opentracing.StartSpanFromContext(ctx, "reserve "+o.ID) // want "spanname/cardinality: .*o.ID"
	defer span.Finish()
	span, _ = opentracing.StartSpanFromContext(ctx, "reserve-inventory")
	defer span.Finish()
	span = opentracing.GlobalTracer().StartSpan("execute", opentracing.ChildOf(span.Context())) // want "spanname/technical"
	defer span.Finish()
}

func openTracingKinds(o order) {
	opentracing.StartSpan("consume message", otext.SpanKindConsumer).Finish()
	span := opentracing.StartSpan("execute query")
	defer span.Finish()
	otext.SpanKindRPCClient.Set(span)
	span = opentracing.StartSpan("process")
	defer span.Finish()
	span.SetTag("span.kind", "server")
	span = opentracing.StartSpan("process")
	defer span.Finish()
	span.SetOperationName("reserve-inventory")
	span = opentracing.StartSpan("process") // want "spanname/technical"
	defer span.Finish()
	span.SetTag("order.id", o.ID)
	span = opentracing.StartSpan("reserve-inventory")
	defer span.Finish()
	span.SetOperationName("reserve " + o.ID) // want "spanname/cardinality"
}

// Helpers that hand on what they start: callers may say of what kind it is.

func helped(ctx context.Context, o order) {
	begin(ctx, "send message")  // want "spanname/technical: .*via apis.begin"
	begin(ctx, "reserve "+o.ID) // want "spanname/cardinality: .*via apis.begin"
	span := begin(ctx, "send message")
	defer span.Finish()
	span.SetTag("span.kind", "client")
	span = begin(ctx, "send message")
	defer span.Finish()
	span.SetOperationName("reserve-inventory")
	spanOf(ctx, "send message", otext.SpanKindProducer).Finish()
	resource(ctx, "process message", datadog.ResourceName("reserve-inventory")).Finish()
}

func begin(ctx context.Context, name string) opentracing.Span {
	span, _ := opentracing.StartSpanFromContext(ctx, name)
	return span
}

func spanOf(ctx context.Context, name string, opts ...opentracing.StartSpanOption) opentracing.Span {
	span, _ := opentracing.StartSpanFromContext(ctx, name, opts...)
	return span
}

func resource(ctx context.Context, name string, opts ...datadog.StartSpanOption) *datadog.Span {
	span, _ := datadog.StartSpanFromContext(ctx, name, opts...)
	return span
}

// Helpers that do more: what kind of span they start nobody says.

func queried(ctx context.Context, o order) {
	query(ctx, "execute query")
	query(ctx, "reserve "+o.ID) // want "spanname/cardinality: .*via apis.query"
}

func query(ctx context.Context, name string) context.Context {
	span, ctx := opentracing.StartSpanFromContext(ctx, name)
	defer span.Finish()
	span.SetTag("component", "database/sql")
	return ctx
}

// A parent that was read from a request makes it a server's span.

func serve(parent opentracing.SpanContext) {
	opentracing.StartSpan("process request", otext.RPCServerOption(parent)).Finish()
	opentracing.StartSpan("process request", opentracing.ChildOf(parent)).Finish() // want "spanname/technical"
}

// Datadog: the resource is what people read, the operation if there is none.

func datadogV2(ctx context.Context, o order) {
	span := datadog.StartSpan("process message") // want "spanname/technical"
	defer span.Finish()
	span, ctx = datadog.StartSpanFromContext(ctx, "process message", datadog.ResourceName("reserve-inventory"))
	defer span.Finish()
	span, _ = datadog.StartSpanFromContext(ctx, "inventory.reserve", datadog.ResourceName("reserve "+o.ID)) // want "spanname/cardinality"
	defer span.Finish()
	span = span.StartChild("reserve." + o.ID) // want "spanname/cardinality"
	defer span.Finish()
	span = datadog.StartSpan("process message", datadog.Tag(ext.SpanKind, ext.SpanKindConsumer))
	defer span.Finish()
	span = datadog.StartSpan("process message", datadog.Tag("order.id", o.ID)) // want "spanname/technical"
	defer span.Finish()
	span = datadog.StartSpan("process message")
	defer span.Finish()
	span.SetTag(ext.ResourceName, "reserve-inventory")
	span.SetTag(ext.ResourceName, "reserve "+o.ID) // want "spanname/cardinality"
}

func datadogV1(ctx context.Context, o order) {
	span, _ := datadogv1.StartSpanFromContext(ctx, "process message") // want "spanname/technical"
	defer span.Finish()
	span = datadogv1.StartSpan("inventory.reserve", datadogv1.ResourceName("reserve "+o.ID)) // want "spanname/cardinality"
	defer span.Finish()
	span = datadogv1.StartSpan("process message", datadogv1.ResourceName("reserve-inventory"))
	defer span.Finish()
}

// OpenCensus.

func openCensus(ctx context.Context, o order) {
	ctx, span := trace.StartSpan(ctx, "process message") // want "spanname/technical"
	defer span.End()
	ctx, span = trace.StartSpan(ctx, "reserve "+o.ID) // want "spanname/cardinality"
	defer span.End()
	_, span = trace.StartSpan(ctx, "process message", trace.WithSpanKind(trace.SpanKindServer))
	defer span.End()
}

// Elastic.

func elastic(ctx context.Context, o order) {
	tx := apm.DefaultTracer().StartTransaction("process message", "messaging") // want "spanname/technical"
	defer tx.End()
	span, _ := apm.StartSpan(ctx, "reserve "+o.ID, "app") // want "spanname/cardinality"
	defer span.End()
	tx.StartSpan("reserve-inventory", "app", nil).End()
}

// Sentry: the operation is one of a fixed set, the description is the name.

func sentrys(ctx context.Context, o order) {
	span := sentry.StartSpan(ctx, "queue.process", sentry.WithDescription("reserve "+o.ID)) // want "spanname/cardinality"
	defer span.Finish()
	span = sentry.StartSpan(ctx, "queue.process", sentry.WithDescription("reserve-inventory"))
	defer span.Finish()
	span = sentry.StartTransaction(ctx, "reserve "+o.ID) // want "spanname/cardinality"
	defer span.Finish()
}

// New Relic.

func newRelic(app *newrelic.Application, o order) {
	txn := app.StartTransaction("process message") // want "spanname/technical"
	defer txn.End()
	defer txn.StartSegment("reserve " + o.ID).End() // want "spanname/cardinality"
	defer newrelic.StartSegment(txn, "reserve-inventory").End()
}

// X-Ray.

func xrays(ctx context.Context, o order) {
	ctx, seg := xray.BeginSubsegment(ctx, "process message") // want "spanname/technical"
	defer seg.Close(nil)
	_, seg = xray.BeginSubsegment(ctx, "reserve "+o.ID) // want "spanname/cardinality"
	defer seg.Close(nil)
	xray.Capture(ctx, "reserve-inventory", func(context.Context) error { return nil })
}
