package ids

import "go.opentelemetry.io/otel/propagation"

func headers(h map[string][]string) propagation.TextMapCarrier { return propagation.HeaderCarrier(h) }
