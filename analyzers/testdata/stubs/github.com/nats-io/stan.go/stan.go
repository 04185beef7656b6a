// Package stan is a stub: the signatures of NATS Streaming's client that its instrumentation has to do with, without code.
package stan

import "github.com/nats-io/stan.go/pb"

type (
	Msg struct {
		pb.MsgProto
		Sub Subscription
	}
	MsgHandler         func(msg *Msg)
	SubscriptionOption func(*struct{}) error
	Subscription       interface{ Unsubscribe() error }
	Conn               interface {
		Publish(subject string, data []byte) error
		Subscribe(subject string, cb MsgHandler, opts ...SubscriptionOption) (Subscription, error)
	}
)

func (m *Msg) Ack() error { return nil }
