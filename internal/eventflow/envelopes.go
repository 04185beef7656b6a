package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/words"
)

// Envelopes are the structs in which events travel. What a configuration
// requires of them is looked for here: has the type a place for it, and is
// that place filled when the event is handed off?

// Envelope is a type of this package's events that lacks something required,
// in itself or where it is handed off.
type Envelope struct {
	Name  string
	Pos   token.Pos // of the type if it is declared here, else of the first call that hands it off
	End   token.Pos
	Lacks []string // required fields that the type has no place for
	Sent  []*Sent
}

// Sent is a call that hands off an envelope with required fields that nobody filled.
type Sent struct {
	Call  *ast.CallExpr
	Name  string // of the call
	Empty []EmptyField
	Made  token.Pos // where the envelope is made, if that is in this package
}

// EmptyField is a required field that is empty: its name in the configuration
// and in the source.
type EmptyField struct{ Field, Name string }

// fieldRoles are what required fields of an envelope are looked for by.
var fieldRoles = map[string]words.Role{
	"traceId": words.TraceID, "eventId": words.EventID, "correlationId": words.CorrelationID, "causationId": words.CausationID,
}

// place is where a type has room for an id.
type place struct {
	path string
	open bool // a bag that may hold anything
	deep bool // in a part of the event that is not about the event as such
}

type placeKey struct {
	t    *types.Named
	role words.Role
}

// structOf returns the named struct of this company that t is or points to, nil if it is none.
func (p *pkg) structOf(t types.Type) *types.Named {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !p.inHouse(n.Obj().Pkg().Path()) {
		return nil
	}
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return nil
	}
	return n
}

// envelope returns the envelope type that t is or points to, nil if it is none:
// a struct with a field for the event's id, or one that is marked.
func (p *pkg) envelope(t types.Type) *types.Named {
	n := p.structOf(t)
	if n == nil {
		return nil
	}
	if p.marked(n.Obj()) || slices.ContainsFunc(p.places(n, words.EventID), func(pl place) bool { return !pl.open && !pl.deep }) {
		return n
	}
	return nil
}

// places returns where a struct has room for an id of the role.
func (p *pkg) places(n *types.Named, role words.Role) []place {
	key := placeKey{n, role}
	if out, ok := p.conv.places[key]; ok {
		return out
	}
	p.conv.places[key] = nil
	out := p.placesIn(n.Underlying().(*types.Struct), n.Obj().Name(), role, place{}, 0)
	p.conv.places[key] = out
	return out
}

func (p *pkg) placesIn(st *types.Struct, owner string, role words.Role, at place, depth int) []place {
	var out []place
	for i := range st.NumFields() {
		f := st.Field(i)
		here := at
		here.path = joinPath(at.path, f.Name())
		tag := tagName(st.Tag(i))
		if idRole(f.Name(), owner) == role || tag != "" && idRole(tag, owner) == role {
			out = append(out, here)
			continue
		}
		t := f.Type()
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		bag := words.IsContainer(f.Name()) || tag != "" && words.IsContainer(tag)
		switch u := t.Underlying().(type) {
		case *types.Map:
			if isString(u.Key()) && (isString(u.Elem()) || holdsText(u.Elem()) || opaqueType(u.Elem())) {
				here.open = true
				out = append(out, here)
			}
		case *types.Struct:
			inner := p.structOf(t)
			if inner == nil {
				if _, named := types.Unalias(t).(*types.Named); named {
					if (f.Embedded() || bag) && !isTime(t) {
						here.open = true // somebody else's: it may hold anything
						out = append(out, here)
					}
					continue
				}
			}
			if depth >= 3 {
				continue
			}
			name := owner
			if inner != nil {
				name = inner.Obj().Name()
			}
			if !f.Embedded() {
				if bag || words.IsContainer(name) {
					name = owner + "_" + name // metadata of an event is about the event
				} else if !words.IsEvent(name) {
					here.deep = true
				}
			} else if !words.IsEvent(name) && words.IsEvent(owner) {
				name = owner
			}
			out = append(out, p.placesIn(u, name, role, here, depth+1)...)
		default:
			if bag && !isScalar(t) || opaqueType(t) && (f.Embedded() || words.IsEvent(f.Name())) {
				here.open = true
				out = append(out, here)
			}
		}
	}
	return out
}

// idRole is what a field or key of that name holds: an id's role, and that of
// a trace id if it is a whole carrier.
func idRole(name, owner string) words.Role {
	if r := words.RoleOf(name, owner); r != words.NoRole {
		return r
	}
	if words.IsTraceContext(name) {
		return words.TraceID
	}
	return words.NoRole
}

// tagName is the name that a struct tag gives a field on the wire.
func tagName(tag string) string {
	for _, key := range [...]string{"json", "avro", "bson", "msgpack", "xml", "yaml", "protobuf"} {
		v, ok := reflect.StructTag(tag).Lookup(key)
		if !ok {
			continue
		}
		if key == "protobuf" {
			_, v, _ = strings.Cut(v, "name=")
		}
		v, _, _ = strings.Cut(v, ",")
		if v != "" && v != "-" {
			return v
		}
	}
	return ""
}

// judgeEnvelopes fills the index with the envelopes that lack something.
func (p *pkg) judgeEnvelopes() {
	found := map[*types.TypeName]*Envelope{}
	var order []*Envelope
	at := func(n *types.Named, pos, end token.Pos) *Envelope {
		obj := n.Obj()
		env := found[obj]
		if env == nil {
			env = &Envelope{Name: obj.Name(), Pos: pos, End: end}
			if obj.Pkg() == p.types && !p.isTest(obj.Pos()) {
				env.Pos, env.End = obj.Pos(), obj.Pos()+token.Pos(len(obj.Name()))
			}
			found[obj] = env
			order = append(order, env)
		}
		return env
	}
	lack := func(env *Envelope, field string) {
		if !slices.Contains(env.Lacks, field) {
			env.Lacks = append(env.Lacks, field)
		}
	}
	for _, n := range p.markedHere() {
		for _, field := range p.cfg.RequiredFields {
			if role, ok := fieldRoles[field]; ok && role != words.TraceID && len(p.places(n, role)) == 0 {
				lack(at(n, n.Obj().Pos(), n.Obj().Pos()), field)
			}
		}
	}
	for _, fn := range p.funcs {
		for _, s := range p.sites(fn) {
			call := p.callAt(s.in)
			if call == nil || p.isTest(s.in.Pos()) && !p.cfg.Tests {
				continue
			}
			w := p.payload(s)
			for _, r := range w.found {
				n := p.envelope(r.v.Type())
				env := at(n, call.Pos(), call.Lparen)
				sent := &Sent{Call: call, Name: s.name, Made: p.madeIn(r)}
				for _, field := range p.cfg.RequiredFields {
					role, ok := fieldRoles[field]
					if !ok {
						continue
					}
					along, _ := p.goesAlong(s, role, nil)
					if along && role == words.TraceID {
						continue
					}
					places := p.places(n, role)
					if along {
						p.unclear(s.in.Pos(), "given-beside", n.Obj().Name()+" "+field)
						continue
					}
					if len(places) == 0 {
						if s.unseen {
							p.unclear(s.in.Pos(), "interface", n.Obj().Name()+" "+field)
						} else if role == words.TraceID || !p.marked(n.Obj()) || n.Obj().Pkg() == p.types {
							lack(env, field) // of a marked type elsewhere it is said there
						}
						continue
					}
					own := slices.IndexFunc(places, func(pl place) bool { return !pl.open && !pl.deep })
					if own < 0 {
						p.unclear(s.in.Pos(), "open-envelope", n.Obj().Name()+" "+field)
						continue
					}
					if s.closed && p.canBeFilled(s) {
						p.unclear(s.in.Pos(), "filled-by-callee", n.Obj().Name()+" "+field)
						continue
					}
					f := filling{p: p, role: role}
					if f.may(r, places) {
						if f.reason != "" {
							p.unclear(s.in.Pos(), f.reason, n.Obj().Name()+" "+field)
						}
						continue
					}
					sent.Empty = append(sent.Empty, EmptyField{field, lastElem(places[own].path)})
				}
				if len(sent.Empty) > 0 {
					env.Sent = append(env.Sent, sent)
				}
			}
		}
	}
	for _, env := range order {
		if len(env.Lacks)+len(env.Sent) > 0 {
			p.out.Envelopes = append(p.out.Envelopes, env)
		}
	}
}

// canBeFilled reports whether code behind an interface could fill what it is
// given: it knows the type, or is given a pointer.
func (p *pkg) canBeFilled(s site) bool {
	if mi, ok := s.v.(*ssa.MakeInterface); ok {
		return pointerTo(mi.X.Type())
	}
	return !isBytes(s.v.Type()) && !isString(s.v.Type())
}

func pointerTo(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// madeIn returns where the envelope is made, if that can be told.
func (p *pkg) madeIn(r ref) token.Pos {
	switch x := r.v.(type) {
	case *ssa.UnOp:
		if al, ok := x.X.(*ssa.Alloc); ok {
			return al.Pos()
		}
	case *ssa.Alloc:
		return x.Pos()
	case *ssa.Call:
		if c := p.callAt(x); c != nil {
			return c.Pos()
		}
	}
	return token.NoPos
}
