// Package natsq is a stub: the signatures of go-queue v1.2.2, without code.
package natsq

type (
	Msg struct {
		Subject string
		Data    []byte
	}
	ConsumeHandle   func(m *Msg) error
	ConsumeHandler  interface{ HandleMessage(m *Msg) error }
	ConsumerQueue   struct{ Consumer ConsumeHandler }
	NatsConfig      struct{ ServerUri string }
	DefaultProducer struct{ _ int }
	JetProducer     struct{ _ int }
)

func NewDefaultProducer(c *NatsConfig) (*DefaultProducer, error)     { return nil, nil }
func (p *DefaultProducer) Publish(subject string, data []byte) error { return nil }
func (p *DefaultProducer) Close()                                    {}
func NewJetProducer(c *NatsConfig) (*JetProducer, error)             { return nil, nil }
func (j *JetProducer) Publish(subject string, data []byte) error     { return nil }
func (j *JetProducer) Close()                                        {}
