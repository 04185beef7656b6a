package datadog

import (
	"context"

	ddkgo "github.com/DataDog/dd-trace-go/contrib/twmb/franz-go/v2"
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/twmb/franz-go/pkg/kgo"
)

// Hooks of one's own.

type injecting struct{}

func (injecting) OnProduceRecordBuffered(r *kgo.Record) {
	if span, ok := tracer.SpanFromContext(r.Context); ok {
		tracer.Inject(span.Context(), headers{r})
	}
}

type headers struct{ r *kgo.Record }

func (h headers) Set(key, val string) {
	h.r.Headers = append(h.r.Headers, kgo.RecordHeader{Key: key, Value: []byte(val)})
}

type hooked struct{ client *kgo.Client }

func newHooked() (*hooked, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(injecting{}))
	if err != nil {
		return nil, err
	}
	return &hooked{client}, nil
}

func (s *hooked) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

type counting struct{ n int }

func (c *counting) OnProduceRecordBuffered(r *kgo.Record) { c.n++ }

type counted struct{ client *kgo.Client }

func newCounted() (*counted, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(&counting{}))
	if err != nil {
		return nil, err
	}
	return &counted{client}, nil
}

func (s *counted) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr() // want "publishctx/no-carrier"
}

type both struct{ client *kgo.Client }

func newBoth() (*both, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(&counting{}), ddkgo.WithTracing())
	if err != nil {
		return nil, err
	}
	return &both{client}, nil
}

func (s *both) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

// Hooks that come as such, from functions and fields.

func hook() kgo.Hook { return injecting{} }

func hooks() []kgo.Hook { return []kgo.Hook{&counting{}, injecting{}} }

type kept struct {
	hook   kgo.Hook
	client *kgo.Client
}

func newKept() (*kept, error) {
	k := &kept{hook: hook()}
	return k, k.connect()
}

func (s *kept) connect() (err error) {
	s.client, err = kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(s.hook))
	return err
}

func (s *kept) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

type returned struct{ client *kgo.Client }

func newReturned() (*returned, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(hook()))
	if err != nil {
		return nil, err
	}
	return &returned{client}, nil
}

func (s *returned) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

type listed struct{ client *kgo.Client }

func newListed() (*listed, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(hooks()...))
	if err != nil {
		return nil, err
	}
	return &listed{client}, nil
}

func (s *listed) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}
