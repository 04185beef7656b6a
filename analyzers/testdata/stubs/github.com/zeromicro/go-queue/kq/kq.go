// Package kq is a stub: the signatures of go-queue v1.2.2, without code.
package kq

import (
	"context"

	"github.com/segmentio/kafka-go"
)

type KqConf struct {
	Brokers       []string
	Group         string
	Topic         string
	CommitInOrder bool
}

type (
	ConsumeHandle       func(ctx context.Context, key, value string) error
	ConsumeErrorHandler func(ctx context.Context, msg kafka.Message, err error)
	ConsumeHandler      interface {
		Consume(ctx context.Context, key, value string) error
	}
	MessageQueue interface {
		Start()
		Stop()
	}
	PushOption  func(options *struct{})
	QueueOption func(*struct{})
	Pusher      struct{ _ int }
)

func NewPusher(addrs []string, topic string, opts ...PushOption) *Pusher              { return nil }
func (p *Pusher) Close() error                                                        { return nil }
func (p *Pusher) Name() string                                                        { return "" }
func (p *Pusher) KPush(ctx context.Context, k, v string) error                        { return nil }
func (p *Pusher) Push(ctx context.Context, v string) error                            { return nil }
func (p *Pusher) PushWithKey(ctx context.Context, key, v string) error                { return nil }
func WithSyncPush() PushOption                                                        { return nil }
func MustNewQueue(c KqConf, handler ConsumeHandler, opts ...QueueOption) MessageQueue { return nil }
func NewQueue(c KqConf, handler ConsumeHandler, opts ...QueueOption) (MessageQueue, error) {
	return nil, nil
}
func WithHandle(handle ConsumeHandle) ConsumeHandler                { return nil }
func WithErrorHandler(errorHandler ConsumeErrorHandler) QueueOption { return nil }
