// Package dropped passes empty contexts on.
package dropped

import (
	"net/http"
	"time"

	stdctx "context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/fixplan/dropped")

func publish(ctx stdctx.Context, nc *nats.Conn) error {
	m := nats.NewMsg("orders")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return nc.PublishMsg(m)
}

func request(nc *nats.Conn, w http.ResponseWriter, r *http.Request) {
	_ = publish(stdctx.Background(), nc)
}

func started(nc *nats.Conn) error {
	ctx, span := tracer.Start(stdctx.Background(), "nightly")
	defer span.End()
	_ = ctx
	return publish(stdctx.TODO(), nc)
}

func timeout(ctx stdctx.Context, nc *nats.Conn) error {
	ctx, cancel := stdctx.WithTimeout(stdctx.Background(), time.Second)
	defer cancel()
	return publish(ctx, nc)
}

func spawned(ctx stdctx.Context, nc *nats.Conn) {
	go publish(stdctx.Background(), nc)
	go func() {
		_ = publish(stdctx.Background(), nc)
	}()
}

// What was there is empty too.
func emptied(ctx stdctx.Context, nc *nats.Conn) error {
	ctx = stdctx.Background()
	_ = ctx
	return publish(stdctx.Background(), nc)
}

func helper(ctx stdctx.Context, nc *nats.Conn) error { return publish(empty(), nc) }

func empty() stdctx.Context { return stdctx.Background() }
