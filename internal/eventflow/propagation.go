package eventflow

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// What is injected crosses a process only if somebody told OpenTelemetry how:
// the process-wide propagator does nothing until it is set. Whether it is can
// be said of a whole program only, where everything comes together in package
// main. Each package relays what it and those below it have to say.

// Propagation is what a package and those below it do about propagators.
type Propagation struct {
	Uses    Spot // where this company's code injects or extracts through the process-wide propagator
	Sets    Setting
	SetAt   Spot   // where this company's code sets one without baggage
	Narrow  Spot   // where instrumentation is given a propagator without baggage
	Baggage Spot   // where a correlation is put into baggage
	Records bool   // this company's code sets up a provider of tracers, so that spans are recorded
	Offers  string // functions of this package, space-separated, that set one up for whoever calls them
	Offered bool   // there are such functions here or below
	Foreign string // a package nobody looked into that may set a propagator
}

// encode writes the propagation as a line for each field, so that the fact
// costs nothing for the many packages that have nothing to say.
func (q Propagation) encode() string {
	if q == (Propagation{}) {
		return ""
	}
	said := func(b bool, word string) string {
		if b {
			return word
		}
		return ""
	}
	return strings.Join([]string{
		q.Uses.encode(), q.SetAt.encode(), q.Narrow.encode(), q.Baggage.encode(), strconv.Itoa(int(q.Sets)), said(q.Records, "records"), said(q.Offered, "offered"), q.Offers, q.Foreign,
	}, "\n")
}

// decodePropagation is the inverse of encode.
func decodePropagation(s string) (q Propagation) {
	f := strings.Split(s, "\n")
	if len(f) != 9 {
		return q
	}
	sets, _ := strconv.Atoi(f[4])
	return Propagation{
		Uses: decodeSpot(f[0]), SetAt: decodeSpot(f[1]), Narrow: decodeSpot(f[2]), Baggage: decodeSpot(f[3]),
		Sets: Setting(sets), Records: f[5] != "", Offered: f[6] != "", Offers: f[7], Foreign: f[8],
	}
}

func (s Spot) encode() string {
	if s.What == "" {
		return ""
	}
	return strings.Join([]string{s.What, s.Func, s.File, strconv.Itoa(s.Line)}, "\t")
}

func decodeSpot(s string) Spot {
	f := strings.Split(s, "\t")
	if len(f) != 4 {
		return Spot{}
	}
	line, _ := strconv.Atoi(f[3])
	return Spot{What: f[0], Far: Far{Func: f[1], File: f[2], Line: line}}
}

// Setting says to what the process-wide propagator is set, by anybody.
type Setting uint8

const (
	SetBare    Setting = 1 << iota // to one that is known to carry no baggage
	SetBaggage                     // to one that carries baggage
	SetUnknown                     // to one that is not known
)

// Spot is a place in some package, and what stands there.
type Spot struct {
	What string // the function called, or the key of a baggage member; "" if there is no such place
	Far
}

// Program is what the import graph of a main package says about propagation.
type Program struct {
	Main  *ast.FuncDecl
	Uses  *Site // why a propagator is needed; nil if none is, or one is or may be set
	Set   *Site // a propagator without baggage that is set, or given to instrumentation
	Loses *Site // the correlation in baggage that Set does not carry; nil if there is none
}

// Site is a spot as seen from the main package.
type Site struct {
	Spot
	Pos token.Pos // if it is in the main package itself
}

// globalPropagator is what code of one's own injects and extracts through.
const globalPropagator = "otel.GetTextMapPropagator"

// Instrumentation reports whether it is a library's instrumentation, rather
// than code at the spot itself, that uses the process-wide propagator.
func (s *Site) Instrumentation() bool { return s.What != globalPropagator }

// first returns that one of two spots which is passed on: always the same.
func first(s, t Spot) Spot {
	switch {
	case s.What == "":
		return t
	case t.What == "":
		return s
	case cmp.Or(cmp.Compare(s.Func, t.Func), cmp.Compare(s.File, t.File), cmp.Compare(s.Line, t.Line), cmp.Compare(s.What, t.What)) <= 0:
		return s
	}
	return t
}

// relayedPropagation is what the imports of the package have to say about propagators.
func relayedPropagation(pass *analysis.Pass) Propagation {
	var out Propagation
	seen := map[*types.Package]bool{}
	for _, imp := range pass.Pkg.Imports() {
		var f Reach
		if !pass.ImportPackageFact(imp, &f) {
			out.Foreign = cmp.Or(out.Foreign, mayPropagate(pass, imp, seen))
			continue
		}
		if !f.Analysed {
			out.Foreign = cmp.Or(out.Foreign, mayPropagate(pass, imp, seen))
		}
		q := decodePropagation(f.Propagates)
		out.Foreign = cmp.Or(out.Foreign, q.Foreign)
		if !sameCompany(pass, imp.Path()) {
			// What others do for themselves is their business, except that a propagator is everybody's.
			if q.Sets != 0 {
				out.Sets |= SetUnknown
			}
			continue
		}
		out.Sets |= q.Sets
		out.Records = out.Records || q.Records
		out.Offered = out.Offered || q.Offered
		out.Uses, out.SetAt = first(out.Uses, q.Uses), first(out.SetAt, q.SetAt)
		out.Narrow, out.Baggage = first(out.Narrow, q.Narrow), first(out.Baggage, q.Baggage)
	}
	return out
}

// mayPropagate returns the path of a package at or below q that nobody looked
// into and that could set a propagator, "" if there is none.
func mayPropagate(pass *analysis.Pass, q *types.Package, seen map[*types.Package]bool) string {
	if seen[q] || stdPath(q.Path()) {
		return ""
	}
	seen[q] = true
	var f Reach
	if pass.ImportPackageFact(q, &f) && f.Analysed {
		return decodePropagation(f.Propagates).Foreign
	}
	for _, imp := range q.Imports() {
		if imp.Path() == model.OTel && !model.KeepsPropagator(q.Path()) {
			return q.Path()
		}
	}
	for _, imp := range q.Imports() {
		if path := mayPropagate(pass, imp, seen); path != "" {
			return path
		}
	}
	return ""
}

// propagation is what the package and those below it do about propagators,
// and where the spots are that lie in the package itself.
func propagation(pass *analysis.Pass) (Propagation, map[Spot]token.Pos) {
	out := relayedPropagation(pass)
	if pass.TypesInfo == nil || pass.TypesInfo.Uses == nil {
		return out, nil
	}
	concerned := false
	for _, imp := range pass.Pkg.Imports() {
		switch path := imp.Path(); path {
		case model.OTel, model.OTelBaggage, model.OTelSDK:
			concerned = true
		default:
			concerned = concerned || model.InstrumentationAt(path) != nil
		}
	}
	if !concerned && !out.Offered || model.KeepsPropagator(pass.Pkg.Path()) {
		return out, nil
	}
	s := &propagators{pass: pass, setups: newSetups(pass, out.Offered), called: map[*ast.Ident]bool{}, given: map[string]bool{}, at: map[Spot]token.Pos{}}
	if concerned {
		for _, f := range pass.Files {
			if !isTestFile(pass, f.Package) {
				s.file(f)
			}
		}
		s.finish()
	}
	s.out.Records, s.out.Offers = s.setups.run()
	out.Offered = out.Offered || s.out.Offers != ""
	out.Offers = s.out.Offers
	// What lies nearest comes first.
	own := s.out
	out.Sets |= own.Sets
	out.Records = out.Records || own.Records
	for _, x := range [][2]*Spot{{&out.Uses, &own.Uses}, {&out.SetAt, &own.SetAt}, {&out.Narrow, &own.Narrow}, {&out.Baggage, &own.Baggage}} {
		if x[1].What != "" {
			*x[0] = *x[1]
		}
	}
	return out, s.at
}

// propagators reads off the syntax of one package what it does about propagators.
type propagators struct {
	pass *analysis.Pass
	out  Propagation   // of this package alone
	decl *ast.FuncDecl // being looked at
	at   map[Spot]token.Pos

	called  map[*ast.Ident]bool // functions whose call was looked at
	given   map[string]bool     // instrumentation that is given a propagator
	through []throughSpot
	kept    []Spot // where the process-wide propagator is kept for later
	members []Spot // baggage members for a correlation
	stored  bool   // baggage is put into a context
	setups  *setups
	values  map[types.Object][]ast.Expr
}

type throughSpot struct {
	path string
	Spot
}

func (s *propagators) file(f *ast.File) {
	for _, d := range f.Decls {
		s.decl, _ = d.(*ast.FuncDecl)
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				// A method called on the propagator just asked for.
				if c, ok := ast.Unparen(n.X).(*ast.CallExpr); ok && isFunc(s.callee(c), model.OTel, "GetTextMapPropagator") {
					s.called[funcIdent(c)] = true
					if n.Sel.Name != "Fields" {
						s.out.Uses = first(s.out.Uses, s.spot(globalPropagator, n.Pos()))
					}
				}
			case *ast.CallExpr:
				if fn := s.callee(n); fn != nil && fn.Pkg() != nil && fn.Signature().Recv() == nil {
					s.call(n, fn)
				}
			case *ast.Ident:
				if isFunc(s.pass.TypesInfo.Uses[n], model.OTel, "SetTextMapPropagator") && !s.called[n] {
					s.out.Sets |= SetUnknown // called by whoever is given it
				}
			}
			return true
		})
	}
}

func (s *propagators) call(c *ast.CallExpr, fn *types.Func) {
	path, name := fn.Pkg().Path(), fn.Name()
	switch path {
	case model.OTel:
		switch name {
		case "SetTextMapPropagator":
			s.called[funcIdent(c)] = true
			set := SetUnknown
			if len(c.Args) == 1 {
				set = s.value(c.Args[0], 0)
			}
			if set == SetBare {
				s.out.SetAt = first(s.out.SetAt, s.spot("otel.SetTextMapPropagator", c.Pos()))
			}
			s.out.Sets |= set
		case "GetTextMapPropagator":
			if !s.called[funcIdent(c)] {
				s.kept = append(s.kept, s.spot(globalPropagator, c.Pos()))
			}
		case "SetTracerProvider":
			s.setups.chosen = append(s.setups.chosen, s.decl)
		}
	case model.OTelSDK:
		if name == "NewTracerProvider" {
			s.setups.made = append(s.setups.made, s.decl)
		}
	case model.OTelNoop:
		s.setups.noop = true
	case model.OTelBaggage:
		switch name {
		case "ContextWithBaggage":
			s.stored = true
		case "NewMember", "NewMemberRaw":
			if len(c.Args) > 1 {
				if key := s.text(c.Args[0]); words.RoleOf(key, "") == words.CorrelationID {
					s.members = append(s.members, s.spot(key, c.Pos()))
				}
			}
		}
	default:
		in := model.InstrumentationAt(path)
		switch {
		case in == nil:
		case name == in.Option:
			s.given[path] = true
			if len(c.Args) == 1 && s.value(c.Args[0], 0) == SetBare {
				s.out.Narrow = first(s.out.Narrow, s.spot(fn.Pkg().Name()+"."+name, c.Pos()))
			}
		case in.Propagates(name):
			s.through = append(s.through, throughSpot{path, s.spot(fn.Pkg().Name()+"."+name, c.Pos())})
		}
	}
}

// finish draws the conclusions that need the whole package.
func (s *propagators) finish() {
	for _, t := range s.through {
		if !s.given[t.path] {
			s.out.Uses = first(s.out.Uses, t.Spot)
		}
	}
	if len(s.kept) > 0 && !s.choosable() {
		for _, k := range s.kept {
			s.out.Uses = first(s.out.Uses, k)
		}
	}
	if s.stored {
		for _, m := range s.members {
			s.out.Baggage = first(s.out.Baggage, m)
		}
	}
}

// choosable reports whether the package lets others choose a propagator: the
// process-wide one is then what it takes if nobody does.
func (s *propagators) choosable() bool {
	scope := s.pass.Pkg.Scope()
	isPropagator := func(t types.Type) bool {
		n, ok := types.Unalias(t).(*types.Named)
		return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == model.OTelPropagation && n.Obj().Name() == "TextMapPropagator"
	}
	takes := func(fn *types.Func) bool {
		for v := range fn.Signature().Params().Variables() {
			if isPropagator(v.Type()) {
				return true
			}
		}
		return false
	}
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if takes(obj) {
				return true
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok {
				continue
			}
			if st, ok := named.Underlying().(*types.Struct); ok {
				for f := range st.Fields() {
					if f.Exported() && isPropagator(f.Type()) {
						return true
					}
				}
			}
			if slices.ContainsFunc(slices.Collect(named.Methods()), takes) {
				return true
			}
		}
	}
	return false
}

// value says what is known of a propagator.
func (s *propagators) value(e ast.Expr, depth int) Setting {
	if depth > 5 {
		return SetUnknown
	}
	e = ast.Unparen(e)
	if n := namedType(s.pass.TypesInfo.TypeOf(e)); n != nil && n.Obj().Pkg() != nil {
		if carries, known := model.BaggageOf(n.Obj().Pkg().Path(), n.Obj().Name()); known {
			return setting(carries)
		}
	}
	switch e := e.(type) {
	case *ast.Ident:
		return s.joined(s.assigned()[s.pass.TypesInfo.ObjectOf(e)], depth)
	case *ast.CallExpr:
		fn := s.callee(e)
		switch {
		case fn == nil || fn.Pkg() == nil:
		case isFunc(fn, model.OTelPropagation, "NewCompositeTextMapPropagator"):
			if e.Ellipsis.IsValid() || len(e.Args) == 0 {
				return SetUnknown
			}
			all := SetBare
			for _, a := range e.Args {
				switch s.value(a, depth+1) {
				case SetBaggage:
					return SetBaggage
				case SetUnknown:
					all = SetUnknown
				}
			}
			return all
		case fn.Pkg() == s.pass.Pkg:
			return s.joined(s.returned(fn), depth)
		default:
			if carries, known := model.BaggageOf(fn.Pkg().Path(), fn.Name()); known {
				return setting(carries)
			}
		}
	}
	return SetUnknown
}

func setting(baggage bool) Setting {
	if baggage {
		return SetBaggage
	}
	return SetBare
}

// joined is what is known of a value that is one of several.
func (s *propagators) joined(exprs []ast.Expr, depth int) Setting {
	if len(exprs) == 0 {
		return SetUnknown
	}
	var all Setting
	for _, e := range exprs {
		if e == nil {
			return SetUnknown
		}
		all |= s.value(e, depth+1)
	}
	if all != SetBare && all != SetBaggage {
		return SetUnknown
	}
	return all
}

// assigned returns what the package assigns to each of its variables; nil
// stands for what cannot be told.
func (s *propagators) assigned() map[types.Object][]ast.Expr {
	if s.values != nil {
		return s.values
	}
	s.values = map[types.Object][]ast.Expr{}
	put := func(lhs ast.Expr, rhs ast.Expr) {
		if id, ok := ast.Unparen(lhs).(*ast.Ident); ok {
			if v, ok := s.pass.TypesInfo.ObjectOf(id).(*types.Var); ok {
				s.values[v] = append(s.values[v], rhs)
			}
		}
	}
	for _, f := range s.pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, lhs := range n.Lhs {
					if len(n.Lhs) == len(n.Rhs) {
						put(lhs, n.Rhs[i])
					} else {
						put(lhs, nil)
					}
				}
			case *ast.ValueSpec:
				for i, id := range n.Names {
					if len(n.Names) == len(n.Values) {
						put(id, n.Values[i])
					} else if len(n.Values) > 0 {
						put(id, nil)
					}
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					put(n.X, nil)
				}
			}
			return true
		})
	}
	return s.values
}

// returned returns what a function of the package returns as its only result.
func (s *propagators) returned(fn *types.Func) []ast.Expr {
	for _, f := range s.pass.Files {
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || s.pass.TypesInfo.Defs[fd.Name] != fn {
				continue
			}
			var out []ast.Expr
			ast.Inspect(fd.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncLit:
					return false
				case *ast.ReturnStmt:
					if len(n.Results) != 1 {
						out = append(out, nil)
					} else {
						out = append(out, n.Results[0])
					}
				}
				return true
			})
			return out
		}
	}
	return nil
}

func (s *propagators) spot(what string, pos token.Pos) Spot {
	posn := s.pass.Fset.Position(pos)
	sp := Spot{What: what, Far: Far{Func: s.pass.Pkg.Name(), File: filepath.Base(posn.Filename), Line: posn.Line}}
	if s.decl != nil {
		if fn, ok := s.pass.TypesInfo.Defs[s.decl.Name].(*types.Func); ok {
			sp.Func = callName(fn)
		}
	}
	s.at[sp] = pos
	return sp
}

func (s *propagators) callee(c *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(s.pass.TypesInfo, c).(*types.Func)
	return fn
}

func (s *propagators) text(e ast.Expr) string {
	if tv := s.pass.TypesInfo.Types[e]; tv.Value != nil && tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value)
	}
	return ""
}

// funcIdent is the identifier by which a call names its function.
func funcIdent(c *ast.CallExpr) *ast.Ident {
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		return f
	case *ast.SelectorExpr:
		return f.Sel
	}
	return nil
}

func isFunc(obj types.Object, pkg, name string) bool {
	fn, ok := obj.(*types.Func)
	return ok && fn != nil && fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == pkg && fn.Signature().Recv() == nil
}

func namedType(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// judgeProgram says what becomes of propagation in the program whose main
// package this is.
func judgeProgram(pass *analysis.Pass, index *model.Index, all Propagation, at map[Spot]token.Pos, unclear func(pos token.Pos, reason, detail string)) *Program {
	if pass.Pkg.Name() != "main" || all.Uses.What == "" && all.Narrow.What == "" {
		return nil
	}
	main := mainFunc(pass)
	if main == nil {
		return nil
	}
	site := func(s Spot) *Site { return &Site{s, at[s]} }
	prog := &Program{Main: main}
	switch {
	case all.Sets != 0 || all.Uses.What == "":
	case all.Foreign != "":
		unclear(main.Name.Pos(), "foreign-propagator", all.Foreign)
	case !all.Records && !tracesItself(pass, index, site(all.Uses)):
		// Nobody records spans: there is no trace that could be lost.
		unclear(main.Name.Pos(), "no-tracer-provider", all.Uses.What)
	default:
		prog.Uses = site(all.Uses)
	}
	if all.Baggage.What != "" && all.Foreign == "" {
		switch {
		case all.Sets == SetBare && all.SetAt.What != "" && all.Uses.What != "":
			prog.Set, prog.Loses = site(all.SetAt), site(all.Baggage)
		case all.Sets&^SetBare == 0 && all.Narrow.What != "":
			prog.Set, prog.Loses = site(all.Narrow), site(all.Baggage)
		}
	}
	if prog.Uses == nil && prog.Loses == nil {
		return nil
	}
	return prog
}

func mainFunc(pass *analysis.Pass) *ast.FuncDecl {
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Name.Name == "main" && fd.Body != nil && !isTestFile(pass, fd.Pos()) {
				return fd
			}
		}
	}
	return nil
}

// tracesItself reports whether the main package itself injects, extracts or starts spans.
func tracesItself(pass *analysis.Pass, index *model.Index, uses *Site) bool {
	if uses.Pos.IsValid() && uses.What == globalPropagator {
		return true
	}
	for id, obj := range pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Pkg() == nil || !index.Tracing(fn.Pkg().Path()) || !strings.HasPrefix(fn.Pkg().Path(), model.OTel) || isTestFile(pass, id.Pos()) {
			continue
		}
		for _, r := range index.Rows(fn) {
			if r.Role == model.StartSpan {
				return true
			}
		}
	}
	return false
}
