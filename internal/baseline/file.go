package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"time"
)

// An Error is what is wrong with a file, at a line of it.
type Error struct {
	Name    string
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Message) }

// Read reads a baseline. If there is no such file the error is fs.ErrNotExist.
func Read(name string) (*File, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			return nil, fmt.Errorf("baseline %s: %w", name, path.Err)
		}
		return nil, err
	}
	return Parse(name, text)
}

// Parse reads the text of a baseline. What is wrong with it is an *Error.
func Parse(name string, text []byte) (*File, error) {
	f := &File{Name: name}
	p := parser{f, text, json.NewDecoder(bytes.NewReader(text))}
	if err := p.file(); err != nil {
		return nil, err
	}
	return f, nil
}

// parser reads the text from its tokens, so as to know the line of each entry.
type parser struct {
	*File
	text []byte
	dec  *json.Decoder
}

func (p *parser) errorAt(offset int64, format string, args ...any) error {
	return &Error{p.Name, 1 + bytes.Count(p.text[:min(offset, int64(len(p.text)))], []byte("\n")), fmt.Sprintf(format, args...)}
}

// next returns the offset of what the decoder reads next.
func (p *parser) next() int64 {
	at := p.dec.InputOffset()
	rest := p.text[at:]
	return at + int64(len(rest)-len(bytes.TrimLeft(rest, " \t\r\n,:")))
}

func (p *parser) file() error {
	// The decoder says of some errors where it was, not where they are.
	var all any
	if err := json.Unmarshal(p.text, &all); err != nil {
		if len(bytes.TrimSpace(p.text)) == 0 {
			return p.errorAt(0, "the file is empty; remove it and make it anew with -baseline-update")
		}
		at := int64(len(p.text))
		if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
			at = syntax.Offset - 1
		}
		return p.errorAt(max(0, at), "not JSON: %v", err)
	}
	if _, ok := all.(map[string]any); !ok {
		return p.errorAt(p.next(), "want an object with version and findings")
	}
	version := false
	var entries func() error
	p.dec.Token() // {
	for p.dec.More() {
		at := p.next()
		key, _ := p.dec.Token()
		value := p.next()
		switch key {
		case "version":
			var raw json.RawMessage
			if p.dec.Decode(&raw); string(raw) != fmt.Sprint(Version) {
				return p.errorAt(value, "version %s is not one that this tracelint reads, which is %d", p.valueAt(value), Version)
			}
			version = true
		case "findings":
			if entries != nil {
				return p.errorAt(at, "findings is there twice")
			}
			if p.text[value] != '[' {
				return p.errorAt(value, "findings: want a list")
			}
			var raw json.RawMessage
			p.dec.Decode(&raw)
			entries = func() error { return p.entries(value, raw) }
		default:
			return p.errorAt(at, "unknown key %q; want version and findings", key)
		}
	}
	if !version {
		return p.errorAt(0, "there is no version; want \"version\": %d", Version)
	}
	if entries == nil {
		return p.errorAt(0, "there are no findings; want \"findings\": []")
	}
	return entries()
}

// valueAt returns the value at an offset, in short, for messages.
func (p *parser) valueAt(offset int64) string {
	var raw json.RawMessage
	json.NewDecoder(bytes.NewReader(p.text[offset:])).Decode(&raw)
	if len(raw) > 20 {
		return string(raw[:20]) + "..."
	}
	return string(raw)
}

// entries reads the list that begins at an offset.
func (p *parser) entries(offset int64, list []byte) error {
	lines := make(map[Key]int)
	dec := json.NewDecoder(bytes.NewReader(list))
	dec.Token() // [
	for dec.More() {
		var raw json.RawMessage
		dec.Decode(&raw)
		at := offset + dec.InputOffset() - int64(len(raw))
		strict := json.NewDecoder(bytes.NewReader(raw))
		strict.DisallowUnknownFields()
		e := Entry{Count: 1}
		if err := strict.Decode(&e); err != nil {
			return p.errorAt(at, "%s", plain(err))
		}
		if msg := e.problem(); msg != "" {
			return p.errorAt(at, "%s", msg)
		}
		e.Line = p.errorAt(at, "").(*Error).Line
		if other := lines[e.Key()]; other > 0 {
			return p.errorAt(at, "the same findings as in line %d; make one entry of them, with the sum of their counts", other)
		}
		lines[e.Key()] = e.Line
		p.Entries = append(p.Entries, e)
	}
	return nil
}

// plain says in the words of JSON what is wrong with an entry.
func plain(err error) string {
	if typ := new(json.UnmarshalTypeError); errors.As(err, &typ) {
		if typ.Field == "" {
			return "an entry has to be an object, as {\"category\": ..., \"package\": ..., \"count\": 1}"
		}
		want := map[reflect.Kind]string{reflect.String: "a text", reflect.Int: "a number", reflect.Bool: "true or false"}[typ.Type.Kind()]
		return fmt.Sprintf("%s: want %s", typ.Field, want)
	}
	msg := strings.TrimPrefix(err.Error(), "json: ")
	if field, ok := strings.CutPrefix(msg, "unknown field "); ok {
		return "unknown key " + field
	}
	return msg
}

// problem returns what is wrong with an entry, "" if nothing is.
func (e *Entry) problem() string {
	switch rule, variant, _ := strings.Cut(e.Category, "/"); {
	case e.Category == "":
		return "an entry without category"
	case rule == "" || variant == "":
		return fmt.Sprintf("category %q: want rule/category, as in publishctx/no-carrier", e.Category)
	case e.Package == "":
		return "an entry without package"
	case e.Count < 1:
		return fmt.Sprintf("count %d: want 1 or more", e.Count)
	}
	if _, err := time.Parse(time.DateOnly, e.Expires); err != nil && e.Expires != "" {
		return fmt.Sprintf("expires %q: want a day, as in 2027-03-31", e.Expires)
	}
	return ""
}

// Format returns the text of the file: one line for each entry, so that
// changes can be read and merged.
func (f *File) Format() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"version\": %d,\n  \"findings\": [", Version)
	for i := range f.Entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    ")
		b.Write(f.Entries[i].format())
	}
	if len(f.Entries) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("]\n}\n")
	return b.Bytes()
}

func (e *Entry) format() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		panic(err) // texts and numbers
	}
	return bytes.TrimSpace(b.Bytes())
}
