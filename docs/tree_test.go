package docs_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tracelint/tracelint/internal/proof"
)

// tree draws the traces of a run, the one that places the order first, then
// those linked to what is drawn, with the attributes of the spans that keys
// name. It is the same from run to run: ids have letters, or the number of the
// trace that they lead to, and siblings are in the order of their names.
func tree(spans proof.Spans, keys ...string) string {
	known := make(map[string]bool)
	for _, s := range spans {
		known[s.SpanID] = true
	}
	children := make(map[string][]proof.Span) // by parent
	roots := make(map[string][]proof.Span)    // by trace
	for _, s := range spans {
		if known[s.Parent] {
			children[s.Parent] = append(children[s.Parent], s)
		} else {
			roots[s.TraceID] = append(roots[s.TraceID], s)
		}
	}
	byName := func(a, b proof.Span) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Attributes["order.id"], b.Attributes["order.id"]),
			cmp.Compare(a.Attributes["attempt"], b.Attributes["attempt"]))
	}
	for _, list := range children {
		slices.SortFunc(list, byName)
	}
	var traces []string
	for id, list := range roots {
		slices.SortFunc(list, byName)
		traces = append(traces, id)
	}
	slices.SortFunc(traces, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(spans, a), rank(spans, b)), byName(roots[a][0], roots[b][0]))
	})
	numbers := number(spans, traces)

	// Two orders in one run are told apart.
	orders := make(map[string]bool)
	for _, s := range spans {
		orders[s.Attributes["order.id"]] = true
	}
	delete(orders, "")
	label := func(s proof.Span) string {
		if id := s.Attributes["order.id"]; id != "" && len(orders) > 1 {
			return s.Name + " [" + id + "]"
		}
		if n := s.Attributes["attempt"]; n != "" {
			return s.Name + " (attempt " + n + ")"
		}
		return s.Name
	}

	letters := make(map[string]string)
	value := func(id string) string {
		if n := numbers[id]; n != 0 {
			return fmt.Sprintf("trace %d", n)
		}
		if letters[id] == "" {
			letters[id] = string(rune('A' + len(letters)))
		}
		return letters[id]
	}

	type line struct{ tree, note string }
	var lines []line
	var walk func(s proof.Span, first, rest string)
	walk = func(s proof.Span, first, rest string) {
		note := s.Kind
		if s.Status == "Error" {
			note += "  ERROR"
		}
		for _, l := range s.Links {
			note += fmt.Sprintf("  ↪ linked to trace %d", numbers[l.TraceID])
		}
		if s.Parent != "" && !known[s.Parent] {
			note += "  (its parent has not ended)"
		}
		for _, key := range keys {
			if id, ok := s.Attributes[key]; ok && id == "" {
				note += "  " + key + " missing"
			} else if ok {
				note += "  " + key + "=" + value(id)
			}
		}
		lines = append(lines, line{first + label(s), note})
		for i, c := range children[s.SpanID] {
			if i < len(children[s.SpanID])-1 {
				walk(c, rest+"├─ ", rest+"│  ")
			} else {
				walk(c, rest+"└─ ", rest+"   ")
			}
		}
	}
	slices.SortFunc(traces, func(a, b string) int { return cmp.Compare(numbers[a], numbers[b]) })
	for i, id := range traces {
		if i > 0 {
			lines = append(lines, line{})
		}
		lines = append(lines, line{fmt.Sprintf("trace %d", i+1), ""})
		for _, s := range roots[id] {
			walk(s, "  ", "  ")
		}
	}
	width := 0
	for _, l := range lines {
		if l.note != "" {
			width = max(width, utf8.RuneCountInString(l.tree))
		}
	}
	var b strings.Builder
	for _, l := range lines {
		pad := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(l.tree)))
		b.WriteString(strings.TrimRight(l.tree+pad+"  "+l.note, " ") + "\n")
	}
	return b.String()
}

// rank puts the trace that places the order before the others.
func rank(spans proof.Spans, trace string) int {
	for _, s := range spans {
		if s.TraceID == trace && s.Name == "place-order" {
			return 0
		}
	}
	return 1
}

// number numbers the traces from 1: in the order given, but none before those
// that it is linked to.
func number(spans proof.Spans, traces []string) map[string]int {
	numbers := make(map[string]int)
	for len(numbers) < len(traces) {
		next := ""
		for _, id := range traces {
			if numbers[id] != 0 {
				continue
			}
			if next == "" {
				next = id // if they are linked in a circle
			}
			if !slices.ContainsFunc(spans, func(s proof.Span) bool {
				return s.TraceID == id && slices.ContainsFunc(s.Links, func(l proof.Link) bool {
					return l.TraceID != id && numbers[l.TraceID] == 0 && slices.Contains(traces, l.TraceID)
				})
			}) {
				next = id
				break
			}
		}
		numbers[next] = len(numbers) + 1
	}
	return numbers
}
