// Package obligation builds clients for a publisher of another package that
// propagates only if they do.
package obligation

import (
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"

	"tracelint.test/testdata/shared/kbus"
)

func bare() (*kbus.Bus, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"))
	if err != nil {
		return nil, err
	}
	return kbus.New(client), nil // want "publishctx/no-carrier"
}

func traced() (*kbus.Bus, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(kotel.NewTracer()))
	if err != nil {
		return nil, err
	}
	return kbus.New(client), nil
}

// Options that come from elsewhere may hold hooks.

func unknown(opts ...kgo.Opt) (*kbus.Bus, error) {
	client, err := kgo.NewClient(opts...)
	if err != nil {
		return nil, err
	}
	return kbus.New(client), nil
}

// A constructor that passes the client on owes the same.

func passOn(client *kgo.Client) *kbus.Bus { return kbus.New(client) }

func bareAgain() (*kbus.Bus, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"))
	if err != nil {
		return nil, err
	}
	return passOn(client), nil // want "publishctx/no-carrier"
}
