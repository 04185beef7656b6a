package eventflow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// From the call that hands an event off, its payload is followed back through
// variables, helpers and marshalling to the struct that was marshalled.

// site is a call that hands an event off.
type site struct {
	in     ssa.CallInstruction
	v      ssa.Value // the message, or what becomes its payload
	path   string    // of the payload below v
	name   string
	sets   roles    // ids that may be given beside the payload, or that the callee may fill by itself
	given  []beside // what may hold ids beside the payload
	closed bool     // other code than is known may be behind the call
	unseen bool     // no code behind the call is known
}

// beside is a value, or what is at path in it, that goes along beside a
// payload: an id of a role, or a bag that may hold ids of several.
type beside struct {
	v     ssa.Value
	path  string
	roles roles
	bag   bool
}

// roles is a set of ids' roles.
type roles uint8

func (rs roles) has(r words.Role) bool   { return rs&(1<<r) != 0 }
func (rs roles) with(r words.Role) roles { return rs | 1<<r }

// allRoles are what envelopes may be required to have.
const allRoles = roles(1<<words.TraceID | 1<<words.EventID | 1<<words.CorrelationID | 1<<words.CausationID)

// Send says that a function hands off what it is given in a parameter.
type Send struct {
	Param int
	Path  string // of the payload below it
	Sets  uint8  // roles of the ids that it may give along, or fill in, by itself
	Given []Given
}

// Given says that what is at a path in a parameter goes along beside the
// payload: an id of a role, or a bag that may hold ids of several.
type Given struct {
	Param int
	Path  string
	Roles uint8
	Bag   bool
}

// A ref is a value in a function as it is called from another one.
type ref struct {
	v  ssa.Value
	in *frame
	at ssa.Instruction // what is written later does not count; nil if all counts
}

// frame is one call on the way into a function of this package.
type frame struct {
	fn    *ssa.Function
	args  []ssa.Value
	up    *frame
	depth int
}

const maxFrames = 5

// enter returns the frame of a call of fn, nil if it is too deep.
func enter(fn *ssa.Function, args []ssa.Value, up *frame) *frame {
	fr := &frame{fn: fn, args: args, up: up}
	if up != nil {
		fr.depth = up.depth + 1
	}
	if fr.depth > maxFrames {
		return nil
	}
	return fr
}

// argOf returns what a parameter is given, false if the call is not in sight.
func (fr *frame) argOf(q *ssa.Parameter) (ref, bool) {
	if fr == nil || fr.fn != q.Parent() {
		return ref{}, false
	}
	if i := slices.Index(fr.fn.Params, q); i >= 0 && i < len(fr.args) {
		return ref{v: fr.args[i], in: fr.up}, true
	}
	return ref{}, false
}

// body returns the function of this package that a call runs, nil if there is none.
func (p *pkg) body(cal *callee) *ssa.Function {
	switch {
	case len(cal.rows) > 0:
		return nil
	case cal.fn != nil:
		return cal.fn
	case cal.sum != nil && cal.sum.fn != nil && cal.sum.fn.Blocks != nil:
		return cal.sum.fn
	}
	return nil
}

// sites returns the calls of fn that hand events off.
func (p *pkg) sites(fn *ssa.Function) []site {
	if out, ok := p.conv.sites[fn]; ok {
		return out
	}
	p.conv.sites[fn] = nil
	var out []site
	for _, eff := range p.effects(fn) {
		in, ok := eff.in.(ssa.CallInstruction)
		if !ok || eff.Kind != EPublish || in.Parent() != fn || eff.Depth > 0 || p.replies(eff) {
			continue
		}
		c := in.Common()
		if eff.ByName {
			for i, a := range callArgs(c) {
				if i > 0 && !isContext(a.Type()) {
					out = append(out, site{in: in, v: a, name: eff.Call, sets: roles(0).with(words.TraceID), closed: true, unseen: true})
				}
			}
			continue
		}
		if eff.row == nil {
			continue
		}
		if v := arg(eff.row.Message, c); v != nil {
			sets, given := p.idsBeside(in, v)
			reads, _ := p.readsOf(eff)
			if reads != No || !eff.Payload && p.index.Message(pointee(v.Type())) == nil {
				sets = sets.with(words.TraceID)
			}
			if eff.row.MayRead != model.FromNothing && opaqueType(v.Type()) {
				sets = allRoles // the client makes the message, and hooks and decorators of it fill its headers
			}
			out = append(out, site{in: in, v: v, name: eff.Call, sets: sets, given: given})
		}
	}
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			in, ok := x.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if _, ok := in.Common().Value.(*ssa.Builtin); ok {
				continue
			}
			cal := p.callee(e, in.Common())
			args := callArgs(in.Common())
			for _, s := range p.sendsOf(cal) {
				if s.Param >= len(args) {
					continue
				}
				st := site{in: in, v: args[s.Param], path: s.Path, name: callName(cal.obj), sets: roles(s.Sets), closed: cal.sole}
				for _, g := range s.Given {
					if g.Param < len(args) {
						st.given = append(st.given, beside{args[g.Param], g.Path, roles(g.Roles), g.Bag})
					}
				}
				out = append(out, st)
			}
			out = append(out, p.outboxSites(e, in, cal)...)
		}
	}
	p.conv.sites[fn] = out
	return out
}

// idsBeside returns the ids that a message may hold beside its payload, in
// headers or in fields of its own, and the parameters that they may come from.
func (p *pkg) idsBeside(in ssa.CallInstruction, v ssa.Value) (out roles, given []beside) {
	n, ok := types.Unalias(pointee(v.Type())).(*types.Named)
	mt := p.index.Message(pointee(v.Type()))
	if !ok || mt == nil {
		return 0, nil
	}
	top := in.Parent()
	for top.Parent() != nil && !p.isHandler(top) {
		top = top.Parent()
	}
	for role := words.EventID; role <= words.CausationID; role++ {
		if !allRoles.has(role) {
			continue
		}
		var places []place
		if mt.Carrier != "" {
			places = append(places, place{path: strings.TrimSuffix(mt.Carrier, "()"), open: true})
		}
		if st, ok := n.Underlying().(*types.Struct); ok {
			for i := range st.NumFields() {
				if idRole(st.Field(i).Name(), n.Obj().Name()) == role {
					places = append(places, place{path: st.Field(i).Name()})
				}
			}
		}
		f := filling{p: p, role: role, top: top}
		r := ref{v: v, at: in}
		if s, ok := v.(*ssa.Slice); ok {
			r.v = s.X // of a variadic call
			for i := range places {
				places[i].path = joinPath("[]", places[i].path)
			}
		}
		if f.may(r, places) || len(f.whole) > 0 {
			out = out.with(role)
			continue
		}
		for _, k := range f.params {
			given = append(given, beside{top.Params[k], "", roles(0).with(role), false})
		}
		for _, k := range f.bags {
			given = append(given, beside{top.Params[k], "", roles(0).with(role), true})
		}
	}
	return out, given
}

// goesAlong reports whether an id of the role may go along with a payload. If
// top is the function that hands it off, what its callers decide is returned
// as parameters.
func (p *pkg) goesAlong(s site, role words.Role, top *ssa.Function) (may bool, from []Given) {
	if s.sets.has(role) {
		return true, nil
	}
	for _, g := range s.given {
		if !g.roles.has(role) {
			continue
		}
		if q, ok := g.v.(*ssa.Parameter); ok && g.path != "" && top != nil && slices.Contains(top.Params, q) {
			from = append(from, Given{slices.Index(top.Params, q), g.path, uint8(roles(0).with(role)), g.bag})
			continue
		}
		f := filling{p: p, role: role, top: top}
		r := ref{v: g.v, at: s.in}
		switch {
		case g.path != "":
			may = f.value(r, place{path: g.path, open: g.bag})
		case g.bag:
			may = f.bag(r, place{open: true})
		default:
			may = !f.empty(r, 0)
		}
		if may || len(f.whole) > 0 {
			return true, nil
		}
		for _, k := range f.params {
			from = append(from, Given{k, "", uint8(roles(0).with(role)), false})
		}
		for _, k := range f.bags {
			from = append(from, Given{k, "", uint8(roles(0).with(role)), true})
		}
	}
	return false, from
}

// merged joins what is said of the same places.
func merged(list []Given) []Given {
	var out []Given
	for _, g := range list {
		if i := slices.IndexFunc(out, func(o Given) bool { return o.Param == g.Param && o.Path == g.Path && o.Bag == g.Bag }); i >= 0 {
			out[i].Roles |= g.Roles
		} else {
			out = append(out, g)
		}
	}
	return out
}

// sendsOf returns what a callee hands off of what it is given.
func (p *pkg) sendsOf(cal *callee) []Send {
	if len(cal.rows) > 0 {
		return nil
	}
	if fn := p.body(cal); fn != nil {
		return p.handsOff(fn)
	}
	if c := p.conventionsOf(cal.obj); c != nil {
		return c.Sends
	}
	return nil
}

// handsOff returns what a function of this package hands off of what it is given.
func (p *pkg) handsOff(fn *ssa.Function) []Send {
	if out, ok := p.conv.sends[fn]; ok {
		return out
	}
	p.conv.sends[fn] = nil // recursion sees none
	var out []Send
	add := func(k int, path string, sets roles, given []Given) {
		for i := range out {
			if out[i].Param == k && out[i].Path == path {
				out[i].Sets |= uint8(sets)
				out[i].Given = merged(append(out[i].Given, given...))
				return
			}
		}
		out = append(out, Send{k, path, uint8(sets), merged(given)})
	}
	var visit func(f *ssa.Function)
	visit = func(f *ssa.Function) {
		for _, s := range p.sites(f) {
			w := p.payload(s)
			if len(w.params)+len(w.found) == 0 {
				continue
			}
			var along roles
			var given []Given
			for role := words.EventID; role <= words.CausationID; role++ {
				if allRoles.has(role) {
					may, from := p.goesAlong(s, role, fn)
					if may {
						along = along.with(role)
					}
					given = append(given, from...)
				}
			}
			for _, end := range w.params {
				if k := slices.Index(fn.Params, end.q); k >= 0 {
					sets := along
					if p.handled(end.q, s.in) || s.closed && p.canBeFilled(s) && !opaqueType(end.q.Type()) {
						sets = allRoles
					}
					add(k, end.path, sets, given)
				}
			}
			for _, r := range w.found {
				k, sets := p.passedOn(fn, r)
				if s.closed && p.canBeFilled(s) {
					sets = allRoles
				}
				if k >= 0 {
					add(k, "", sets|along, given)
				}
			}
		}
		for _, a := range f.AnonFuncs {
			if !p.isHandler(a) {
				visit(a)
			}
		}
	}
	visit(fn)
	p.conv.sends[fn] = out
	return out
}

// handled reports whether something may be written into what a parameter
// holds before it is handed off.
func (p *pkg) handled(q *ssa.Parameter, at ssa.Instruction) bool {
	if isBytes(q.Type()) || isString(q.Type()) {
		return false
	}
	f := filling{p: p}
	for _, cu := range p.eval(q.Parent()).follow(q).calls {
		if cu.in != at && !cu.held && f.callMay(cu, place{open: true}, nil) {
			return true
		}
	}
	return false
}

// passedOn returns the parameter of fn that an envelope comes from, and what
// fn may fill in it before it hands it off; -1 if it does not come from one.
func (p *pkg) passedOn(fn *ssa.Function, r ref) (int, roles) {
	n := p.envelope(r.v.Type())
	var sets roles
	k := -1
	for role := words.EventID; role <= words.CausationID; role++ {
		if !allRoles.has(role) {
			continue
		}
		f := filling{p: p, role: role, top: fn}
		if f.may(r, p.places(n, role)) {
			sets = sets.with(role)
		}
		if len(f.whole) > 0 {
			k = f.whole[0]
		}
	}
	return k, sets
}

// payloadWalk is what was found on the way back from a payload.
type payloadWalk struct {
	p      *pkg
	found  []ref // envelopes
	params []end // where the way ends outside of the function
	seen   map[ref]bool
}

// end is a place in a parameter where a way back ends.
type end struct {
	q    *ssa.Parameter
	path string
}

// payload follows what a call hands off back to envelopes and parameters.
func (p *pkg) payload(s site) *payloadWalk {
	w := &payloadWalk{p: p, seen: map[ref]bool{}}
	if s.path != "" {
		w.part(ref{v: s.v, at: s.in}, s.path, 0)
	} else {
		w.visit(ref{v: s.v, at: s.in}, 0)
	}
	return w
}

// part follows what is at path in a value, or in what it points to.
func (w *payloadWalk) part(r ref, path string, depth int) {
	switch x := r.v.(type) {
	case *ssa.MakeInterface:
		w.part(ref{x.X, r.in, r.at}, path, depth)
	case *ssa.Alloc:
		w.object(r, x, path, depth)
	case *ssa.Parameter:
		if a, ok := r.in.argOf(x); ok {
			if depth < 20 {
				w.part(a, path, depth+1)
			}
		} else {
			w.leave(x, path)
		}
	case *ssa.UnOp:
		root, above := w.p.eval(x.Parent()).place(x.X)
		if q := paramOf(root); q != nil {
			if depth < 20 {
				w.part(ref{q, r.in, r.at}, joinPath(above, path), depth+1)
			}
		}
		if al, ok := root.(*ssa.Alloc); ok {
			w.object(ref{al, r.in, r.at}, al, joinPath(above, path), depth)
		}
	}
}

// leave notes that the way ends in a parameter.
func (w *payloadWalk) leave(q *ssa.Parameter, path string) {
	if !slices.Contains(w.params, end{q, path}) {
		w.params = append(w.params, end{q, path})
	}
}

func (w *payloadWalk) visit(r ref, depth int) {
	if r.v == nil || depth > 20 || w.seen[r] || len(w.seen) > 400 || isContext(r.v.Type()) {
		return
	}
	w.seen[r] = true
	p := w.p
	if p.envelope(r.v.Type()) != nil {
		given := false
		if q, ok := r.v.(*ssa.Parameter); ok {
			_, given = r.in.argOf(q)
		}
		if !given {
			w.found = append(w.found, r)
			return
		}
	}
	to := func(v ssa.Value) { w.visit(ref{v, r.in, r.at}, depth+1) }
	switch x := r.v.(type) {
	case *ssa.MakeInterface:
		to(x.X)
	case *ssa.ChangeInterface:
		to(x.X)
	case *ssa.ChangeType:
		to(x.X)
	case *ssa.Convert:
		to(x.X)
	case *ssa.TypeAssert:
		to(x.X)
	case *ssa.Slice:
		to(x.X)
	case *ssa.Phi:
		for _, y := range x.Edges {
			to(y)
		}
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Call:
			w.call(r, t, x.Index, depth)
		case *ssa.TypeAssert:
			to(t.X)
		}
		w.object(r, x, "", depth)
	case *ssa.Call:
		w.call(r, x, 0, depth)
		w.object(r, x, "", depth)
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeMap:
		w.object(r, x, "", depth)
	case *ssa.UnOp:
		e := p.eval(x.Parent())
		root, path := e.place(x.X)
		switch y := root.(type) {
		case *ssa.Alloc:
			w.object(r, y, path, depth)
			if q := paramOf(y); q != nil && path != "" {
				w.part(ref{q, r.in, r.at}, path, depth)
			}
		case *ssa.Parameter:
			if path != "" {
				w.part(ref{y, r.in, r.at}, path, depth)
			}
		case *ssa.FreeVar:
			if b, _ := e.binding(y); b != nil {
				if al, ok := b.(*ssa.Alloc); ok {
					w.object(ref{al, r.in, nil}, al, path, depth)
				}
			}
		case *ssa.UnOp:
			if path == "" {
				to(y)
			}
		}
	case *ssa.FreeVar:
		if b, _ := p.eval(x.Parent()).binding(x); b != nil {
			w.visit(ref{b, r.in, nil}, depth+1)
		}
	case *ssa.Parameter:
		if a, ok := r.in.argOf(x); ok {
			w.visit(a, depth+1)
		} else {
			w.leave(x, "")
		}
	}
}

// object follows what is written into an object at path or below.
func (w *payloadWalk) object(r ref, root ssa.Value, path string, depth int) {
	if !pointerLike(root.Type()) {
		return
	}
	p := w.p
	uses := p.eval(root.Parent()).follow(root)
	mt := p.index.Message(pointee(root.Type()))
	for _, wr := range uses.writes {
		if !compatible(wr.path, path) || r.at != nil && !canReach(wr.in, r.at) {
			continue
		}
		if last := lastElem(wr.path); mt != nil && mt.Body != "" && last != "" && last[0] != '[' && last != mt.Body {
			continue // of a message only the body
		}
		if rest, ok := pathRest(wr.path, path); ok && rest != "" {
			// Of a copy only the part that is asked for.
			if u, ok := wr.val.(*ssa.UnOp); ok && depth < 20 {
				if from, below := p.eval(u.Parent()).place(u.X); from != root {
					if al, ok := from.(*ssa.Alloc); ok {
						w.object(r, al, joinPath(below, rest), depth+1)
					}
				}
			}
			continue
		}
		w.visit(ref{wr.val, r.in, r.at}, depth+1)
	}
	for _, cu := range uses.calls {
		// An encoder that writes into a buffer.
		obj := p.calleeObj(cu.in.Common())
		if obj == nil || !words.IsEncoding(obj.Name()) || cu.in == r.at {
			continue
		}
		args := callArgs(cu.in.Common())
		for _, a := range args {
			if a != args[cu.arg] && !isContext(a.Type()) {
				w.visit(ref{a, r.in, r.at}, depth+1)
			}
		}
	}
}

// pointee is the element of pointers, slices and arrays.
func pointee(t types.Type) types.Type {
	for range 4 {
		switch u := t.Underlying().(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		default:
			return t
		}
	}
	return t
}

// call follows the result of a call back to what it was given.
func (w *payloadWalk) call(r ref, c *ssa.Call, idx, depth int) {
	p := w.p
	if b, ok := c.Common().Value.(*ssa.Builtin); ok {
		if b.Name() == "append" {
			for _, a := range c.Common().Args {
				w.visit(ref{a, r.in, r.at}, depth+1)
			}
		}
		return
	}
	cal := p.callee(p.eval(c.Parent()), c.Common())
	args := callArgs(c.Common())
	if fn := p.body(cal); fn != nil {
		fr := enter(fn, args, r.in)
		if fr == nil {
			return
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if ret, ok := in.(*ssa.Return); ok && idx < len(ret.Results) {
					w.visit(ref{ret.Results[idx], fr, nil}, depth+1)
				}
			}
		}
		return
	}
	for _, row := range cal.rows {
		switch row.Role {
		case model.Publish, model.Receive, model.Extract, model.Element, model.SpanData:
			return
		}
	}
	name := ""
	if cal.obj != nil {
		name = cal.obj.Name()
	}
	if (cal.standing == dynamic || cal.standing == foreign) && !words.IsEncoding(name) {
		return // who knows what comes back
	}
	for i, a := range args {
		if isContext(a.Type()) || isScalar(a.Type()) {
			continue
		}
		if i == 0 && cal.obj != nil && cal.obj.Signature().Recv() != nil && p.envelope(a.Type()) != nil && !words.IsEncoding(name) {
			continue // one of its parts
		}
		if cal.standing == known && cal.sum != nil {
			if res := cal.sum.results(); idx < len(res) && !res[idx].any(func(at Atom) bool { return at.Kind == KParam && at.Index == i || at.Kind == KUnknown }) {
				continue
			}
		}
		w.visit(ref{a, r.in, r.at}, depth+1)
	}
}
