// Package names has the names that fixes would like to use.
package names

import (
	"context"

	nc "github.com/nats-io/nats.go"
	api "go.opentelemetry.io/otel"
)

var tracer = api.Tracer("tracelint.test/fixplan/names")

type propagation struct{}

func publish(ctx context.Context, conn *nc.Conn, p propagation) error {
	return conn.Publish("orders", []byte("{}"))
}

// The name of the package means something else here.
func shadowed(ctx context.Context, conn *nc.Conn, api string) error {
	return conn.Publish("orders", []byte(api))
}

var background = context.Background()
