// Package proof is the proof that findings and fixes are true: lint a program,
// run it, fix it, run it again.
//
// The programs are real ones, with a real client library and a broker, in
// analyzers/testdata/lib/<library>/<case>. Each has one mistake, in the line
// with the want comment, and a twin without it in <case>_ok. Run prints the
// spans; the table in this package's test says what they must show.
package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Span is one line of what a program prints: a span that has ended.
type Span struct {
	Name       string            `json:"name"`
	Kind       string            `json:"kind"`
	TraceID    string            `json:"traceID"`
	SpanID     string            `json:"spanID"`
	Parent     string            `json:"parent"`
	Links      []Link            `json:"links"`
	Status     string            `json:"status"`
	Attributes map[string]string `json:"attributes"`
}

// Link names a span that another one is linked to.
type Link struct {
	TraceID string `json:"traceID"`
	SpanID  string `json:"spanID"`
}

// Spans are all spans of one run.
type Spans []Span

// DecodeSpans reads the standard output of a program.
func DecodeSpans(output []byte) (Spans, error) {
	var spans Spans
	dec := json.NewDecoder(bytes.NewReader(output))
	dec.DisallowUnknownFields()
	for {
		var s Span
		err := dec.Decode(&s)
		if errors.Is(err, io.EOF) {
			return spans, nil
		}
		if err != nil {
			return nil, fmt.Errorf("span %d: %w", len(spans)+1, err)
		}
		spans = append(spans, s)
	}
}

// String draws one span a line, with the names of the spans that it follows.
func (s Spans) String() string {
	names := make(map[string]string)
	for _, span := range s {
		names[span.SpanID] = span.Name
	}
	traces := make(map[string]int)
	var b strings.Builder
	for _, span := range s {
		if traces[span.TraceID] == 0 {
			traces[span.TraceID] = len(traces) + 1
		}
		fmt.Fprintf(&b, "\ttrace %d: %s", traces[span.TraceID], span.Name)
		if order := span.Attributes["order.id"]; order != "" {
			fmt.Fprintf(&b, "[%s]", order)
		}
		if span.Parent != "" {
			fmt.Fprintf(&b, ", child of %s", or(names[span.Parent], "a span that never ended"))
		}
		for _, link := range span.Links {
			fmt.Fprintf(&b, ", linked to %s", or(names[link.SpanID], "a span that never ended"))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// named returns the spans with the name. A name may be followed by an order's id
// in brackets, to tell spans of one name apart.
func (s Spans) named(name string) Spans {
	want, order, _ := strings.Cut(strings.TrimSuffix(name, "]"), "[")
	var found Spans
	for _, span := range s {
		if span.Name == want && (order == "" || span.Attributes["order.id"] == order) {
			found = append(found, span)
		}
	}
	return found
}

func (s Spans) only(name string) (Span, error) {
	found := s.named(name)
	if len(found) != 1 {
		return Span{}, fmt.Errorf("%d spans named %s, want 1", len(found), name)
	}
	return found[0], nil
}

// causes reports whether an operator who stands before the effect finds the
// cause by going from span to parent and from span to link.
func (s Spans) causes(cause, effect Span) bool {
	byID := make(map[string]Span)
	for _, span := range s {
		byID[span.SpanID] = span
	}
	seen := make(map[string]bool)
	var reaches func(id string) bool
	reaches = func(id string) bool {
		if id == cause.SpanID {
			return true
		}
		span, ok := byID[id]
		if !ok || seen[id] {
			return false
		}
		seen[id] = true
		if reaches(span.Parent) {
			return true
		}
		for _, link := range span.Links {
			if reaches(link.SpanID) {
				return true
			}
		}
		return false
	}
	return reaches(effect.SpanID)
}

// An Expectation says what the spans of a run must show.
type Expectation func(Spans) error

// Joined expects that the effect leads back to the cause.
func Joined(cause, effect string) Expectation {
	return relation(cause, effect, func(joined bool) error {
		if joined {
			return nil
		}
		return fmt.Errorf("%s does not lead back to %s", effect, cause)
	})
}

// Apart expects that both happened and the effect does not lead back to the cause.
func Apart(cause, effect string) Expectation {
	return relation(cause, effect, func(joined bool) error {
		if joined {
			return fmt.Errorf("%s leads back to %s", effect, cause)
		}
		return nil
	})
}

func relation(cause, effect string, judge func(joined bool) error) Expectation {
	return func(s Spans) error {
		from, err := s.only(cause)
		if err != nil {
			return err
		}
		to, err := s.only(effect)
		if err != nil {
			return err
		}
		return judge(s.causes(from, to))
	}
}

// Lost expects that the cause happened and the effect did not.
func Lost(cause, effect string) Expectation {
	return func(s Spans) error {
		if _, err := s.only(cause); err != nil {
			return err
		}
		if n := len(s.named(effect)); n > 0 {
			return fmt.Errorf("%d spans named %s, want none", n, effect)
		}
		return nil
	}
}

// Attribute expects that the span has the attribute with that value; "" stands
// for one that is empty or missing.
func Attribute(span, key, value string) Expectation {
	return func(s Spans) error {
		at, err := s.only(span)
		if err != nil {
			return err
		}
		if got := at.Attributes[key]; got != value {
			return fmt.Errorf("%s of %s is %q, want %q", key, span, got, value)
		}
		return nil
	}
}

// Alike expects n spans of that name: to find one of them by its name is to
// find them all.
func Alike(name string, n int) Expectation {
	return func(s Spans) error {
		if found := len(s.named(name)); found != n {
			return fmt.Errorf("%d spans named %s, want %d", found, name, n)
		}
		return nil
	}
}

// Distinct expects n spans whose names begin alike and are all different.
func Distinct(prefix string, n int) Expectation {
	return func(s Spans) error {
		spans, names := 0, make(map[string]bool)
		for _, span := range s {
			if strings.HasPrefix(span.Name, prefix) {
				spans++
				names[span.Name] = true
			}
		}
		if spans != n || len(names) != n {
			return fmt.Errorf("%d spans have %d names that begin with %s, want %d of each", spans, len(names), prefix, n)
		}
		return nil
	}
}

// Ended expects as many spans of the name as there are statuses, with these
// statuses in the order in which the spans ended.
func Ended(name string, statuses ...string) Expectation {
	return func(s Spans) error {
		var got []string
		for _, span := range s.named(name) {
			got = append(got, span.Status)
		}
		if !slices.Equal(got, statuses) {
			return fmt.Errorf("spans named %s ended as %q, want %q", name, got, statuses)
		}
		return nil
	}
}

// Kept expects that all spans have the attribute with one and the same value.
func Kept(key string, spans ...string) Expectation {
	return func(s Spans) error {
		first := ""
		for i, name := range spans {
			at, err := s.only(name)
			if err != nil {
				return err
			}
			got := at.Attributes[key]
			switch {
			case got == "":
				return fmt.Errorf("%s of %s is empty", key, name)
			case i == 0:
				first = got
			case got != first:
				return fmt.Errorf("%s is %q for %s and %q for %s", key, first, spans[0], got, name)
			}
		}
		return nil
	}
}

// Changed expects that both spans have the attribute, with different values.
func Changed(key, from, to string) Expectation {
	return attributes(from, key, to, key, func(a, b string) error {
		if a == b {
			return fmt.Errorf("%s is %q for %s and for %s", key, a, from, to)
		}
		return nil
	})
}

// Confused expects that an operator cannot tell two attributes of the span apart:
// they have the same value.
func Confused(span, key, other string) Expectation {
	return attributes(span, key, span, other, func(a, b string) error {
		if a != b {
			return fmt.Errorf("%s of %s is %q and %s is %q", key, span, a, other, b)
		}
		return nil
	})
}

// ToldApart expects that two attributes of the span have values of their own.
func ToldApart(span, key, other string) Expectation {
	return attributes(span, key, span, other, func(a, b string) error {
		if a == b {
			return fmt.Errorf("%s and %s of %s are both %q", key, other, span, a)
		}
		return nil
	})
}

// Names expects that the attribute of the span has the value that another
// attribute has of the other span: the id there leads here.
func Names(span, key, other, theirs string) Expectation {
	return attributes(span, key, other, theirs, func(a, b string) error {
		if a != b {
			return fmt.Errorf("%s of %s is %q, but %s of %s is %q", key, span, a, theirs, other, b)
		}
		return nil
	})
}

// attributes compares two attributes that must not be empty.
func attributes(span, key, other, theirs string, judge func(a, b string) error) Expectation {
	return func(s Spans) error {
		a, err := s.only(span)
		if err != nil {
			return err
		}
		b, err := s.only(other)
		if err != nil {
			return err
		}
		if a.Attributes[key] == "" {
			return fmt.Errorf("%s of %s is empty", key, span)
		}
		if b.Attributes[theirs] == "" {
			return fmt.Errorf("%s of %s is empty", theirs, other)
		}
		return judge(a.Attributes[key], b.Attributes[theirs])
	}
}

// LeadsNowhere expects that whoever searches for the trace that the attribute
// of the span names finds nothing: no span is in such a trace.
func LeadsNowhere(span, key string) Expectation {
	return func(s Spans) error {
		at, err := s.only(span)
		if err != nil {
			return err
		}
		id := at.Attributes[key]
		if id == "" {
			return fmt.Errorf("%s of %s is empty", key, span)
		}
		for _, x := range s {
			if x.TraceID == id {
				return fmt.Errorf("%s of %s leads to %s", key, span, x.Name)
			}
		}
		return nil
	}
}

// LeadsTo expects that whoever searches for the trace that the attribute of the
// span names finds the other span there.
func LeadsTo(span, key, other string) Expectation {
	return func(s Spans) error {
		at, err := s.only(span)
		if err != nil {
			return err
		}
		found, err := s.only(other)
		if err != nil {
			return err
		}
		if id := at.Attributes[key]; id != found.TraceID {
			return fmt.Errorf("%s of %s is %q, and %s is in trace %q", key, span, id, other, found.TraceID)
		}
		return nil
	}
}

// All expects everything.
func All(expectations ...Expectation) Expectation {
	return func(s Spans) error {
		var errs []error
		for _, expect := range expectations {
			errs = append(errs, expect(s))
		}
		return errors.Join(errs...)
	}
}
