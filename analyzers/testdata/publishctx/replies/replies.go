// Package replies answers requests at the addresses that came with them, and
// hands events on to others.
package replies

import (
	"context"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/redis/go-redis/v9"
	"github.com/segmentio/kafka-go"

	"tracelint.test/testdata/publishctx/replies/streams"
)

type desk struct {
	rdb *redis.Client
	w   *kafka.Writer
	nc  *nats.Conn
	bus *streams.Bus
	out Publisher
}

// A header of the request names the stream; the wrapper is of another package.

func (d *desk) header(ctx context.Context, req streams.Request) error {
	to, ok := req.Headers["reply_stream"]
	if !ok {
		return nil
	}
	return d.bus.Publish(ctx, to, []byte("12"), nil)
}

func (d *desk) otherHeader(ctx context.Context, req streams.Request) error {
	to, ok := req.Headers["next_stream"]
	if !ok {
		return nil
	}
	return d.bus.Publish(ctx, to, []byte("12"), nil) // want "publishctx/no-carrier"
}

// One call that answers says nothing of the other.

func (d *desk) answersAndTells(ctx context.Context, req streams.Request) error {
	if err := d.w.WriteMessages(ctx, kafka.Message{Topic: req.Headers["Reply-Topic"], Value: []byte("12")}); err != nil {
		return err
	}
	return d.w.WriteMessages(ctx, kafka.Message{Topic: "asked", Value: []byte("12")}) // want "publishctx/no-carrier"
}

// A field names it.

func (d *desk) field(ctx context.Context, req *streams.Request) error {
	return d.rdb.Publish(ctx, req.ReplyTo, "12").Err()
}

func (d *desk) otherField(ctx context.Context, req *streams.Request) error {
	return d.rdb.Publish(ctx, req.Next, "12").Err() // want "publishctx/no-carrier"
}

// The name is made up of several parts.

func (d *desk) parts(ctx context.Context, req *streams.Request, n int) error {
	return d.rdb.Publish(ctx, fmt.Sprintf("%s.%d", req.ReplyTo, n), "12").Err()
}

func (d *desk) otherParts(ctx context.Context, req *streams.Request, n int) error {
	return d.rdb.Publish(ctx, fmt.Sprintf("%s.%d", req.Next, n), "12").Err() // want "publishctx/no-carrier"
}

func (d *desk) added(ctx context.Context, req *streams.Request) error {
	return d.rdb.Publish(ctx, "desk."+req.ReplyTo, "12").Err()
}

// A parameter names it.

func (d *desk) parameter(ctx context.Context, replyTo string) error {
	return d.rdb.XAdd(ctx, &redis.XAddArgs{Stream: replyTo, Values: []string{"stock", "12"}}).Err()
}

func (d *desk) otherParameter(ctx context.Context, to string) error {
	return d.rdb.XAdd(ctx, &redis.XAddArgs{Stream: to, Values: []string{"stock", "12"}}).Err() // want "publishctx/no-carrier"
}

// A wrapper of this package that is for answers alone.

func (d *desk) twice(ctx context.Context, req *streams.Request) error {
	if err := d.answer(ctx, req.ReplyTo); err != nil {
		return d.answer(ctx, req.Headers["reply-to"])
	}
	return nil
}

func (d *desk) answer(ctx context.Context, to string) error {
	return d.rdb.XAdd(ctx, &redis.XAddArgs{Stream: to, Values: []string{"stock", "12"}}).Err()
}

func (d *desk) once(ctx context.Context, req *streams.Request) error {
	if err := d.tell(ctx, req.Next); err != nil {
		return d.tell(ctx, req.Headers["reply-to"])
	}
	return nil
}

func (d *desk) tell(ctx context.Context, to string) error {
	return d.rdb.XAdd(ctx, &redis.XAddArgs{Stream: to, Values: []string{"stock", "12"}}).Err() // want "publishctx/no-carrier"
}

// The message itself says where it goes.

func (d *desk) message(ctx context.Context, req *streams.Request) error {
	return d.w.WriteMessages(ctx, kafka.Message{Topic: req.ReplyTo, Value: []byte("12")})
}

func (d *desk) otherMessage(ctx context.Context, req *streams.Request) error {
	return d.w.WriteMessages(ctx, kafka.Message{Topic: req.Next, Value: []byte("12")}) // want "publishctx/no-carrier"
}

func (d *desk) made(ctx context.Context, req *streams.Request) error {
	return d.w.WriteMessages(ctx, stockMessage(req.ReplyTo, "12"))
}

// What a request asks to be answered at is not where it goes.

func (d *desk) ask(ctx context.Context, reply string) error {
	return d.nc.PublishMsg(&nats.Msg{Subject: "stock.get", Reply: reply}) // want "publishctx/no-carrier"
}

func (d *desk) askMade(ctx context.Context, req *streams.Request) error {
	return d.w.WriteMessages(ctx, stockMessage("stock.get", req.ReplyTo)) // want "publishctx/no-carrier"
}

func stockMessage(topic, value string) kafka.Message {
	return kafka.Message{Topic: topic, Value: []byte(value)}
}

// Headers are looked through.

func (d *desk) found(ctx context.Context, asked kafka.Message) error {
	to := ""
	for _, h := range asked.Headers {
		if h.Key == "reply_topic" {
			to = string(h.Value)
		}
	}
	return d.w.WriteMessages(ctx, kafka.Message{Topic: to, Value: []byte("12")})
}

func (d *desk) foundOther(ctx context.Context, asked kafka.Message) error {
	to := ""
	for _, h := range asked.Headers {
		if h.Key == "next_topic" {
			to = string(h.Value)
		}
	}
	return d.w.WriteMessages(ctx, kafka.Message{Topic: to, Value: []byte("12")}) // want "publishctx/no-carrier"
}

func (d *desk) switched(ctx context.Context, req *streams.Request) error {
	for key, value := range req.Headers {
		switch strings.ToLower(key) {
		case "reply-to":
			return d.rdb.Publish(ctx, value, "12").Err()
		case "also-to":
			return d.rdb.Publish(ctx, value, "12").Err() // want "publishctx/no-carrier"
		}
	}
	return nil
}

func (d *desk) helper(ctx context.Context, asked kafka.Message) error {
	return d.w.WriteMessages(ctx, kafka.Message{Topic: headerOf(asked, "ReplyTopic"), Value: []byte("12")})
}

func (d *desk) helperOther(ctx context.Context, asked kafka.Message) error {
	return d.w.WriteMessages(ctx, kafka.Message{Topic: headerOf(asked, "NextTopic"), Value: []byte("12")}) // want "publishctx/no-carrier"
}

func headerOf(m kafka.Message, key string) string {
	for _, h := range m.Headers {
		if h.Key == key {
			return string(h.Value)
		}
	}
	return ""
}

// The broker's own address.

func (d *desk) subject(ctx context.Context, m *nats.Msg) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.nc.Publish(m.Reply, []byte("12"))
}

func (d *desk) answerMessage(ctx context.Context, m *nats.Msg) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	out := nats.NewMsg(m.Reply)
	out.Data = []byte("12")
	return d.nc.PublishMsg(out)
}

func (d *desk) subjectOther(ctx context.Context, m *nats.Msg) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.nc.Publish(m.Subject+".seen", []byte("12")) // want "publishctx/no-carrier"
}

// An interface, of whose implementations nothing is known.

// Publisher may be anything.
type Publisher interface {
	Publish(ctx context.Context, topic string, data []byte) error
}

func (d *desk) port(ctx context.Context, replyQueue string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.out.Publish(context.Background(), replyQueue, []byte("12"))
}

func (d *desk) otherPort(ctx context.Context, queue string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.out.Publish(context.Background(), queue, []byte("12")) // want "publishctx/dropped"
}

// A closure.

func (d *desk) closure(ctx context.Context, req *streams.Request) error {
	send := func(to string) error {
		return d.rdb.Publish(ctx, to, "12").Err()
	}
	return send(req.ReplyTo)
}

func (d *desk) closureOther(ctx context.Context, req *streams.Request) error {
	send := func(to string) error {
		return d.rdb.Publish(ctx, to, "12").Err() // want "publishctx/no-carrier"
	}
	return send(req.Next)
}
