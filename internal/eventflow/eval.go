package eventflow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/words"
)

// evaluator computes the origins of the values of one function, its closures included.
type evaluator struct {
	p  *pkg
	fn *ssa.Function
	up *evaluator // of the enclosing function, for free variables

	memo     map[ssa.Value]Val
	open     map[ssa.Value]bool // being evaluated: a cycle
	cut      int                // how often a cycle was cut
	contentM map[contentKey]Val
	openC    map[contentKey]bool
	walks    map[ssa.Value]*walk
	steps    int
}

type contentKey struct {
	root ssa.Value
	path string
	at   ssa.Instruction
}

// maxSteps bounds the work on one function.
const maxSteps = 60_000

func (p *pkg) eval(fn *ssa.Function) *evaluator {
	if e := p.evals[fn]; e != nil {
		return e
	}
	e := &evaluator{p: p, fn: fn, memo: map[ssa.Value]Val{}, open: map[ssa.Value]bool{}, contentM: map[contentKey]Val{}, openC: map[contentKey]bool{}, walks: map[ssa.Value]*walk{}}
	p.evals[fn] = e
	if fn.Parent() != nil {
		e.up = p.eval(fn.Parent())
	}
	return e
}

// of returns the origins of v: for a pointer, of what it points to.
func (e *evaluator) of(v ssa.Value) Val {
	if r, ok := e.memo[v]; ok {
		return r
	}
	if e.open[v] {
		e.cut++
		return nil
	}
	if e.steps++; e.steps > maxSteps {
		return unknown("too-complex", v.Pos())
	}
	pkey := [2]any{e, v}
	if r, ok := e.p.provisional[pkey]; ok {
		e.cut++
		return r
	}
	e.open[v] = true
	before := e.cut
	e.p.depth++
	r := e.compute(v)
	e.p.depth--
	delete(e.open, v)
	switch {
	case isContext(v.Type()):
		r = r.asContext()
	case isNumber(v.Type()):
		r = r.filter(func(a Atom) bool { return a.Form == Data && !a.Weak })
	case len(r) > 0 && e.p.closedInterface(v.Type()):
		r = r.filter(func(a Atom) bool { return a.Form != Plain })
	}
	if e.cut == before || len(e.open)+len(e.openC) == 0 {
		e.memo[v] = r
	} else {
		// Incomplete, since a cycle was cut: good for this query only.
		e.p.provisional[pkey] = r
	}
	e.p.done()
	return r
}

// done forgets what was found on the way once the outermost query is answered.
func (p *pkg) done() {
	if p.depth == 0 && len(p.provisional) > 0 {
		clear(p.provisional)
	}
}

func (e *evaluator) compute(v ssa.Value) Val {
	switch v := v.(type) {
	case *ssa.Const, *ssa.Builtin, *ssa.MakeChan:
		return nil
	case *ssa.Function, *ssa.MakeClosure:
		return e.p.hook(e, v)
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		return e.contents(v, "", nil)
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Global:
		if pointerLike(v.Type()) && !isContext(v.Type()) {
			return e.contents(v, "", nil)
		}
		return e.base(v, "")
	case *ssa.Call:
		if pointerLike(v.Type()) && !isContext(v.Type()) {
			return e.contents(v, "", nil)
		}
		return e.base(v, "")
	case *ssa.Extract:
		if pointerLike(v.Type()) && !isContext(v.Type()) {
			return e.contents(v, "", nil)
		}
		return e.base(v, "")
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return e.at(v, nil)
	case *ssa.UnOp:
		switch v.Op {
		case token.MUL:
			return e.load(v)
		case token.ARROW:
			return e.received(v, v.X, v.Type())
		}
		return nil
	case *ssa.Field:
		return e.field(v)
	case *ssa.Index:
		return e.p.project(e.of(v.X), "[]", v.Type())
	case *ssa.Lookup:
		return e.lookup(v)
	case *ssa.Phi:
		var r Val
		for _, x := range v.Edges {
			r = r.union(e.of(x))
		}
		return r
	case *ssa.BinOp:
		if v.Op == token.ADD && isString(v.Type()) {
			return e.of(v.X).union(e.of(v.Y))
		}
		return nil
	case *ssa.Slice:
		return e.of(v.X)
	case *ssa.Convert:
		return e.of(v.X)
	case *ssa.MultiConvert:
		return e.of(v.X)
	case *ssa.ChangeType:
		return e.of(v.X)
	case *ssa.ChangeInterface:
		return e.of(v.X)
	case *ssa.MakeInterface:
		r := e.of(v.X)
		if isContext(v.Type()) && endsItself(v.X.Type()) {
			return r.asContext().mapped(func(a Atom) Atom { a.Weak = true; return a })
		}
		return r
	case *ssa.SliceToArrayPointer:
		return e.of(v.X)
	case *ssa.TypeAssert:
		return e.of(v.X)
	case *ssa.Range:
		return e.of(v.X)
	case *ssa.Next:
		return e.p.project(e.of(v.Iter), "[]", v.Type())
	case *ssa.Select:
		return nil
	}
	return unknown("unhandled-instruction", v.Pos())
}

// project is what lies at path below contents v, given the static type there.
func (p *pkg) project(v Val, path string, t types.Type) Val {
	name := lastElem(path)
	if name != "" && name != "[]" && p.business(name, t) {
		return nil
	}
	scalar := isScalar(t)
	var out Val
	for _, a := range v {
		if a.Form == Ctx && !contextLike(t) && !opaqueType(t) {
			continue
		}
		switch {
		case a.Form == Plain && (a.Kind == KParam || a.Kind == KMessage):
			a.Path = joinPath(a.Path, path)
			if a.Kind == KParam && isContext(t) {
				a.Form = Ctx
			}
		case a.Kind == KUnknown:
			if scalar && !words.IsCausal(name) && !isString(t) {
				continue
			}
			if !scalar && p.roomIn(t) == noRoom && !isContext(t) {
				continue
			}
		}
		out = out.put(a)
	}
	return out
}

func opaqueType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Interface)
	return ok
}

// prune drops what a value of static type t cannot hold.
func (p *pkg) prune(v Val, t types.Type) Val {
	if len(v) == 0 || isContext(t) {
		return v
	}
	if isError(t) {
		return nil
	}
	r := p.roomIn(t)
	str := holdsText(t)
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		str = holdsText(ptr.Elem()) // as SDKs ask for optional fields
	}
	return v.filter(func(a Atom) bool {
		switch {
		case a.Form == Ctx:
			return !isScalar(t)
		case a.Form == Data:
			return true
		case a.Kind == KParam || a.Kind == KMessage || a.Kind == KUnknown:
			return str || r != noRoom || opaqueType(t)
		}
		return true
	})
}

// place resolves an address to the object it lies in and the path to it there.
func (e *evaluator) place(addr ssa.Value) (root ssa.Value, path string) {
	for {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			f := fieldOf(a.X.Type(), a.Field)
			name := "?"
			if f != nil {
				name = f.Name()
			}
			path = joinPath(name, path)
			addr = a.X
		case *ssa.IndexAddr:
			path = joinPath("[]", path)
			addr = a.X
		case *ssa.ChangeType:
			addr = a.X
		case *ssa.Slice:
			addr = a.X
		default:
			return addr, path
		}
	}
}

// at returns the contents at an address.
func (e *evaluator) at(addr ssa.Value, at ssa.Instruction) Val {
	root, path := e.place(addr)
	t := addr.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if name := lastElem(path); name != "" && e.p.business(name, t) {
		if _, stored := root.(*ssa.Alloc); !stored {
			return nil
		}
	}
	// The root itself may be a pointer kept in a variable or field.
	if u, ok := root.(*ssa.UnOp); ok && u.Op == token.MUL {
		return e.contents(u, path, at)
	}
	return e.contents(root, path, at)
}

// load is *addr. Of a local variable that was assigned several times, only the
// assignments that can still be there at the load count.
func (e *evaluator) load(u *ssa.UnOp) Val {
	cell, owner := e.cell(u.X)
	if cell == nil {
		if g, ok := u.X.(*ssa.Global); ok {
			return e.global(g, u.Type())
		}
		r := e.at(u.X, u)
		if root, path := e.place(u.X); path != "" {
			r = e.p.ofPart(r, path, u.Type())
			if isContext(u.Type()) {
				r = e.p.stored(r, u.X, root)
			}
		}
		return e.p.prune(r, u.Type())
	}
	if !simpleCell(cell) {
		return e.p.prune(owner.contents(cell, "", u), u.Type())
	}
	var r Val
	all := owner.storesTo(cell)
	set := false // assigned in this function, on every way to the load
	for _, st := range all {
		set = set || st.Parent() == u.Parent() && (st.Block() == u.Block() && before(st, u) || st.Block() != u.Block() && st.Block().Dominates(u.Block()))
	}
	for _, st := range all {
		if st.Parent() == u.Parent() && owner.overwritten(st, u, all) || set && st.Parent() != u.Parent() {
			continue
		}
		if at := e.madeAt(cell); at != nil && st.Parent() == cell.Parent() && canReach(st, at) && owner.overwritten(st, at, all) {
			continue
		}
		r = r.union(e.p.eval(st.Parent()).of(st.Val))
	}
	if pointerLike(u.Type()) && !isContext(u.Type()) {
		r = r.union(owner.contents(cell, "", u))
	}
	return r
}

// madeAt returns where the function literal is made, in the function that
// declares the variable; nil for any other function. It cannot run before.
func (e *evaluator) madeAt(cell *ssa.Alloc) ssa.Instruction {
	if e.fn.Parent() != cell.Parent() {
		return nil
	}
	for _, b := range e.fn.Parent().Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == e.fn {
				return mc
			}
		}
	}
	return nil
}

// simpleCell reports whether the cell is a variable of which only whole values are loaded and stored.
func simpleCell(a *ssa.Alloc) bool {
	t := a.Type().Underlying().(*types.Pointer).Elem()
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return false
	}
	return true
}

// cell returns the local variable that addr is, and the evaluator of its function.
func (e *evaluator) cell(addr ssa.Value) (*ssa.Alloc, *evaluator) {
	switch a := addr.(type) {
	case *ssa.Alloc:
		return a, e
	case *ssa.FreeVar:
		if b, up := e.binding(a); b != nil {
			return up.cell(b)
		}
	}
	return nil, nil
}

// binding returns what a free variable is bound to in the enclosing function.
func (e *evaluator) binding(v *ssa.FreeVar) (ssa.Value, *evaluator) {
	if e.up == nil {
		return nil, nil
	}
	for i, fv := range e.fn.FreeVars {
		if fv != v {
			continue
		}
		for _, b := range e.up.fn.Blocks {
			for _, in := range b.Instrs {
				if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == e.fn {
					return mc.Bindings[i], e.up
				}
			}
		}
	}
	return nil, nil
}

// storesTo returns the assignments to a local variable, those in closures included.
func (e *evaluator) storesTo(cell *ssa.Alloc) []*ssa.Store {
	var out []*ssa.Store
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		for _, in := range *v.Referrers() {
			switch in := in.(type) {
			case *ssa.Store:
				if in.Addr == v {
					out = append(out, in)
				}
			case *ssa.MakeClosure:
				for i, b := range in.Bindings {
					if b == v {
						visit(in.Fn.(*ssa.Function).FreeVars[i])
					}
				}
			}
		}
	}
	visit(cell)
	return out
}

// overwritten reports whether on every way from store st to the load another
// assignment of the same function comes between.
func (e *evaluator) overwritten(st *ssa.Store, load ssa.Instruction, all []*ssa.Store) bool {
	blockers := map[*ssa.BasicBlock]bool{}
	for _, s := range all {
		if s == st || s.Parent() != load.Parent() {
			continue
		}
		sb, lb, tb := s.Block(), load.Block(), st.Block()
		switch {
		case sb == tb && sb == lb:
			if before(st, s) && before(s, load) {
				return true
			}
			continue
		case sb == tb:
			if before(st, s) {
				return true
			}
			continue
		case sb == lb:
			if before(s, load) {
				return true
			}
			continue
		}
		blockers[sb] = true
	}
	if st.Block() == load.Block() {
		if before(st, load) {
			return false
		}
	}
	return !reaches(st.Block(), load.Block(), blockers)
}

// before reports whether a comes before b in their common block.
func before(a, b ssa.Instruction) bool {
	for _, in := range a.Block().Instrs {
		if in == a {
			return true
		}
		if in == b {
			return false
		}
	}
	return false
}

// reaches reports whether control can go from the end of block from to the
// start of block to without entering a blocked one.
func reaches(from, to *ssa.BasicBlock, blocked map[*ssa.BasicBlock]bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := append([]*ssa.BasicBlock(nil), from.Succs...)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to {
			return true
		}
		if seen[b] || blocked[b] {
			continue
		}
		seen[b] = true
		work = append(work, b.Succs...)
	}
	return false
}

// canReach reports whether instruction a can run before instruction b.
func canReach(a, b ssa.Instruction) bool {
	if a.Parent() != b.Parent() {
		return true
	}
	if a.Block() == b.Block() && before(a, b) {
		return true
	}
	return reaches(a.Block(), b.Block(), nil)
}

func (e *evaluator) field(v *ssa.Field) Val {
	f := fieldOf(v.X.Type(), v.Field)
	name := ""
	if f != nil {
		name = f.Name()
	}
	if u, ok := v.X.(*ssa.UnOp); ok && u.Op == token.MUL {
		if root, path := e.place(u.X); true {
			r := e.contents(root, joinPath(path, name), u)
			return e.p.prune(e.p.ofPart(r, joinPath(path, name), v.Type()), v.Type())
		}
	}
	return e.p.prune(e.p.project(e.of(v.X), name, v.Type()), v.Type())
}

// ofPart filters contents already taken at path for a value of type t there.
func (p *pkg) ofPart(v Val, path string, t types.Type) Val {
	name := lastElem(path)
	if name != "" && p.business(name, t) {
		return v.filter(func(a Atom) bool { return a.Form == Data && !a.Weak })
	}
	return v.filter(func(a Atom) bool { return a.Form != Ctx || contextLike(t) || !isScalar(t) })
}

func (e *evaluator) lookup(v *ssa.Lookup) Val {
	if c, ok := v.Index.(*ssa.Const); ok && c.Value != nil {
		key := strings.Trim(c.Value.ExactString(), `"`)
		return e.p.project(e.of(v.X), "["+key+"]", v.Type())
	}
	return e.p.project(e.of(v.X), "[]", v.Type())
}

// global is the value of a package-level variable.
func (e *evaluator) global(g *ssa.Global, t types.Type) Val {
	if isContext(t) {
		return Val{{Kind: KGlobal, Form: Ctx, Path: g.Name(), pos: g.Pos()}}
	}
	if e.p.roomIn(t) == noRoom {
		return nil
	}
	return e.p.prune(unknown("package-variable", g.Pos()), t)
}

// received is what comes out of a channel.
func (e *evaluator) received(in ssa.Value, ch ssa.Value, t types.Type) Val {
	if m := e.p.receivedFrom(e, ch, t); m {
		return Val{{Kind: KMessage, pos: in.Pos(), val: in}}
	}
	return e.p.prune(unknown("channel", in.Pos()), t)
}

// base is the value that v has by itself, before anything in this function is written into it.
func (e *evaluator) base(v ssa.Value, path string) Val {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		return nil
	case *ssa.Parameter:
		for i, q := range e.fn.Params {
			if q == v {
				a := Atom{Kind: KParam, Index: i, Path: path, fn: e.fn, pos: v.Pos()}
				if path == "" && isContext(v.Type()) {
					if within := e.p.spanAround(e, i); within != nil {
						return within
					}
					a.Form = Ctx
				}
				return Val{a}
			}
		}
		return nil
	case *ssa.FreeVar:
		if b, up := e.binding(v); b != nil {
			if path == "" {
				return up.of(b)
			}
			return up.contents(b, path, nil)
		}
		return unknown("free-variable", v.Pos())
	case *ssa.Global:
		if p, ok := v.Type().Underlying().(*types.Pointer); ok {
			return e.global(v, p.Elem())
		}
		return nil
	case *ssa.Call:
		return projectPath(e.p.call(e, v, v.Common(), 0), path, v.Type())
	case *ssa.Extract:
		return projectPath(e.extract(v), path, v.Type())
	case *ssa.UnOp:
		if v.Op == token.MUL {
			if cell, owner := e.cell(v.X); cell != nil && simpleCell(cell) {
				// A pointer variable: what it points to is what was assigned.
				var r Val
				for _, st := range owner.storesTo(cell) {
					r = r.union(e.p.eval(st.Parent()).contents(st.Val, path, nil))
				}
				return r
			}
			root, p := e.place(v.X)
			if root == v {
				return nil
			}
			return e.contents(root, joinPath(p, path), nil)
		}
		return projectPath(e.of(v), path, v.Type())
	}
	if path == "" {
		return e.of(v)
	}
	return projectPath(e.of(v), path, v.Type())
}

func projectPath(v Val, path string, _ types.Type) Val {
	if path == "" {
		return v
	}
	return v.mapped(func(a Atom) Atom {
		if a.Form == Plain && (a.Kind == KParam || a.Kind == KMessage) {
			a.Path = joinPath(a.Path, path)
		}
		return a
	})
}

func (e *evaluator) extract(x *ssa.Extract) Val {
	switch t := x.Tuple.(type) {
	case *ssa.Call:
		return e.p.prune(e.p.call(e, t, t.Common(), x.Index), x.Type())
	case *ssa.TypeAssert:
		if x.Index == 0 {
			return e.of(t.X)
		}
	case *ssa.Lookup:
		if x.Index == 0 {
			return e.lookup(t)
		}
	case *ssa.UnOp:
		if x.Index == 0 {
			return e.received(x, t.X, x.Type())
		}
	case *ssa.Next:
		if x.Index > 0 && !t.IsString {
			rng, ok := t.Iter.(*ssa.Range)
			if !ok {
				return nil
			}
			return e.p.prune(e.p.project(e.of(rng.X), "[]", x.Type()), x.Type())
		}
	case *ssa.Select:
		// 0 is the index, 1 whether a value came; from 2 on, one per receive.
		n := 2
		for _, st := range t.States {
			if st.Dir != types.RecvOnly {
				continue
			}
			if n == x.Index {
				return e.received(x, st.Chan, x.Type())
			}
			n++
		}
	}
	return nil
}
