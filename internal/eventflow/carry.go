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
	mt, elems := p.messageAlong(a, elems)
	if mt != nil && mt.Carrier == mt.Body && mt.Carrier != "" && len(elems) > 1 {
		return messageBody // one value among those that hold the event and its headers
	}
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
			if mt.Carrier == "" && !a.Weak {
				return wholeMessage // there is nothing else: an envelope goes on with what it holds
			}
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

// messageType returns the static type of what came in.
func (p *pkg) messageType(a Atom) types.Type {
	if a.Kind == KParam && a.fn != nil && a.Index < len(a.fn.Params) {
		return a.fn.Params[a.Index].Type()
	}
	if a.val != nil {
		t := a.val.Type()
		if tu, ok := t.(*types.Tuple); ok && tu.Len() > 0 {
			t = tu.At(0).Type()
		}
		return t
	}
	return nil
}

// messageAlong follows a path from what came in to the message, if that was a
// batch, or has a message embedded in it: it returns the message's type and what
// remains of the path.
func (p *pkg) messageAlong(a Atom, path []string) (*model.MessageType, []string) {
	t := p.messageType(a)
	for range 12 {
		if t == nil {
			break
		}
		switch u := t.Underlying().(type) {
		case *types.Slice:
			t = u.Elem()
			continue
		case *types.Map: // lists of messages by where they are from
			t = u.Elem()
			continue
		}
		if u := p.heldBy(t); u != nil {
			t = u
			continue
		}
		mt := p.index.Message(t)
		for len(path) > 0 && strings.HasPrefix(path[0], "[") {
			path = path[1:]
		}
		if mt == nil && len(path) > 0 {
			if u := p.variantWith(t, path[0]); u != nil {
				t = u
				continue
			}
		}
		if mt == nil || len(path) == 0 || path[0] == mt.Carrier || path[0] != mt.Elements && !p.embeds(t, path[0]) {
			return mt, path
		}
		t, path = memberType(t, path[0]), path[1:]
	}
	return nil, path
}

// embeds reports whether the field of t, or of what t points to, is a message
// that is embedded there.
func (p *pkg) embeds(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	v, ok := obj.(*types.Var)
	return ok && v.Embedded() && p.index.Message(v.Type()) != nil
}

// variantWith returns the type, of those that programs tell a library's values of an
// interface apart by, that has its messages in the field; nil if there is none.
func (p *pkg) variantWith(t types.Type, field string) types.Type {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !p.index.Knows(n.Obj().Pkg().Path()) {
		return nil
	}
	iface, ok := n.Underlying().(*types.Interface)
	if !ok || iface.Empty() {
		return nil
	}
	key := variantKey{n, field}
	if u, ok := p.variants[key]; ok {
		return u
	}
	p.variants[key] = nil
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if mt := p.index.Message(tn.Type()); mt != nil && mt.Elements == field && types.Implements(types.NewPointer(tn.Type()), iface) {
			p.variants[key] = tn.Type()
			break
		}
	}
	return p.variants[key]
}

type variantKey struct {
	iface *types.Named
	field string
}

// heldBy returns the type of what a method unpacks out of a container of
// the library, nil if t is none.
func (p *pkg) heldBy(t types.Type) types.Type {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return nil
	}
	for m := range n.Methods() {
		for _, r := range p.index.Rows(m) {
			res := m.Signature().Results()
			if r.Role == model.Element && r.Message.Base == model.ResultOf && r.Message.Index < res.Len() && !types.Identical(res.At(r.Message.Index).Type(), t) {
				return res.At(r.Message.Index).Type()
			}
		}
	}
	return nil
}

// wholly reports whether the atom is a received message, or a batch of them,
// and not a part of one.
func (p *pkg) wholly(a Atom) bool {
	if a.Path == "" {
		return true
	}
	_, rest := p.messageAlong(a, strings.Split(a.Path, "."))
	return len(rest) == 0
}

// messageIn returns the type of the messages that a value of type t is or
// holds, and whether it may hold several.
func (p *pkg) messageIn(t types.Type) (mt *model.MessageType, batch bool) {
	for range 8 {
		if t == nil {
			return mt, batch
		}
		switch u := t.Underlying().(type) {
		case *types.Slice:
			t, batch = u.Elem(), true
			continue
		case *types.Map:
			t, batch = u.Elem(), true
			continue
		}
		m := p.index.Message(t)
		if m == nil {
			return mt, batch && mt != nil
		}
		mt = m
		if mt.Elements == "" {
			return mt, batch
		}
		t = memberType(t, mt.Elements)
	}
	return mt, batch
}

// soleMessage returns the type of the message that a value of type t is, or that it
// wraps as the only one; nil if it is none, or holds several.
func (p *pkg) soleMessage(t types.Type) *model.MessageType {
	for range 4 {
		mt := p.index.Message(t)
		if mt == nil || mt.Elements == "" {
			return mt
		}
		if t = memberType(t, mt.Elements); t == nil {
			return nil
		}
	}
	return nil
}

// memberType returns the type of the field of t, or of what t points to.
func memberType(t types.Type, name string) types.Type {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	if v, ok := obj.(*types.Var); ok {
		return v.Type()
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
