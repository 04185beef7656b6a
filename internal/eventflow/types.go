package eventflow

import (
	"go/types"
	"strings"

	"github.com/tracelint/tracelint/internal/words"
)

// Questions about static types: could a value of this type tie an event to its cause?

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Context" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context"
}

// contextLike reports whether t is a context, or a framework's type that is one too.
func contextLike(t types.Type) bool {
	if isContext(t) {
		return true
	}
	for _, name := range [...]string{"Deadline", "Done", "Err", "Value"} {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		if _, ok := obj.(*types.Func); !ok {
			return false
		}
	}
	return true
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// isScalar reports whether values of t are single data: numbers, strings,
// times, identifiers kept in byte arrays; not byte slices.
func isScalar(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Array:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsInteger != 0
	case *types.Struct:
		return isTime(t)
	case *types.Pointer:
		return isScalar(u.Elem())
	}
	return false
}

func isTime(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time"
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// holdsText reports whether t is a string, or slices or arrays of them.
func holdsText(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return holdsText(u.Elem())
	case *types.Array:
		return holdsText(u.Elem())
	}
	return isString(t)
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

// pointerLike reports whether a copy of a value of t shares memory with it.
func pointerLike(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Interface, *types.Chan, *types.Signature:
		return true
	case *types.Struct:
		for i := 0; i < u.NumFields(); i++ {
			if pointerLike(u.Field(i).Type()) {
				return true
			}
		}
	case *types.Array:
		return pointerLike(u.Elem())
	case *types.Tuple:
		for i := 0; i < u.Len(); i++ {
			if pointerLike(u.At(i).Type()) {
				return true
			}
		}
	case *types.TypeParam:
		return true
	}
	return false
}

// room says how much a type leaves open.
type room uint8

const (
	noRoom  room = iota // no field of it could tie an event to its cause
	opaque              // bytes, interfaces: who knows
	carrier             // a field is named as a trace or correlation id, or as a bag of headers
)

// roomIn looks for carriers in t: fields named or tagged as ids or carriers
// win over opaque parts, opaque parts over none.
func (p *pkg) roomIn(t types.Type) room {
	if r, ok := p.rooms[t]; ok {
		return r
	}
	r := p.roomAt(t, nil, 0)
	if p.closing == 0 {
		p.rooms[t] = r
	}
	return r
}

func (p *pkg) roomAt(t types.Type, seen []types.Type, depth int) room {
	if depth > 5 {
		return opaque
	}
	for _, s := range seen {
		if types.Identical(s, t) {
			return noRoom
		}
	}
	if isError(t) || isTime(t) {
		return noRoom
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil && modelled(p.index, n.Obj().Pkg().Path()) {
		if p.index.Message(t) != nil {
			return carrier
		}
		if p.index.Stands(n.Obj().Pkg().Path()) {
			return opaque // a client's own machinery
		}
	}
	seen = append(seen, t)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return noRoom
	case *types.Pointer:
		return p.roomAt(u.Elem(), seen, depth)
	case *types.Slice:
		if isBytes(t) {
			return opaque
		}
		return p.roomAt(u.Elem(), seen, depth+1)
	case *types.Array:
		return p.roomAt(u.Elem(), seen, depth+1)
	case *types.Map:
		return opaque
	case *types.Interface:
		if p.closedInterface(t) {
			return noRoom
		}
		return opaque
	case *types.TypeParam, *types.Signature, *types.Chan:
		return opaque
	case *types.Struct:
		best := noRoom
		for i := 0; i < u.NumFields(); i++ {
			f := u.Field(i)
			r := p.roomAt(f.Type(), seen, depth+1)
			if p.namedCausal(f, u.Tag(i)) {
				r = carrier
			} else if !isScalar(f.Type()) && words.IsContainer(f.Name()) && !isContext(f.Type()) && r == opaque {
				r = carrier
			} else if f.Name() == "state" || f.Name() == "sizeCache" || f.Name() == "unknownFields" {
				r = noRoom // what protoc-gen-go adds to every message
			}
			best = max(best, r)
		}
		return best
	}
	return opaque
}

func (p *pkg) namedCausal(f *types.Var, tag string) bool {
	if p.isCausal(f.Name()) {
		return true
	}
	for _, part := range strings.Split(tag, "\"") {
		if len(part) > 1 && len(part) < 40 && !strings.HasSuffix(part, ":") && p.isCausal(part) {
			return true
		}
	}
	return false
}

// fieldOf returns the struct field i below t, through a pointer.
func fieldOf(t types.Type, i int) *types.Var {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i)
	}
	return nil
}

// isCausal is words.IsCausal, remembered: types are looked at again and again.
func (p *pkg) isCausal(name string) bool {
	r, ok := p.names[name]
	if !ok {
		r = words.IsCausal(name)
		p.names[name] = r
	}
	return r
}

// business reports whether a field of that name and type holds plain business
// data, which never ties an event to its cause.
func (p *pkg) business(name string, t types.Type) bool {
	if p.isCausal(name) || words.IsContainer(name) {
		return false
	}
	if isScalar(t) {
		switch strings.ToLower(name) {
		case "key", "value", "data", "body", "payload", "message", "content", "raw", "k", "v", "val", "text", "json":
			return false // halves of headers, and whole payloads kept as text
		}
		return true
	}
	return p.roomIn(t) == noRoom
}

// closedInterface reports whether t is an in-house interface with methods of
// which implementations are in sight and none has room for an id or a carrier.
// What such a value holds cannot tie an event to its cause.
func (p *pkg) closedInterface(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !p.inHouse(n.Obj().Pkg().Path()) {
		return false
	}
	iface, ok := n.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return false
	}
	if r, ok := p.closed[n]; ok {
		return r
	}
	p.closed[n] = true // an implementation that holds another is no reason against it
	p.closing++
	defer func() { p.closing-- }()
	found, seen := 0, map[*types.Package]bool{}
	open := false
	visit := func(q *types.Package) {
		if seen[q] || !p.inHouse(q.Path()) {
			return
		}
		seen[q] = true
		for _, name := range q.Scope().Names() {
			tn, ok := q.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) || q == p.types && p.isTest(tn.Pos()) {
				continue
			}
			if g, ok := tn.Type().(*types.Named); !ok || g.TypeParams().Len() > 0 {
				continue
			}
			if types.Implements(types.NewPointer(tn.Type()), iface) {
				found++
				open = open || p.roomIn(tn.Type()) != noRoom
			}
		}
	}
	visit(p.types)
	visit(n.Obj().Pkg())
	for _, imp := range p.types.Imports() {
		visit(imp)
	}
	p.closed[n] = found > 0 && !open
	return p.closed[n]
}

// endsItself reports whether t is a context that says itself when it ends,
// rather than with one that it embeds.
func endsItself(t types.Type) bool {
	obj, index, _ := types.LookupFieldOrMethod(t, true, nil, "Done")
	_, ok := obj.(*types.Func)
	_, iface := t.Underlying().(*types.Interface)
	return ok && !iface && len(index) == 1
}
