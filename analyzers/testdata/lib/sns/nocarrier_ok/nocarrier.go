// Package nocarrier publishes orders with the trace among their attributes.
package nocarrier

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/sns/shop"
)

var tracer = otel.Tracer("tracelint.test/sns/nocarrier")

// Shop takes orders.
type Shop struct{ topics *sns.Client }

// Place places an order.
func (s *Shop) Place(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	attributes := shop.Attributes{}
	otel.GetTextMapPropagator().Inject(ctx, attributes)
	_, err = s.topics.Publish(ctx, &sns.PublishInput{TopicArn: aws.String(shop.Orders), Message: aws.String(string(payload)), MessageAttributes: attributes})
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	return shop.Serve(ctx, url, (&Shop{shop.NewClient(url)}).Place)
}
