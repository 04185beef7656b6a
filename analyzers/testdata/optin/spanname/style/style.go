// Package style holds names against business-step-first in kebab case.
package style

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/spanname/style")

func steps(ctx context.Context) {
	for range 1 {
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
		_, span = tracer.Start(ctx, "decant-wine")
		span.End()
	}
	_, span := tracer.Start(ctx, "ReserveInventory") // want "spanname/style: .*in style it is \"reserve-inventory\""
	span.End()
	_, span = tracer.Start(ctx, "reserve_inventory") // want "spanname/style: .*in style it is \"reserve-inventory\""
	span.End()
	_, span = tracer.Start(ctx, "InventoryService.Reserve") // want "spanname/style: .*does not begin with its verb; in style it is \"reserve-inventory-service\""
	span.End()
	_, span = tracer.Start(ctx, "order-placed") // want "spanname/style: .*what has happened, .* in style it is \"place-order\""
	span.End()
	_, span = tracer.Start(ctx, "reserve") // want "spanname/style: .*does not say what it is done to"
	span.End()
	_, span = tracer.Start(ctx, "process") // want "spanname/technical"
	span.End()
	_, span = tracer.Start(ctx, "order review") // want "spanname/style"
	span.End()
	_, span = tracer.Start(ctx, "publish orders", trace.WithSpanKind(trace.SpanKindProducer))
	span.End()
}
