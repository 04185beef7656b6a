// Package libs pins the client libraries and tracing APIs: the tests of
// internal/model/lib resolve the models against these versions, and the
// programs under lib are built with them. A package that only a test or a
// program needs is imported here as well, so that its sums stay in go.sum.
package libs

import (
	// kafka-go
	_ "github.com/segmentio/kafka-go"
	_ "github.com/segmentio/kafka-go/protocol"

	// franz-go
	_ "github.com/twmb/franz-go/pkg/kfake"
	_ "github.com/twmb/franz-go/pkg/kgo"
	_ "github.com/twmb/franz-go/plugin/kotel"

	// sarama, under its two paths
	_ "github.com/IBM/sarama"
	_ "github.com/Shopify/sarama"
	_ "github.com/dnwe/otelsarama"
	_ "go.opentelemetry.io/contrib/instrumentation/github.com/Shopify/sarama/otelsarama"

	// confluent-kafka-go, its two versions
	_ "github.com/confluentinc/confluent-kafka-go/kafka"
	_ "github.com/confluentinc/confluent-kafka-go/v2/kafka"

	// NATS
	_ "github.com/nats-io/nats-server/v2/server"
	_ "github.com/nats-io/nats.go"
	_ "github.com/nats-io/nats.go/jetstream"
	_ "github.com/nats-io/nats.go/micro"

	// RabbitMQ
	_ "github.com/Azure/go-amqp"
	_ "github.com/rabbitmq/amqp091-go"
	_ "github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	_ "github.com/rabbitmq/rabbitmq-stream-go-client/pkg/ha"
	_ "github.com/rabbitmq/rabbitmq-stream-go-client/pkg/message"
	_ "github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
	_ "github.com/streadway/amqp"

	// watermill
	_ "github.com/ThreeDotsLabs/watermill"
	_ "github.com/ThreeDotsLabs/watermill-kafka/v2/pkg/kafka"
	_ "github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	_ "github.com/ThreeDotsLabs/watermill/components/cqrs"
	_ "github.com/ThreeDotsLabs/watermill/components/delay"
	_ "github.com/ThreeDotsLabs/watermill/components/forwarder"
	_ "github.com/ThreeDotsLabs/watermill/components/requestreply"
	_ "github.com/ThreeDotsLabs/watermill/message"
	_ "github.com/ThreeDotsLabs/watermill/message/router/middleware"
	_ "github.com/ThreeDotsLabs/watermill/pubsub/gochannel"

	// go-zero
	_ "github.com/zeromicro/go-zero/core/logx"

	// Redis
	_ "github.com/alicebob/miniredis/v2"
	_ "github.com/go-redis/redis/v7"
	_ "github.com/go-redis/redis/v8"
	_ "github.com/redis/go-redis/extra/redisotel/v9"
	_ "github.com/redis/go-redis/v9"

	// asynq
	_ "github.com/hibiken/asynq"

	// Google Cloud Pub/Sub
	_ "cloud.google.com/go/pubsub"
	_ "cloud.google.com/go/pubsub/apiv1"
	_ "cloud.google.com/go/pubsub/apiv1/pubsubpb"
	_ "cloud.google.com/go/pubsub/pstest"
	_ "cloud.google.com/go/pubsub/v2"
	_ "cloud.google.com/go/pubsub/v2/apiv1"
	_ "cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	_ "cloud.google.com/go/pubsub/v2/pstest"

	// AWS
	_ "github.com/aws/aws-lambda-go/events"
	_ "github.com/aws/aws-lambda-go/lambda"
	_ "github.com/aws/aws-sdk-go-v2/aws"
	_ "github.com/aws/aws-sdk-go-v2/service/eventbridge"
	_ "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	_ "github.com/aws/aws-sdk-go-v2/service/kinesis"
	_ "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	_ "github.com/aws/aws-sdk-go-v2/service/sns"
	_ "github.com/aws/aws-sdk-go-v2/service/sns/types"
	_ "github.com/aws/aws-sdk-go-v2/service/sqs"
	_ "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	_ "github.com/aws/aws-sdk-go/service/eventbridge"
	_ "github.com/aws/aws-sdk-go/service/eventbridge/eventbridgeiface"
	_ "github.com/aws/aws-sdk-go/service/kinesis"
	_ "github.com/aws/aws-sdk-go/service/kinesis/kinesisiface"
	_ "github.com/aws/aws-sdk-go/service/sns"
	_ "github.com/aws/aws-sdk-go/service/sns/snsiface"
	_ "github.com/aws/aws-sdk-go/service/sqs"
	_ "github.com/aws/aws-sdk-go/service/sqs/sqsiface"
	_ "go.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-sdk-go-v2/otelaws"

	// gocloud
	_ "gocloud.dev/pubsub"
	_ "gocloud.dev/pubsub/mempubsub"

	// Azure Service Bus
	_ "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

	// CloudEvents
	_ "github.com/cloudevents/sdk-go/v2"
	_ "github.com/cloudevents/sdk-go/v2/client"
	_ "github.com/cloudevents/sdk-go/v2/event"
	_ "github.com/cloudevents/sdk-go/v2/extensions"
	_ "github.com/cloudevents/sdk-go/v2/protocol"
	_ "github.com/cloudevents/sdk-go/v2/protocol/gochan"
	_ "github.com/cloudevents/sdk-go/v2/protocol/http"

	// river
	_ "github.com/riverqueue/river"
	_ "github.com/riverqueue/river/rivertype"
	_ "github.com/riverqueue/rivercontrib/otelriver"

	// Job queues, as stubs
	_ "github.com/RichardKnop/machinery/v1"
	_ "github.com/RichardKnop/machinery/v1/tasks"
	_ "github.com/RichardKnop/machinery/v2"
	_ "github.com/RichardKnop/machinery/v2/tasks"
	_ "github.com/gocraft/work"
	_ "github.com/vmihailenco/taskq/extra/taskqotel/v3"
	_ "github.com/vmihailenco/taskq/v3"

	// Retry helpers
	_ "github.com/avast/retry-go"
	_ "github.com/avast/retry-go/v3"
	_ "github.com/avast/retry-go/v4"
	_ "github.com/avast/retry-go/v5"
	_ "github.com/cenkalti/backoff"
	_ "github.com/cenkalti/backoff/v3"
	_ "github.com/cenkalti/backoff/v4"
	_ "github.com/cenkalti/backoff/v5"
	_ "github.com/eapache/go-resiliency/retrier"
	_ "github.com/failsafe-go/failsafe-go"
	_ "github.com/failsafe-go/failsafe-go/retrypolicy"
	_ "github.com/hashicorp/go-retryablehttp"
	_ "github.com/sethvargo/go-retry"

	// Clients that only stubs can be had of, below stubs
	_ "github.com/DataDog/dd-trace-go/contrib/IBM/sarama/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/Shopify/sarama/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/aws/aws-sdk-go-v2/v2/aws"
	_ "github.com/DataDog/dd-trace-go/contrib/cloud.google.com/go/pubsub.v1/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/cloud.google.com/go/pubsub.v2/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/confluentinc/confluent-kafka-go/kafka.v2/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/confluentinc/confluent-kafka-go/kafka/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/segmentio/kafka-go/v2"
	_ "github.com/DataDog/dd-trace-go/contrib/twmb/franz-go/v2"
	_ "github.com/Trendyol/otel-kafka-konsumer"
	_ "github.com/cloudevents/sdk-go/observability/opencensus/v2/client"
	_ "github.com/cloudevents/sdk-go/observability/opencensus/v2/http"
	_ "github.com/cloudevents/sdk-go/observability/opentelemetry/v2/client"
	_ "github.com/cloudevents/sdk-go/observability/opentelemetry/v2/http"
	_ "github.com/dentech-floss/watermill-opentelemetry-go-extra/pkg/opentelemetry"
	_ "github.com/etf1/opentelemetry-go-contrib/instrumentation/github.com/confluentinc/confluent-kafka-go/otelconfluent"
	_ "github.com/newrelic/go-agent/v3/integrations/nramqp"
	_ "github.com/newrelic/go-agent/v3/integrations/nrnats"
	_ "github.com/newrelic/go-agent/v3/integrations/nrsarama"
	_ "github.com/newrelic/go-agent/v3/integrations/nrstan"
	_ "github.com/rabbitmq/rabbitmq-amqp-go-client/pkg/rabbitmqamqp"
	_ "github.com/tal-tech/go-queue/dq"
	_ "github.com/tal-tech/go-queue/kq"
	_ "github.com/voi-oss/watermill-opentelemetry/pkg/opentelemetry"
	_ "github.com/wagslane/go-rabbitmq"
	_ "github.com/zeromicro/go-queue/dq"
	_ "github.com/zeromicro/go-queue/kq"
	_ "github.com/zeromicro/go-queue/natsmq/publisher"
	_ "github.com/zeromicro/go-queue/natsq"
	_ "github.com/zeromicro/go-queue/rabbitmq"
	_ "github.com/zeromicro/go-queue/stanq"
	_ "go.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-lambda-go/otellambda"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/IBM/sarama.v1"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/Shopify/sarama"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/aws/aws-sdk-go-v2/aws"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/cloud.google.com/go/pubsub.v1"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/confluentinc/confluent-kafka-go/kafka"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/confluentinc/confluent-kafka-go/kafka.v2"
	_ "gopkg.in/DataDog/dd-trace-go.v1/contrib/segmentio/kafka.go.v0"

	// OpenTelemetry
	_ "go.opentelemetry.io/otel"
	_ "go.opentelemetry.io/otel/attribute"
	_ "go.opentelemetry.io/otel/baggage"
	_ "go.opentelemetry.io/otel/codes"
	_ "go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	_ "go.opentelemetry.io/otel/propagation"
	_ "go.opentelemetry.io/otel/sdk/resource"
	_ "go.opentelemetry.io/otel/sdk/trace"
	_ "go.opentelemetry.io/otel/sdk/trace/tracetest"
	_ "go.opentelemetry.io/otel/trace"
	_ "go.opentelemetry.io/otel/trace/noop"

	// other tracing APIs; Datadog's are stubs, as is X-Ray's second version
	_ "github.com/DataDog/dd-trace-go/v2/ddtrace/ext"
	_ "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	_ "github.com/aws/aws-xray-sdk-go/header"
	_ "github.com/aws/aws-xray-sdk-go/instrumentation/awsv2"
	_ "github.com/aws/aws-xray-sdk-go/v2/header"
	_ "github.com/aws/aws-xray-sdk-go/v2/instrumentation/awsv2"
	_ "github.com/aws/aws-xray-sdk-go/v2/xray"
	_ "github.com/aws/aws-xray-sdk-go/xray"
	_ "github.com/getsentry/sentry-go"
	_ "github.com/newrelic/go-agent/v3/newrelic"
	_ "github.com/opentracing/opentracing-go"
	_ "github.com/opentracing/opentracing-go/ext"
	_ "github.com/opentracing/opentracing-go/log"
	_ "github.com/opentracing/opentracing-go/mocktracer"
	_ "go.elastic.co/apm/module/apmhttp/v2"
	_ "go.elastic.co/apm/v2"
	_ "go.opencensus.io/trace"
	_ "go.opencensus.io/trace/propagation"
	_ "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/ext"
	_ "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer"

	// MQTT, NSQ, Pulsar (a stub), STOMP
	_ "github.com/apache/pulsar-client-go/pulsar"
	_ "github.com/eclipse/paho.golang/autopaho"
	_ "github.com/eclipse/paho.golang/autopaho/extensions/rpc"
	_ "github.com/eclipse/paho.golang/paho"
	_ "github.com/eclipse/paho.golang/paho/extensions/rpc"
	_ "github.com/eclipse/paho.mqtt.golang"
	_ "github.com/go-stomp/stomp/v3"
	_ "github.com/go-stomp/stomp/v3/frame"
	_ "github.com/go-stomp/stomp/v3/server"
	_ "github.com/mochi-mqtt/server/v2"
	_ "github.com/mochi-mqtt/server/v2/listeners"
	_ "github.com/mochi-mqtt/server/v2/packets"
	_ "github.com/nsqio/go-nsq"

	// RocketMQ
	_ "github.com/apache/rocketmq-client-go/v2"
	_ "github.com/apache/rocketmq-client-go/v2/consumer"
	_ "github.com/apache/rocketmq-client-go/v2/primitive"
	_ "github.com/apache/rocketmq-client-go/v2/producer"

	// generators of ids
	_ "github.com/bwmarrin/snowflake"
	_ "github.com/gofrs/uuid/v5"
	_ "github.com/google/uuid"
	_ "github.com/hashicorp/go-uuid"
	_ "github.com/lithammer/shortuuid/v4"
	_ "github.com/lucsky/cuid"
	_ "github.com/matoous/go-nanoid/v2"
	_ "github.com/nats-io/nuid"
	_ "github.com/oklog/ulid/v2"
	_ "github.com/pborman/uuid"
	_ "github.com/rs/xid"
	_ "github.com/satori/go.uuid"
	_ "github.com/segmentio/ksuid"
	_ "github.com/sony/sonyflake"
	_ "go.mongodb.org/mongo-driver/v2/bson"
)
