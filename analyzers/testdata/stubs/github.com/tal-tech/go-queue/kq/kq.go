// Package kq is a stub: the signatures of go-queue before v1.2, without code.
package kq

type (
	ConsumeHandle  func(key, value string) error
	ConsumeHandler interface{ Consume(key, value string) error }
	KqConf         struct{ Topic string }
	MessageQueue   interface {
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
func (p *Pusher) Push(v string) error                                                 { return nil }
func MustNewQueue(c KqConf, handler ConsumeHandler, opts ...QueueOption) MessageQueue { return nil }
func NewQueue(c KqConf, handler ConsumeHandler, opts ...QueueOption) (MessageQueue, error) {
	return nil, nil
}
func WithHandle(handle ConsumeHandle) ConsumeHandler { return nil }
