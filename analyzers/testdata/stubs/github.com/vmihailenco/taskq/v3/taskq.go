// Package taskq is a stub: the signatures of taskq v3, without code.
package taskq

import "context"

type (
	Message struct {
		Ctx           context.Context
		ID            string
		Name          string
		Args          []interface{}
		ReservedCount int
	}
	Task  struct{ _ int }
	Queue interface {
		Add(msg *Message) error
		Consumer() QueueConsumer
	}
	QueueConsumer interface{ AddHook(hook ConsumerHook) }
	ConsumerHook  interface {
		BeforeProcessMessage(*ProcessMessageEvent) error
		AfterProcessMessage(*ProcessMessageEvent) error
	}
	ProcessMessageEvent struct{ Message *Message }
)

func NewMessage(ctx context.Context, args ...interface{}) *Message       { return nil }
func (*Task) WithArgs(ctx context.Context, args ...interface{}) *Message { return nil }
