// Package suppress has findings that directives leave out, and directives
// that leave out none.
package suppress

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("suppress")

func sameLine(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return nc.Publish("orders", nil) //tracelint:ignore publishctx/no-carrier -- consumers trace nothing yet
}

func lineAbove(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	//tracelint:ignore publishctx/no-carrier -- consumers trace nothing yet
	return nc.Publish("orders", nil)
}

func wholeRule(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	//tracelint:ignore publishctx -- consumers trace nothing yet
	return nc.Publish("orders", nil)
}

// Both calls are meant.
//
//tracelint:ignore publishctx/no-carrier -- consumers trace nothing yet
func wholeFunction(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := nc.Publish("orders", nil); err != nil {
		return err
	}
	return nc.Publish("orders", nil)
}

// A statement over several lines is meant as a whole.

func statement(ctx context.Context, bus Bus, w *kafka.Writer) error {
	//tracelint:ignore publishctx/dropped -- must not die with the request
	err := bus.Publish(
		context.Background(),
		Event{},
	)
	return err
}

func statementEnd(ctx context.Context, bus Bus) error {
	return bus.Publish(
		context.Background(),
		Event{},
	) //tracelint:ignore publishctx/dropped -- must not die with the request
}

// What lies in a block below is not.

func block(ctx context.Context, bus Bus) error {
	//tracelint:ignore publishctx/dropped -- too far up // want "publishctx/unused-ignore"
	if ctx.Err() == nil {
		return bus.Publish(context.Background(), Event{}) // want "publishctx/dropped"
	}
	return nil
}

func literal(ctx context.Context, nc *nats.Conn) error {
	//tracelint:ignore freshroot/root -- too far up // want "freshroot/unused-ignore"
	_, err := nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-stock") // want "freshroot/root"
		span.End()
	})
	return err
}

// Several at once, of which each is judged by its rule.

func several(nc *nats.Conn) error {
	_, err := nc.Subscribe("orders", func(m *nats.Msg) {
		//tracelint:ignore freshroot/root, publishctx/no-carrier -- a trace per order // want "publishctx/unused-ignore: .*no publishctx/no-carrier finding"
		_, span := tracer.Start(context.Background(), "reserve-stock")
		span.End()
	})
	return err
}

func otherCategory(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	//tracelint:ignore publishctx/dropped -- the wrong one // want "publishctx/unused-ignore"
	return nc.Publish("orders", nil) // want "publishctx/no-carrier"
}

func otherRule(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	//tracelint:ignore freshroot -- the wrong one // want "freshroot/unused-ignore"
	return nc.Publish("orders", nil) // want "publishctx/no-carrier"
}

func noReason(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	//tracelint:ignore publishctx/no-carrier // want "publishctx/ignore-without-reason"
	return nc.Publish("orders", nil)
}

func emptyReason(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return nc.Publish("orders", nil) //tracelint:ignore publishctx/no-carrier -- // want "publishctx/ignore-without-reason"
}

func unused(ctx context.Context) error {
	//tracelint:ignore publishctx -- was here once // want "publishctx/unused-ignore"
	return ctx.Err()
}

// Two in a row speak of the same line.

func stacked(ctx context.Context, bus Bus) error {
	//tracelint:ignore publishctx/dropped -- must not die with the request
	//tracelint:ignore publishctx/stale -- nor this // want "publishctx/unused-ignore"
	return bus.Publish(context.Background(), Event{})
}

// Two lines up is too far.

func tooFar(ctx context.Context, bus Bus) error {
	//tracelint:ignore publishctx/dropped -- for the one below // want "publishctx/unused-ignore"

	return bus.Publish(context.Background(), Event{}) // want "publishctx/dropped"
}

// What is not reported by default may be left out in advance.

func optIn(ctx context.Context) error {
	//tracelint:ignore followup/causation, envelope -- the first of its flow
	return ctx.Err()
}

// Bus is somebody's.
type Bus interface {
	Publish(ctx context.Context, e Event) error
}

// Event has no room for anything.
type Event struct{ Amount, Total int }
