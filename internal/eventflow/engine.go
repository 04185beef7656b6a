// Package eventflow is tracelint's engine: it finds where a package hands
// events off and takes them in, and follows contexts, messages and clients
// through its functions to say what travels along.
//
// It is the only package with facts. Rules require its analyzer and read the
// [Index] it returns.
package eventflow

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"runtime/debug"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/model"
)

// Reach is the package fact that relays what lies below a package. A package
// without it is inert: nothing that it imports can trace or hand events off.
type Reach struct {
	Tracing  bool // a tracing API is in the import closure
	Modelled bool // a modelled client is in the import closure
	Analysed bool // the facts of this package's functions are complete
}

// AFact marks Reach as a fact.
func (*Reach) AFact() {}

// New returns the engine as an analyzer whose result is an *Index.
func New(cfg config.Config, index *model.Index) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "eventflow",
		Doc:        "find the event hand-offs of a package and what travels along with them",
		ResultType: reflect.TypeFor[*Index](),
		FactTypes:  []analysis.Fact{new(Reach), new(Summary)},
		Run: func(pass *analysis.Pass) (res any, err error) {
			ix := &Index{}
			defer func() {
				if r := recover(); r != nil {
					ix = &Index{Panic: fmt.Sprint(r), Stack: string(debug.Stack())}
					res, err = ix, nil
				}
			}()
			run(pass, cfg, index, ix)
			return ix, nil
		},
	}
}

// pkg is the state of the analysis of one package.
type pkg struct {
	pass  *analysis.Pass
	cfg   config.Config
	index *model.Index
	types *types.Package
	ssa   *ssa.Package
	out   *Index

	modelled  map[string]*types.Package // modelled packages in the import closure
	reaches   map[*types.Package]*Reach
	funcs     []*ssa.Function // functions of this package, closures included, that are not in test files
	evals     map[*ssa.Function]*evaluator
	callees   map[*ssa.CallCommon]*callee
	subtyped  map[*types.Func][]*model.Row
	sums      map[*ssa.Function]*Summary
	effs      map[*ssa.Function][]*Effect
	links     map[*ssa.Function]bool
	owed      map[*ssa.Function][]Obligation
	calls     map[token.Pos]*ast.CallExpr // by Lparen
	fields    map[*types.Var][]fieldStore
	fieldVal  map[*types.Var]Val
	roots     map[*ssa.Function]*root
	registers map[*ssa.Function][]Registration
	callers   map[*ssa.Function][]ssa.CallInstruction
	taken     map[*ssa.Function]bool // used as a value
	soles     map[*types.Func]*Summary
	silent    map[string]bool
	causal    map[causalKey]bool
	closed    map[*types.Named]bool
	rooms     map[types.Type]room
	closing   int // closed interfaces being decided

	depth       int // of nested evaluations
	provisional map[any]Val
}

type fieldStore struct {
	val ssa.Value
	fn  *ssa.Function
}

func run(pass *analysis.Pass, cfg config.Config, index *model.Index, out *Index) {
	reach := relay(pass, index)
	if reach == nil {
		return
	}
	self := index.Knows(pass.Pkg.Path())
	if self || len(pass.Files) == 0 || pass.TypesInfo == nil || pass.TypesInfo.Uses == nil || isStd(pass) {
		pass.ExportPackageFact(reach)
		return
	}
	reach.Analysed = true
	pass.ExportPackageFact(reach)
	if !look(pass, index) {
		return
	}
	p := &pkg{
		pass: pass, cfg: cfg, index: index, types: pass.Pkg, out: out,
		modelled: map[string]*types.Package{}, reaches: map[*types.Package]*Reach{}, evals: map[*ssa.Function]*evaluator{},
		callees: map[*ssa.CallCommon]*callee{}, subtyped: map[*types.Func][]*model.Row{}, sums: map[*ssa.Function]*Summary{},
		effs: map[*ssa.Function][]*Effect{}, links: map[*ssa.Function]bool{}, owed: map[*ssa.Function][]Obligation{}, calls: map[token.Pos]*ast.CallExpr{},
		fields: map[*types.Var][]fieldStore{}, fieldVal: map[*types.Var]Val{}, roots: map[*ssa.Function]*root{}, registers: map[*ssa.Function][]Registration{},
		callers: map[*ssa.Function][]ssa.CallInstruction{}, taken: map[*ssa.Function]bool{}, soles: map[*types.Func]*Summary{},
		silent: map[string]bool{}, causal: map[causalKey]bool{}, closed: map[*types.Named]bool{}, rooms: map[types.Type]room{}, provisional: map[any]Val{},
	}
	if !p.build() {
		return
	}
	p.collect()
	p.findRoots()
	p.judge()
	p.export()
}

// relay computes what lies below the package from its direct imports alone.
func relay(pass *analysis.Pass, index *model.Index) *Reach {
	var r Reach
	for _, imp := range pass.Pkg.Imports() {
		path := imp.Path()
		if index.Knows(path) {
			if index.Tracing(path) {
				r.Tracing = true
			} else if !stdPath(path) {
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
	}
	if index.Knows(pass.Pkg.Path()) && !stdPath(pass.Pkg.Path()) {
		r.Modelled = true
	}
	if r == (Reach{}) {
		return nil
	}
	return &r
}

func stdPath(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func isStd(pass *analysis.Pass) bool {
	return pass.Module == nil && stdPath(pass.Pkg.Path()) && strings.Contains(pass.Fset.Position(pass.Files[0].Pos()).Filename, "/src/"+pass.Pkg.Path()+"/")
}

// look reports whether the package uses anything that could be, or lead to, a hand-off.
func look(pass *analysis.Pass, index *model.Index) bool {
	var s Summary
	for _, obj := range pass.TypesInfo.Uses {
		switch obj := obj.(type) {
		case *types.Func:
			if obj.Pkg() == nil || obj.Pkg() == pass.Pkg {
				continue
			}
			if !stdPath(obj.Pkg().Path()) && (index.Rows(obj) != nil || index.Opaque(obj.Pkg().Path())) || pass.ImportObjectFact(obj.Origin(), &s) {
				return true
			}
		case *types.TypeName:
			if obj.Pkg() != nil && obj.Pkg() != pass.Pkg && !stdPath(obj.Pkg().Path()) && index.Knows(obj.Pkg().Path()) {
				return true
			}
		}
	}
	return false
}

// build makes the package's SSA form. It reports false if that cannot be done
// because types that the package uses are broken.
func (p *pkg) build() (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if !p.illTyped() {
				panic(r)
			}
			p.unclear(p.pass.Files[0].Package, "broken-types", fmt.Sprint(r))
		}
	}()
	prog := ssa.NewProgram(p.pass.Fset, ssa.BuilderMode(0))
	seen := map[*types.Package]bool{}
	var create func(imports []*types.Package)
	create = func(imports []*types.Package) {
		for _, imp := range imports {
			if seen[imp] {
				continue
			}
			seen[imp] = true
			if p.index.Knows(imp.Path()) {
				p.modelled[imp.Path()] = imp
			}
			prog.CreatePackage(imp, nil, nil, true)
			create(imp.Imports())
		}
	}
	create(p.types.Imports())
	p.ssa = prog.CreatePackage(p.types, p.pass.Files, p.pass.TypesInfo, false)
	p.ssa.Build()
	return true
}

// illTyped reports whether the package uses types that could not be checked:
// those of a package that does not compile.
func (p *pkg) illTyped() bool {
	if len(p.pass.TypeErrors) > 0 {
		return true
	}
	for _, tv := range p.pass.TypesInfo.Types {
		if hasInvalid(tv.Type, 0) {
			return true
		}
	}
	return false
}

func hasInvalid(t types.Type, depth int) bool {
	if t == nil || depth > 4 {
		return false
	}
	switch u := types.Unalias(t).(type) {
	case *types.Basic:
		return u.Kind() == types.Invalid
	case *types.Pointer:
		return hasInvalid(u.Elem(), depth+1)
	case *types.Slice:
		return hasInvalid(u.Elem(), depth+1)
	case *types.Named:
		return u.Underlying() == types.Typ[types.Invalid]
	case *types.Signature:
		return hasInvalid(u.Params(), depth+1) || hasInvalid(u.Results(), depth+1)
	case *types.Tuple:
		for i := 0; i < u.Len(); i++ {
			if hasInvalid(u.At(i).Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

// collect gathers the functions, calls and field stores of the package.
func (p *pkg) collect() {
	for _, f := range p.pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				p.calls[c.Lparen] = c
			}
			return true
		})
	}
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		p.funcs = append(p.funcs, fn)
		for _, a := range fn.AnonFuncs {
			add(a)
		}
	}
	for _, f := range p.pass.Files {
		if p.isTest(f.Pos()) && !p.cfg.Tests {
			continue
		}
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			if obj, ok := p.pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
				add(p.ssa.Prog.FuncValue(obj))
			}
		}
	}
	if init := p.ssa.Func("init"); init != nil {
		for _, a := range init.AnonFuncs {
			if !p.isTest(a.Pos()) || p.cfg.Tests {
				add(a)
			}
		}
	}
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				p.note(fn, in)
			}
		}
	}
	if init := p.ssa.Func("init"); init != nil {
		for _, b := range init.Blocks {
			for _, in := range b.Instrs {
				p.note(init, in)
			}
		}
	}
}

func (p *pkg) note(fn *ssa.Function, in ssa.Instruction) {
	if st, ok := in.(*ssa.Store); ok {
		if fa, ok := st.Addr.(*ssa.FieldAddr); ok {
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
				p.fields[f.Origin()] = append(p.fields[f.Origin()], fieldStore{st.Val, fn})
			}
		}
	}
	var callee ssa.Value
	if c, ok := in.(ssa.CallInstruction); ok && !c.Common().IsInvoke() {
		callee = c.Common().Value
		if f := p.funcOf(p.eval(fn), callee); f != nil {
			if o := f.Origin(); o != nil {
				f = o
			}
			p.callers[f] = append(p.callers[f], c)
		}
	}
	for _, op := range in.Operands(nil) {
		if *op == nil || *op == callee {
			continue
		}
		switch v := (*op).(type) {
		case *ssa.Function:
			p.taken[unwrapped(v)] = true
		case *ssa.MakeClosure:
			p.taken[unwrapped(v.Fn.(*ssa.Function))] = true
		}
	}
	if mc, ok := in.(*ssa.MakeClosure); ok {
		if f := unwrapped(mc.Fn.(*ssa.Function)); f != mc.Fn {
			p.taken[f] = true
		}
	}
}

func (p *pkg) isTest(pos token.Pos) bool {
	return strings.HasSuffix(p.pass.Fset.Position(pos).Filename, "_test.go")
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
		r.Modelled = r.Modelled || p.index.Knows(path) && !stdPath(path)
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

// inHouse reports whether the package belongs to the same company as this one:
// the same module, or one that shares the first two elements of its path.
func (p *pkg) inHouse(path string) bool {
	own := p.types.Path()
	if p.pass.Module != nil && p.pass.Module.Path != "" {
		own = p.pass.Module.Path
		if path == own || strings.HasPrefix(path, own+"/") {
			return true
		}
	}
	if stdPath(path) {
		return firstElems(path, 1) == firstElems(own, 1)
	}
	return firstElems(path, 2) == firstElems(own, 2)
}

func firstElems(path string, n int) string {
	parts := strings.SplitN(path, "/", n+1)
	if len(parts) > n {
		parts = parts[:n]
	}
	return strings.Join(parts, "/")
}

// stored judges a context that was loaded from a field.
func (p *pkg) stored(v Val, addr, root ssa.Value) Val {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return v
	}
	if _, local := root.(*ssa.Alloc); local {
		return v
	}
	f := fieldOf(fa.X.Type(), fa.Field)
	if f == nil || p.index.Message(fa.X.Type()) != nil {
		return v
	}
	fv := p.fieldOrigins(f)
	if len(fv) > 0 && !fv.any(func(a Atom) bool { return a.Kind != KFresh && a.Kind != KGlobal }) {
		return v.mapped(func(a Atom) Atom {
			if a.Kind == KParam && a.Path != "" {
				return Atom{Kind: KGlobal, Form: Ctx, Path: f.Name(), pos: addr.Pos()}
			}
			return a
		})
	}
	return v
}

// fieldOrigins joins what this package stores into a field.
func (p *pkg) fieldOrigins(f *types.Var) Val {
	f = f.Origin()
	if v, ok := p.fieldVal[f]; ok {
		return v
	}
	p.fieldVal[f] = nil
	var v Val
	for _, st := range p.fields[f] {
		v = v.union(p.eval(st.fn).of(st.val))
	}
	p.fieldVal[f] = v
	return v
}

// client is the origins of a client value: how it was built, as far as this package shows.
func (p *pkg) client(e *evaluator, v ssa.Value) Val {
	if f, ok := p.fieldBehind(e, v); ok {
		fv := p.fieldOrigins(f)
		if len(fv) == 0 && len(p.fields[f.Origin()]) == 0 {
			return unknown("client-from-elsewhere", v.Pos())
		}
		return fv.mapped(func(a Atom) Atom {
			if a.Kind == KParam {
				return Atom{Kind: KUnknown, Path: "client-from-parameter", pos: v.Pos()}
			}
			return a
		}).add(Atom{Kind: KBuilt, pos: v.Pos()})
	}
	if mi, ok := v.(*ssa.MakeInterface); ok {
		return p.client(e, mi.X)
	}
	r := e.of(v)
	call, _ := v.(*ssa.Call)
	if x, ok := v.(*ssa.Extract); ok {
		call, _ = x.Tuple.(*ssa.Call)
	}
	if call != nil {
		if st := p.callee(e, call.Common()).standing; st == inert || st == known {
			return r.add(Atom{Kind: KBuilt, pos: v.Pos()})
		}
	}
	if len(r) == 0 {
		return unknown("client-from-elsewhere", v.Pos())
	}
	return r
}

// fieldBehind returns the field that a value was loaded from, if the struct it
// lies in came from outside the function: a receiver, a parameter, a global.
func (p *pkg) fieldBehind(e *evaluator, v ssa.Value) (*types.Var, bool) {
	switch x := v.(type) {
	case *ssa.UnOp:
		if inner, ok := x.X.(*ssa.UnOp); ok && x.Op == token.MUL {
			return p.fieldBehind(e, inner) // a method with a value receiver, called through a pointer
		}
		fa, ok := x.X.(*ssa.FieldAddr)
		if !ok || x.Op != token.MUL {
			return nil, false
		}
		root, _ := e.place(fa)
		if al, local := root.(*ssa.Alloc); local && !spilled(al) {
			return nil, false
		}
		f := fieldOf(fa.X.Type(), fa.Field)
		return f, f != nil
	case *ssa.Field:
		f := fieldOf(x.X.Type(), x.Field)
		_, param := x.X.(*ssa.Parameter)
		return f, f != nil && param
	}
	return nil, false
}

// spilled reports whether the variable only holds a parameter passed by value.
func spilled(al *ssa.Alloc) bool {
	for _, in := range *al.Referrers() {
		if st, ok := in.(*ssa.Store); ok && st.Addr == al {
			_, ok := st.Val.(*ssa.Parameter)
			return ok
		}
	}
	return false
}

// soleImplementation is the summary of the only type of the interface's own
// package that implements an in-house interface method (see docs/adr).
func (p *pkg) soleImplementation(m *types.Func) *Summary {
	if s, ok := p.soles[m]; ok {
		return s
	}
	p.soles[m] = nil
	if m.Pkg() != p.types {
		return nil // comes as a fact on the method
	}
	var impl *ssa.Function
	n := 0
	recv := m.Signature().Recv()
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || p.isTest(tn.Pos()) || types.IsInterface(tn.Type()) {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
			continue
		}
		ptr := types.NewPointer(tn.Type())
		if !types.Implements(ptr, iface) {
			continue
		}
		n++
		if sel := types.NewMethodSet(ptr).Lookup(m.Pkg(), m.Name()); sel != nil {
			if fn, ok := sel.Obj().(*types.Func); ok {
				impl = p.ssa.Prog.FuncValue(fn)
			}
		}
	}
	if n == 1 && impl != nil && impl.Blocks != nil {
		s := p.summary(impl)
		p.soles[m] = s
		return s
	}
	return nil
}

// export writes the facts.
func (p *pkg) export() {
	scope := p.types.Scope()
	put := func(obj *types.Func, s *Summary) {
		if fn := p.ssa.Prog.FuncValue(obj); fn != nil && len(p.owed[fn]) > 0 {
			c := *s
			c.Owes = p.owed[fn]
			s = &c
		}
		if s = p.portable(s); s != nil {
			p.pass.ExportObjectFact(obj, s)
		}
	}
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if p.isTest(obj.Pos()) {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if fn := p.ssa.Prog.FuncValue(obj); obj.Exported() && fn != nil && fn.Blocks != nil {
				put(obj, p.summary(fn))
			}
		case *types.TypeName:
			if obj.IsAlias() {
				continue
			}
			named, ok := obj.Type().(*types.Named)
			if !ok {
				continue
			}
			if iface, ok := named.Underlying().(*types.Interface); ok {
				for i := 0; i < iface.NumExplicitMethods(); i++ {
					if m := iface.ExplicitMethod(i); m.Exported() && obj.Exported() {
						if s := p.soleImplementation(m); s != nil {
							put(m, s)
						}
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
					put(m, p.summary(fn))
				}
			}
		}
	}
}

// portable returns the part of a summary that other packages need, nil if
// there is nothing that the default for functions without a fact does not say.
func (p *pkg) portable(s *Summary) *Summary {
	out := &Summary{Handlers: s.Handlers, Owes: s.Owes}
	interesting := len(s.Handlers)+len(s.Owes) > 0
	for _, m := range s.Mutates {
		v := m.Val.filter(func(a Atom) bool { return a.Form == Data || a.Kind == KUnknown || a.Kind == KParam && a.Form == Plain })
		if len(v) > 0 {
			out.Mutates = append(out.Mutates, Mutation{m.Param, m.Path, sorted(v)})
			interesting = interesting || v.any(func(a Atom) bool { return a.Form == Data || a.Kind == KUnknown && a.Path == "foreign-call" })
		}
	}
	for _, eff := range s.Effects {
		c := eff
		c.Ctx, c.Msg, c.Client = sorted(c.Ctx), sorted(c.Msg), sorted(c.Client)
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

// unclear notes that the engine stays silent about a place, and why.
func (p *pkg) unclear(pos token.Pos, reason, detail string) {
	p.out.Silences = append(p.out.Silences, Silence{pos, reason, detail})
	if p.cfg.Debug != nil {
		p.cfg.Debug(p.pass.Fset.Position(pos).String(), reason, detail)
	}
}
