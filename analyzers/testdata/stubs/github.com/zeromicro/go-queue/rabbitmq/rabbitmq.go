// Package rabbitmq is a stub: the signatures of go-queue v1.2.2, without code.
package rabbitmq

type (
	ConsumeHandle      func(message string) error
	ConsumeHandler     interface{ Consume(message string) error }
	RabbitListenerConf struct{ Host string }
	RabbitSenderConf   struct{ Host string }
	Sender             interface {
		Send(exchange string, routeKey string, msg []byte) error
	}
	RabbitMqSender struct{ ContentType string }
	MessageQueue   interface {
		Start()
		Stop()
	}
)

func MustNewListener(listenerConf RabbitListenerConf, handler ConsumeHandler) MessageQueue {
	return nil
}
func MustNewSender(rabbitMqConf RabbitSenderConf) Sender                          { return nil }
func (q *RabbitMqSender) Send(exchange string, routeKey string, msg []byte) error { return nil }
