package eventflow

import "github.com/tracelint/tracelint/internal/model"

// The decisions that rules and the planner of fixes share.

// PublishVariant names the way in which a hand-off is broken, "" if it is not,
// cannot be judged, or is accepted where the event is handed off. Of several
// ways the first in the catalogue's order of precedence counts.
func PublishVariant(p *Publish) string {
	v := publishVariant(p)
	if v != "" && accepted(p.Accepts, "publishctx/"+v) {
		return ""
	}
	return v
}

func publishVariant(p *Publish) string {
	switch {
	case p.NewRoot:
		return "new-root"
	case p.Carries == BodyOnly && p.Origin != nil && !mayBring(p):
		return "republish"
	case dropped(p):
		return "dropped"
	case p.Stale != nil:
		return "stale"
	case p.Detached != nil:
		return "detached"
	case noCarrier(p):
		return "no-carrier"
	}
	return ""
}

// mayBring reports whether the context that the hand-off is given may bring the
// trace along that the message lacks.
func mayBring(p *Publish) bool {
	switch {
	case p.Reads == No:
		return false
	case p.Source == model.FromMessageContext:
		return p.Context == CausalContext || p.Context == UnknownContext
	case p.Reads == Maybe:
		return p.Context != FreshContext && p.Context != StoredContext
	}
	return true
}

// dropped: the context that would have been propagated holds nothing, while a
// causal one is in scope.
func dropped(p *Publish) bool {
	if p.Origin == nil || p.Origin.Kind == KMessage || p.Ending {
		return false
	}
	if p.Carries == FreshOnly {
		return true
	}
	if p.Carries == Bare && p.Far != nil && p.Context == FreshContext {
		return true // a wrapper that takes a context: wrong whatever stands behind it
	}
	if p.Carries != Bare || p.Reads == No || p.Source == model.FromMessageContext {
		return false
	}
	return p.Context == FreshContext || p.Context == StoredContext && p.Reads == Yes
}

func noCarrier(p *Publish) bool {
	if p.Carries != Bare || p.ByName {
		return false
	}
	if p.Wrapper {
		return true
	}
	if p.Origin == nil {
		return false
	}
	switch {
	case p.Reads == No:
		return true
	case p.Source == model.FromMessageContext, p.Source == model.FromHeaders:
		return p.Context != CausalContext && p.Context != UnknownContext || p.Context == NoContext
	case p.Reads == Maybe:
		return p.Context == FreshContext || p.Context == StoredContext
	}
	return false
}

// BareStarts returns the spans of a handler that begin a trace of their own,
// without a link to the message.
func BareStarts(h *Handler) []*Start {
	if h.Carrier == "" && h.Hands == No && !h.House {
		return nil
	}
	var out []*Start
	for _, s := range h.Starts {
		if s.Linked || s.Context != FreshContext && s.Context != StoredContext || accepted(s.Accepts, "freshroot/root") {
			continue
		}
		out = append(out, s)
	}
	return out
}

// Misplaced returns the spans of a handler that are joined to the message in
// another way than the one asked for: "parent" or "link".
func Misplaced(h *Handler, structure string) []*Start {
	var out []*Start
	for _, s := range h.Starts {
		if accepted(s.Accepts, "freshroot/root") {
			continue
		}
		switch structure {
		case "parent":
			if s.Linked && (s.Context == FreshContext || s.Context == StoredContext) {
				out = append(out, s)
			}
		case "link":
			if s.Child && !s.Linked && !s.NewRoot {
				out = append(out, s)
			}
		}
	}
	return out
}

// BareWork returns the first call of a handler that does work in a context
// that is not the message's, if the handler starts no span and takes nothing
// from the message; nil otherwise.
func BareWork(h *Handler) *Work {
	if len(h.Starts) > 0 || h.Extracts || h.Carrier == "" || h.House {
		return nil
	}
	var first *Work
	for _, w := range h.Works {
		switch w.Context {
		case CausalContext, UnknownContext:
			return nil
		case FreshContext, StoredContext:
			if first == nil {
				first = w
			}
		}
	}
	return first
}
