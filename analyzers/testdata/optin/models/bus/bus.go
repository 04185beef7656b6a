// Package bus is an in-house bus whose implementation is loaded at run time.
package bus

import (
	"context"
	"strconv"
)

// Message is what crosses the bus.
type Message struct {
	Topic   string
	Headers map[string]string
	Value   []byte
}

// Bus is implemented elsewhere.
type Bus interface {
	Publish(ctx context.Context, m *Message) error
	Subscribe(topic string, handle func(ctx context.Context, m *Message) error) error
}

// Announce publishes from the bus' own package.
func Announce(ctx context.Context, b Bus, members int) error {
	return b.Publish(ctx, &Message{Topic: "members", Value: strconv.AppendInt(nil, int64(members), 10)}) // want "publishctx/no-carrier"
}

// AnnounceTo leaves the headers to its caller.
func AnnounceTo(ctx context.Context, b Bus, headers map[string]string, members int) error {
	return b.Publish(ctx, &Message{Topic: "members", Headers: headers, Value: strconv.AppendInt(nil, int64(members), 10)})
}
