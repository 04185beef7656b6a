package words

import "testing"

func TestIsTechnical(t *testing.T) {
	v := NewVocabulary(nil, nil)
	for _, name := range []string{
		"process", "Process", "handle event", "Process incoming message", "publish handler", "work", "another work", "job.process", "run_job", "ExecuteTask",
		"kafka.consume", "KafkaConsumer.HandleMessage", "db query", "processing messages", "event handled", "main", "doWork", "process-batch-1", "my-span", "child span 2",
		"parent", "service.call", "do request", "consumer", "worker1", "RabbitMQ.Consume", "http.request", "new operation", "send to kafka",
	} {
		if !v.IsTechnical(name) {
			t.Errorf("%q is business", name)
		}
	}
	for _, name := range []string{
		"", "1", "a", "...", "reserve-inventory", "process orders", "OrderService.Reserve", "createProductHandler.Handle", "productRepository.CreateProduct", "Trigger test",
		"Execute assertions", "Fetch trace", "process spans", "queued", "mongoRepository.Search", "APIResponse.ToHTTPResponse", "queryByService", "retry", "SQL SELECT",
		"User Requested Stop Run", "Start polling trace", "handle payment", "receive goods", "limits", "interval", "QueryEngine.Execute", "Deliver", "notify", "GetDriver",
	} {
		if v.IsTechnical(name) {
			t.Errorf("%q is technical", name)
		}
	}
}

func TestVocabulary(t *testing.T) {
	v := NewVocabulary([]string{"gizmo", "order-desk"}, []string{"jobs"})
	for name, want := range map[string]bool{"run gizmo": true, "order desk": true, "run job": false, "run jobs": false, "run tasks": true} {
		if got := v.IsTechnical(name); got != want {
			t.Errorf("IsTechnical(%q) = %t", name, got)
		}
	}
	for domain, name := range map[string]string{"asyncjobs": "run job", "query-engine": "execute queries", "Queue": "queue.push", "job_runner": "Runner.run"} {
		v := NewVocabulary(nil, nil)
		if !v.IsTechnical(name) {
			t.Errorf("%q is business everywhere", name)
		}
		if v.Domain(domain); v.IsTechnical(name) {
			t.Errorf("%q is technical in %s", name, domain)
		}
	}
	v = NewVocabulary(nil, nil)
	if v.Domain("order-worker"); !v.IsTechnical("worker.run") {
		t.Error("a program called worker has worker for its business")
	}
}

func TestBareVerb(t *testing.T) {
	v := NewVocabulary(nil, nil)
	for name, want := range map[string]string{
		"process": "process", "publish": "publish", "process message": "process", "subject receive": "receive", "Kafka.Publish": "publish", "sending": "sending",
		"process orders": "", "orders process": "", "reserve-inventory": "", "kafka": "", "": "",
	} {
		if got, ok := v.BareVerb(name); got != want || ok != (want != "") {
			t.Errorf("BareVerb(%q) = %q, %t, want %q", name, got, ok, want)
		}
	}
}

func TestBusinessStepFirst(t *testing.T) {
	for _, c := range []struct {
		name, style string
		fault       Fault
		turned      string
	}{
		{"reserve-inventory", "", InStyle, ""},
		{"reserve-inventory", "kebab", InStyle, ""},
		{"ReserveInventory", "pascal", InStyle, ""},
		{"reserveInventory", "camel", InStyle, ""},
		{"reserve_inventory", "snake", InStyle, ""},
		{"reserve inventory", "words", InStyle, ""},
		{"decant-wine", "", InStyle, ""}, // a verb that is not on the list
		{"ReserveInventory", "", WrongCase, "reserve-inventory"},
		{"reserve-inventory", "snake", WrongCase, "reserve_inventory"},
		{"reserve", "", NoObject, ""},
		{"OrderService.Reserve", "", VerbLater, "reserve-order-service"},
		{"inventory-reserve", "words", VerbLater, "reserve inventory"},
		{"order-placed", "", Participle, "place-order"},
		{"parcel-weighed", "", Participle, ""},
		{"wine-order", "", InStyle, ""}, // and a noun that could be one
		{"", "", InStyle, ""},
	} {
		fault, turned := BusinessStepFirst(c.name, c.style)
		if fault != c.fault || turned != c.turned {
			t.Errorf("BusinessStepFirst(%q, %q) = %v, %q, want %v, %q", c.name, c.style, fault, turned, c.fault, c.turned)
		}
	}
}

func TestIsManyID(t *testing.T) {
	for _, c := range []struct {
		name, owner string
		want        bool
	}{
		{"OrderID", "", true}, {"order_id", "", true}, {"orderid", "", true}, {"messageid", "", true}, {"GetPaymentId", "", true}, {"ID", "Order", true}, {"ID()", "Event", true},
		{"id", "GetOrder", true}, {"uuid", "", true}, {"traceID", "", true},
		{"id", "", false}, {"workerID", "", false}, {"ID", "Partition", false}, {"partitionId", "", false}, {"id", "runWorker", false}, {"tenant_id", "", false}, {"topicID", "", false},
		{"Identity", "", false}, {"paid", "", false}, {"Name", "Order", false}, {"", "", false}, {"valid", "Order", false}, {"grid", "", false},
	} {
		if got := IsManyID(c.name, c.owner); got != c.want {
			t.Errorf("IsManyID(%q, %q) = %t", c.name, c.owner, got)
		}
	}
}

func TestSpanWords(t *testing.T) {
	for _, q := range []struct {
		what    string
		ask     func(string) bool
		yes, no []string
	}{
		{"IsDestination", IsDestination, []string{"topic", "Topic", "routingKey", "event_type", "queueName", "Subject"}, []string{"topics", "name", "key", ""}},
		{"IsInstrumentation", IsInstrumentation, []string{"otel", "otelkafka", "tracing", "kafka-tracing", "instrumentation", "middleware", "opentelemetry"}, []string{"hotel", "traces", "orders", ""}},
		{"IsExtraction", IsExtraction, []string{"ExtractTraceContext", "extract", "MustExtractHeaders"}, []string{"Abstract", "Extraction", ""}},
		{"IsDecoding", IsDecoding, []string{"Unmarshal", "UnmarshalJSON", "decodeOrder"}, []string{"Marshal", "Handle"}},
		{"IsHappening", IsHappening, []string{"OrderPlaced", "StockEvent", "ChargeCommand"}, []string{"Placed", "Order", "Config"}},
		{"IsMaker", IsMaker, []string{"NewWorker", "getHandler", "makeConsumer"}, []string{"getOrder", "new", "handle"}},
		{"IsTestSupport", IsTestSupport, []string{"testutil", "mocks"}, []string{"test", "orders", "testdata", ""}},
		{"IsMajorVersion", IsMajorVersion, []string{"v2", "v10"}, []string{"v", "vx", "orders", ""}},
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

func TestTrimmed(t *testing.T) {
	for name, want := range map[string]string{"reserve ": "reserve", "reserve-inventory for ": "reserve-inventory", "get order by id: ": "get order", "order/ /ship": "order/ /ship", "": ""} {
		if got := Trimmed(name); got != want {
			t.Errorf("Trimmed(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestInCase(t *testing.T) {
	ws := []string{"reserve", "änderung"}
	for style, want := range map[string]string{"": "reserve-änderung", "kebab": "reserve-änderung", "snake": "reserve_änderung", "camel": "reserveÄnderung", "pascal": "ReserveÄnderung", "words": "reserve änderung"} {
		if got := InCase(ws, style); got != want {
			t.Errorf("InCase(%q) = %q, want %q", style, got, want)
		}
	}
}
