package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestTemplate sees to it that the file that tracelint init writes changes
// nothing, has every key, and that its examples can be put to use as they are.
func TestTemplate(t *testing.T) {
	text := Template()
	if c, err := Parse(Name, []byte(text)); err != nil || !reflect.DeepEqual(c, new(Config)) {
		t.Errorf("%+v, %v", c, err)
	}
	var top func(t reflect.Type) []string
	top = func(t reflect.Type) []string { // keys outside of lists
		var all []string
		for i := range t.NumField() {
			all = append(all, t.Field(i).Tag.Get("key"))
			if isStruct(t.Field(i).Type) {
				all = append(all, top(t.Field(i).Type)...)
			}
		}
		return all
	}
	for _, key := range top(reflect.TypeFor[file]()) {
		if !regexp.MustCompile(`(?m)^ *(# )?` + key + `:`).MatchString(text) {
			t.Errorf("%s is not there", key)
		}
	}

	// An example stands in place of the line before it, if that is the key's.
	var used []string
	for _, line := range strings.Split(text, "\n") {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		comment, ok := strings.CutPrefix(line[len(indent):], "# ")
		if key, _, isKey := strings.Cut(comment, ":"); ok && isKey && slices.Contains(top(reflect.TypeFor[file]()), key) {
			if n := len(used) - 1; n >= 0 && strings.HasPrefix(used[n], indent+key+":") {
				used = used[:n]
			}
			line = indent + comment
		} else if ok && strings.HasPrefix(comment, "  ") {
			line = indent + comment
		}
		used = append(used, line)
	}
	c, err := Parse(Name, []byte(strings.Join(used, "\n")))
	if err != nil || len(c.Rules) == 0 || len(c.RequiredFields) == 0 || c.SpanNaming.Style == "" || len(c.SpanNaming.Business) == 0 ||
		len(c.Exclude) == 0 || len(c.Models) == 0 || len(c.Models[0].Rows) == 0 || len(c.Models[0].Messages) == 0 || len(c.Deps) == 0 {
		t.Errorf("with its examples: %v\n%+v\n%s", err, c, strings.Join(used, "\n"))
	}
}

// TestSchema holds the schema against files that the parser takes and files
// that it does not.
func TestSchema(t *testing.T) {
	var s any
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	sample, err := os.ReadFile(filepath.Join("..", "..", "analyzers", "testdata", "optin", "models", Name))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{full, string(sample), Template(), "{}", "deps: all", "rules: {spanname: true, publishctx/dropped: off}", "tests: off", "exclude: [{path: a}]"} {
		if _, err := Parse(Name, []byte(text)); err != nil {
			t.Errorf("parser: %v", err)
		}
		if err := validate(s, value(t, text), ""); err != nil {
			t.Errorf("schema: %v in\n%s", err, text)
		}
	}
	for _, text := range []string{
		"presets: strict", "preset: stict", "version: 2", "tests: yes", "rules: [spanname]", "rules: {nosuch: on}", "rules: {spanname: maybe}", "deps: some", "deps: [[a]]",
		"traceConventions: {requiredFields: traceId}", "traceConventions: {requiredFields: [trace]}", "traceConventions: {spanNaming: {case: x}}",
		"traceConventions: {spanNameing: {}}", "exclude: [{rules: [spanname]}]", "exclude: [{path: ''}]", "consumer-structure: child", "idoverload: true",
		"models: [{rows: [{role: publish}]}]", "models: [{rows: [{on: a.B}]}]", "models: [{rows: [{on: nosuch, role: neutral}]}]",
		"models: [{rows: [{on: a.B, role: nosuch}]}]", "models: [{rows: [{on: a.B, role: neutral, ctx: arg}]}]", "models: [{rows: [{on: a.B, role: neutral, ctx: recv 0}]}]",
		"models: [{messages: [{carrier: Headers}]}]", "just text", "[]",
	} {
		if _, err := Parse(Name, []byte(text)); err == nil {
			t.Errorf("the parser takes %s", text)
		}
		if validate(s, value(t, text), "") == nil {
			t.Errorf("the schema takes %s", text)
		}
	}
}

// value decodes YAML as a program for JSON Schemas sees it.
func value(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// validate judges a value by the keywords of JSON Schema that Schema uses. It
// fails on others, so that none is overlooked.
func validate(s, v any, at string) error {
	object := s.(map[string]any)
	for keyword, arg := range object {
		ok := true
		switch keyword {
		case "$schema", "$id", "title", "description", "default", "additionalProperties":
		case "type":
			switch arg {
			case "object":
				_, ok = v.(map[string]any)
			case "array":
				_, ok = v.([]any)
			case "string":
				_, ok = v.(string)
			default:
				return fmt.Errorf("unknown type %v", arg)
			}
		case "const":
			ok = reflect.DeepEqual(v, arg)
		case "enum":
			ok = slices.ContainsFunc(arg.([]any), func(e any) bool { return reflect.DeepEqual(v, e) })
		case "pattern":
			text, is := v.(string)
			ok = !is || regexp.MustCompile(arg.(string)).MatchString(text)
		case "minLength":
			text, is := v.(string)
			ok = !is || float64(len(text)) >= arg.(float64)
		case "anyOf":
			ok = slices.ContainsFunc(arg.([]any), func(s any) bool { return validate(s, v, at) == nil })
		case "items":
			list, _ := v.([]any)
			for i, item := range list {
				if err := validate(arg, item, fmt.Sprintf("%s[%d]", at, i)); err != nil {
					return err
				}
			}
		case "required":
			m, is := v.(map[string]any)
			for _, key := range arg.([]any) {
				if _, has := m[key.(string)]; is && !has {
					return fmt.Errorf("%s: %v is missing", at, key)
				}
			}
		case "properties":
			m, _ := v.(map[string]any)
			for key, s := range arg.(map[string]any) {
				if value, has := m[key]; has {
					if err := validate(s, value, at+"."+key); err != nil {
						return err
					}
				}
			}
		case "propertyNames":
			m, _ := v.(map[string]any)
			for key := range m {
				if err := validate(arg, key, at+" key"); err != nil {
					return err
				}
			}
		default:
			return fmt.Errorf("unknown keyword %s", keyword)
		}
		if !ok {
			return fmt.Errorf("%s: %v is not of %s %v", at, v, keyword, arg)
		}
	}
	if more, has := object["additionalProperties"]; has {
		known, _ := object["properties"].(map[string]any)
		m, _ := v.(map[string]any)
		for key, value := range m {
			if known[key] != nil {
				continue
			}
			if more == false {
				return fmt.Errorf("%s: unknown key %s", at, key)
			}
			if err := validate(more, value, at+"."+key); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestShape sees to it that every key of the file has a description, that
// defaults and examples are where they are read, and that names are unique.
func TestShape(t *testing.T) {
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		seen := make(map[string]bool)
		for i := range typ.NumField() {
			f := typ.Field(i)
			key := f.Tag.Get("key")
			if key == "" || seen[key] || !strings.HasSuffix(f.Tag.Get("doc"), ".") {
				t.Errorf("%s.%s: key %q, doc %q", typ.Name(), f.Name, key, f.Tag.Get("doc"))
			}
			seen[key] = true
			switch {
			case isStruct(f.Type):
				walk(f.Type)
			case f.Type.Kind() == reflect.Slice && isStruct(f.Type.Elem()):
				walk(f.Type.Elem())
			}
		}
	}
	walk(reflect.TypeFor[file]())
}
