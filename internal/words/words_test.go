package words

import (
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	for name, want := range map[string][]string{
		"parentSpanID":    {"parent", "span", "id"},
		"parent_span_id":  {"parent", "span", "id"},
		"Parent-Span-Id":  {"parent", "span", "id"},
		"HTTPServer":      {"http", "server"},
		"ServeHTTP":       {"serve", "http"},
		"b3":              {"b3"},
		"x-b3-traceid":    {"x", "b3", "traceid"},
		"traceparent":     {"traceparent"},
		"OrderIDs":        {"order", "i", "ds"},
		"":                nil,
		"---":             nil,
		"ÄnderungsDatum":  {"änderungs", "datum"},
		"order.placed.v1": {"order", "placed", "v1"},
	} {
		if got := Split(name); !slices.Equal(got, want) {
			t.Errorf("Split(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestQuestions(t *testing.T) {
	for _, q := range []struct {
		what    string
		ask     func(string) bool
		yes, no []string
	}{
		{"IsCausal", IsCausal,
			[]string{"TraceID", "trace_id", "traceparent", "CorrelationId", "causation-id", "X-Request-Id", "parentID", "SpanContext", "b3", "conversationId"},
			[]string{"OrderID", "id", "EventID", "MessageId", "idempotency_key", "request", "Customer", "", "processId"}},
		{"IsContainer", IsContainer,
			[]string{"Headers", "metadata", "Attributes", "ctx", "msgHeaders"},
			[]string{"Head", "Body", "Payload", "Order"}},
		{"IsHandOff", IsHandOff,
			[]string{"Publish", "PublishEvent", "EmitAsync", "enqueueJob", "Dispatch"},
			[]string{"Send", "Republish", "Notify", "publisher", ""}},
		{"IsEnding", IsEnding, []string{"Close", "gracefulShutdown", "StopWorkers"}, []string{"Open", "Publish", "disclose"}},
		{"IsProbe", IsProbe, []string{"heartbeat", "sendHeartbeat", "HealthCheck", "Ping", "reportMetrics"}, []string{"Publish", "heart", "shipping"}},
		{"IsStart", IsStart, []string{"Start", "RunWorkers", "SubscribeAll", "NewBus"}, []string{"Restart", "publishStart", "Consumer", ""}},
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

func TestRoleOf(t *testing.T) {
	for _, c := range []struct {
		name, owner string
		want        Role
	}{
		{"EventID", "", EventID}, {"event_id", "", EventID}, {"MessageId", "", EventID}, {"msg-id", "", EventID},
		{"ID", "OrderEvent", EventID}, {"id", "Envelope", EventID}, {"Id", "EventMetadata", EventID}, {"ID", "Order", NoRole}, {"id", "", NoRole},
		{"TraceID", "", TraceID}, {"X-B3-TraceId", "", TraceID}, {"trace_id", "", TraceID}, {"otel-trace-id", "", TraceID}, {"traceIDHeader", "", TraceID},
		{"StackTrace", "", NoRole}, {"parcelTraceID", "", NoRole}, {"trace", "", NoRole},
		{"spanId", "", SpanID}, {"parent_span_id", "", ParentSpanID},
		{"CorrelationId", "", CorrelationID}, {"X-Correlation-ID", "", CorrelationID}, {"corrID", "", CorrelationID}, {"correlationid", "", CorrelationID},
		{"workflow_id", "", CorrelationID}, {"SagaID", "", CorrelationID}, {"messaging.message.conversation_id", "", CorrelationID}, {"MetadataKeyCorrelationID", "", CorrelationID},
		{"causation_id", "", CausationID}, {"CausationId", "", CausationID}, {"causedBy", "", CausationID},
		{"messaging.message.id", "", EventID},
		{"RequestID", "", NoRole}, {"OrderID", "OrderEvent", NoRole}, {"IdempotencyKey", "", NoRole}, {"", "", NoRole},
	} {
		if got := RoleOf(c.name, c.owner); got != c.want {
			t.Errorf("RoleOf(%q, %q) = %q, want %q", c.name, c.owner, got, c.want)
		}
	}
}
