package eventflow

// A Tally counts the hand-offs of a package: those that the engine found, and
// those of which it cannot say what travels along.
type Tally struct {
	Publishes Count
	Consumers Count
	Silences  map[string]int // by the reason's name: all places at which the engine stays silent
}

// Count is a number of hand-offs.
type Count struct {
	Seen    int
	Unknown int
}

// Tally counts what is in the index.
func (ix *Index) Tally() Tally {
	t := Tally{Silences: make(map[string]int)}
	for _, p := range ix.Publishes {
		n := 1 + len(p.Others)
		t.Publishes.Seen += n
		if p.Carries == Unknown {
			t.Publishes.Unknown += n
		}
	}
	for _, h := range ix.Handlers {
		t.Consumers.Seen++
		if h.unknown() != "" {
			t.Consumers.Unknown++
		}
	}
	for _, s := range ix.Silences {
		t.Silences[s.Reason]++
	}
	return t
}

// unknown returns what is done with the message in a context of which nothing
// is known, "" if nothing is.
func (h *Handler) unknown() string {
	for _, s := range h.Starts {
		if s.Context == UnknownContext && !s.Linked {
			return "a span"
		}
	}
	for _, w := range h.Works {
		if w.Context == UnknownContext {
			return w.Name
		}
	}
	return ""
}
