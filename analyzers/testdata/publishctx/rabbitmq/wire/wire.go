// Package wire sends what it is given.
package wire

import (
	"context"

	goamqp "github.com/Azure/go-amqp"
)

// Link is one end of a link.
type Link struct{ sender *goamqp.Sender }

// Send sends a message.
func (l *Link) Send(ctx context.Context, msg *goamqp.Message) error {
	return l.sender.Send(ctx, msg, nil)
}
