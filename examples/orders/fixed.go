package main

import (
	"context"
	"errors"
	"net/http"

	"example.com/orders/internal/fixed/bus"
	"example.com/orders/internal/fixed/inventory"
	"example.com/orders/internal/fixed/orders"
	"example.com/orders/internal/fixed/payment"
	"example.com/orders/internal/fixed/shipping"
	"example.com/orders/internal/telemetry"
)

// startFixed starts the repaired services: whatever an order causes belongs to its trace.
func startFixed(ctx context.Context, s shop) (http.Handler, error) {
	return startRepaired(ctx, s)
}

// startLinked starts the repaired services with one trace per handled event, joined by links.
func startLinked(ctx context.Context, s shop) (http.Handler, error) {
	return startRepaired(ctx, s, bus.LinkOnly())
}

func startRepaired(ctx context.Context, s shop, options ...bus.Option) (http.Handler, error) {
	tp := s.telemetry.Provider("orders")
	handler := telemetry.Handler(tp, "POST /orders", orders.New(bus.New(s.js, tp, options...)))

	tp = s.telemetry.Provider("inventory")
	inventory := inventory.New(bus.New(s.js, tp, options...), tp, s.stock)

	tp = s.telemetry.Provider("payment")
	payment := payment.New(bus.New(s.js, tp, options...), tp, s.provider)

	tp = s.telemetry.Provider("shipping")
	shipping := shipping.New(bus.New(s.js, tp, options...), tp)

	return handler, errors.Join(inventory.Start(ctx), payment.Start(ctx), shipping.Start(ctx))
}
