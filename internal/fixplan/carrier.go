package fixplan

import (
	"go/ast"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/model"
)

const (
	otelPath        = "go.opentelemetry.io/otel"
	propagationPath = "go.opentelemetry.io/otel/propagation"
)

// medium is a type of messages whose headers code can read and write.
type medium struct {
	*model.MessageType
	iface bool // it is an interface
}

// mediumOf returns the medium that values of t, or what t points to, are
// messages of; nil if the models do not say how to read and write its headers.
func (p *planner) mediumOf(t types.Type) *medium {
	if t == nil {
		return nil
	}
	mt := p.models.Message(t)
	if mt == nil || mt.Headers.Variable == "" || !mt.HasCarrier(t) {
		return nil
	}
	m := &medium{mt, types.IsInterface(t)}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok && types.IsInterface(ptr.Elem()) {
		return nil
	}
	return m
}

// code fills in one of the texts that the model has for the medium.
func (m *medium) code(g *gen, text, msg string, more map[string]string) string {
	variables := map[string]string{"msg": msg}
	maps.Copy(variables, more)
	return m.Headers.Code(text, g.sel, variables)
}

// carrier is code that makes a carrier of a message.
type carrier struct {
	expr  string   // the carrier
	fill  []string // statements that copy the headers into it, for Extract
	flush []string // statements that copy it into the headers, after Inject
	setup []string // statements that make it
	sets  bool     // writing twice does no harm
}

// carrierOf writes code that makes a carrier of the message of type t that the
// variable or element msg is, to be written to or to be read from.
func (p *planner) carrierOf(g *gen, m *medium, t types.Type, msg string, write bool) carrier {
	h := &m.Headers
	if h.Carrier != "" {
		return carrier{expr: m.code(g, h.Carrier, msg, nil), sets: true}
	}
	ptr := msg
	if _, isPtr := types.Unalias(t).(*types.Pointer); !isPtr {
		ptr = "&" + msg
	}
	if c := p.ownCarrier(m); c != nil {
		return carrier{expr: c.of(g, ptr, msg), sets: true}
	}
	if h.Adapter.Name != "" && p.importClosure()[h.Adapter.Pkg] != "" {
		return carrier{expr: g.sel(h.Adapter.Pkg, h.Adapter.Name) + "(" + ptr + ")", sets: true}
	}
	name := g.f.fresh(g.pos, "carrier", "headers")
	k, v, each := "key", "value", h.Each
	switch root, _, _ := strings.Cut(strings.ReplaceAll(msg, ".", "["), "["); root {
	case k, v:
		k, v = "k", "v"
	case "header":
		each = loopVariable.ReplaceAllString(each, "h")
	}
	c := carrier{expr: name, setup: []string{name + " := " + g.sel(propagationPath, "MapCarrier") + "{}"}, sets: h.Sets}
	if write && h.Put == "" {
		g.failed = true
	} else if write {
		c.flush = []string{
			"for " + k + ", " + v + " := range " + name + " {\n\t" + m.code(g, h.Put, msg, map[string]string{"key": k, "value": v}) + "\n}",
		}
	} else {
		c.fill = []string{m.code(g, each, msg, map[string]string{"carrier": name, "key": k, "value": v})}
	}
	return c
}

// loopVariable is the variable that the models' texts call a header.
var loopVariable = regexp.MustCompile(`\bheader\b`)

// carriers are the carriers that the module has for each message type.
type carriers struct {
	own  map[*model.MessageType]*adapter
	used map[*types.TypeName]bool // given to Extract or Inject in this package
}

// adapter is a type of the module, or of an adapter that the package imports,
// that makes a carrier of a message.
type adapter struct {
	typ    *types.TypeName
	field  string // of a struct; "" for a list of headers
	list   bool   // it takes a pointer to the headers rather than to the message
	fields string // the message's field that holds them
	addr   bool   // the pointer is the carrier
}

func (a *adapter) of(g *gen, ptr, msg string) string {
	name := g.sel(a.typ.Pkg().Path(), a.typ.Name())
	if a.list {
		ptr = "&" + msg + "." + a.fields
	}
	if a.field == "" {
		return "(*" + name + ")(" + ptr + ")"
	}
	s := name + "{" + a.field + ": " + ptr + "}"
	if a.addr {
		s = "&" + s
	}
	return s
}

// ownCarrier returns the module's own carrier for the messages of a medium,
// nil if there is none or more than one could be meant.
func (p *planner) ownCarrier(m *medium) *adapter {
	if p.carriers == nil {
		p.carriers = &carriers{own: map[*model.MessageType]*adapter{}, used: map[*types.TypeName]bool{}}
		for _, f := range p.pass.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				c, ok := n.(*ast.CallExpr)
				if !ok || len(c.Args) != 2 {
					return true
				}
				if r := p.role(c, model.Extract, model.Inject); r != nil && r.Carrier.Base == model.ArgOf && r.Carrier.Index == 1 {
					t := p.typeOf(c.Args[1])
					if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
						t = ptr.Elem()
					}
					if n, ok := types.Unalias(t).(*types.Named); ok {
						p.carriers.used[n.Obj()] = true
					}
				}
				return true
			})
		}
	}
	a, ok := p.carriers.own[m.MessageType]
	if !ok {
		a = p.findCarrier(m)
		p.carriers.own[m.MessageType] = a
	}
	return a
}

func (p *planner) findCarrier(m *medium) *adapter {
	var all []*adapter
	scan := func(pkg *types.Package) {
		for _, name := range pkg.Scope().Names() {
			tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || pkg != p.pass.Pkg && !tn.Exported() {
				continue
			}
			if a := p.adapterFor(m, tn); a != nil {
				all = append(all, a)
			}
		}
	}
	scan(p.pass.Pkg)
	own := len(all)
	imports := slices.Clone(p.pass.Pkg.Imports())
	slices.SortFunc(imports, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	for _, imp := range imports {
		if !isStd(imp.Path()) && !p.models.Knows(imp.Path()) && !strings.HasSuffix(imp.Name(), "_test") {
			scan(imp)
		}
	}
	var used []*adapter
	for _, a := range all {
		if p.carriers.used[a.typ] {
			used = append(used, a)
		}
	}
	switch {
	case len(used) == 1:
		return used[0]
	case own == 1:
		return all[0]
	case len(all) == 1:
		return all[0]
	}
	return nil
}

// adapterFor returns how the type makes a carrier of a message, nil if it does not.
func (p *planner) adapterFor(m *medium, tn *types.TypeName) *adapter {
	named, ok := tn.Type().(*types.Named)
	if !ok || named.TypeParams().Len() > 0 || types.IsInterface(named) || p.inTest(tn) {
		return nil
	}
	a := &adapter{typ: tn, fields: m.Carrier}
	if !isCarrier(named) {
		if !isCarrier(types.NewPointer(named)) {
			return nil
		}
		a.addr = true
	}
	switch u := named.Underlying().(type) {
	case *types.Struct:
		if u.NumFields() != 1 {
			return nil
		}
		f := u.Field(0)
		ptr, ok := types.Unalias(f.Type()).(*types.Pointer)
		if !ok || !f.Exported() && tn.Pkg() != p.pass.Pkg {
			return nil
		}
		a.field = f.Name()
		if isNamed(ptr.Elem(), m.Type.Pkg, m.Type.Name) {
			break
		}
		if !isHeaders(m, ptr.Elem()) || !types.Identical(ptr.Elem(), types.Unalias(ptr.Elem())) {
			return nil
		}
		if _, ok := types.Unalias(ptr.Elem()).(*types.Slice); !ok {
			return nil
		}
		a.list = true
	case *types.Slice:
		if !a.addr || !isHeaders(m, u) {
			return nil
		}
		a.list = true
	default:
		return nil
	}
	if p.writesNothing(named) {
		return nil
	}
	return a
}

func isHeaders(m *medium, t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && m.Headers.Entry.Name != "" && isNamed(s.Elem(), m.Headers.Entry.Pkg, m.Headers.Entry.Name)
}

// isCarrier reports whether t has the methods of a propagation.TextMapCarrier.
func isCarrier(t types.Type) bool {
	ms := types.NewMethodSet(t)
	for name, want := range map[string]string{"Get": "func(string) string", "Set": "func(string, string)", "Keys": "func() []string"} {
		sel := ms.Lookup(nil, name)
		if sel == nil {
			return false
		}
		sig, ok := sel.Type().(*types.Signature)
		if !ok || signature(sig) != want {
			return false
		}
	}
	return true
}

// signature writes a signature without the names of its parameters.
func signature(sig *types.Signature) string {
	unnamed := func(t *types.Tuple) *types.Tuple {
		vars := make([]*types.Var, t.Len())
		for i := range vars {
			vars[i] = types.NewParam(0, nil, "", t.At(i).Type())
		}
		return types.NewTuple(vars...)
	}
	return types.TypeString(types.NewSignatureType(nil, nil, nil, unnamed(sig.Params()), unnamed(sig.Results()), sig.Variadic()), nil)
}

func (p *planner) inTest(obj types.Object) bool {
	return strings.HasSuffix(p.pass.Fset.Position(obj.Pos()).Filename, "_test.go")
}

// writesNothing reports whether the Set method of a type of this package is
// empty: the carrier is for extracting only.
func (p *planner) writesNothing(named *types.Named) bool {
	for _, f := range p.pass.Files {
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Recv == nil || fd.Name.Name != "Set" || fd.Body == nil || len(fd.Body.List) > 0 {
				continue
			}
			fn, _ := p.info.Defs[fd.Name].(*types.Func)
			if fn == nil {
				continue
			}
			t := fn.Signature().Recv().Type()
			if ptr, ok := t.(*types.Pointer); ok {
				t = ptr.Elem()
			}
			if types.Identical(t, named) {
				return true
			}
		}
	}
	return false
}

// propagators says which propagator the package injects and extracts with.
type propagators struct {
	global bool         // otel.GetTextMapPropagator()
	vars   []*types.Var // package-level variables
	other  bool         // fields, parameters and the like
}

// propagator writes the propagator to use.
func (p *planner) propagator(g *gen) string {
	if p.propagators == nil {
		p.propagators = &propagators{}
		for _, f := range p.pass.Files {
			if strings.HasSuffix(p.pass.Fset.Position(f.Package).Filename, "_test.go") {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					p.notePropagator(c)
				}
				return true
			})
		}
	}
	switch s := p.propagators; {
	case s.global, len(s.vars) == 0 && !s.other:
		return g.sel(otelPath, "GetTextMapPropagator") + "()"
	case len(s.vars) == 1 && !s.other:
		v := s.vars[0]
		if p.lookup(v.Name(), g.pos) == v {
			return v.Name()
		}
	}
	g.failed = true
	return ""
}

func (p *planner) notePropagator(c *ast.CallExpr) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || len(c.Args) != 2 || p.role(c, model.Extract, model.Inject) == nil {
		return
	}
	t := p.typeOf(sel.X)
	if t == nil {
		return
	}
	if !types.IsInterface(t) {
		n, ok := types.Unalias(t).(*types.Named)
		if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != propagationPath {
			return
		}
	}
	s := p.propagators
	switch x := ast.Unparen(sel.X).(type) {
	case *ast.CallExpr:
		if fn := p.callee(x); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == otelPath {
			s.global = true
			return
		}
	case *ast.Ident:
		if v := p.objOf(x); v != nil {
			if v.Parent() == p.pass.Pkg.Scope() {
				if !slices.Contains(s.vars, v) {
					s.vars = append(s.vars, v)
				}
				return
			}
			if p.setFromGlobal(v) {
				s.global = true
				return
			}
		}
	}
	s.other = true
}

// setFromGlobal reports whether the local variable is a copy of the
// process-wide propagator.
func (p *planner) setFromGlobal(v *types.Var) bool {
	found := false
	for _, f := range p.pass.Files {
		if v.Pos() < f.FileStart || v.Pos() >= f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != 1 || len(as.Rhs) != 1 || p.objOf(as.Lhs[0]) != v {
				return true
			}
			if c, ok := as.Rhs[0].(*ast.CallExpr); ok {
				if fn := p.callee(c); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == otelPath {
					found = true
				}
			}
			return true
		})
	}
	return found
}
