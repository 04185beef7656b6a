package words

import "strings"

// Role is what an id identifies.
type Role uint8

const (
	NoRole        Role = iota
	EventID            // one event record: event id, message id
	TraceID            // one trace
	SpanID             // one span
	ParentSpanID       // the span above
	CorrelationID      // one business workflow: correlation, conversation, workflow or saga id
	CausationID        // the id of the event that caused this one
)

// String returns the role as messages name it: "correlation id".
func (r Role) String() string {
	return [...]string{"", "event id", "trace id", "span id", "parent span id", "correlation id", "causation id"}[r]
}

// idRoles are names of ids, their words joined, after decoration was taken off.
var idRoles = map[string]Role{
	"eventid": EventID, "eventuuid": EventID, "messageid": EventID, "messageuuid": EventID, "msgid": EventID, "msguuid": EventID, "evtid": EventID,
	"traceid": TraceID, "tracingid": TraceID, "traceidentifier": TraceID,
	"spanid":       SpanID,
	"parentspanid": ParentSpanID, "parentspan": ParentSpanID,
	"correlationid": CorrelationID, "correlation": CorrelationID, "correlationuuid": CorrelationID, "corrid": CorrelationID, "corid": CorrelationID,
	"correlid": CorrelationID, "conversationid": CorrelationID, "workflowid": CorrelationID, "sagaid": CorrelationID, "processmanagerid": CorrelationID,
	"causationid": CausationID, "causation": CausationID, "causeid": CausationID, "causedby": CausationID, "causationuuid": CausationID,
	"parenteventid": CausationID, "causedbyid": CausationID, "causationeventid": CausationID, "parentmessageid": CausationID, "causingeventid": CausationID,
	"triggeringeventid": CausationID, "sourceeventid": CausationID, "originaleventid": CausationID,
}

// decoration are words around an id's name that do not change what it identifies.
var decoration = map[string]bool{
	"x": true, "b3": true, "otel": true, "ot": true, "w3c": true, "ce": true, "cloudevents": true, "amqp": true, "kafka": true, "nats": true,
	"header": true, "headers": true, "hdr": true, "metadata": true, "meta": true, "attr": true, "attribute": true, "property": true, "prop": true,
	"key": true, "field": true, "name": true, "ctx": true, "context": true, "context's": true, "tag": true, "label": true, "log": true,
	"new": true, "my": true, "the": true, "current": true, "get": true, "set": true, "with": true, "str": true, "string": true, "hex": true, "value": true, "val": true,
	"messaging": true, "extract": true, "read": true, "from": true, "ensure": true, "incoming": true, "outgoing": true, "in": true, "out": true, "default": true, "const": true, "uuid": true, "opt": true,
}

// RoleOf returns what an id of that name identifies, NoRole if the name does
// not say. The name is a field's, a key's, a parameter's or a setter's; owner
// is the name of the type that has it, or "": a plain id is an event id only
// if its owner is an event.
func RoleOf(name, owner string) Role {
	ws := Split(name)
	if r := idRoles[strings.Join(ws, "")]; r != NoRole {
		return r
	}
	for len(ws) > 0 && decoration[ws[0]] {
		ws = ws[1:]
	}
	if r := idRoles[strings.Join(ws, "")]; r != NoRole {
		return r
	}
	for len(ws) > 0 && decoration[ws[len(ws)-1]] {
		ws = ws[:len(ws)-1]
	}
	core := strings.Join(ws, "")
	if r := idRoles[core]; r != NoRole {
		return r
	}
	switch core {
	case "messagingmessageid":
		return EventID
	case "messagingmessageconversationid", "messageconversationid":
		return CorrelationID
	}
	// The owner's name may stand before: OrderEvent.OrderEventID, event.id.
	if n := len(ws); n >= 2 && (ws[n-1] == "id" || ws[n-1] == "uuid") && IsEvent(ws[n-2]) && n == 2 {
		return EventID
	}
	if (core == "id" || core == "" && strings.EqualFold(name, "uuid")) && IsEvent(owner) {
		return EventID
	}
	return NoRole
}

// events are words that say that a type is the record of an event.
var events = map[string]bool{
	"event": true, "evt": true, "message": true, "msg": true, "envelope": true, "cloudevent": true, "notification": false,
}

// IsEvent reports whether a type or package of that name is an event, a message or an envelope
// of one: its last word says so, or it is metadata of one.
func IsEvent(name string) bool {
	ws := Split(name)
	if len(ws) == 0 {
		return false
	}
	last := ws[len(ws)-1]
	if events[last] {
		return true
	}
	switch last {
	case "header", "headers", "metadata", "meta", "context", "base", "data", "info", "record":
		return len(ws) > 1 && events[ws[len(ws)-2]]
	}
	return false
}

// mints are the verbs of functions that make up ids.
var mints = map[string]bool{"new": true, "gen": true, "generate": true, "make": true, "next": true, "random": true, "create": true, "mint": true, "rand": true, "must": true}

// ids are the words of ids that somebody makes up.
var ids = map[string]bool{"id": true, "uuid": true, "ulid": true, "guid": true, "xid": true, "ksuid": true, "nanoid": true, "cuid": true, "uid": true}

// IsMint reports whether a function of that name makes up an id: NewID,
// generateUUID, RandomTraceID, NewCorrelationID, ...
func IsMint(name string) bool {
	ws := Split(name)
	if len(ws) < 2 || !mints[ws[0]] {
		return false
	}
	last := ws[len(ws)-1]
	if last == "string" || last == "hex" || last == "v4" || last == "v7" {
		last = ws[len(ws)-2]
	}
	return ids[last] && ws[len(ws)-1] != ws[0] || last == "eventid" || last == "traceid"
}

// notBusiness are the words of ids that belong to a request or to the machine
// rather than to the business.
var notBusiness = map[string]bool{
	"request": true, "req": true, "session": true, "span": true, "trace": true, "tracing": true, "correlation": true, "operation": true, "transaction": true,
	"tx": true, "parent": true, "event": true, "message": true, "msg": true, "log": true, "call": true, "invocation": true, "flow": true, "process": true,
	"instance": true, "connection": true, "conn": true, "client": true, "unique": true, "new": true, "rand": true, "random": true, "global": true,
}

// IsBusinessKey reports whether an id of that name identifies a thing of the
// business: OrderID, customer_id; not id, RequestID or SessionID.
func IsBusinessKey(name string) bool {
	ws := Split(name)
	if len(ws) != 2 || ws[1] != "id" && ws[1] != "uuid" && ws[1] != "key" && ws[1] != "number" {
		return false
	}
	return !notBusiness[ws[0]] && !decoration[ws[0]]
}
