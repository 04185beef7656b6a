package names

import "github.com/nats-io/nats.go"

func answer(conn *nats.Conn) (*nats.Subscription, error) {
	return conn.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(background, "reserve-inventory")
		defer span.End()
	})
}
