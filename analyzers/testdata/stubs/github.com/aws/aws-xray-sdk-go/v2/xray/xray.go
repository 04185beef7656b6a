// Package xray is a stub: the signatures of X-Ray's SDK v2, without code.
package xray

import (
	"context"
	"net/http"

	"github.com/aws/aws-xray-sdk-go/v2/header"
)

type Segment struct {
	TraceID       string
	ID            string
	Name          string
	ParentID      string
	ParentSegment *Segment
}

func BeginFacadeSegment(ctx context.Context, name string, h *header.Header) (context.Context, *Segment) {
	return ctx, nil
}
func BeginSegment(ctx context.Context, name string) (context.Context, *Segment) { return ctx, nil }
func BeginSegmentWithSampling(ctx context.Context, name string, r *http.Request, traceHeader *header.Header) (context.Context, *Segment) {
	return ctx, nil
}
func BeginSubsegmentWithoutSampling(ctx context.Context, name string) (context.Context, *Segment) {
	return ctx, nil
}
func BeginSubsegment(ctx context.Context, name string) (context.Context, *Segment) { return ctx, nil }
func NewSegmentFromHeader(ctx context.Context, name string, r *http.Request, h *header.Header) (context.Context, *Segment) {
	return ctx, nil
}
func Capture(ctx context.Context, name string, fn func(context.Context) error) (err error) {
	return nil
}
func CaptureAsync(ctx context.Context, name string, fn func(context.Context) error) {}

func (seg *Segment) Close(err error)                                   {}
func (seg *Segment) CloseAndStream(err error)                          {}
func (seg *Segment) AddAnnotation(key string, value interface{}) error { return nil }
func (seg *Segment) AddMetadata(key string, value interface{}) error   { return nil }
func (seg *Segment) AddMetadataToNamespace(namespace string, key string, value interface{}) error {
	return nil
}
func (seg *Segment) AddError(err error) error                                { return nil }
func (s *Segment) DownstreamHeader() *header.Header                          { return nil }
func GetSegment(ctx context.Context) *Segment                                { return nil }
func TraceID(ctx context.Context) string                                     { return "" }
func DetachContext(ctx context.Context) context.Context                      { return ctx }
func AddAnnotation(ctx context.Context, key string, value interface{}) error { return nil }
func AddMetadata(ctx context.Context, key string, value interface{}) error   { return nil }
func AddMetadataToNamespace(ctx context.Context, namespace string, key string, value interface{}) error {
	return nil
}
func AddError(ctx context.Context, err error) error { return nil }

type Config struct{ DaemonAddr string }

func ContextWithConfig(ctx context.Context, c Config) (context.Context, error) { return ctx, nil }
