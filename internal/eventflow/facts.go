package eventflow

import (
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Reach is the package fact that relays what lies below a package. A package
// without it is inert: nothing that it imports can trace or hand events off.
type Reach struct {
	Tracing  bool // a tracing API is in the import closure
	Modelled bool // a modelled client is in the import closure
	Analysed bool // the facts of this package's functions are complete
	IDs      bool // the package has types that hold several ids: its functions have flows of them; not relayed

	Below fixSet // those of fixPackages that are in the import closure

	Propagates string // an encoded Propagation
}

// AFact marks Reach as a fact.
func (*Reach) AFact() {}

// relay computes what lies below the package from its direct imports alone,
// and where the spots of its propagation are that lie in the package itself.
func relay(pass *analysis.Pass, index *model.Index) (*Reach, map[Spot]token.Pos) {
	var r Reach
	for _, imp := range pass.Pkg.Imports() {
		path := imp.Path()
		if index.Knows(path) {
			if index.Tracing(path) {
				r.Tracing = true
			} else if modelled(index, path) {
				r.Modelled = true
			}
		}
		if index.Opaque(path) {
			r.Tracing = true
		}
		var f Reach
		if pass.ImportPackageFact(imp, &f) {
			r.Tracing = r.Tracing || f.Tracing
			r.Modelled = r.Modelled || f.Modelled
		}
		r.Below |= fixPackage(path) | f.Below
	}
	prog, at := propagation(pass)
	r.Propagates = prog.encode()
	if modelled(index, pass.Pkg.Path()) {
		r.Modelled = true
	}
	if r == (Reach{}) {
		return nil, nil
	}
	return &r, at
}

// reachOf returns what lies below a package, nil if it is inert.
func (p *pkg) reachOf(q *types.Package) *Reach {
	if r, ok := p.reaches[q]; ok {
		return r
	}
	p.reaches[q] = nil
	if q == p.types {
		r := &Reach{Analysed: true}
		p.reaches[q] = r
		return r
	}
	var f Reach
	if p.pass.ImportPackageFact(q, &f) {
		p.reaches[q] = &f
		return &f
	}
	if stdPath(q.Path()) {
		return nil
	}
	// Facts of packages that are not imported directly may be out of sight.
	var r Reach
	for _, imp := range q.Imports() {
		path := imp.Path()
		r.Tracing = r.Tracing || p.index.Opaque(path) || p.index.Tracing(path)
		r.Modelled = r.Modelled || modelled(p.index, path)
		if below := p.reachOf(imp); below != nil {
			r.Tracing = r.Tracing || below.Tracing
			r.Modelled = r.Modelled || below.Modelled
		}
	}
	if r == (Reach{}) {
		return nil
	}
	p.reaches[q] = &r
	return &r
}

// imported returns the summary fact of a function of another package.
func (p *pkg) imported(obj *types.Func) *Summary {
	if obj.Pkg() == p.types {
		return nil
	}
	s := new(Summary)
	if p.pass.ImportObjectFact(obj, s) {
		return s
	}
	return nil
}

// soleImplementation is the summary of the only type of the interface's own
// package that implements an in-house interface method (see docs/adr).
func (p *pkg) soleImplementation(m *types.Func) *behaviour {
	if s, ok := p.soles[m]; ok {
		return s
	}
	p.soles[m] = nil
	if m.Pkg() != p.types {
		return nil // comes as a fact on the method
	}
	impls := p.nextTo(m)
	if len(impls) != 1 {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(impls[0], true, m.Pkg(), m.Name())
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	if impl := p.ssa.Prog.FuncValue(fn); impl != nil && impl.Blocks != nil {
		p.soles[m] = p.behaviour(impl)
	}
	return p.soles[m]
}

// nextTo returns the types, as pointers, of this package that implement the
// interface which m is a method of.
func (p *pkg) nextTo(m *types.Func) []types.Type {
	iface, ok := m.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var out []types.Type
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || p.isTest(tn.Pos()) || types.IsInterface(tn.Type()) {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
			continue
		}
		if ptr := types.NewPointer(tn.Type()); types.Implements(ptr, iface) {
			out = append(out, ptr)
		}
	}
	return out
}

// export writes the facts.
func (p *pkg) export() {
	if p.types.Name() == "main" {
		return // nobody imports it
	}
	p.exported(func(obj *types.Func, fn *ssa.Function) {
		if s := p.portable(p.behaviour(fn).summary()); s != nil {
			p.pass.ExportObjectFact(obj, s)
		}
	}, func(m *types.Func) {
		p.exportStandIn(m)
		if b := p.soleImplementation(m); b != nil {
			if s := p.portable(b.summary()); s != nil {
				p.pass.ExportObjectFact(m, s)
			}
		}
	})
}

// exported calls put for each function and method that other packages can
// call, and iface for each method of their interfaces.
func (p *pkg) exported(put func(*types.Func, *ssa.Function), iface func(*types.Func)) {
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if p.isTest(obj.Pos()) {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if fn := p.ssa.Prog.FuncValue(obj); obj.Exported() && fn != nil && fn.Blocks != nil {
				put(obj, fn)
			}
		case *types.TypeName:
			if obj.IsAlias() {
				continue
			}
			named, ok := obj.Type().(*types.Named)
			if !ok {
				continue
			}
			if it, ok := named.Underlying().(*types.Interface); ok {
				for i := 0; i < it.NumExplicitMethods(); i++ {
					if m := it.ExplicitMethod(i); m.Exported() && obj.Exported() {
						iface(m)
					}
				}
				continue
			}
			for i := 0; i < named.NumMethods(); i++ {
				m := named.Method(i)
				if !m.Exported() || p.isTest(m.Pos()) {
					continue
				}
				if fn := p.ssa.Prog.FuncValue(m); fn != nil && fn.Blocks != nil {
					put(m, fn)
				}
			}
		}
	}
}

// portable returns the part of a summary that other packages need, nil if
// there is nothing that the default for functions without a fact does not say.
func (p *pkg) portable(s *Summary) *Summary {
	out := &Summary{Handlers: s.Handlers, Owes: s.Owes, Names: s.Names, Links: s.Links, Retries: s.Retries}
	interesting := len(s.Handlers)+len(s.Owes)+len(s.Names)+len(s.Retries) > 0 || s.Links
	for _, m := range s.Mutates {
		v := m.Val.filter(func(a Atom) bool { return a.Form == Data || a.Kind == KUnknown || a.Kind == KParam && a.Form == Plain })
		if len(v) > 0 {
			out.Mutates = append(out.Mutates, Mutation{m.Param, m.Path, sorted(v)})
			interesting = interesting || v.any(func(a Atom) bool { return a.Form == Data || a.Kind == KUnknown && a.Path == "foreign-call" })
		}
	}
	for _, eff := range s.Effects {
		c := eff
		c.Ctx, c.Msg, c.Client, c.To = sorted(c.Ctx), sorted(c.Msg), sorted(c.Client), sorted(c.To)
		if c.Kind == EWork || c.Kind == EStart {
			c.Msg, c.Client = nil, nil
		}
		out.Effects = append(out.Effects, c)
		interesting = true
	}
	for _, v := range s.Results {
		interesting = interesting || v.any(func(a Atom) bool {
			return a.Form == Data || a.Form == Ctx || a.Kind == KUnknown || a.Kind == KInstr || a.Kind == KMessage || a.Kind == KLink || a.Kind == KBuilt || a.Kind == KNewRoot
		})
		out.Results = append(out.Results, sorted(v))
	}
	if !interesting {
		return nil
	}
	if len(out.Effects) > 12 {
		out.Effects = out.Effects[:12]
	}
	return out
}

func sorted(v Val) Val {
	if len(v) == 0 {
		return nil
	}
	v = append(Val(nil), v...)
	for i := range v {
		v[i].fn, v[i].val, v[i].pos = nil, nil, 0
	}
	sort.SliceStable(v, func(i, j int) bool {
		a, b := v[i], v[j]
		switch {
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		case a.Form != b.Form:
			return a.Form < b.Form
		case a.Index != b.Index:
			return a.Index < b.Index
		case a.Path != b.Path:
			return a.Path < b.Path
		case a.Extracted != b.Extracted:
			return b.Extracted
		}
		return !a.Weak && b.Weak
	})
	return v
}
