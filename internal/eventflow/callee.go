package eventflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// standing says what is known of the code behind a call.
type standing uint8

const (
	dynamic standing = iota // a function value or an in-house interface method: anything
	inert                   // reaches no tracing API and no modelled client: hands on what it is given
	library                 // a modelled library's function: hands on what it is given
	foreign                 // may do anything with what it is given, and was not looked into
	known                   // has a summary
)

// callee is what a call resolves to.
type callee struct {
	obj      *types.Func   // the function or interface method; nil for function values
	fn       *ssa.Function // its body in this package, or nil
	rows     []*model.Row
	sum      *behaviour
	standing standing
	sole     bool // sum is that of the only implementation known of an interface method
}

// callee resolves a call; the result is the same object for the same call.
func (p *pkg) callee(e *evaluator, c *ssa.CallCommon) *callee {
	if r := p.callees[c]; r != nil {
		return r
	}
	r := new(callee)
	p.callees[c] = r // before its summary is computed: recursion ends here
	switch {
	case c.IsInvoke():
		r.obj = c.Method
	default:
		r.fn = p.funcOf(e, c.Value)
		if r.fn != nil {
			if o := r.fn.Origin(); o != nil {
				r.fn = o
			}
			r.obj, _ = r.fn.Object().(*types.Func)
			if r.fn.Blocks == nil || r.fn.Pkg != p.ssa {
				r.fn = nil
			}
		}
	}
	if v := calledVar(c); v != nil && p.index.Stands(v.Pkg().Path()) && !stdPath(v.Pkg().Path()) {
		r.rows, r.standing = p.index.Rows(v), library
		return r
	}
	if r.obj != nil {
		r.obj = r.obj.Origin()
		r.rows = p.rows(r.obj, c)
		if len(r.rows) > 0 {
			r.standing = library
			return r
		}
	}
	switch {
	case r.fn != nil:
		r.standing = known
		r.sum = p.behaviour(r.fn)
	case r.obj == nil:
		r.standing = dynamic
	default:
		r.standing, r.sum, r.sole = p.standingOf(r.obj, c)
	}
	return r
}

// calledVar returns the package-level variable whose value is called, nil if
// that is not what is called.
func calledVar(c *ssa.CallCommon) *types.Var {
	load, ok := c.Value.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	if g, ok := load.X.(*ssa.Global); ok {
		v, _ := g.Object().(*types.Var)
		return v
	}
	return nil
}

// funcOf returns the function that a function value certainly is, nil if it may be several.
func (p *pkg) funcOf(e *evaluator, v ssa.Value) *ssa.Function {
	for range 8 {
		switch x := v.(type) {
		case *ssa.Function:
			return unwrapped(x)
		case *ssa.MakeClosure:
			return unwrapped(x.Fn.(*ssa.Function))
		case *ssa.ChangeType:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL || e == nil {
				return nil
			}
			cell, owner := e.cell(x.X)
			if cell == nil {
				return nil
			}
			st := owner.storesTo(cell)
			if len(st) != 1 {
				return nil
			}
			v = st[0].Val
		case *ssa.FreeVar:
			if e == nil {
				return nil
			}
			b, up := p.eval(x.Parent()).binding(x)
			if b == nil {
				return nil
			}
			v, e = b, up
		default:
			return nil
		}
	}
	return nil
}

// unwrapped sees through the wrappers that go/ssa makes for method values.
func unwrapped(fn *ssa.Function) *ssa.Function {
	if fn.Synthetic == "" || fn.Object() == nil {
		return fn
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return fn
	}
	if f := fn.Prog.FuncValue(obj); f != nil {
		return f
	}
	return fn
}

// isBound reports whether v is a method value, whose receiver is bound already.
func isBound(v ssa.Value) bool {
	mc, ok := v.(*ssa.MakeClosure)
	return ok && strings.HasSuffix(mc.Fn.Name(), "$bound")
}

// rows returns the rows of a function, those of modelled interface methods that it implements included.
func (p *pkg) rows(obj *types.Func, c *ssa.CallCommon) []*model.Row {
	return holding(p.rowsOf(obj), c)
}

// holding leaves out the rows that do not hold for the call: those for another
// tag than the one that it sets.
func holding(rows []*model.Row, c *ssa.CallCommon) []*model.Row {
	other := func(r *model.Row) bool {
		if r.When == "" {
			return false
		}
		key, keyed := "", false
		if c != nil {
			key, keyed = keyGiven(c)
		}
		return !keyed || key != r.When
	}
	if !slices.ContainsFunc(rows, other) {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), other)
}

func (p *pkg) rowsOf(obj *types.Func) []*model.Row {
	if rows := p.index.Rows(obj); rows != nil {
		return rows
	}
	if rows := p.assertedRows(obj); rows != nil {
		return rows
	}
	recv := obj.Signature().Recv()
	if recv == nil || obj.Pkg() == nil {
		return nil
	}
	if rows := p.standInRows(obj); rows != nil {
		return rows
	}
	if obj.Pkg() == p.types {
		return nil // its body says more
	}
	return p.implementedRows(obj)
}

// implementedRows are the rows of modelled interface methods that a method implements.
func (p *pkg) implementedRows(obj *types.Func) []*model.Row {
	recv := obj.Signature().Recv()
	if recv == nil {
		return nil
	}
	if rows, ok := p.subtyped[obj]; ok {
		return rows
	}
	var out []*model.Row
	for path, imp := range p.modelled {
		for _, r := range p.index.Subtyped(path, obj.Name()) {
			tn, _ := imp.Scope().Lookup(r.On.Recv).(*types.TypeName)
			if tn == nil {
				continue
			}
			iface, ok := tn.Type().Underlying().(*types.Interface)
			if ok && iface.NumMethods() > 0 && p.index.HoldsIn(r, tn) && (implements(recv.Type(), obj, tn) || implements(types.NewPointer(recv.Type()), obj, tn)) {
				out = append(out, r)
			}
		}
	}
	p.subtyped[obj] = out
	return out
}

// standingOf judges a function or interface method that has no body here.
func (p *pkg) standingOf(obj *types.Func, c *ssa.CallCommon) (standing, *behaviour, bool) {
	path := ""
	if obj.Pkg() != nil {
		path = obj.Pkg().Path()
	}
	if path == "" { // error.Error and the like
		return inert, nil, false
	}
	if p.index.Opaque(path) {
		return foreign, nil, false
	}
	if sum := p.imported(obj); sum != nil {
		return known, &behaviour{fact: sum}, c.IsInvoke()
	}
	if p.index.Stands(path) && !stdPath(path) {
		return library, nil, false
	}
	reach := p.reachOf(obj.Pkg())
	if c.IsInvoke() {
		if sum := p.soleImplementation(obj); sum != nil {
			return known, sum, true
		}
		// An interface of a package below which nothing is modelled, used with
		// its own implementations or others': only what has been met in this
		// program's own packages may be implemented by code that traces.
		if (reach == nil || !reach.Tracing && !reach.Analysed) && !p.inHouse(path) {
			return inert, nil, false
		}
		return dynamic, nil, false
	}
	switch {
	case reach == nil:
		return inert, nil, false
	case !reach.Tracing && !reach.Analysed:
		return inert, nil, false // it may use a client, but has no trace data to add
	case reach.Analysed:
		return known, &behaviour{fact: &Summary{}}, false // its facts are complete: it does nothing of interest
	}
	return foreign, nil, false
}
