// Package batch inserts orders as jobs, several at a time, none of which has metadata.
package batch

import (
	"context"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/river/shop"
)

var tracer = otel.Tracer("tracelint.test/river/batch")

// Place places an order.
func Place(ctx context.Context, db *shop.Database) error {
	client, err := river.NewClient(riverpgxv5.New(db.Pool), &river.Config{Schema: db.Schema})
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	_, err = client.InsertMany(ctx, []river.InsertManyParams{{Args: shop.Reserve{OrderID: "o-1"}}}) // want publishctx/no-carrier
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := shop.NewWarehouse()
	return shop.Serve(ctx, url, warehouse.Reserved, Place, warehouse)
}
