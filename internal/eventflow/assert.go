package eventflow

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/directive"
	"github.com/tracelint/tracelint/internal/model"
)

// Directives may say of a function what a library's table says of its calls.
// What they say becomes a row, here and, as a fact, in other packages.

// Asserted is the fact of a function of which a directive says what it means.
// Places are parameters, counted from 0, -1 for none.
type Asserted struct {
	Role  model.Role
	Ctx   int
	Msg   int
	Into  int
	Reads model.Source
}

// AFact marks Asserted as a fact.
func (*Asserted) AFact() {}

// asserts reports whether directives of the package speak of functions.
func asserts(set *directive.Set) bool {
	if set == nil {
		return false
	}
	for _, a := range set.Asserts {
		if a.Type != nil {
			return true
		}
	}
	return false
}

// readAsserts looks up what the package's directives speak of.
func (p *pkg) readAsserts() {
	p.asserted = map[*types.Func]*Asserted{}
	for _, a := range p.out.Directives.Asserts {
		obj, ok := p.pass.TypesInfo.Defs[a.Name].(*types.Func)
		if !ok || p.isTest(a.Pos) {
			continue
		}
		as, problem := assertion(a, obj)
		if problem != "" {
			p.out.Directives.Problem(a, problem)
			continue
		}
		p.asserted[obj] = as
	}
}

// assertion checks a directive against the function's type; it returns what it
// means, or what is wrong with it.
func assertion(a *directive.Assert, obj *types.Func) (as *Asserted, problem string) {
	sig := obj.Signature()
	as = &Asserted{Ctx: -1, Msg: -1, Into: -1}
	for i := range sig.Params().Len() {
		q := sig.Params().At(i)
		switch {
		case isContext(q.Type()):
			if as.Ctx < 0 || q.Name() == a.Args["ctx"] {
				as.Ctx = i
			}
		case q.Name() == a.Args["ctx"] && q.Name() != "":
			return nil, q.Name() + " is no context.Context"
		case a.Args["msg"] == "" || q.Name() == a.Args["msg"]:
			as.Msg = i // the last one
		}
		if q.Name() == a.Args["into"] && q.Name() != "" {
			as.Into = i
		}
	}
	switch a.Verb {
	case "publish":
		as.Role, as.Into = model.Publish, -1
		switch carries := a.Args["carries"]; {
		case carries == "ctx" && as.Ctx < 0:
			return nil, obj.Name() + " has no context.Context that it could carry"
		case as.Msg < 0:
			return nil, obj.Name() + " is given no event"
		case carries == "ctx", carries == "" && as.Ctx >= 0:
			as.Reads = model.FromContext
		}
	case "handler":
		as.Role, as.Into = model.Handle, -1
		switch holds := a.Args["holds"]; {
		case holds == "trace" && as.Ctx < 0:
			return nil, obj.Name() + " has no context.Context that could hold a trace"
		case as.Msg < 0:
			return nil, obj.Name() + " is given no event"
		case holds == "trace", holds == "" && as.Ctx >= 0:
			as.Reads = model.FromContext
		}
	case "carrier", "detach":
		as.Role, as.Msg = model.Inject, -1
		switch {
		case as.Ctx < 0:
			return nil, obj.Name() + " is given no context.Context"
		case a.Verb == "detach":
			as.Role = model.Detach
			if sig.Results().Len() == 0 || !isContext(sig.Results().At(0).Type()) {
				return nil, obj.Name() + " does not return a context.Context"
			}
		case as.Into < 0 && sig.Results().Len() == 0:
			return nil, obj.Name() + " returns nothing: say which parameter it fills with into="
		case as.Into < 0:
			as.Role = model.SpanData
		}
	default:
		return nil, ""
	}
	return as, ""
}

// assertedRows returns the row that a directive makes of a function, nil if none speaks of it.
func (p *pkg) assertedRows(obj *types.Func) []*model.Row {
	if rows, ok := p.ownRows[obj]; ok {
		return rows
	}
	var rows []*model.Row
	as := p.asserted[obj]
	if as == nil && obj.Pkg() != nil && obj.Pkg() != p.types {
		if f := new(Asserted); p.pass.ImportObjectFact(obj, f) {
			as = f
		}
	}
	if as != nil && as.Role != model.Handle {
		ref, _ := model.RefOf(obj)
		r := &model.Row{On: ref, Role: as.Role, Reads: as.Reads, Result: model.Result(0)}
		if as.Ctx >= 0 {
			r.Ctx = model.Arg(as.Ctx, "")
		}
		if as.Msg >= 0 {
			r.Message = model.Arg(as.Msg, "")
		}
		if as.Into >= 0 {
			r.Carrier = model.Arg(as.Into, "")
		}
		rows = []*model.Row{r}
	}
	p.ownRows[obj] = rows
	return rows
}

// assertedHandlers adds the functions that directives call handlers.
func (p *pkg) assertedHandlers() {
	for _, fn := range p.funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || p.asserted[obj] == nil || p.asserted[obj].Role != model.Handle {
			continue
		}
		as, shift := p.asserted[obj], 0
		if fn.Signature.Recv() != nil {
			shift = 1
		}
		rt := &root{fn: fn, msg: as.Msg + shift, ctx: -1, holds: as.Reads, house: true}
		if as.Ctx >= 0 {
			rt.ctx, rt.ok = as.Ctx+shift, as.Reads == model.FromContext
		}
		p.addRoot(rt)
	}
}

// vouched reports whether a directive says of the function around fn what it
// does with what it hands off: what its body does is its own business.
func (p *pkg) vouched(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && p.asserted[obj] != nil && p.asserted[obj].Role != model.Handle
}

// exportAsserted writes what directives say of functions.
func (p *pkg) exportAsserted() {
	if p.types.Name() == "main" {
		return
	}
	for obj, as := range p.asserted {
		if obj.Exported() && as.Role != model.Handle {
			p.pass.ExportObjectFact(obj, as)
		}
	}
}

// usesAsserted reports whether the package uses a function of which another
// package says what it means: in a directive, or by what it stands for.
func usesAsserted(pass *analysis.Pass, obj *types.Func) bool {
	return pass.ImportObjectFact(obj.Origin(), new(Asserted)) || pass.ImportObjectFact(obj.Origin(), new(StandIn))
}
