// Package cloudevents sends and receives events with extensions.
package cloudevents

import (
	"context"
	"strconv"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/protocol/gochan"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/cloudevents")

func send(ctx context.Context, id string) error {
	client, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	event := cloudevents.NewEvent()
	event.SetID(id)
	event.SetType("order.placed")
	return client.Send(ctx, event)
}

func sendAll(ctx context.Context, n int) error {
	client, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	for key := range n {
		event := cloudevents.NewEvent()
		event.SetID(strconv.Itoa(key))
		if err := client.Send(ctx, event); err != nil {
			return err
		}
	}
	return nil
}

func receive(ctx context.Context, client cloudevents.Client) error {
	return client.StartReceiver(ctx, func(event cloudevents.Event) {
		_, span := tracer.Start(context.Background(), "ship-order")
		defer span.End()
		_ = event.ID()
	})
}
