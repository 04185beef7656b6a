// Package values calls methods through values: f := x.M, then f(a).
package values

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/events"
)

var tracer = otel.Tracer("tracelint.test/publishctx/values")

type shop struct {
	nc  *nats.Conn
	bus *bus.Injecting
}

// Of a client, and of what fills a header.

func (s *shop) bare(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m := nats.NewMsg("orders.placed")
	set, publish := m.Header.Set, s.nc.PublishMsg
	set("Priority", "1")
	return publish(m) // want "publishctx/no-carrier"
}

func (s *shop) injected(ctx context.Context) error {
	m := nats.NewMsg("orders.placed")
	inject, publish := otel.GetTextMapPropagator().Inject, s.nc.PublishMsg
	inject(ctx, propagation.HeaderCarrier(m.Header))
	return publish(m)
}

// Of an embedded client.

type depot struct{ *nats.Conn }

func (d depot) embedded(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	publish := d.Publish
	return publish("stock.counted", []byte("{}")) // want "publishctx/no-carrier"
}

// Of an interface.

type publisher interface {
	Publish(ctx context.Context, name string, e events.Placed) error
}

func dropped(ctx context.Context, p publisher, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	publish := p.Publish
	return publish(context.Background(), "orders.placed", e) // want "publishctx/dropped"
}

func passed(ctx context.Context, p publisher, e events.Placed) error {
	publish := p.Publish
	return publish(ctx, "orders.placed", e)
}

// Of the context: it is over.

func (s *shop) over(ctx context.Context) error {
	done := ctx.Done
	<-done()
	return s.bus.Publish(context.Background(), "shop.closed", events.Placed{})
}

// Of a span: it has ended.

func (s *shop) ended(ctx context.Context, e events.Placed) error {
	_, span := tracer.Start(ctx, "check-total")
	end := span.End
	end()
	return s.bus.Publish(ctx, "orders.placed", e)
}

// Of its own type: the helper is judged with what its callers give it.

func (s *shop) send(m *nats.Msg) error { return s.nc.PublishMsg(m) }

func (s *shop) helped(ctx context.Context) error {
	m := nats.NewMsg("orders.placed")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	send := s.send
	return send(m)
}

func (s *shop) notHelped(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	send := s.send
	return send(nats.NewMsg("orders.placed")) // want "publishctx/no-carrier"
}
