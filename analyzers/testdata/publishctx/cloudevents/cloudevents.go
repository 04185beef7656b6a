// Package cloudevents sends CloudEvents, which carry their extensions; the
// context crosses over HTTP only, with an instrumented transport.
package cloudevents

import (
	"context"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/extensions"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

func bare(ctx context.Context, id string) error {
	client, err := cloudevents.NewClientHTTP(cloudevents.WithTarget("http://localhost:8080/"))
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetType("order.placed")
	event.SetSource("shop")
	if err := event.SetData(cloudevents.ApplicationJSON, []byte(id)); err != nil {
		return err
	}
	return client.Send(ctx, event) // want "publishctx/no-carrier"
}

func extended(ctx context.Context, id string) error {
	client, err := cloudevents.NewClientHTTP(cloudevents.WithTarget("http://localhost:8080/"))
	if err != nil {
		return err
	}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	event := cloudevents.NewEvent()
	event.SetType("order.placed")
	event.SetExtension("traceparent", carrier["traceparent"])
	if err := event.SetData(cloudevents.ApplicationJSON, []byte(id)); err != nil {
		return err
	}
	return client.Send(ctx, event)
}

func distributed(ctx context.Context, id string) error {
	client, err := cloudevents.NewClientHTTP()
	if err != nil {
		return err
	}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	event := cloudevents.NewEvent()
	event.SetID(id)
	extensions.DistributedTracingExtension{TraceParent: carrier["traceparent"]}.AddTracingAttributes(&event)
	return client.Send(ctx, event)
}

// Of a client that comes from elsewhere nobody knows whether its transport is
// instrumented.

func given(ctx context.Context, client cloudevents.Client, id string) error {
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(ctx, event)
}

func givenDropped(ctx context.Context, client cloudevents.Client, id string) error {
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(context.Background(), event) // want "publishctx/dropped"
}
