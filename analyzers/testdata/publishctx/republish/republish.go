// Package republish hands messages on to other topics.
package republish

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

type desk struct {
	nc   *nats.Conn
	dead *kafka.Writer
	r    *kafka.Reader
}

// The payload alone.

func (d *desk) payload() (*nats.Subscription, error) {
	return d.nc.Subscribe("orders", func(m *nats.Msg) {
		_ = d.nc.Publish("orders.dead", m.Data) // want "publishctx/republish"
	})
}

func (d *desk) payloadGood() (*nats.Subscription, error) {
	return d.nc.Subscribe("orders", func(m *nats.Msg) {
		_ = d.nc.PublishMsg(&nats.Msg{Subject: "orders.dead", Header: m.Header, Data: m.Data})
	})
}

// The message itself goes on.

func (d *desk) itself() (*nats.Subscription, error) {
	return d.nc.Subscribe("orders", func(m *nats.Msg) {
		m.Subject = "orders.dead"
		_ = d.nc.PublishMsg(m)
	})
}

// A new message without the headers, in a loop.

func (d *desk) loop(ctx context.Context) error {
	for {
		m, err := d.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := d.dead.WriteMessages(ctx, kafka.Message{Key: m.Key, Value: m.Value}); err != nil { // want "publishctx/republish"
			return err
		}
	}
}

func (d *desk) loopGood(ctx context.Context) error {
	for {
		m, err := d.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := d.dead.WriteMessages(ctx, kafka.Message{Key: m.Key, Value: m.Value, Headers: m.Headers}); err != nil {
			return err
		}
	}
}

// Headers that are copied one by one, or with others added.

func (d *desk) oneByOne() (*nats.Subscription, error) {
	return d.nc.Subscribe("orders", func(m *nats.Msg) {
		out := nats.NewMsg("orders.dead")
		out.Data = m.Data
		for k, vs := range m.Header {
			for _, v := range vs {
				out.Header.Add(k, v)
			}
		}
		out.Header.Set("Reason", "out of stock")
		_ = d.nc.PublishMsg(out)
	})
}

func (d *desk) onlyReason() (*nats.Subscription, error) {
	return d.nc.Subscribe("orders", func(m *nats.Msg) {
		out := nats.NewMsg("orders.dead")
		out.Data = m.Data
		out.Header.Set("Reason", "out of stock")
		_ = d.nc.PublishMsg(out) // want "publishctx/republish"
	})
}

func (d *desk) moreHeaders(ctx context.Context) error {
	for {
		m, err := d.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		out := kafka.Message{Key: m.Key, Value: m.Value}
		out.Headers = append(append([]kafka.Header{}, m.Headers...), kafka.Header{Key: "reason", Value: []byte("out of stock")})
		if err := d.dead.WriteMessages(ctx, out); err != nil {
			return err
		}
	}
}

// In a helper, with the message as parameter: judged where the message comes in.

func (d *desk) bury(ctx context.Context, m kafka.Message) error {
	return d.dead.WriteMessages(ctx, kafka.Message{Key: m.Key, Value: m.Value}) // want "publishctx/republish"
}

func (d *desk) buries(ctx context.Context) error {
	for {
		m, err := d.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := d.bury(ctx, m); err != nil {
			return err
		}
	}
}

func (d *desk) buryGood(ctx context.Context, m kafka.Message) error {
	return d.dead.WriteMessages(ctx, kafka.Message{Key: m.Key, Value: m.Value, Headers: m.Headers})
}

func (d *desk) buriesGood(ctx context.Context) error {
	for {
		m, err := d.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := d.buryGood(ctx, m); err != nil {
			return err
		}
	}
}
