// Package dq is a stub: the signatures of go-queue v1.2.2, without code.
package dq

import "time"

type (
	Consume   func(body []byte)
	Beanstalk struct{ Endpoint, Tube string }
	DqConf    struct{ Beanstalks []Beanstalk }
	Consumer  interface{ Consume(consume Consume) }
	Producer  interface {
		At(body []byte, at time.Time) (string, error)
		Close() error
		Delay(body []byte, delay time.Duration) (string, error)
		Revoke(ids string) error
	}
)

func NewConsumer(c DqConf) Consumer                  { return nil }
func NewProducer(beanstalks []Beanstalk) Producer    { return nil }
func NewProducerNode(endpoint, tube string) Producer { return nil }
