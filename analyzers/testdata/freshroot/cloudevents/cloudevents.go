// Package cloudevents receives CloudEvents with a function that the client
// looks at when it runs.
package cloudevents

import (
	"context"
	"net/http"
	"time"

	observed "github.com/cloudevents/sdk-go/observability/opentelemetry/v2/client"
	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/binding"
	"github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/extensions"
	"github.com/cloudevents/sdk-go/v2/protocol/gochan"
	cehttp "github.com/cloudevents/sdk-go/v2/protocol/http"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/cloudevents")

func serve(ctx context.Context, client cloudevents.Client) error {
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/root"
		defer span.End()
		return nil
	})
}

// Over HTTP the context is the request's.

func serveRequest(ctx context.Context, client cloudevents.Client) error {
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		return nil
	})
}

func serveExtended(ctx context.Context, client cloudevents.Client) error {
	return client.StartReceiver(ctx, func(event cloudevents.Event) error {
		carrier := propagation.MapCarrier{}
		if ext, ok := extensions.GetDistributedTracingExtension(event); ok {
			carrier["traceparent"] = ext.TraceParent
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(context.Background(), carrier), "ship-order")
		defer span.End()
		return nil
	})
}

// Other protocols hand over the context of StartReceiver.

func serveQueue(ctx context.Context) error {
	client, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		defer span.End()
		return nil
	})
}

func serveQueueExtended(ctx context.Context) error {
	client, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(observed.ExtractDistributedTracingExtension(ctx, event), "ship-order")
		defer span.End()
		return nil
	})
}

func serveQueueDecorated(ctx context.Context, decorate func(context.Context, binding.Message) context.Context) error {
	client, err := cloudevents.NewClient(gochan.New(), client.WithInboundContextDecorator(decorate))
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		return nil
	})
}

func serveHTTP(ctx context.Context) error {
	client, err := cloudevents.NewClientHTTP(cloudevents.WithPort(8080))
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		return nil
	})
}

func serveHTTPProtocol(ctx context.Context) error {
	p, err := cloudevents.NewHTTP(cloudevents.WithPort(8080))
	if err != nil {
		return err
	}
	client, err := cloudevents.NewClient(p, cloudevents.WithTimeNow())
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		return nil
	})
}

// With the SDK's observability.

func serveExtracted(ctx context.Context, client cloudevents.Client) error {
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(observed.ExtractDistributedTracingExtension(context.Background(), event), "ship-order")
		defer span.End()
		return nil
	})
}

func serveCarried(ctx context.Context, client cloudevents.Client) error {
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		carrier := observed.NewCloudEventCarrierWithEvent(ctx, event)
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(context.Background(), carrier), "ship-order")
		defer span.End()
		return nil
	})
}

func serveObserved(ctx context.Context) error {
	client, err := observed.NewClientHTTP(nil, nil)
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		return nil
	})
}

func serveObservedBackground(ctx context.Context) error {
	client, err := observed.NewClientHTTP(nil, nil)
	if err != nil {
		return err
	}
	return client.StartReceiver(ctx, func(ctx context.Context, event cloudevents.Event) error {
		_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/root"
		defer span.End()
		return nil
	})
}

// An event that is taken out of a request comes with the request's context, in
// which a server's instrumentation has its span.

func served(w http.ResponseWriter, r *http.Request) {
	event, err := cloudevents.NewEventFromHTTPRequest(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var order struct{ ID string }
	if err := event.DataAs(&order); err != nil {
		w.WriteHeader(http.StatusUnprocessableEntity)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second) // want "freshroot/root"
	defer cancel()
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
}

func servedInRequest(w http.ResponseWriter, r *http.Request) {
	event, err := cloudevents.NewEventFromHTTPRequest(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	ctx, cancel := context.WithTimeout(otelhttp.ContextWithLabeler(r.Context(), &otelhttp.Labeler{}), time.Second)
	defer cancel()
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = event.Data()
}

func decoded(w http.ResponseWriter, r *http.Request) {
	ctx := context.Background()
	message := cehttp.NewMessageFromHttpRequest(r)
	event, err := binding.ToEvent(ctx, message)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	shipEvent(otelhttp.ContextWithLabeler(ctx, &otelhttp.Labeler{}), event)
}

func shipEvent(ctx context.Context, event *cloudevents.Event) {
	_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
	defer span.End()
	_ = event.Data()
}

func decodedInRequest(w http.ResponseWriter, r *http.Request) {
	message := cehttp.NewMessageFromHttpRequest(r)
	event, err := binding.ToEvent(r.Context(), message)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	shipInRequest(r.Context(), event)
}

func shipInRequest(ctx context.Context, event *cloudevents.Event) {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = event.Data()
}
