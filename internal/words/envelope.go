package words

import "strings"

// IsTraceContext reports whether the name is that of a place for a whole trace
// context rather than for one id: traceparent, trace_context, SpanContext.
func IsTraceContext(name string) bool {
	ws := Split(name)
	for len(ws) > 0 && decoration[ws[0]] && ws[0] != "b3" && ws[0] != "otel" {
		ws = ws[1:]
	}
	switch strings.Join(ws, "") {
	case "traceparent", "tracecontext", "spancontext", "tracestate", "tracecarrier", "tracingcontext", "tracingcarrier", "otelcarrier", "otelcontext", "b3",
		"traceheaders", "tracingheaders", "tracemetadata", "propagation", "propagationcontext":
		return true
	}
	return false
}

// IsHeaderKey and IsHeaderValue report whether a field of that name is one half
// of a header.
func IsHeaderKey(name string) bool   { return name == "Key" || name == "Name" || name == "key" }
func IsHeaderValue(name string) bool { return name == "Value" || name == "Val" || name == "value" }

// encodings are the words of functions that write a value out.
var encodings = map[string]bool{
	"marshal": true, "encode": true, "serialize": true, "serialise": true, "json": true, "proto": true, "protobuf": true, "avro": true, "gob": true,
	"bytes": true, "pack": true, "dump": true, "string": true, "raw": true,
}

// IsEncoding reports whether a function of that name writes out what it is
// given: Marshal, MarshalIndent, EncodeEvent, ToJSON, Bytes.
func IsEncoding(name string) bool {
	ws := Split(name)
	for len(ws) > 1 && (ws[0] == "to" || ws[0] == "as" || ws[0] == "must" || ws[0] == "get") {
		ws = ws[1:]
	}
	return len(ws) > 0 && encodings[ws[0]]
}

// FillsIn reports whether a function of that name writes into what it is given.
func FillsIn(name string) bool {
	for _, w := range Split(name) {
		switch w {
		case "unmarshal", "decode", "deserialize", "deserialise", "scan", "sscan", "fscan", "sscanf", "scanf", "read", "copy", "swap", "set", "store", "bind", "parse", "unpack":
			return true
		}
	}
	return false
}

// consumers are the names of attributes that say which consumer took an event
// in, their words joined, after what stands around them was taken off.
var consumers = map[string]bool{
	"consumer": true, "consumername": true, "consumerid": true, "consumergroup": true, "consumergroupname": true, "consumergroupid": true, "consumertag": true,
	"clientid": true, "clientgroup": true, "group": false, "subscriptionname": true, "destinationsubscriptionname": true, "durablename": true, "subscriber": true, "subscribername": true,
	"consumerservice": true, "handlername": true, "eventhubsconsumergroup": true, "rocketmqclientgroup": true,
}

// IsConsumerName reports whether an attribute with that key says which consumer
// took an event in: consumer.name, messaging.consumer.group.name, messaging.client.id.
func IsConsumerName(key string) bool {
	ws := Split(key)
	for len(ws) > 0 && decoration[ws[0]] {
		ws = ws[1:]
	}
	return consumers[strings.Join(ws, "")]
}
