// Package nocarrier publishes orders with the trace among their attributes.
package nocarrier

import (
	"context"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/service/sns"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/snsv1/shop"
)

var tracer = otel.Tracer("tracelint.test/snsv1/nocarrier")

// Shop takes orders.
type Shop struct{ topics *sns.SNS }

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
	_, err = s.topics.PublishWithContext(ctx, &sns.PublishInput{TopicArn: aws.String(shop.Orders), Message: aws.String(string(payload)), MessageAttributes: attributes})
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	topics, err := shop.NewClient(url)
	if err != nil {
		return err
	}
	return shop.Serve(ctx, url, (&Shop{topics}).Place)
}
