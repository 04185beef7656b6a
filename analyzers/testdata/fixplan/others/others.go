// Package others takes events in by the less travelled ways of some clients.
package others

import (
	"context"
	"errors"
	"io"

	"github.com/gocraft/work"
	"github.com/nats-io/nats.go/micro"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/others")

func endpoint(service micro.Service) error {
	return service.AddEndpoint("reserve", micro.HandlerFunc(func(req micro.Request) {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
		_ = req.Data()
	}))
}

func fetch(ctx context.Context, client *kafka.Client) error {
	resp, err := client.Fetch(ctx, &kafka.FetchRequest{Topic: "orders"})
	if err != nil {
		return err
	}
	for {
		record, err := resp.Records.ReadRecord()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		_ = record.Value
		span.End()
	}
}

func perform(pool *work.WorkerPool) {
	pool.Job("reserve", reserve)
}

func reserve(job *work.Job) error {
	_, span := tracer.Start(context.Background(), "reserve-inventory")
	defer span.End()
	_ = job.Args["order"]
	return nil
}
