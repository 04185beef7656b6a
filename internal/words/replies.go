package words

import (
	"slices"
	"strings"
)

// replies are words for what a requester waits for, with those that may follow
// them in the name of the address where it waits: replyTo, response_topic.
var replies = map[string]map[string]bool{
	"reply": addresses, "replies": addresses, "response": places, "responses": places, "answer": addresses, "answers": addresses, "respond": {"to": true},
	"callback": queues, "return": {"address": true},
}

var (
	queues    = set("topic", "topics", "subject", "queue", "stream", "channel", "exchange", "routing", "list")
	places    = union(queues, set("address", "addr", "destination", "dest", "inbox", "target"))
	addresses = union(places, set("to", "endpoint", "path", "key", "url", "uri"))
)

func union(sets ...map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, s := range sets {
		for w := range s {
			out[w] = true
		}
	}
	return out
}

// carriers are words for what an address comes in.
var carriers = set("x", "header", "headers", "message", "messaging", "msg", "request", "req", "amqp", "kafka", "mqtt", "nats", "jms", "stomp")

// IsReplyTo reports whether a header, field, variable, parameter or function of
// that name says where the answer to a request goes: Reply, reply-to,
// x-reply-topic, ResponseQueue, kafka_replyTopic.
func IsReplyTo(name string) bool {
	ws := Split(name)
	for len(ws) > 1 && decoration[ws[len(ws)-1]] && ws[len(ws)-1] != "key" {
		ws = ws[:len(ws)-1]
	}
	if n := len(ws); n > 0 && ws[n-1] == "reply" && !slices.ContainsFunc(ws[:n-1], func(w string) bool { return !carriers[w] }) {
		return true
	}
	for i, w := range ws {
		if i > 0 && (ws[i-1] == "no" || ws[i-1] == "in" || ws[i-1] == "is" || ws[i-1] == "has") {
			continue // in-reply-to names a message
		}
		if joined(w) {
			return true
		}
		next := replies[w]
		if next != nil && i+1 < len(ws) && next[ws[i+1]] {
			return true
		}
	}
	return false
}

// joined reports whether the word is two that are written as one: replyto.
func joined(w string) bool {
	for first, next := range replies {
		if rest, ok := strings.CutPrefix(w, first); ok && next[rest] {
			return true
		}
	}
	return false
}
