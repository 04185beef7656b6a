// Package words classifies the names that people give to fields, keys and
// parameters: whether a name says that a value ties an event to its cause, or
// that it holds other values that might.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Split breaks an identifier or key into lower-case words at case changes,
// digits' ends, and at any character that is neither letter nor digit.
// "parentSpanID", "parent_span_id" and "Parent-Span-Id" all give parent, span, id.
func Split(name string) []string {
	var out []string
	start := -1             // of the word that is being read, -1 between words
	prev := unicode.MaxRune // the character before
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			if start >= 0 {
				out = append(out, strings.ToLower(name[start:i]))
			}
			start = -1
		case start < 0:
			start = i
		case unicode.IsUpper(r):
			next, _ := utf8.DecodeRuneInString(name[i+utf8.RuneLen(r):])
			if unicode.IsLower(prev) || unicode.IsDigit(prev) || unicode.IsLower(next) && unicode.IsUpper(prev) {
				out = append(out, strings.ToLower(name[start:i]))
				start = i
			}
		}
		prev = r
	}
	if start >= 0 {
		out = append(out, strings.ToLower(name[start:]))
	}
	return out
}

// causal are words of which one alone says that a value ties an event to its
// cause or workflow.
var causal = map[string]bool{
	"trace": true, "traces": true, "tracing": true, "traceid": true, "traceparent": true, "tracestate": true, "tracecontext": true,
	"tracer": true, "span": true, "spanid": true, "spancontext": true, "parentspan": true, "parentspanid": true,
	"correlation": true, "correlationid": true, "corrid": true, "corr": true, "correlate": true,
	"causation": true, "causationid": true, "cause": true, "caused": true, "causality": true,
	"conversation": true, "conversationid": true, "baggage": true, "b3": true, "otel": true, "telemetry": true,
	"requestid": true, "reqid": true, "xrequestid": true, "workflowid": true, "sagaid": true, "saga": true, "sentry": true,
	"uber": true, "xray": true, "propagation": true, "propagated": true,
}

// causalPairs are pairs of neighbouring words that say the same together.
var causalPairs = map[[2]string]bool{
	{"request", "id"}: true, {"req", "id"}: true, {"workflow", "id"}: true, {"operation", "id"}: true,
	{"flow", "id"}: true, {"parent", "id"}: true, {"cor", "id"}: true,
	{"process", "id"}: false,
}

// containers are words that say that a value may hold anything, a carrier included.
var containers = map[string]bool{
	"header": true, "headers": true, "hdr": true, "hdrs": true, "metadata": true, "meta": true, "attributes": true, "attribute": true, "attrs": true, "attr": true,
	"properties": true, "props": true, "context": true, "ctx": true, "carrier": true, "extensions": true, "extension": true, "annotations": true,
	"tags": true, "labels": true, "envelope": true, "args": true, "values": true, "options": true, "opts": true, "environment": true,
}

// IsCausal reports whether the name says that the value ties an event to its
// cause: a trace, span, correlation, causation, conversation or request id, or a carrier of them.
func IsCausal(name string) bool {
	ws := Split(name)
	for i, w := range ws {
		if causal[w] {
			return true
		}
		if i > 0 && causalPairs[[2]string{ws[i-1], w}] {
			return true
		}
	}
	return false
}

// IsContainer reports whether the name says that the value is a bag of headers,
// metadata or the like, in which a carrier may be.
func IsContainer(name string) bool {
	for _, w := range Split(name) {
		if containers[w] {
			return true
		}
	}
	return false
}

// handOffs are the verbs by which in-house buses hand an event off.
var handOffs = map[string]bool{
	"publish": true, "emit": true, "dispatch": true, "enqueue": true, "produce": true, "broadcast": true,
}

// IsHandOff reports whether a method of that name hands an event off, going by
// its first word: Publish, PublishEvent, EmitAsync, EnqueueJob, ...
func IsHandOff(name string) bool {
	ws := Split(name)
	return len(ws) > 0 && handOffs[ws[0]]
}

// endings are the verbs of functions in which a fresh context is right: the
// one they were given is over.
var endings = map[string]bool{
	"close": true, "stop": true, "shutdown": true, "cleanup": true, "teardown": true, "flush": true, "drain": true,
}

// IsEnding reports whether a function of that name winds something up.
func IsEnding(name string) bool {
	for _, w := range Split(name) {
		if endings[w] {
			return true
		}
	}
	return false
}

// probes are the words of functions that tell that something is alive or how
// it fares: what they send nobody caused.
var probes = map[string]bool{
	"heartbeat": true, "ping": true, "health": true, "healthcheck": true, "healthz": true, "keepalive": true, "liveness": true, "readiness": true,
	"probe": true, "metrics": true, "alive": true,
}

// IsProbe reports whether a function of that name sends heartbeats, health
// checks, metrics or the like.
func IsProbe(name string) bool {
	for _, w := range Split(name) {
		if probes[w] {
			return true
		}
	}
	return false
}

// starts are the verbs of functions that set something going which outlives
// the call: the context they are given is its life time, nobody's cause.
var starts = map[string]bool{
	"start": true, "run": true, "serve": true, "listen": true, "watch": true, "subscribe": true, "consume": true, "new": true, "init": true,
	"main": true, "setup": true, "open": true, "connect": true, "loop": true, "poll": true,
}

// IsStart reports whether a function of that name sets something going, going
// by its first word: Start, RunWorkers, SubscribeAll, NewBus, ...
func IsStart(name string) bool {
	ws := Split(name)
	return len(ws) > 0 && starts[ws[0]]
}
