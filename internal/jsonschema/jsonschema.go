// Package jsonschema has as much of JSON Schema (draft 2020-12) as is needed to
// describe the configuration and the output.
package jsonschema

import (
	"bytes"
	"encoding/json"
)

// Draft is the value of Schema.Schema.
const Draft = "https://json-schema.org/draft/2020-12/schema"

// A Schema describes a value.
type Schema struct {
	Schema        string     `json:"$schema,omitempty"`
	ID            string     `json:"$id,omitempty"`
	Title         string     `json:"title,omitempty"`
	Description   string     `json:"description,omitempty"`
	Ref           string     `json:"$ref,omitempty"`
	Type          string     `json:"type,omitempty"`
	Const         any        `json:"const,omitempty"`
	Enum          []any      `json:"enum,omitempty"`
	Pattern       string     `json:"pattern,omitempty"`
	MinLength     int        `json:"minLength,omitempty"`
	AnyOf         []*Schema  `json:"anyOf,omitempty"`
	Items         *Schema    `json:"items,omitempty"`
	Properties    Properties `json:"properties,omitempty"`
	PropertyNames *Schema    `json:"propertyNames,omitempty"`
	Additional    any        `json:"additionalProperties,omitempty"` // false or a *Schema
	Required      []string   `json:"required,omitempty"`
	Default       any        `json:"default,omitempty"`
	Defs          Properties `json:"$defs,omitempty"`
}

// Properties are in the order in which they are declared.
type Properties []Property

// A Property is a value of an object, by name.
type Property struct {
	Name string
	*Schema
}

// MarshalJSON writes the properties as an object.
func (ps Properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range ps {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(p.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.Schema)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Text returns the schema as a file has it.
func (s *Schema) Text() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic(err) // it is the same each time
	}
	return b.Bytes()
}
