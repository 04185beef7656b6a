package model

import (
	"go/types"
	"regexp"
	"strings"
)

// Headers says, in Go, how code reads and writes the headers of a message.
// Fixes are made of it, so what stands here is how users of the library write.
//
// The texts have placeholders: $msg is an expression of the message's type,
// $carrier one of a propagation.TextMapCarrier, $key and $value are strings,
// and $(import/path.Name) is a name of another package, as the file has it.
// A text says what it does to a message that may be a pointer or not.
type Headers struct {
	Variable string // what to call a message, such as "msg"
	Carrier  string // an expression that views the headers as a carrier, if they convert to one
	Make     string // an expression that makes headers, if those of a message made without any cannot be written to; where a method returns them, they are given when a message is made
	Each     string // without Carrier: a statement that calls $carrier.Set for each header, with the loop variable header
	Put      string // without Carrier: a statement that adds a header; "" if fixes do not add any
	Sets     bool   // without Carrier: Put replaces a header of the same key
	Whole    string // without Carrier and Put: a statement that makes what $carrier holds the headers of a message that has none
	Option   string // of what is given beside the message, $msg being the headers alone: an argument that gives them to the call
	Pairs    bool   // the headers are in a field of an interface type, which is given a map by strings or a list of keys and values in turn; there is no Put
	Entry    Ref    // the type of one header, if headers are a list
	Adapter  Ref    // function of the library's instrumentation that makes a carrier of a pointer to the message
}

// WhenMade reports whether a message is given headers when it is made, and
// those of one that was given none cannot be written to.
func (m *MessageType) WhenMade() bool {
	return m.Headers.Make != "" && strings.HasSuffix(m.Carrier, "()")
}

// HasCarrier reports whether t, the type of the message or a pointer to it, has
// the field or method that holds headers: older versions of a library may lack it.
func (m *MessageType) HasCarrier(t types.Type) bool {
	name, _, _ := strings.Cut(strings.TrimSuffix(m.Carrier, "()"), ".")
	if name == "" {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	return obj != nil
}

var named = regexp.MustCompile(`\$\(([^()]+)\.([A-Za-z0-9_]+)\)`)

// Code returns text with its placeholders filled in: variables by name, and
// names of other packages by what qualify makes of import path and name.
func (h *Headers) Code(text string, qualify func(path, name string) string, variables map[string]string) string {
	text = named.ReplaceAllStringFunc(text, func(s string) string {
		m := named.FindStringSubmatch(s)
		return qualify(m[1], m[2])
	})
	var pairs []string
	for name, value := range variables {
		pairs = append(pairs, "$"+name, value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Texts of headers that many libraries have alike.

// MapOf is for headers of type map[string]string in the field or method.
func MapOf(variable, field string) Headers {
	return Headers{Variable: variable, Carrier: "$(go.opentelemetry.io/otel/propagation.MapCarrier)($msg." + field + ")", Make: "map[string]string{}"}
}

// TableOf is for headers of a map by strings whose values may be of any type,
// in the field: texts are all that a carrier holds of them. The expression made
// makes one.
func TableOf(variable, field, made string) Headers {
	return Headers{
		Variable: variable,
		Make:     made,
		Each:     "for $key, header := range $msg." + field + " {\n\tif $value, ok := header.(string); ok {\n\t\t$carrier.Set($key, $value)\n\t}\n}",
		Put:      "$msg." + field + "[$key] = $value",
		Sets:     true,
	}
}

// ListOf is for headers that are a list, in the field, of a struct with a
// string Key and a Value of bytes.
func ListOf(variable, field string, entry Ref) Headers {
	return Headers{
		Variable: variable,
		Each:     "for _, header := range $msg." + field + " {\n\t$carrier.Set(header.Key, string(header.Value))\n}",
		Put:      "$msg." + field + " = append($msg." + field + ", $(" + entry.Pkg + "." + entry.Name + "){Key: $key, Value: []byte($value)})",
		Entry:    entry,
	}
}
