// Package cloudevents sends CloudEvents, which carry their extensions; the
// context crosses over HTTP only, with an instrumented transport.
package cloudevents

import (
	"context"
	"net/http"

	observed "github.com/cloudevents/sdk-go/observability/opentelemetry/v2/client"
	observedhttp "github.com/cloudevents/sdk-go/observability/opentelemetry/v2/http"
	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/extensions"
	"github.com/cloudevents/sdk-go/v2/protocol/gochan"
	cehttp "github.com/cloudevents/sdk-go/v2/protocol/http"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
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

// The SDK's observability reads the context over HTTP and no other protocol.

func observedHTTP(ctx context.Context, id string) error {
	client, err := observed.NewClientHTTP(nil, nil)
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(ctx, event)
}

func observedDropped(ctx context.Context, id string) error {
	client, err := observed.NewClientHTTP(nil, nil)
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(context.Background(), event) // want "publishctx/dropped"
}

func observedProtocol(ctx context.Context, id string) error {
	protocol, err := observedhttp.NewObservedHTTP()
	if err != nil {
		return err
	}
	client, err := cloudevents.NewClient(protocol)
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(ctx, event)
}

func observedElsewhere(ctx context.Context, id string) error {
	client, err := cloudevents.NewClient(gochan.New(), client.WithObservabilityService(observed.NewOTelObservabilityService()))
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(ctx, event) // want "publishctx/no-carrier"
}

func injectedElsewhere(ctx context.Context, id string) error {
	client, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	observed.InjectDistributedTracingExtension(ctx, event)
	return client.Send(ctx, event)
}

func carried(ctx context.Context, id string) error {
	client, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	carrier := observed.NewCloudEventCarrier()
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	carrier.Extension.AddTracingAttributes(&event)
	return client.Send(ctx, event)
}

// What arrives is sent on in an event of its own, without or with what says
// where it came from.

func relays(ctx context.Context) error {
	receiver, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	sink, err := cloudevents.NewClientHTTP(cloudevents.WithTarget("http://localhost:8080/"))
	if err != nil {
		return err
	}
	return receiver.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) {
		relay(ctx, event, sink)
	})
}

func relay(ctx context.Context, event cloudevents.Event, sink cloudevents.Client) {
	out := cloudevents.NewEvent()
	out.SetType(event.Type())
	out.SetSource("relay")
	out.SetID(event.ID())
	if err := out.SetData(cloudevents.ApplicationJSON, event.Data()); err != nil {
		return
	}
	sink.Send(ctx, out) // want "publishctx/republish"
}

func relaysGood(ctx context.Context) error {
	receiver, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	sink, err := cloudevents.NewClientHTTP(cloudevents.WithTarget("http://localhost:8080/"))
	if err != nil {
		return err
	}
	return receiver.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) {
		relayGood(ctx, event, sink)
	})
}

func relayGood(ctx context.Context, event cloudevents.Event, sink cloudevents.Client) {
	out := cloudevents.NewEvent()
	out.SetType(event.Type())
	out.SetSource("relay")
	for name, value := range event.Extensions() {
		out.SetExtension(name, value)
	}
	if err := out.SetData(cloudevents.ApplicationJSON, event.Data()); err != nil {
		return
	}
	sink.Send(ctx, out)
}

// A transport that injects gives each request the trace of its context.

func transported(ctx context.Context, id string) error {
	protocol, err := cloudevents.NewHTTP(cehttp.WithRoundTripper(otelhttp.NewTransport(http.DefaultTransport)))
	if err != nil {
		return err
	}
	client, err := cloudevents.NewClient(protocol)
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(ctx, event)
}

func transportedPlainly(ctx context.Context, id string) error {
	protocol, err := cloudevents.NewHTTP(cehttp.WithRoundTripper(&http.Transport{}))
	if err != nil {
		return err
	}
	client, err := cloudevents.NewClient(protocol)
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	return client.Send(ctx, event) // want "publishctx/no-carrier"
}
