// Package helpers leaves trying again to somebody else.
package helpers

import (
	"context"
	"log/slog"
	"time"

	retryv4 "github.com/avast/retry-go/v4"
	retryv5 "github.com/avast/retry-go/v5"
	"github.com/cenkalti/backoff/v4"
	backoffv5 "github.com/cenkalti/backoff/v5"
	"github.com/eapache/go-resiliency/retrier"
	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"github.com/nats-io/nats.go"
	"github.com/sethvargo/go-retry"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"

	"tracelint.test/testdata/shared/again"
	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/stock"
)

var tracer = otel.Tracer("tracelint.test/hiddenretry/helpers")

type shop struct {
	nc    *nats.Conn
	stock *stock.Client
	opts  []retryv4.Option
}

// cenkalti/backoff.

func (s *shop) backoffV4(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return backoff.Retry(func() error { return s.nc.PublishMsg(msg) }, backoff.WithContext(backoff.NewExponentialBackOff(), ctx)) // want "hiddenretry/loop: backoff.Retry repeats Conn.PublishMsg under one span"
}

func (s *shop) backoffV4Span(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	return backoff.Retry(func() error {
		ctx, span := tracer.Start(ctx, "send-order")
		defer span.End()
		return s.nc.PublishMsg(carrier.Message(ctx, "orders", []byte(order)))
	}, backoff.NewExponentialBackOff())
}

func (s *shop) backoffV4Notify(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return backoff.RetryNotify(func() error { return s.nc.PublishMsg(msg) }, backoff.NewExponentialBackOff(), func(err error, wait time.Duration) {
		slog.WarnContext(ctx, "order not announced", "error", err, "wait", wait)
	})
}

func (s *shop) backoffV4Silent(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return backoff.RetryNotify(func() error { return s.nc.PublishMsg(msg) }, backoff.NewExponentialBackOff(), func(error, time.Duration) {}) // want "hiddenretry/loop"
}

func (s *shop) backoffV4Data(ctx context.Context, order string) (string, error) {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return backoff.RetryWithData(func() (string, error) { return order, s.stock.Reserve(ctx, order) }, backoff.NewExponentialBackOff()) // want "hiddenretry/loop: backoff.RetryWithData repeats Client.Reserve"
}

func (s *shop) backoffV5(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	send := func() (bool, error) { return true, s.nc.PublishMsg(msg) }
	_, err := backoffv5.Retry(ctx, send, backoffv5.WithMaxTries(5)) // want "hiddenretry/loop"
	return err
}

func (s *shop) backoffV5Notify(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	send := func() (bool, error) { return true, s.nc.PublishMsg(msg) }
	_, err := backoffv5.Retry(ctx, send, backoffv5.WithMaxTries(5), backoffv5.WithNotify(func(err error, _ time.Duration) { span.RecordError(err) }))
	return err
}

// avast/retry-go.

func (s *shop) retryGo(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return retryv4.Do(func() error { return s.nc.PublishMsg(msg) }, retryv4.Attempts(5), retryv4.Context(ctx)) // want "hiddenretry/loop: retry.Do repeats"
}

func (s *shop) retryGoHook(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return retryv4.Do(func() error { return s.nc.PublishMsg(msg) }, retryv4.Attempts(5), retryv4.OnRetry(func(n uint, err error) {
		slog.WarnContext(ctx, "order not announced", "attempt", n, "error", err)
	}))
}

// What the options are is not in sight.

func (s *shop) retryGoOptions(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return retryv4.Do(func() error { return s.nc.PublishMsg(msg) }, s.opts...)
}

func (s *shop) retryGoData(ctx context.Context, order string) (string, error) {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return retryv4.DoWithData(func() (string, error) { return order, s.stock.Reserve(ctx, order) }, retryv4.Attempts(3)) // want "hiddenretry/loop"
}

func (s *shop) retryGoV5(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	r := retryv5.New(retryv5.Attempts(5))
	return r.Do(func() error { return s.nc.PublishMsg(msg) }) // want "hiddenretry/loop"
}

func (s *shop) retryGoV5Hook(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	r := retryv5.New(retryv5.Attempts(5), retryv5.OnRetry(func(n uint, _ error) { span.SetAttributes(attribute.Int("attempts", int(n))) }))
	return r.Do(func() error { return s.nc.PublishMsg(msg) })
}

// sethvargo/go-retry hands its context on.

func (s *shop) goRetry(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return retry.Do(ctx, retry.WithMaxRetries(3, retry.NewFibonacci(time.Millisecond)), func(ctx context.Context) error { // want "hiddenretry/loop"
		return retry.RetryableError(s.stock.Reserve(ctx, order))
	})
}

func (s *shop) goRetrySpan(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return retry.Do(ctx, retry.NewFibonacci(time.Millisecond), func(ctx context.Context) error {
		ctx, span := tracer.Start(ctx, "ask-stock")
		defer span.End()
		return retry.RetryableError(s.stock.Reserve(ctx, order))
	})
}

// failsafe-go tries again only with a policy that says so.

func (s *shop) failsafe(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	policy := retrypolicy.NewBuilder[any]().WithMaxRetries(3).Build()
	return failsafe.With[any](policy).Run(func() error { return s.nc.PublishMsg(msg) }) // want "hiddenretry/loop"
}

func (s *shop) failsafeHook(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	policy := retrypolicy.NewBuilder[any]().OnRetry(func(e failsafe.ExecutionEvent[any]) {
		slog.WarnContext(ctx, "order not announced", "attempt", e.Attempts(), "error", e.LastError())
	}).Build()
	return failsafe.With[any](policy).Run(func() error { return s.nc.PublishMsg(msg) })
}

func (s *shop) failsafeBreaker(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return failsafe.With[any](circuitbreaker.NewWithDefaults[any]()).Run(func() error { return s.nc.PublishMsg(msg) })
}

// go-resiliency tells the function which attempt it is.

func (s *shop) retrier(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	r := retrier.New(retrier.ConstantBackoff(3, time.Millisecond), nil)
	return r.RunCtx(ctx, func(ctx context.Context) error { return s.stock.Reserve(ctx, order) }) // want "hiddenretry/loop"
}

func (s *shop) retrierNumber(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	r := retrier.New(retrier.ConstantBackoff(3, time.Millisecond), nil)
	return r.RunFn(ctx, func(ctx context.Context, n int) error {
		span.SetAttributes(attribute.Int("retries", n))
		return s.stock.Reserve(ctx, order)
	})
}

// A helper of one's own, in another package and here.

func (s *shop) again(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return again.Do(ctx, 3, func(ctx context.Context) error { return s.stock.Reserve(ctx, order) }) // want "hiddenretry/loop: again.Do repeats Client.Reserve"
}

func (s *shop) againAloud(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return again.Aloud(ctx, 3, func(ctx context.Context) error { return s.stock.Reserve(ctx, order) })
}

func (s *shop) each(ctx context.Context, orders []string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return again.Each(ctx, orders, s.stock.Reserve)
}

func (s *shop) threeTimes(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return thrice(func() error { return s.nc.PublishMsg(msg) }) // want "hiddenretry/loop: helpers.thrice repeats"
}

func thrice(f func() error) error {
	return retryv4.Do(f, retryv4.Attempts(3))
}

// No span around it that is known of.

func (s *shop) Announce(ctx context.Context, order string) error {
	msg := carrier.Message(ctx, "orders", []byte(order))
	return retryv4.Do(func() error { return s.nc.PublishMsg(msg) }, retryv4.Attempts(5))
}

// What hooks there are is for the caller to know.

func (s *shop) withOptions(ctx context.Context, order string, opts ...retryv4.Option) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return retryv4.Do(func() error { return s.nc.PublishMsg(msg) }, opts...)
}

func (s *shop) hooked(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return tryWith(func() error { return s.nc.PublishMsg(msg) }, retryv4.OnRetry(func(n uint, err error) { span.RecordError(err) }))
}

func (s *shop) unhooked(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	return tryWith(func() error { return s.nc.PublishMsg(msg) }, retryv4.Attempts(3)) // want "hiddenretry/loop: helpers.tryWith repeats"
}

func tryWith(f func() error, opts ...retryv4.Option) error { return retryv4.Do(f, opts...) }
