// Package stanq is a stub: the signatures of go-queue v1.2.2, without code.
package stanq

type Producer struct{ _ int }

func (p *Producer) Publish(subject string, data []byte) error { return nil }
func (p *Producer) AsyncPublish(subject string, data []byte, ackHandler func(guid string, err error)) (string, error) {
	return "", nil
}
func (p *Producer) Close() {}
