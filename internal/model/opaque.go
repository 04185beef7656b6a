package model

import "strings"

// opaquePrefixes are the import paths of tracing APIs and agents whose calls
// are not modelled: what goes through them may carry the trace.
var opaquePrefixes = []string{
	"github.com/opentracing/opentracing-go", "github.com/opentracing-contrib/", "github.com/uber/jaeger-client-go", "github.com/openzipkin/zipkin-go",
	"github.com/DataDog/dd-trace-go", "gopkg.in/DataDog/dd-trace-go.v1", "go.opencensus.io", "go.elastic.co/apm", "github.com/getsentry/sentry-go",
	"github.com/newrelic/go-agent", "github.com/aws/aws-xray-sdk-go", "github.com/apache/skywalking-go", "github.com/SkyAPM/go2sky",
	"github.com/signalfx/splunk-otel-go", "github.com/honeycombio/", "github.com/lightstep/", "github.com/instana/go-sensor",
	"github.com/openzipkin-contrib/", "gopkg.in/launchdarkly/go-otel",
}

// Opaque reports whether the package belongs to a tracing API that is not
// modelled, so that calls into it are neither clean nor broken.
func (ix *Index) Opaque(path string) bool {
	if ix.Stands(path) {
		return false
	}
	for _, p := range opaquePrefixes {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return strings.HasPrefix(path, "go.opentelemetry.io/contrib/")
}
