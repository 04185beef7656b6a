// Package stomp publishes with STOMP.
package stomp

import (
	"context"

	"github.com/go-stomp/stomp/v3"
	"github.com/go-stomp/stomp/v3/frame"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct{ conn *stomp.Conn }

func (s *shop) bare(ctx context.Context) error {
	return s.conn.Send("orders", "application/json", []byte("{}")) // want "publishctx/no-carrier: .*inject it into the headers"
}

func (s *shop) bareInTransaction(ctx context.Context) error {
	tx := s.conn.Begin()
	if err := tx.Send("orders", "application/json", []byte("{}")); err != nil { // want "publishctx/no-carrier"
		return err
	}
	return tx.Commit()
}

func (s *shop) good(ctx context.Context) error {
	header := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, header)
	return s.conn.Send("orders", "application/json", []byte("{}"), stomp.SendOpt.Header("traceparent", header["traceparent"]))
}

func (s *shop) function(ctx context.Context) error {
	return s.conn.Send("orders", "application/json", []byte("{}"), func(f *frame.Frame) error {
		otel.GetTextMapPropagator().Inject(ctx, carrier{f.Header})
		return nil
	})
}

type carrier struct{ *frame.Header }

func (c carrier) Keys() []string { return nil }
