package shop

import "github.com/segmentio/kafka-go"

// Headers is the carrier of a message: its headers, as OpenTelemetry's
// propagators want to see them.
type Headers struct{ Message *kafka.Message }

func (h Headers) Get(key string) string {
	for _, header := range h.Message.Headers {
		if header.Key == key {
			return string(header.Value)
		}
	}
	return ""
}

func (h Headers) Set(key, value string) {
	for i, header := range h.Message.Headers {
		if header.Key == key {
			h.Message.Headers[i].Value = []byte(value)
			return
		}
	}
	h.Message.Headers = append(h.Message.Headers, kafka.Header{Key: key, Value: []byte(value)})
}

func (h Headers) Keys() []string {
	keys := make([]string, 0, len(h.Message.Headers))
	for _, header := range h.Message.Headers {
		keys = append(keys, header.Key)
	}
	return keys
}
