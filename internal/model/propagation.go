package model

import (
	"slices"
	"strings"
)

// OpenTelemetry packages and what in them decides which propagator a process has.
const (
	OTelName        = "OpenTelemetry" // of its library
	OTel            = "go.opentelemetry.io/otel"
	OTelBaggage     = OTel + "/baggage"
	OTelPropagation = OTel + "/propagation"
	OTelSDK         = OTel + "/sdk/trace"
	OTelNoop        = OTel + "/trace/noop"
)

// keepers are the import paths of packages that use OpenTelemetry's root
// package and, as their source shows, never set the process-wide propagator.
// A path that ends in a slash stands for all packages below it.
var keepers = []string{
	OTel + "/", "go.opentelemetry.io/contrib/", "go.opentelemetry.io/auto/",
	"github.com/twmb/franz-go/plugin/kotel", "github.com/dnwe/otelsarama", "github.com/etf1/opentelemetry-go-contrib/", "github.com/voi-oss/watermill-opentelemetry/",
	"github.com/Trendyol/otel-kafka-konsumer", "github.com/cloudevents/sdk-go/", "github.com/ThreeDotsLabs/", "github.com/nats-io/",
	"cloud.google.com/go/", "github.com/googleapis/gax-go/", "google.golang.org/",
	"github.com/GoogleCloudPlatform/opentelemetry-operations-go/exporter/", "github.com/GoogleCloudPlatform/opentelemetry-operations-go/detectors/",
	"connectrpc.com/otelconnect", "github.com/gofiber/contrib/", "github.com/riandyrn/otelchi/", "github.com/elastic/elastic-transport-go/",
	"github.com/go-openapi/runtime/", "github.com/XSAM/otelsql/", "github.com/exaring/otelpgx", "github.com/j2gg0s/otsql/",
	"github.com/redis/go-redis/", "github.com/go-redis/redis/", "github.com/ClickHouse/", "github.com/dgraph-io/badger/",
	"gorm.io/plugin/opentelemetry/tracing", "gorm.io/plugin/opentelemetry/metrics", "github.com/open-feature/go-sdk-contrib/",
	"github.com/uptrace/opentelemetry-go-extra/",
}

// KeepsPropagator reports whether the package is known to leave the
// process-wide propagator alone. Only a package that imports OpenTelemetry's
// root package can set it at all.
func KeepsPropagator(path string) bool {
	for _, k := range keepers {
		if path == strings.TrimSuffix(k, "/") || strings.HasSuffix(k, "/") && strings.HasPrefix(path, k) {
			return true
		}
	}
	return false
}

// Instrumentation is a package whose functions inject or extract through the
// process-wide propagator, unless they are given another.
type Instrumentation struct {
	Path   string
	Funcs  []string // those that do; nil for all but options
	Option string   // the function that gives them another propagator, its first argument
}

var instrumentations = []Instrumentation{
	{"github.com/twmb/franz-go/plugin/kotel", []string{"NewTracer"}, "TracerPropagator"},
	{"github.com/dnwe/otelsarama", nil, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/github.com/Shopify/sarama/otelsarama", nil, "WithPropagators"},
	{"github.com/etf1/opentelemetry-go-contrib/instrumentation/github.com/confluentinc/confluent-kafka-go/otelconfluent", []string{"NewProducerWithTracing", "NewConsumerWithTracing"}, "WithPropagator"},
	{"github.com/Trendyol/otel-kafka-konsumer", []string{"NewReader", "NewWriter"}, "WithPropagator"},
	{"connectrpc.com/otelconnect", []string{"NewInterceptor"}, "WithPropagator"},
	{"github.com/riandyrn/otelchi", []string{"Middleware"}, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp", []string{"NewHandler", "NewMiddleware", "NewTransport", "Get", "Head", "Post", "PostForm"}, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc", []string{"NewClientHandler", "NewServerHandler", "UnaryClientInterceptor", "UnaryServerInterceptor", "StreamClientInterceptor", "StreamServerInterceptor"}, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin", []string{"Middleware"}, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/github.com/labstack/echo/otelecho", []string{"Middleware"}, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/github.com/gorilla/mux/otelmux", []string{"Middleware"}, "WithPropagators"},
	{"go.opentelemetry.io/contrib/instrumentation/github.com/emicklei/go-restful/otelrestful", []string{"OTelFilter"}, "WithPropagators"}, // v0.72.0
	{"github.com/gofiber/contrib/otelfiber", []string{"Middleware"}, "WithPropagators"},                                                   // v1.0.10
	{"github.com/gofiber/contrib/otelfiber/v2", []string{"Middleware"}, "WithPropagators"},                                                // v2.1.1
}

// InstrumentationAt returns what is known of the package as instrumentation, nil if nothing.
func InstrumentationAt(path string) *Instrumentation {
	for i := range instrumentations {
		if instrumentations[i].Path == path {
			return &instrumentations[i]
		}
	}
	return nil
}

// Propagates reports whether the package's function of that name sets up
// something that injects or extracts.
func (in *Instrumentation) Propagates(name string) bool {
	if in.Funcs == nil {
		return !strings.HasPrefix(name, "With")
	}
	return slices.Contains(in.Funcs, name)
}

// BaggageOf says whether propagators whose type, or constructor, is declared
// in the package carry baggage. The second result is false if that is not known.
func BaggageOf(path, name string) (carries, known bool) {
	switch path {
	case OTelPropagation:
		switch name {
		case "TraceContext":
			return false, true
		case "Baggage":
			return true, true
		}
	case "go.opentelemetry.io/contrib/propagators/b3", "go.opentelemetry.io/contrib/propagators/jaeger", "go.opentelemetry.io/contrib/propagators/aws/xray":
		return false, true
	case "go.opentelemetry.io/contrib/propagators/ot":
		return true, true
	}
	return false, false
}
