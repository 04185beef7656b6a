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
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/directive"
	"github.com/tracelint/tracelint/internal/model"
)

// New returns the engine as an analyzer whose result is an *Index.
func New(cfg config.Config, index *model.Index) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "eventflow",
		Doc:        "find the event hand-offs of a package and what travels along with them",
		ResultType: reflect.TypeFor[*Index](),
		FactTypes:  []analysis.Fact{new(Reach), new(Summary), new(IDFlow), new(Conventions), new(Marked), new(Asserted), new(StandIn)},
		Run: func(pass *analysis.Pass) (res any, err error) {
			ix := &Index{Directives: directive.Parse(pass.Fset, pass.Files)}
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

	modelled   map[string]*types.Package // modelled packages in the import closure
	reaches    map[*types.Package]*Reach
	funcs      []*ssa.Function // functions of this package, closures included, that are not in test files
	evals      map[*ssa.Function]*evaluator
	callees    map[*ssa.CallCommon]*callee
	subtyped   map[*types.Func][]*model.Row
	behaves    map[*ssa.Function]*behaviour
	effs       map[*ssa.Function][]*Effect
	links      map[*ssa.Function]bool
	joins      map[*ssa.Function]Val  // what is read into spans that run already
	linkers    map[*ssa.Function]bool // links, or calls what does
	batches    map[batchParam]bool    // parameters that hold several received messages
	used       map[*ssa.Function][]*batchUse
	overBatch  map[ssa.Instruction]bool // span starts that cover several messages
	owed       map[*ssa.Function][]Obligation
	sends      []*ssa.Send  // of messages, on channels of this package
	fed        map[any]bool // channels on which received messages are sent
	judged     map[Far]int  // calls of a wrapper that were judged for good
	receives   map[*ssa.Function]bool
	calls      map[token.Pos]*ast.CallExpr // by Lparen
	sent       map[token.Pos]*ast.SendStmt // by Arrow
	fields     map[*types.Var][]fieldStore
	fieldVal   map[*types.Var]Val
	roots      map[*ssa.Function]*root
	registers  map[*ssa.Function][]Registration
	extracting map[*ssa.Call]bool           // receives from whose messages contexts are taken
	helpers    map[*ssa.Function][]Attempts // functions that try their function parameters again
	remains    map[*ssa.Function]remains
	callers    map[*ssa.Function][]ssa.CallInstruction
	taken      map[*ssa.Function]bool // used as a value
	soles      map[*types.Func]*behaviour
	variants   map[variantKey]types.Type // the types that values of libraries' interfaces are told apart by
	silent     map[string]bool
	causal     map[causalKey]bool
	closed     map[*types.Named]bool
	rooms      map[types.Type]room
	names      map[string]bool // words.IsCausal
	closing    int             // closed interfaces being decided
	named      map[*ssa.Function][]Naming

	ids         *ids
	conv        conventions // what is known of required fields
	asserted    map[*types.Func]*Asserted
	ownRows     map[*types.Func][]*model.Row
	converted   map[*types.Func][]types.Type // what is kept in the interfaces of this package, by their methods
	standIns    map[*types.Func]*StandIn
	depth       int // of nested evaluations
	provisional map[any]Val
}

func run(pass *analysis.Pass, cfg config.Config, index *model.Index, out *Index) {
	reach, spots := relay(pass, index)
	declares, uses := hasIDs(pass)
	required, asserted := len(cfg.RequiredFields) > 0, asserts(out.Directives)
	if reach == nil {
		if !declares && !uses && !required && !asserted {
			return
		}
		reach = &Reach{}
	}
	reach.IDs = declares
	reach.Modelled = reach.Modelled || asserted
	out.Below = reach.Below.paths()
	out.Program = judgeProgram(pass, index, decodePropagation(reach.Propagates), spots, func(pos token.Pos, reason, detail string) { silence(pass, cfg, out, pos, reason, detail) })
	self := index.Stands(pass.Pkg.Path())
	if self || len(pass.Files) == 0 || pass.TypesInfo == nil || pass.TypesInfo.Uses == nil || isStd(pass) {
		if *reach != (Reach{}) {
			pass.ExportPackageFact(reach)
		}
		return
	}
	traced := reach.Tracing || reach.Modelled
	reach.Analysed = traced
	if *reach != (Reach{}) {
		pass.ExportPackageFact(reach)
	}
	if traced {
		checkModels(pass, cfg, index, out)
		traced = asserted || look(pass, index)
	}
	if !traced && !declares && !uses && !required {
		return
	}
	p := &pkg{
		pass: pass, cfg: cfg, index: index, types: pass.Pkg, out: out,
		modelled: map[string]*types.Package{}, reaches: map[*types.Package]*Reach{}, evals: map[*ssa.Function]*evaluator{},
		callees: map[*ssa.CallCommon]*callee{}, subtyped: map[*types.Func][]*model.Row{}, behaves: map[*ssa.Function]*behaviour{},
		effs: map[*ssa.Function][]*Effect{}, links: map[*ssa.Function]bool{}, joins: map[*ssa.Function]Val{}, linkers: map[*ssa.Function]bool{}, batches: map[batchParam]bool{}, used: map[*ssa.Function][]*batchUse{}, overBatch: map[ssa.Instruction]bool{}, owed: map[*ssa.Function][]Obligation{}, fed: map[any]bool{}, judged: map[Far]int{}, receives: map[*ssa.Function]bool{}, calls: map[token.Pos]*ast.CallExpr{}, sent: map[token.Pos]*ast.SendStmt{},
		fields: map[*types.Var][]fieldStore{}, fieldVal: map[*types.Var]Val{}, roots: map[*ssa.Function]*root{}, registers: map[*ssa.Function][]Registration{}, extracting: map[*ssa.Call]bool{}, helpers: map[*ssa.Function][]Attempts{}, remains: map[*ssa.Function]remains{},
		callers: map[*ssa.Function][]ssa.CallInstruction{}, taken: map[*ssa.Function]bool{}, soles: map[*types.Func]*behaviour{}, variants: map[variantKey]types.Type{},
		silent: map[string]bool{}, causal: map[causalKey]bool{}, closed: map[*types.Named]bool{}, rooms: map[types.Type]room{}, names: map[string]bool{}, provisional: map[any]Val{}, conv: newConventions(), ownRows: map[*types.Func][]*model.Row{}, converted: map[*types.Func][]types.Type{}, standIns: map[*types.Func]*StandIn{},
		named: map[*ssa.Function][]Naming{},
	}
	if !traced && !declares && !uses && !p.hasConventions() || !p.build() {
		return
	}
	p.ids = newIDs(p)
	p.readAsserts()
	p.exportAsserted()
	p.collect()
	if traced {
		p.findRoots()
		p.judge()
		p.export()
	}
	p.judgeIDs(reach.Tracing)
	if p.exportIDs() && !reach.IDs {
		reach.IDs = true
		pass.ExportPackageFact(reach)
	}
	p.judgeConventions()
	p.exportConventions()
	p.spare()
}

func stdPath(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// modelled reports whether the package is one through which events flow
// according to a table. The standard library's tables are about contexts.
func modelled(index *model.Index, path string) bool {
	return index.Knows(path) && (!stdPath(path) || index.House(path))
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
			if obj.Pkg() == nil || obj.Pkg() == pass.Pkg && !index.House(pass.Pkg.Path()) {
				continue
			}
			if (!stdPath(obj.Pkg().Path()) || index.House(obj.Pkg().Path())) && (index.Knows(obj.Pkg().Path()) && index.Rows(obj) != nil || index.Opaque(obj.Pkg().Path())) || pass.ImportObjectFact(obj.Origin(), &s) || usesAsserted(pass, obj) {
				return true
			}
		case *types.TypeName:
			if obj.Pkg() != nil && obj.Pkg() != pass.Pkg && modelled(index, obj.Pkg().Path()) {
				return true
			}
		}
	}
	return false
}

// build makes the package's SSA form. It reports false if that cannot be done
// because types that the package uses are broken.
func (p *pkg) build() (ok bool) {
	for _, err := range p.pass.TypeErrors {
		if !err.Soft || !strings.Contains(err.Msg, "not used") { // as while something is being typed
			// Drivers do not come here with such a package; go/ssa may panic, or not end on it.
			p.unclear(p.pass.Files[0].Package, "broken-types", err.Msg)
			return false
		}
	}
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
	var visit func(imports []*types.Package)
	visit = func(imports []*types.Package) {
		for _, imp := range imports {
			if seen[imp] {
				continue
			}
			seen[imp] = true
			if p.index.Knows(imp.Path()) {
				p.modelled[imp.Path()] = imp
			}
			visit(imp.Imports())
		}
	}
	visit(p.types.Imports())
	p.createImports(prog)
	p.ssa = prog.CreatePackage(p.types, p.pass.Files, p.pass.TypesInfo, false)
	p.ssa.Build()
	return true
}

// illTyped reports whether the package uses types of a package that does not compile.
func (p *pkg) illTyped() bool {
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
			switch n := n.(type) {
			case *ast.CallExpr:
				p.calls[n.Lparen] = n
			case *ast.SendStmt:
				p.sent[n.Arrow] = n
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
		unbind(fn)
	}
	p.noteAssertions()
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
	if !p.isTest(fn.Pos()) {
		p.noteConversion(in)
	}
	if send, ok := in.(*ssa.Send); ok && !p.isTest(send.Pos()) {
		if c, ok := send.Chan.Type().Underlying().(*types.Chan); ok && p.index.Message(c.Elem()) != nil {
			p.sends = append(p.sends, send)
		}
	}
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

func (p *pkg) isTest(pos token.Pos) bool { return isTestFile(p.pass, pos) }

func isTestFile(pass *analysis.Pass, pos token.Pos) bool {
	return strings.HasSuffix(pass.Fset.Position(pos).Filename, "_test.go")
}

// inHouse reports whether the package belongs to the same company as this one:
// the same module, or one that shares the first two elements of its path.
func (p *pkg) inHouse(path string) bool { return sameCompany(p.pass, path) }

func sameCompany(pass *analysis.Pass, path string) bool {
	own := pass.Pkg.Path()
	if pass.Module != nil && pass.Module.Path != "" {
		own = pass.Module.Path
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

// unclear notes that the engine stays silent about a place, and why.
func (p *pkg) unclear(pos token.Pos, reason, detail string) {
	silence(p.pass, p.cfg, p.out, pos, reason, detail)
}

func silence(pass *analysis.Pass, cfg config.Config, out *Index, pos token.Pos, reason, detail string) {
	out.Silences = append(out.Silences, Silence{pos, reason, detail})
	if cfg.Debug != nil {
		cfg.Debug(pass.Fset.Position(pos).String(), reason, detail)
	}
}
