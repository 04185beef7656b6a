package config

import (
	"reflect"
	"strings"

	"github.com/tracelint/tracelint/internal/jsonschema"
)

// The three functions of this file describe the configuration file. All they
// say is in the types of file.go.

// Template returns a file with all keys, which says what holds without one.
func Template() string {
	var b strings.Builder
	b.WriteString(`# Configuration of tracelint. "tracelint explain" lists rules and categories.
# This file changes nothing: keys have the values that hold without them, and
# what has none is shown in a comment, with an example.
`)
	template(&b, reflect.TypeFor[file](), "")
	return b.String()
}

func template(b *strings.Builder, t reflect.Type, indent string) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, def := f.Tag.Get("key"), f.Tag.Get("default")
		if indent == "" {
			b.WriteByte('\n')
		}
		for _, line := range wrap(f.Tag.Get("doc"), 78-len(indent)) {
			b.WriteString(indent + "# " + line + "\n")
		}
		switch {
		case isStruct(f.Type):
			b.WriteString(indent + key + ":\n")
			template(b, f.Type, indent+"  ")
			continue
		case def != "":
			b.WriteString(indent + key + ": " + def + "\n")
			continue
		case f.Type.Kind() == reflect.Map:
			b.WriteString(indent + key + ": {}\n")
		case f.Type.Kind() != reflect.String:
			b.WriteString(indent + key + ": []\n")
		}
		for _, line := range example(f) {
			b.WriteString(indent + "# " + line + "\n")
		}
	}
}

// example returns the lines of an example for a key, none if there is none.
func example(f reflect.StructField) []string {
	key, text := f.Tag.Get("key"), f.Tag.Get("example")
	t := f.Type
	list := t.Kind() == reflect.Slice && isStruct(t.Elem())
	if list {
		t = t.Elem()
	}
	if !isStruct(t) {
		if text == "" {
			return nil
		}
		return []string{key + ": " + text}
	}
	lines := []string{key + ":"}
	for i := range t.NumField() {
		for _, line := range example(t.Field(i)) {
			switch {
			case !list:
				line = "  " + line
			case len(lines) == 1:
				line = "  - " + line
			default:
				line = "    " + line
			}
			lines = append(lines, line)
		}
	}
	if len(lines) == 1 {
		return nil
	}
	return lines
}

func isStruct(t reflect.Type) bool { return t.Kind() == reflect.Struct && t != reflect.TypeFor[deps]() }

// wrap breaks a text into lines of at most width characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// Table returns the keys as a Markdown table.
func Table() string {
	var b strings.Builder
	b.WriteString("| key | value | default | meaning |\n|---|---|---|---|\n")
	table(&b, reflect.TypeFor[file](), "")
	return b.String()
}

func table(b *strings.Builder, t reflect.Type, path string) {
	for i := range t.NumField() {
		f := t.Field(i)
		key := path + f.Tag.Get("key")
		def := f.Tag.Get("default")
		switch {
		case f.Tag.Get("required") == "true":
			def = "required"
		case def != "":
			def = "`" + def + "`"
		}
		b.WriteString("| `" + key + "` | " + values(f.Type) + " | " + def + " | " + strings.ReplaceAll(f.Tag.Get("doc"), "|", `\|`) + " |\n")
		switch {
		case isStruct(f.Type):
			table(b, f.Type, key+".")
		case f.Type.Kind() == reflect.Slice && isStruct(f.Type.Elem()):
			table(b, f.Type.Elem(), key+"[].")
		}
	}
}

// values says which values a type has, for the table.
func values(t reflect.Type) string {
	switch v := reflect.Zero(t).Interface().(type) {
	case deps:
		return "list of prefixes, `all`"
	case onOff:
		return "`on`, `off`"
	case ruleOrCategory:
		return "rule, category"
	case place:
		return "[place](#places)"
	case object:
		return "[name](#names)"
	case glob:
		return "glob"
	case fileName:
		return "file"
	case interface{ words() []string }:
		return "`" + strings.Join(v.words(), "`, `") + "`"
	}
	switch t.Kind() {
	case reflect.Map:
		return values(t.Key()) + " → " + values(t.Elem())
	case reflect.Slice:
		if isStruct(t.Elem()) {
			return "list"
		}
		return "list of " + values(t.Elem())
	case reflect.Bool:
		return "`true`, `false`"
	case reflect.Int:
		return "number"
	case reflect.String:
		return "text"
	}
	return ""
}

// Schema returns the JSON Schema (draft 2020-12) of the file.
func Schema() []byte {
	s := schemaOf(reflect.TypeFor[file]())
	s.Schema = jsonschema.Draft
	s.ID = "https://raw.githubusercontent.com/tracelint/tracelint/main/docs/tracelint.schema.json"
	s.Title = "Configuration of tracelint (" + Name + ")"
	return s.Text()
}

func schemaOf(t reflect.Type) *jsonschema.Schema {
	switch v := reflect.Zero(t).Interface().(type) {
	case deps:
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Const: "all"}, schemaOf(reflect.TypeFor[[]string]())}}
	case place:
		return &jsonschema.Schema{Type: "string", Pattern: `^(recv|(arg|chan) +\d+( +\w+)?|(result|in|out|sent|got) +\d+) *(\..+)?$`}
	case object:
		return &jsonschema.Schema{Type: "string", Pattern: `^.+\..+$`}
	case glob:
		return &jsonschema.Schema{Type: "string", MinLength: 1}
	case interface{ words() []string }:
		s := new(jsonschema.Schema)
		for _, w := range v.words() {
			s.Enum = append(s.Enum, w)
		}
		return s
	}
	switch t.Kind() {
	case reflect.Struct:
		s := &jsonschema.Schema{Type: "object", Additional: false}
		for i := range t.NumField() {
			f := t.Field(i)
			key, def := f.Tag.Get("key"), f.Tag.Get("default")
			p := schemaOf(f.Type)
			p.Description = f.Tag.Get("doc")
			switch {
			case key == "version":
				p = &jsonschema.Schema{Description: p.Description, Const: 1}
			case def == "true" || def == "false":
				p.Default = def == "true"
			case def != "":
				p.Default = def
			}
			s.Properties = append(s.Properties, jsonschema.Property{Name: key, Schema: p})
			if f.Tag.Get("required") == "true" {
				s.Required = append(s.Required, key)
			}
		}
		return s
	case reflect.Map:
		return &jsonschema.Schema{Type: "object", PropertyNames: schemaOf(t.Key()), Additional: schemaOf(t.Elem())}
	case reflect.Slice:
		return &jsonschema.Schema{Type: "array", Items: schemaOf(t.Elem())}
	case reflect.Bool: // on and off are words in YAML 1.2
		return &jsonschema.Schema{Enum: []any{true, false, "on", "off"}}
	case reflect.String:
		return &jsonschema.Schema{Type: "string"}
	}
	return new(jsonschema.Schema)
}
