// Package opencensus sends CloudEvents with clients that OpenCensus observes:
// over HTTP the trace rides in the request, elsewhere it does not.
package opencensus

import (
	"context"

	"github.com/cloudevents/sdk-go/observability/opencensus/v2/client"
	"github.com/cloudevents/sdk-go/observability/opencensus/v2/http"
	cloudevents "github.com/cloudevents/sdk-go/v2"
	cloudclient "github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/protocol/gochan"
	"go.opencensus.io/trace"
)

func placed(id string) cloudevents.Event {
	event := cloudevents.NewEvent()
	event.SetID(id)
	event.SetType("order.placed")
	return event
}

func observed(ctx context.Context, id string) error {
	c, err := client.NewClientHTTP(nil, nil)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.Send(context.Background(), placed(id)) // want "publishctx/dropped"
}

func observedGood(ctx context.Context, id string) error {
	c, err := client.NewClientHTTP(nil, nil)
	if err != nil {
		return err
	}
	return c.Send(ctx, placed(id))
}

func transportGood(ctx context.Context, id string) error {
	protocol, err := http.NewObservedHTTP(cloudevents.WithTarget("http://localhost:8080/"))
	if err != nil {
		return err
	}
	c, err := cloudevents.NewClient(protocol)
	if err != nil {
		return err
	}
	return c.Send(ctx, placed(id))
}

func elsewhere(ctx context.Context, id string) error {
	ctx, span := trace.StartSpan(ctx, "place-order")
	defer span.End()
	c, err := cloudevents.NewClient(gochan.New(), cloudclient.WithObservabilityService(client.New()))
	if err != nil {
		return err
	}
	return c.Send(ctx, placed(id)) // want "publishctx/no-carrier"
}

func elsewhereGood(ctx context.Context, id string) error {
	ctx, span := trace.StartSpan(ctx, "place-order")
	defer span.End()
	c, err := cloudevents.NewClient(gochan.New(), cloudclient.WithObservabilityService(client.New()))
	if err != nil {
		return err
	}
	event := placed(id)
	event.SetExtension("traceparent", span.SpanContext().TraceID.String())
	return c.Send(ctx, event)
}
