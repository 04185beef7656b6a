package eventflow

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What is written into an object is found by following the object's pointers
// forward through the function and its closures.

// walk is what happens to one object.
type walk struct {
	writes []write
	calls  []callUse
	over   bool // too much to follow
}

type write struct {
	in   ssa.Instruction
	val  ssa.Value
	key  ssa.Value // of a map
	path string
}

type callUse struct {
	in   ssa.CallInstruction
	arg  int // index into args(call): receiver first; -1 is the called value itself
	path string
	held bool // the argument holds a pointer to the object rather than being one
}

type alias struct {
	v    ssa.Value
	path string
	held bool   // v holds a pointer to the object somewhere inside
	in   string // held: where inside, "" if that is not known
	cell bool   // v is a variable that holds the pointer
}

const maxWalk = 3000

// follow returns what happens to the object that root is, or points to.
func (e *evaluator) follow(root ssa.Value) *walk {
	if w := e.walks[root]; w != nil {
		return w
	}
	w := new(walk)
	e.walks[root] = w
	if !pointerLike(root.Type()) {
		return w // a copy is nobody else's to write to
	}
	seen := map[alias]bool{}
	work := []alias{{v: root}}
	push := func(a alias) {
		if a.v == nil || seen[a] || isContext(a.v.Type()) {
			return // contexts are never written to
		}
		if len(seen) > maxWalk {
			w.over = true
			return
		}
		seen[a] = true
		work = append(work, a)
	}
	seen[work[0]] = true
	for len(work) > 0 && !w.over {
		a := work[len(work)-1]
		work = work[:len(work)-1]
		refs := a.v.Referrers()
		if refs == nil {
			continue
		}
		for _, in := range *refs {
			e.step(w, a, in, push)
		}
	}
	return w
}

func (e *evaluator) step(w *walk, a alias, in ssa.Instruction, push func(alias)) {
	sub := func(v ssa.Value, name string) {
		if !a.held {
			push(alias{v: v, path: joinPath(a.path, name)})
			return
		}
		if a.in == "" || name == "" {
			push(alias{v: v, path: a.path, held: true})
			return
		}
		rest, ok := pathRest(name, a.in)
		switch {
		case !ok: // another part of the holder
		case rest != "":
			push(alias{v: v, path: a.path, held: true, in: rest})
		default:
			_, addr := v.(*ssa.FieldAddr)
			_, elem := v.(*ssa.IndexAddr)
			push(alias{v: v, path: a.path, cell: addr || elem})
		}
	}
	switch in := in.(type) {
	case *ssa.FieldAddr:
		if in.X == a.v && !a.cell {
			name := ""
			if f := fieldOf(in.X.Type(), in.Field); f != nil {
				name = f.Name()
			}
			sub(in, name)
		}
	case *ssa.IndexAddr:
		if in.X == a.v && !a.cell {
			sub(in, "[]")
		}
	case *ssa.Field:
		if pointerLike(in.Type()) {
			name := ""
			if f := fieldOf(in.X.Type(), in.Field); f != nil {
				name = f.Name()
			}
			sub(in, name)
		}
	case *ssa.Index:
		if pointerLike(in.Type()) {
			sub(in, "[]")
		}
	case *ssa.Lookup:
		if in.X == a.v && pointerLike(in.Type()) {
			sub(in, "[]")
		}
	case *ssa.UnOp:
		if in.Op == token.MUL && pointerLike(in.Type()) {
			push(alias{v: in, path: a.path, held: a.held, in: a.in})
		}
	case *ssa.Store:
		if in.Addr == a.v && !a.held && !a.cell {
			w.writes = append(w.writes, write{in: in, val: in.Val, path: a.path})
		}
		if in.Val == a.v && in.Addr != a.v {
			if cell, ok := in.Addr.(*ssa.Alloc); ok && simpleCell(cell) {
				push(alias{v: cell, path: a.path, held: a.held, in: a.in, cell: true})
			} else if fv, ok := in.Addr.(*ssa.FreeVar); ok {
				if cell, owner := e.p.eval(fv.Parent()).cell(fv); cell != nil && owner != nil && simpleCell(cell) {
					push(alias{v: cell, path: a.path, held: a.held, in: a.in, cell: true})
				}
			} else {
				holder, at := e.place(in.Addr)
				if a.held && a.in != "" {
					at = joinPath(at, a.in)
				} else if a.held {
					at = ""
				}
				push(alias{v: holder, path: a.path, held: true, in: at})
			}
		}
	case *ssa.MapUpdate:
		if in.Map == a.v && !a.held {
			w.writes = append(w.writes, write{in: in, val: in.Value, key: in.Key, path: joinPath(a.path, mapKey(in.Key))})
		}
		if in.Value == a.v {
			push(alias{v: in.Map, path: a.path, held: true})
		}
	case *ssa.Phi, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.Slice, *ssa.SliceToArrayPointer:
		push(alias{v: in.(ssa.Value), path: a.path, held: a.held, in: a.in})
	case *ssa.Convert:
		if pointerLike(in.Type()) && !isString(in.X.Type()) {
			push(alias{v: in, path: a.path, held: a.held, in: a.in})
		}
	case *ssa.TypeAssert:
		push(alias{v: in, path: a.path, held: a.held, in: a.in})
	case *ssa.Extract:
		switch in.Tuple.(type) {
		case *ssa.TypeAssert, *ssa.Lookup:
			if in.Index == 0 {
				push(alias{v: in, path: a.path, held: a.held, in: a.in})
			}
		case *ssa.Next:
			if pointerLike(in.Type()) {
				sub(in, "[]")
			}
		case *ssa.Call:
			if pointerLike(in.Type()) && !isError(in.Type()) {
				push(alias{v: in, path: a.path, held: true})
			}
		}
	case *ssa.Range:
		if pointerLike(a.v.Type()) {
			push(alias{v: in, path: a.path, held: a.held, in: a.in})
		}
	case *ssa.Next:
		push(alias{v: in, path: a.path, held: a.held, in: a.in})
	case *ssa.MakeClosure:
		fn := in.Fn.(*ssa.Function)
		for i, b := range in.Bindings {
			if b == a.v && i < len(fn.FreeVars) {
				push(alias{v: fn.FreeVars[i], path: a.path, held: a.held, in: a.in, cell: a.cell})
			}
		}
	case ssa.CallInstruction:
		e.stepCall(w, a, in, push)
	}
}

func (e *evaluator) stepCall(w *walk, a alias, in ssa.CallInstruction, push func(alias)) {
	if a.cell {
		return
	}
	c := in.Common()
	args := callArgs(c)
	res, _ := in.(*ssa.Call)
	for i, arg := range args {
		if arg != a.v {
			continue
		}
		if b, ok := c.Value.(*ssa.Builtin); ok {
			switch b.Name() {
			case "append":
				if res != nil {
					push(alias{v: res, path: a.path, held: a.held || i > 0})
				}
			case "copy":
				if i == 0 && !a.held && len(args) > 1 {
					w.writes = append(w.writes, write{in: in, val: args[1], path: a.path})
				}
			}
			continue
		}
		w.calls = append(w.calls, callUse{in: in, arg: i, path: a.path, held: a.held})
		// The result may hold or be the argument.
		if res != nil && pointerLike(res.Type()) && !isError(res.Type()) && !isContext(res.Type()) {
			if e.p.returnsArg(in, i) {
				push(alias{v: res, path: a.path, held: true})
			}
		}
		// A function of this package that is called on the spot with the pointer.
		if mc, ok := c.Value.(*ssa.MakeClosure); ok {
			fn := mc.Fn.(*ssa.Function)
			if i < len(fn.Params) {
				push(alias{v: fn.Params[i], path: a.path, held: a.held, in: a.in})
			}
		}
	}
}

func mapKey(k ssa.Value) string {
	if mi, ok := k.(*ssa.MakeInterface); ok {
		k = mi.X
	}
	if c, ok := k.(*ssa.Const); ok && c.Value != nil {
		s := c.Value.ExactString()
		if len(s) >= 2 && s[0] == '"' {
			return "[" + s[1:len(s)-1] + "]"
		}
	}
	return "[]"
}

// callArgs returns the arguments of a call, the receiver first.
func callArgs(c *ssa.CallCommon) []ssa.Value {
	if c.IsInvoke() {
		return append([]ssa.Value{c.Value}, c.Args...)
	}
	if isBound(c.Value) {
		return append([]ssa.Value{c.Value.(*ssa.MakeClosure).Bindings[0]}, c.Args...)
	}
	return c.Args
}

// contents returns the origins of what is at path in the object that root is
// or points to. If at is not nil, only what can have been written before it counts.
func (e *evaluator) contents(root ssa.Value, path string, at ssa.Instruction) Val {
	// Free variables that stand for the enclosing function's objects are looked
	// at there, where all writes are seen.
	if fv, ok := root.(*ssa.FreeVar); ok {
		if b, up := e.binding(fv); b != nil {
			return up.contents(b, path, nil)
		}
	}
	key := contentKey{root, path, at}
	if r, ok := e.contentM[key]; ok {
		return r
	}
	if e.openC[key] {
		e.cut++
		return nil
	}
	if e.steps++; e.steps > maxSteps {
		return unknown("too-complex", root.Pos())
	}
	pkey := [2]any{e, key}
	if r, ok := e.p.provisional[pkey]; ok {
		e.cut++
		return r
	}
	e.openC[key] = true
	before := e.cut
	e.p.depth++
	r := e.base(root, path)
	w := e.follow(root)
	if w.over {
		r = r.union(unknown("too-complex", root.Pos()))
	}
	for _, wr := range w.writes {
		if at != nil && !canReach(wr.in, at) {
			continue
		}
		r = r.union(e.written(wr, path))
	}
	for _, cu := range w.calls {
		if at != nil && (cu.in == at || !canReach(cu.in, at)) {
			continue
		}
		if !compatible(cu.path, path) {
			continue
		}
		o := e.p.eval(cu.in.Parent())
		r = r.union(e.p.mutation(o, cu, path))
	}
	delete(e.openC, key)
	e.p.depth--
	if e.cut == before || len(e.open)+len(e.openC) == 0 {
		e.contentM[key] = r
	} else {
		e.p.provisional[pkey] = r
	}
	e.p.done()
	return r
}

func compatible(a, b string) bool {
	_, ok := pathRest(a, b)
	return ok || within(a, b)
}

// written is what a store contributes to what is asked at path.
func (e *evaluator) written(w write, path string) Val {
	rest, above := pathRest(w.path, path)
	if !above && !within(w.path, path) {
		return nil
	}
	o := e.p.eval(w.in.Parent())
	var v Val
	if above && rest != "" {
		v = o.part(w.val, rest)
	} else {
		v = o.of(w.val)
		if w.key != nil {
			v = v.union(o.of(w.key))
		}
	}
	name := lastElem(w.path)
	if e.p.isCausal(strings.Trim(name, "[]")) && v.any(func(a Atom) bool { return a.Form != Ctx && (a.Kind == KParam || a.Kind == KMessage) }) {
		// What is given to a field or key whose name says that it ties, ties, whatever it was called before.
		v = v.add(Atom{Kind: KCausal, Form: Data, Weak: true, pos: w.in.Pos()})
	}
	// What goes into a plain business field ties nothing, unless it is trace data for certain.
	if name != "" && name[0] != '[' && !isContext(w.val.Type()) && e.p.business(name, w.val.Type()) && !e.p.isBody(w) {
		v = v.filter(func(a Atom) bool { return a.Form == Data && !a.Weak && a.Kind != KUnknown })
	}
	return v
}

// isBody reports whether the field that is written holds the payload of a
// message, whatever it is called: what is kept there as text may be an envelope.
func (p *pkg) isBody(w write) bool {
	st, ok := w.in.(*ssa.Store)
	if !ok {
		return false
	}
	fa, ok := st.Addr.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	mt, f := p.index.Message(fa.X.Type()), fieldOf(fa.X.Type(), fa.Field)
	return mt != nil && f != nil && mt.Body == f.Name()
}

// part returns what is at path below the value v.
func (e *evaluator) part(v ssa.Value, path string) Val {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if cell, _ := e.cell(v.X); cell == nil || !simpleCell(cell) {
				root, p := e.place(v.X)
				return e.contents(root, joinPath(p, path), nil)
			}
		}
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.Parameter, *ssa.Call, *ssa.Extract, *ssa.FreeVar:
		return e.contents(v, path, nil)
	case *ssa.MakeInterface, *ssa.ChangeType, *ssa.Phi:
		var r Val
		for _, x := range origins(v) {
			if e.open[x] {
				e.cut++
				continue
			}
			e.open[x] = true
			r = r.union(e.part(x, path))
			delete(e.open, x)
		}
		return r
	}
	return projectPath(e.of(v), path, v.Type())
}

// origins returns the values of which v is one, seen through phis and
// conversions, each once: a chain of branches has many ways and few ends.
func origins(v ssa.Value) []ssa.Value {
	var out []ssa.Value
	seen := map[ssa.Value]bool{}
	work := []ssa.Value{v}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[v] {
			continue
		}
		seen[v] = true
		switch v := v.(type) {
		case *ssa.MakeInterface:
			work = append(work, v.X)
		case *ssa.ChangeType:
			work = append(work, v.X)
		case *ssa.Phi:
			for _, x := range slices.Backward(v.Edges) {
				work = append(work, x)
			}
		default:
			out = append(out, v)
		}
	}
	return out
}
