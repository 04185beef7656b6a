package words

import "testing"

func TestEnvelopeNames(t *testing.T) {
	for _, q := range []struct {
		what    string
		ask     func(string) bool
		yes, no []string
	}{
		{"IsTraceContext", IsTraceContext,
			[]string{"traceparent", "TraceParent", "x-traceparent", "TraceContext", "trace_context", "SpanContext", "otelCarrier", "b3"},
			[]string{"TraceID", "Context", "StackTrace", "Parent", "Headers", ""}},
		{"IsEncoding", IsEncoding,
			[]string{"Marshal", "MarshalIndent", "EncodeEvent", "ToJSON", "Bytes", "String", "SerializeToAvro"},
			[]string{"Key", "Topic", "Unmarshal", "Decode", "Subject", "", "NewBytesReader"}},
		{"FillsIn", FillsIn, []string{"Unmarshal", "DecodeInto", "Sscan", "ReadFull", "Set"}, []string{"Marshal", "Printf", "Encode", "Sum256", ""}},
		{"IsConsumerName", IsConsumerName,
			[]string{"messaging.consumer.group.name", "messaging.client.id", "consumer", "consumer.name", "messaging.consumer.name", "messaging.kafka.consumer.group", "consumer_group", "messaging.destination.subscription.name"},
			[]string{"messaging.operation.name", "service.name", "client", "customer.name", "messaging.message.id", ""}},
	} {
		for _, name := range q.yes {
			if !q.ask(name) {
				t.Errorf("%s(%q) is false", q.what, name)
			}
		}
		for _, name := range q.no {
			if q.ask(name) {
				t.Errorf("%s(%q) is true", q.what, name)
			}
		}
	}
}
