package generated

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

//line orders.y:10
func Publish(ctx context.Context, nc *nats.Conn) error {
	return nc.Publish("orders", []byte("{}"))
}

func Inject(ctx context.Context, nc *nats.Conn) error {
	m := nats.NewMsg("orders")
	otel.GetTextMapPropagator().Inject(context.Background(), propagation.HeaderCarrier(m.Header))
	return nc.PublishMsg(m)
}
