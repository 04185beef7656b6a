package model

import (
	"go/types"
	"strings"
)

// Where attributes and the names of OpenTelemetry's conventions come from. The
// conventions have a package for each of their versions.
const (
	attributePkg = "go.opentelemetry.io/otel/attribute"
	semconvPkg   = "go.opentelemetry.io/otel/semconv/"
)

// semconvKeys are the keys of the attributes that functions of the conventions
// make, as far as they say which event, workflow or consumer a span belongs to.
var semconvKeys = map[string]string{
	"MessagingMessageID":                   "messaging.message.id",
	"MessagingMessageConversationID":       "messaging.message.conversation_id",
	"MessagingConsumerGroupName":           "messaging.consumer.group.name",
	"MessagingConsumerID":                  "messaging.consumer.id",
	"MessagingClientID":                    "messaging.client.id",
	"MessagingKafkaConsumerGroup":          "messaging.kafka.consumer.group",
	"MessagingKafkaClientID":               "messaging.kafka.client_id",
	"MessagingRocketmqClientGroup":         "messaging.rocketmq.client_group",
	"MessagingRocketMQConsumerGroup":       "messaging.consumer.group.name",
	"MessagingDestinationSubscriptionName": "messaging.destination.subscription.name",
	"MessagingEventhubsConsumerGroup":      "messaging.eventhubs.consumer.group",
	"MessagingEventHubsConsumerGroup":      "messaging.eventhubs.consumer.group",
	"MessagingServicebusMessageID":         "messaging.message.id",
	"CloudEventsEventID":                   "cloudevents.event_id",
	"CloudeventsEventID":                   "cloudevents.event_id",
}

// AttributeKey reports whether a function makes an attribute, and its key. The
// key is "" if it is the first argument, or the receiver.
func AttributeKey(f *types.Func) (key string, ok bool) {
	if f.Pkg() == nil {
		return "", false
	}
	switch path := f.Pkg().Path(); {
	case path == attributePkg:
		res := f.Signature().Results()
		if res.Len() != 1 {
			return "", false
		}
		n, named := types.Unalias(res.At(0).Type()).(*types.Named)
		return "", named && n.Obj().Name() == "KeyValue"
	case strings.HasPrefix(path, semconvPkg):
		if key, ok := semconvKeys[f.Name()]; ok {
			return key, true
		}
		return f.Name(), true // about something else
	}
	return "", false
}
