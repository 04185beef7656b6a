package main

import (
	"context"
	"errors"
	"net/http"

	"example.com/orders/internal/bus"
	"example.com/orders/internal/inventory"
	"example.com/orders/internal/orders"
	"example.com/orders/internal/payment"
	"example.com/orders/internal/shipping"
	"example.com/orders/internal/telemetry"
)

// startBroken starts the services as they were first written.
func startBroken(ctx context.Context, s shop) (http.Handler, error) {
	tp := s.telemetry.Provider("orders")
	handler := telemetry.Handler(tp, "POST /orders", orders.New(bus.New(s.js, tp)))

	tp = s.telemetry.Provider("inventory")
	inventory := inventory.New(bus.New(s.js, tp), tp, s.stock)

	tp = s.telemetry.Provider("payment")
	payment := payment.New(bus.New(s.js, tp), tp, s.provider)

	tp = s.telemetry.Provider("shipping")
	shipping := shipping.New(bus.New(s.js, tp), tp)

	return handler, errors.Join(inventory.Start(ctx), payment.Start(ctx), shipping.Start(ctx))
}
