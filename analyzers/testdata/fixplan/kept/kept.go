// Package kept publishes in the context that a receiver made for one call keeps.
package kept

import (
	"context"
	"encoding/json"

	"github.com/segmentio/kafka-go"
	"github.com/zeromicro/go-zero/core/logx"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/kept")

// Order is what is published.
type Order struct {
	SKU    string
	Amount int
}

func (o Order) bytes() []byte {
	b, _ := json.Marshal(o)
	return b
}

type PlaceOrder struct {
	ctx    context.Context
	writer *kafka.Writer
	logx.Logger
}

func NewPlaceOrder(ctx context.Context, writer *kafka.Writer) *PlaceOrder {
	return &PlaceOrder{ctx: ctx, writer: writer, Logger: logx.WithContext(ctx)}
}

func (l *PlaceOrder) Place(o Order) error {
	msg := kafka.Message{Value: o.bytes()}
	return l.writer.WriteMessages(l.ctx, msg)
}

func (l *PlaceOrder) PlaceInSpan(o Order) error {
	ctx, span := tracer.Start(l.ctx, "place-order")
	defer span.End()
	msg := kafka.Message{Value: o.bytes()}
	return l.writer.WriteMessages(ctx, msg)
}
