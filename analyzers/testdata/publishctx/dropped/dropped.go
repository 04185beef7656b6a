// Package dropped gives publishers that read the context one that holds
// nothing, though another is in scope.
package dropped

import (
	"context"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/events"
)

type shop struct {
	nc     *nats.Conn
	bus    *bus.Injecting
	client *kgo.Client
	ctx    context.Context
}

func newShop(ctx context.Context, nc *nats.Conn) (*shop, error) {
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(kotel.NewTracer())).Hooks()...))
	if err != nil {
		return nil, err
	}
	return &shop{nc: nc, bus: bus.NewInjecting(nc), client: client, ctx: ctx}, nil
}

// An in-house publisher that injects.

func (s *shop) background(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(context.Background(), "orders.placed", e) // want "publishctx/dropped"
}

func (s *shop) todo(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(context.TODO(), "orders.placed", e) // want "publishctx/dropped"
}

func (s *shop) good(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(ctx, "orders.placed", e)
}

func (s *shop) withoutCancel(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(context.WithoutCancel(ctx), "orders.placed", e)
}

// An instrumented client.

func (s *shop) instrumented(ctx context.Context) error {
	return s.client.ProduceSync(context.Background(), &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr() // want "publishctx/dropped"
}

func (s *shop) instrumentedGood(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

// The record brings its own context, which comes first.

func (s *shop) recordContext(ctx context.Context) error {
	return s.client.ProduceSync(context.Background(), &kgo.Record{Topic: "orders", Value: []byte("{}"), Context: ctx}).FirstErr()
}

// The empty context is injected right here.

func (s *shop) injected(ctx context.Context) error {
	m := nats.NewMsg("orders.placed")
	otel.GetTextMapPropagator().Inject(context.Background(), propagation.HeaderCarrier(m.Header)) // want "publishctx/dropped"
	return s.nc.PublishMsg(m)
}

func (s *shop) injectedGood(ctx context.Context) error {
	m := nats.NewMsg("orders.placed")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

// Through a variable: the expression that makes the context fresh is reported.

func (s *shop) variable(ctx context.Context, e events.Placed) error {
	fresh := context.Background() // want "publishctx/dropped"
	return s.bus.Publish(fresh, "orders.placed", e)
}

func (s *shop) timeout(ctx context.Context, e events.Placed) error {
	out, cancel := context.WithTimeout(context.Background(), time.Second) // want "publishctx/dropped"
	defer cancel()
	return s.bus.Publish(out, "orders.placed", e)
}

func (s *shop) timeoutGood(ctx context.Context, e events.Placed) error {
	out, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return s.bus.Publish(out, "orders.placed", e)
}

// The context of the constructor.

func (s *shop) field(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(s.ctx, "orders.placed", e) // want "publishctx/dropped"
}

// A request.

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.bus.Publish(context.Background(), "orders.placed", events.Placed{OrderID: r.FormValue("id")}); err != nil { // want "publishctx/dropped"
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

type goodShop struct{ bus *bus.Injecting }

func (s *goodShop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.bus.Publish(r.Context(), "orders.placed", events.Placed{OrderID: r.FormValue("id")}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// Variables that are assigned again.

func (s *shop) reassigned(ctx context.Context, e events.Placed) error {
	ctx = context.Background() // want "publishctx/dropped"
	return s.bus.Publish(ctx, "orders.placed", e)
}

func (s *shop) reassignedGood(ctx context.Context, e events.Placed) error {
	out := context.Background()
	out = ctx
	return s.bus.Publish(out, "orders.placed", e)
}

func (s *shop) captured(ctx context.Context, e events.Placed) error {
	out := context.Background()
	publish := func() error { return s.bus.Publish(out, "orders.placed", e) }
	out = ctx
	return publish()
}

func (s *shop) capturedBad(ctx context.Context, e events.Placed) error {
	out := context.Background() // want "publishctx/dropped"
	publish := func() error { return s.bus.Publish(out, "orders.placed", e) }
	return publish()
}

// One path is right: not every path is bare.

func (s *shop) phi(ctx context.Context, e events.Placed, detach bool) error {
	out := ctx
	if detach {
		out = context.Background()
	}
	return s.bus.Publish(out, "orders.placed", e)
}

func (s *shop) nilContext(ctx context.Context, e events.Placed) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return s.bus.Publish(ctx, "orders.placed", e)
}

// A closure, a method value, a goroutine.

func (s *shop) closure(ctx context.Context, e events.Placed) error {
	return retry(func() error {
		return s.bus.Publish(context.Background(), "orders.placed", e) // want "publishctx/dropped"
	})
}

func (s *shop) closureGood(ctx context.Context, e events.Placed) error {
	return retry(func() error {
		return s.bus.Publish(ctx, "orders.placed", e)
	})
}

func retry(f func() error) error {
	for range 2 {
		if f() == nil {
			return nil
		}
	}
	return f()
}

func (s *shop) methodValue(ctx context.Context, e events.Placed) error {
	publish := s.bus.Publish
	return publish(context.Background(), "orders.placed", e) // want "publishctx/dropped"
}

func (s *shop) goroutine(ctx context.Context, e events.Placed) {
	go func() {
		_ = s.bus.Publish(context.Background(), "orders.placed", e) // want "publishctx/dropped"
	}()
}

func (s *shop) goroutineGood(ctx context.Context, e events.Placed) {
	go func() {
		_ = s.bus.Publish(context.WithoutCancel(ctx), "orders.placed", e)
	}()
}

// A helper of this package: reported where the context is made.

func (s *shop) publish(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(ctx, "orders.placed", e)
}

func (s *shop) helped(ctx context.Context, e events.Placed) error {
	return s.publish(context.Background(), e) // want "publishctx/dropped"
}

func (s *shop) helpedGood(ctx context.Context, e events.Placed) error {
	return s.publish(ctx, e)
}

// A helper that makes the context.

func background() context.Context { return context.Background() }

func (s *shop) made(ctx context.Context, e events.Placed) error {
	return s.bus.Publish(background(), "orders.placed", e) // want "publishctx/dropped"
}

// The event carries already: the context is for cancellation only.

func (s *shop) carries(ctx context.Context, id string) error {
	return s.bus.Publish(context.Background(), "orders.placed", events.New(ctx, id))
}

// The context was asked whether it is over, and it is not.

func (s *shop) asked(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.bus.Publish(context.Background(), "orders.placed", e) // want "publishctx/dropped"
}

// No cause in scope: a cron job, a main function.

func (s *shop) nightly(e events.Placed) error {
	return s.bus.Publish(context.Background(), "orders.placed", e)
}
