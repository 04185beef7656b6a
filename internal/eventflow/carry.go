package eventflow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// carryOf says what the contents of a message amount to.
func (p *pkg) carryOf(v Val, msgT types.Type) (c Carry, injects bool, reason string) {
	var carries, cond, body, fresh, unk bool
	for _, a := range v {
		switch {
		case a.Form == Ctx:
		case a.Kind == KInstr, a.Kind == KBuilt, a.Kind == KLink, a.Kind == KNewRoot:
		case a.Kind == KUnknown:
			unk, reason = true, a.Path
		case a.Form == Data:
			switch a.Kind {
			case KFresh, KGlobal:
				fresh = true
			default:
				carries = true
			}
			injects = injects || !a.Weak
		case a.Kind == KMessage || a.Kind == KParam && p.isMessage(a):
			switch p.messagePart(a) {
			case wholeMessage:
				carries = true
			case messageBody:
				if a.Weak {
					unk, reason = true, "payload-of-message"
				} else {
					body = true
				}
			}
		case a.Kind == KParam && a.fn != nil && a.Index < len(a.fn.Params) && isRequest(a.fn.Params[a.Index].Type()):
			// Of a request, its headers tie the event to it; form values and bodies are business.
			if words.IsCausal(a.Path) || words.IsContainer(a.Path) {
				carries = true
			}
		case a.Kind == KParam:
			if name := lastElem(a.Path); name != "" && words.IsCausal(name) {
				carries = true
				continue
			}
			if a.fn != nil && a.Index < len(a.fn.Params) {
				q := a.fn.Params[a.Index]
				if isError(q.Type()) {
					continue
				}
				if a.Path == "" && words.IsCausal(q.Name()) {
					carries = true
					continue
				}
				if a.Path == "" && isScalar(q.Type()) && !isBytes(q.Type()) && p.business(q.Name(), q.Type()) {
					continue
				}
				if a.Path == "" && !isScalar(q.Type()) && p.roomIn(q.Type()) == noRoom {
					continue
				}
			}
			cond = true
		case a.Kind == KStarted, a.Kind == KCausal, a.Kind == KRequest:
			carries = true
		}
	}
	switch {
	case carries:
		return Carries, injects, ""
	case unk:
		return Unknown, injects, reason
	case cond:
		return Conditional, injects, ""
	case fresh:
		return FreshOnly, injects, ""
	case body:
		return BodyOnly, injects, ""
	}
	return Bare, injects, ""
}

type part uint8

const (
	otherPart part = iota
	wholeMessage
	messageBody
)

// messagePart says which part of a received message an atom is.
func (p *pkg) messagePart(a Atom) part {
	if a.Path == "" {
		if a.Weak {
			return messageBody
		}
		return wholeMessage
	}
	elems := strings.Split(a.Path, ".")
	for _, el := range elems {
		if words.IsCausal(el) {
			return wholeMessage
		}
	}
	mt := p.messageType(a)
	for _, el := range elems {
		if el == "[]" {
			continue
		}
		if mt == nil {
			if words.IsContainer(el) {
				return wholeMessage
			}
			return messageBody
		}
		switch el {
		case strings.TrimSuffix(mt.Carrier, "()"), mt.Carrier:
			return wholeMessage
		case strings.TrimSuffix(mt.Body, "()"), mt.Body:
			return messageBody
		}
		if words.IsContainer(el) {
			return wholeMessage
		}
		return otherPart
	}
	if a.Weak {
		return messageBody
	}
	return wholeMessage
}

func (p *pkg) messageType(a Atom) *model.MessageType {
	if a.Kind == KParam && a.fn != nil && a.Index < len(a.fn.Params) {
		return p.index.Message(a.fn.Params[a.Index].Type())
	}
	if a.val != nil {
		t := a.val.Type()
		if tu, ok := t.(*types.Tuple); ok && tu.Len() > 0 {
			t = tu.At(0).Type()
		}
		return p.index.Message(t)
	}
	return nil
}

// contextClass says what a context holds, seen from fn.
func (p *pkg) contextClass(fn *ssa.Function, v Val) Context {
	if len(v) == 0 {
		return NoContext
	}
	var causal, unk, fresh, stored bool
	for _, a := range v {
		switch a.Kind {
		case KFresh:
			fresh = true
		case KGlobal:
			stored = true
		case KUnknown:
			unk = true
		case KParam:
			switch {
			case a.Extracted, a.fn == nil:
				causal = true
			case p.isMessage(a):
				causal = true
			case a.Path != "":
				unk = true
			case p.subscriptions(fn, a):
				stored = true
			case p.causalParam(a.fn, a.Index):
				causal = true
			default:
				stored = true
			}
		default:
			causal = true
		}
	}
	switch {
	case causal:
		return CausalContext
	case unk:
		return UnknownContext
	case stored:
		return StoredContext
	case fresh:
		return FreshContext
	}
	return UnknownContext
}

// subscriptions reports whether the context is that of a subscription: the one
// a handler is given by a library that puts nothing into it, or one that was
// there before the handler was called.
func (p *pkg) subscriptions(fn *ssa.Function, a Atom) bool {
	if rt := p.roots[a.fn]; rt != nil && rt.msg >= 0 {
		return a.Index == rt.ctx && rt.holds == model.FromNothing && !rt.ok
	}
	for f := fn; f != nil && f != a.fn; f = f.Parent() {
		if rt := p.roots[f]; rt != nil && rt.msg >= 0 {
			return true
		}
	}
	return false
}
