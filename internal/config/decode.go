package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/tracelint/tracelint/internal/near"
)

// Error is what is wrong with a configuration file: everything, not only what
// comes first.
type Error struct {
	Problems []Problem // in the order of their positions
}

// A Problem is one mistake in a file.
type Problem struct {
	Pos     token.Position
	Path    string // of the key, where there are no positions
	Message string
}

// Error returns one line for each problem.
func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = cmp.Or(p.Path, p.Pos.String()) + ": " + p.Message
	}
	return strings.Join(lines, "\n")
}

// Parse reads the text of a configuration file. The name is for messages. What
// is wrong with the file is an *Error.
func Parse(name string, text []byte) (*Config, error) {
	d := &decoder{name: name}
	var f file
	d.file(text, &f)
	return d.result(&f)
}

// result returns what has been decoded, or what is wrong with it.
func (d *decoder) result(f *file) (*Config, error) {
	if len(d.problems) > 0 {
		slices.SortStableFunc(d.problems, func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
		})
		return nil, &Error{slices.Compact(d.problems)}
	}
	return f.config(), nil
}

// A decoder stores YAML in values of the types in file.go and takes note of
// what does not fit.
type decoder struct {
	name     string
	problems []Problem

	paths     bool     // problems are told by path: there is no file with lines
	path      []string // of what is being decoded
	elsewhere map[string]string
}

func (d *decoder) problem(n *yaml.Node, format string, args ...any) {
	d.at(n.Line, n.Column, format, args...)
}

func (d *decoder) at(line, column int, format string, args ...any) {
	if d.paths {
		d.problems = append(d.problems, Problem{Path: strings.Join(d.path, "."), Message: fmt.Sprintf(format, args...)})
		return
	}
	d.problems = append(d.problems, Problem{Pos: token.Position{Filename: d.name, Line: max(1, line), Column: max(1, column)}, Message: fmt.Sprintf(format, args...)})
}

// file decodes a whole file.
func (d *decoder) file(text []byte, f *file) {
	setDefaults(reflect.ValueOf(f).Elem())
	var doc, more yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return // empty, or comments only
	} else if err != nil {
		d.syntax(err)
		return
	}
	if err := dec.Decode(&more); err == nil {
		d.problem(&more, "a second document; one is all there may be")
		return
	} else if !errors.Is(err, io.EOF) {
		d.syntax(err)
		return
	}
	d.root(resolve(doc.Content[0]), f)
}

// root decodes the keys of a file into f, which has the defaults.
func (d *decoder) root(root *yaml.Node, f *file) {
	// A file for another version is not judged by the keys of this one.
	for i := 0; root.Kind == yaml.MappingNode && i < len(root.Content); i += 2 {
		if v := resolve(root.Content[i+1]); root.Content[i].Value == "version" && v.Value != "1" && v.Tag != "!!null" {
			d.problem(v, "version %s is not one that this tracelint reads, which is 1", v.Value)
			return
		}
	}
	d.decode(root, reflect.ValueOf(f).Elem())
}

// syntax takes note of an error of the YAML parser.
func (d *decoder) syntax(err error) {
	if load := new(yaml.LoadError); errors.As(err, &load) {
		d.at(load.Mark.Line, load.Mark.Column, "%s", load.Message)
		return
	}
	d.at(1, 1, "%s", strings.TrimPrefix(err.Error(), "yaml: "))
}

// resolve sees through aliases.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

// setDefaults gives the fields of a struct the values in their tags.
func setDefaults(v reflect.Value) {
	for i := range v.NumField() {
		f, def := v.Field(i), v.Type().Field(i).Tag.Get("default")
		switch {
		case f.Kind() == reflect.Struct:
			setDefaults(f)
		case def == "":
		case f.Kind() == reflect.String:
			f.SetString(def)
		case f.Kind() == reflect.Bool:
			f.SetBool(def == "true")
		case f.Kind() == reflect.Int:
			n, _ := strconv.Atoi(def)
			f.SetInt(int64(n))
		}
	}
}

// decode stores n in v. A key without a value leaves the default.
func (d *decoder) decode(n *yaml.Node, v reflect.Value) {
	n = resolve(n)
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return
	}
	if target, ok := v.Addr().Interface().(*deps); ok {
		d.deps(n, target)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.mapping(n, v)
	case reflect.Map:
		d.mapOf(n, v)
	case reflect.Slice:
		d.list(n, v)
	case reflect.Bool:
		want := "true or false"
		if v.Type() == reflect.TypeFor[onOff]() {
			want = "on or off"
		}
		d.scalar(n, want, func(s string) bool {
			v.SetBool(s == "true" || s == "on")
			return s == "true" || s == "on" || s == "false" || s == "off"
		})
	case reflect.Int:
		d.scalar(n, "a number", func(s string) bool {
			i, err := strconv.Atoi(s)
			v.SetInt(int64(i))
			return err == nil
		})
	case reflect.String:
		d.text(n, v)
	default:
		panic("no way to decode " + v.Type().String())
	}
}

// scalar has set try the text of n.
func (d *decoder) scalar(n *yaml.Node, want string, set func(string) bool) {
	switch {
	case n.Kind != yaml.ScalarNode:
		d.problem(n, "want %s, not %s", want, describe(n))
	case !set(n.Value):
		d.problem(n, "want %s, not %q", want, n.Value)
	}
}

// describe says what n is, for messages.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys and values"
	case yaml.SequenceNode:
		return "a list"
	}
	return strconv.Quote(n.Value)
}

func (d *decoder) deps(n *yaml.Node, v *deps) {
	if n.Kind != yaml.SequenceNode {
		d.scalar(n, "a list of import path prefixes, or all", func(s string) bool {
			v.All = s == "all"
			return v.All
		})
		return
	}
	d.list(n, reflect.ValueOf(&v.Prefixes).Elem())
}

// text decodes a string and checks it if its type says how.
func (d *decoder) text(n *yaml.Node, v reflect.Value) {
	d.scalar(n, "a word", func(s string) bool { v.SetString(s); return true })
	if n.Kind == yaml.ScalarNode {
		d.check(n, v)
	}
}

// check judges a string by the rules of its type.
func (d *decoder) check(n *yaml.Node, v reflect.Value) {
	switch t := v.Interface().(type) {
	case interface{ words() []string }:
		words := t.words()
		if slices.Contains(words, n.Value) {
			return
		}
		msg := fmt.Sprintf("unknown %s %q", title(v.Type()), n.Value)
		if best := closest(n.Value, words); best != "" {
			d.problem(n, "%s; did you mean %s?", msg, best)
		} else if len(words) <= 8 {
			d.problem(n, "%s; want %s", msg, oneOf(words))
		} else {
			d.problem(n, "%s", msg)
		}
	case interface{ check() error }:
		if err := t.check(); err != nil {
			d.problem(n, "%s %q: %v", title(v.Type()), n.Value, err)
		}
	}
}

// closest is near.To, which also knows a category by its variant alone.
func closest(word string, words []string) string {
	for _, w := range words {
		if strings.HasSuffix(w, "/"+word) {
			return w
		}
	}
	return near.To(word, words)
}

// titles are what values of a type are called in messages.
var titles = map[string]string{
	"nameCase": "case", "structure": "consumer-structure", "ruleOrCategory": "rule or category", "glob": "path", "fileName": "file", "field": "required field",
}

func title(t reflect.Type) string { return cmp.Or(titles[t.Name()], t.Name()) }

// oneOf lists alternatives: "a", "a or b", "a, b or c".
func oneOf(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

func (d *decoder) list(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.problem(n, "want a list, not %s", describe(n))
		return
	}
	for i, item := range n.Content {
		e := reflect.New(v.Type().Elem()).Elem()
		if e.Kind() == reflect.Struct {
			setDefaults(e)
		}
		d.below(strconv.Itoa(i), func() { d.decode(item, e) })
		v.Set(reflect.Append(v, e))
	}
}

func (d *decoder) mapOf(n *yaml.Node, v reflect.Value) {
	d.pairs(n, func(key, value *yaml.Node) {
		k := reflect.New(v.Type().Key()).Elem()
		d.text(key, k)
		e := reflect.New(v.Type().Elem()).Elem()
		if value := resolve(value); value.Tag == "!!null" {
			d.problem(key, "%s has no value", key.Value)
			return
		}
		d.below(key.Value, func() { d.decode(value, e) })
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
		v.SetMapIndex(k, e)
	})
}

// pairs calls f for each key of a mapping, once.
func (d *decoder) pairs(n *yaml.Node, f func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.problem(n, "want keys and values, not %s", describe(n))
		return
	}
	lines := make(map[string]int)
	for i := 0; i < len(n.Content); i += 2 {
		key := resolve(n.Content[i])
		if first := lines[key.Value]; first != 0 {
			d.problem(n.Content[i], "%s is there twice, first in line %d", key.Value, first)
			continue
		}
		lines[key.Value] = key.Line
		f(n.Content[i], n.Content[i+1])
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	before := len(d.problems)
	found := make(map[string]*yaml.Node)
	d.pairs(n, func(key, value *yaml.Node) {
		if why, refused := d.refused(v.Type(), key.Value); refused {
			d.problem(key, "%s", why)
			return
		}
		name, f, ok := d.fieldOf(v, key.Value)
		if !ok {
			d.problem(key, "unknown key %s%s", key.Value, hint(v.Type(), key.Value))
			return
		}
		found[name] = value
		d.below(name, func() { d.decode(value, f) })
	})
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		if key := tag.Get("key"); tag.Get("required") == "true" && v.Field(i).IsZero() {
			at := n
			if found[key] != nil {
				at = found[key]
			}
			if len(d.problems) == before || found[key] == nil {
				d.problem(at, "%s is missing", key)
			}
		}
	}
	if whole, ok := v.Addr().Interface().(interface {
		validate(func(key, msg string))
	}); ok && len(d.problems) == before {
		whole.validate(func(key, msg string) {
			at := n
			if found[key] != nil {
				at = found[key]
			}
			d.problem(at, "%s", msg)
		})
	}
}

// below calls f with the path one step longer.
func (d *decoder) below(step string, f func()) {
	d.path = append(d.path, step)
	f()
	d.path = d.path[:len(d.path)-1]
}

// fieldOf returns the field of a struct that a key stands for, and the key as
// it is written in a file.
func (d *decoder) fieldOf(v reflect.Value, key string) (string, reflect.Value, bool) {
	for i := range v.NumField() {
		if k := v.Type().Field(i).Tag.Get("key"); k == key || d.paths && strings.EqualFold(k, key) {
			return k, v.Field(i), true
		}
	}
	return "", reflect.Value{}, false
}

// hint says what an unknown key of a struct may have been meant to be.
func hint(t reflect.Type, key string) string {
	if h := near.Hint(key, keys(t)); h != "" {
		return h
	}
	if t == reflect.TypeFor[file]() && slices.Contains(ruleOrCategory("").words(), key) {
		return "; it belongs below rules"
	}
	if at := elsewhere(reflect.TypeFor[file](), key, ""); at != "" {
		return "; it belongs below " + at
	}
	return ""
}

func keys(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		out = append(out, t.Field(i).Tag.Get("key"))
	}
	return out
}

// elsewhere returns the path of the settings below t that have the key.
func elsewhere(t reflect.Type, key, path string) string {
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Tag.Get("key") == "":
		case strings.EqualFold(f.Tag.Get("key"), key) && path != "":
			return path
		case f.Type.Kind() == reflect.Struct:
			if at := elsewhere(f.Type, key, strings.TrimPrefix(path+"."+f.Tag.Get("key"), ".")); at != "" {
				return at
			}
		}
	}
	return ""
}
