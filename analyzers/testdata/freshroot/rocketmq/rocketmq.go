// Package rocketmq takes events in with RocketMQ. The context of a callback is
// made by the consumer and holds no trace, unless an interceptor hands on
// another one.
package rocketmq

import (
	"context"
	"database/sql"
	"time"

	"github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/consumer"
	"github.com/apache/rocketmq-client-go/v2/primitive"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/freshroot/rocketmq")

var all = consumer.MessageSelector{}

var db *sql.DB

func store(ctx context.Context, body []byte) error {
	_, err := db.ExecContext(ctx, "insert into orders values ($1)", body)
	return err
}

func ship(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root: .*from ctx without a link to the message msgs"
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func shipTraced(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.GetProperties()))
		_, span := tracer.Start(ctx, "ship-order")
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func book(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) { // want "freshroot/no-extract"
	for _, msg := range msgs {
		if err := store(ctx, msg.Body); err != nil {
			return consumer.ConsumeRetryLater, err
		}
	}
	return consumer.ConsumeSuccess, nil
}

func bookTraced(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.GetProperties()))
		if err := store(ctx, msg.Body); err != nil {
			return consumer.ConsumeRetryLater, err
		}
	}
	return consumer.ConsumeSuccess, nil
}

func serve() error {
	c, err := rocketmq.NewPushConsumer(consumer.WithGroupName("shipping"))
	if err != nil {
		return err
	}
	if err := c.Subscribe("orders", all, ship); err != nil {
		return err
	}
	if err := c.Subscribe("orders.traced", all, shipTraced); err != nil {
		return err
	}
	if err := c.Subscribe("books", all, book); err != nil {
		return err
	}
	if err := c.Subscribe("books.traced", all, bookTraced); err != nil {
		return err
	}
	return c.Start()
}

// The consumer that the constructor makes has a type without a name.

func unnamed() error {
	c, err := consumer.NewPushConsumer(consumer.WithGroupName("shipping"))
	if err != nil {
		return err
	}
	return c.Subscribe("orders", all, func(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
		for _, msg := range msgs {
			_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
			_ = msg.Body
			span.End()
		}
		return consumer.ConsumeSuccess, nil
	})
}

// One span for all that a callback is given.

func pick(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	ctx, span := tracer.Start(ctx, "pick-orders") // want "batchlinks/no-links"
	defer span.End()
	for _, msg := range msgs {
		if err := store(ctx, msg.Body); err != nil {
			return consumer.ConsumeRetryLater, err
		}
	}
	return consumer.ConsumeSuccess, nil
}

func pickLinked(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	var links []trace.Link
	for _, msg := range msgs {
		sender := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.GetProperties()))
		links = append(links, trace.LinkFromContext(sender))
	}
	ctx, span := tracer.Start(ctx, "pick-orders", trace.WithLinks(links...))
	defer span.End()
	for _, msg := range msgs {
		if err := store(ctx, msg.Body); err != nil {
			return consumer.ConsumeRetryLater, err
		}
	}
	return consumer.ConsumeSuccess, nil
}

// A consumer that was not told otherwise is given one message at a time: the
// first is all there is. What is pulled may be several.

func pullFirst(ctx context.Context, c rocketmq.PullConsumer) error {
	result, err := c.Pull(ctx, 32)
	if err != nil {
		return err
	}
	msgs := result.GetMessageExts()
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msgs[0].GetProperties()))
	ctx, span := tracer.Start(ctx, "pick-orders") // want "batchlinks/first-parent"
	defer span.End()
	for _, msg := range msgs {
		if err := store(ctx, msg.Body); err != nil {
			return err
		}
	}
	return nil
}

func single(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msgs[0].GetProperties()))
	ctx, span := tracer.Start(ctx, "pick-order")
	defer span.End()
	for _, msg := range msgs {
		if err := store(ctx, msg.Body); err != nil {
			return consumer.ConsumeRetryLater, err
		}
	}
	return consumer.ConsumeSuccess, nil
}

func servePicking() error {
	c, err := rocketmq.NewPushConsumer(consumer.WithGroupName("picking"))
	if err != nil {
		return err
	}
	if err := c.Subscribe("orders", all, pick); err != nil {
		return err
	}
	if err := c.Subscribe("orders.linked", all, pickLinked); err != nil {
		return err
	}
	return c.Subscribe("orders.single", all, single)
}

// An interceptor that extracts hands on the context of the message, and nobody
// knows what was built into a consumer that comes from elsewhere.

func notify(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(ctx, "notify-customer")
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func extract(ctx context.Context, req, reply any, next primitive.Invoker) error {
	if msgs, ok := req.([]*primitive.MessageExt); ok && len(msgs) == 1 {
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msgs[0].GetProperties()))
	}
	return next(ctx, req, reply)
}

func intercepted() error {
	c, err := rocketmq.NewPushConsumer(consumer.WithInterceptor(extract))
	if err != nil {
		return err
	}
	return c.Subscribe("orders", all, notify)
}

func thank(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(ctx, "thank-customer")
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func extracting(propagator propagation.TextMapPropagator) primitive.Interceptor {
	return func(ctx context.Context, req, reply any, next primitive.Invoker) error {
		if msgs, ok := req.([]*primitive.MessageExt); ok && len(msgs) == 1 {
			ctx = propagator.Extract(ctx, propagation.MapCarrier(msgs[0].GetProperties()))
		}
		return next(ctx, req, reply)
	}
}

func interceptedByMade() error {
	c, err := rocketmq.NewPushConsumer(consumer.WithGroupName("thanks"), consumer.WithInterceptor(extracting(otel.GetTextMapPropagator())))
	if err != nil {
		return err
	}
	return c.Subscribe("orders", all, thank)
}

func refund(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(ctx, "refund-order")
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func bill(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(context.Background(), "bill-order") // want "freshroot/root"
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func given(c rocketmq.PushConsumer) error {
	if err := c.Subscribe("bills", all, bill); err != nil {
		return err
	}
	return c.Subscribe("refunds", all, refund)
}

// RocketMQ's own message trace hands on the context as it is.

func pack(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(ctx, "pack-order") // want "freshroot/root"
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func recorded() error {
	c, err := rocketmq.NewPushConsumer(consumer.WithTrace(&primitive.TraceConfig{GroupName: "packing"}))
	if err != nil {
		return err
	}
	return c.Subscribe("orders", all, pack)
}

// Pulling.

func poll(ctx context.Context, c rocketmq.PullConsumer) error {
	for {
		batch, err := c.Poll(ctx, time.Second)
		if err != nil {
			return err
		}
		for _, msg := range batch.GetMsgList() {
			_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
			_ = msg.Body
			span.End()
		}
		c.ACK(ctx, batch, consumer.ConsumeSuccess)
	}
}

func pollTraced(ctx context.Context, c rocketmq.PullConsumer) error {
	for {
		batch, err := c.Poll(ctx, time.Second)
		if err != nil {
			return err
		}
		for _, msg := range batch.GetMsgList() {
			ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.GetProperties()))
			_, span := tracer.Start(ctx, "ship-order")
			_ = msg.Body
			span.End()
		}
		c.ACK(ctx, batch, consumer.ConsumeSuccess)
	}
}

func pull(ctx context.Context, c rocketmq.PullConsumer) error {
	result, err := c.Pull(ctx, 32)
	if err != nil {
		return err
	}
	for _, msg := range result.GetMessageExts() {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		_ = msg.Body
		span.End()
	}
	return nil
}

func pullTraced(ctx context.Context, c rocketmq.PullConsumer) error {
	result, err := c.Pull(ctx, 32)
	if err != nil {
		return err
	}
	for _, msg := range result.GetMessages() {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.GetProperties()))
		_, span := tracer.Start(ctx, "ship-order")
		span.End()
	}
	return nil
}

// What decides on a transaction is given no context: it may have the one of the
// call that sends.

type orders struct{ ctx context.Context }

func (o *orders) ExecuteLocalTransaction(msg *primitive.Message) primitive.LocalTransactionState {
	ctx, span := tracer.Start(o.ctx, "store-order")
	defer span.End()
	if err := store(ctx, msg.Body); err != nil {
		return primitive.RollbackMessageState
	}
	return primitive.CommitMessageState
}

func (o *orders) CheckLocalTransaction(msg *primitive.MessageExt) primitive.LocalTransactionState {
	ctx, span := tracer.Start(o.ctx, "check-order")
	defer span.End()
	if err := store(ctx, msg.Body); err != nil {
		return primitive.UnknowState
	}
	return primitive.CommitMessageState
}

func transact(ctx context.Context, msg *primitive.Message) error {
	p, err := rocketmq.NewTransactionProducer(&orders{ctx: ctx})
	if err != nil {
		return err
	}
	otel.GetTextMapPropagator().Inject(ctx, properties{msg})
	_, err = p.SendMessageInTransaction(ctx, msg)
	return err
}

type properties struct{ *primitive.Message }

func (p properties) Get(key string) string { return p.GetProperty(key) }
func (p properties) Set(key, value string) { p.WithProperty(key, value) }
func (p properties) Keys() []string        { return nil }
