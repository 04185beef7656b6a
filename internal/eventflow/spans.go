package eventflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// Span is a place where a span gets its name: where it starts, where it is
// named anew, or the call of a helper that is given the name.
type Span struct {
	Call    *ast.CallExpr
	Expr    ast.Expr   // the name, or the argument that becomes part of it; nil if the call does not show it
	Names   []SpanName // what the name may be; several if it depends on the way to the call
	Kind    SpanKind
	Kinded  Tri  // whether Kind is known: Yes, or Maybe where options come from elsewhere
	Later   bool // a name given after the start
	Renamed bool // another name follows
	Far     *Far // the helper's start, if Call only leads to it
	FarPos  token.Pos

	Instruments bool   // the code instruments others': the name is not its own to choose
	Supports    bool   // the code is there for tests
	Decorates   bool   // the span is put around a function or method that was passed in
	Registered  string // expression, valid at the call, for the destination that was passed in beside it

	Scope SpanScope
	Func  ast.Node // enclosing function: *ast.FuncDecl or *ast.FuncLit
}

// SpanScope is what is known around a span that could be part of its name.
type SpanScope struct {
	Func    string   // the declared function
	Recv    string   // its receiver's type
	Package string   // name of the package
	Events  []string // types of the events at hand, by name
	Topics  []string // constant topics, subjects and queues that are handled or published to
	Dest    string   // expression, valid at the call, for the destination or the event's type
}

// SpanKind is what a span stands for between services.
type SpanKind uint8

const (
	Internal SpanKind = iota // also if nothing is said
	ServerSpan
	ClientSpan
	ProducerSpan
	ConsumerSpan
)

// A SpanName is one possible name: its parts in order.
type SpanName []NamePart

// NamePart is a piece of a span's name.
type NamePart struct {
	Kind PartKind
	Text string // TextPart: the text
	What string // VaryingPart: what it is; UnknownPart: the named reason
	Expr string // VaryingPart: how the source writes it, "" if that would be long
	Arg  int    // GivenPart: the parameter
}

// PartKind tells the pieces of a name apart.
type PartKind uint8

const (
	TextPart    PartKind = iota // the same each time
	FinitePart                  // one of few: a topic, a type's name, a method, a route
	VaryingPart                 // another one for each message or request
	GivenPart                   // whatever the function is given
	UnknownPart                 // cannot be judged
)

// Constant returns the name if it is one text.
func (n SpanName) Constant() (string, bool) {
	var b strings.Builder
	for _, part := range n {
		if part.Kind != TextPart {
			return "", false
		}
		b.WriteString(part.Text)
	}
	return b.String(), true
}

// Varying returns the first part of the name that is another one for each
// message or request, nil if there is none.
func (n SpanName) Varying() *NamePart {
	for i := range n {
		if n[i].Kind == VaryingPart {
			return &n[i]
		}
	}
	return nil
}

// A Naming says that a function names a span after what it is given.
type Naming struct {
	Name SpanName
	Kind SpanKind
	Tri  Tri // whether Kind is known
	Opts int // 1 + the parameter that more options come from, 0 if there is none
	Far  Far

	pos token.Pos // of the start in this package
}

// encoded is the naming as facts hold it: one text, since each fact would
// repeat what a structure is made of.
func (n Naming) encoded() string {
	fields := []string{strconv.Itoa(int(n.Kind)), strconv.Itoa(int(n.Tri)), strconv.Itoa(n.Opts), n.Far.Func, n.Far.File, strconv.Itoa(n.Far.Line)}
	for _, part := range n.Name {
		if part.Kind == GivenPart {
			part.Text = strconv.Itoa(part.Arg)
		}
		fields = append(fields, strconv.Itoa(int(part.Kind))+part.Text)
	}
	return strings.Join(fields, "\x00")
}

func decodeNaming(s string) (n Naming) {
	fields := strings.Split(s, "\x00")
	if len(fields) < 6 {
		return n
	}
	number := func(s string) int { i, _ := strconv.Atoi(s); return i }
	n = Naming{Kind: SpanKind(number(fields[0])), Tri: Tri(number(fields[1])), Opts: number(fields[2]), Far: Far{fields[3], fields[4], number(fields[5])}}
	for _, f := range fields[6:] {
		part := NamePart{Kind: PartKind(number(f[:1])), Text: f[1:]}
		if part.Kind == GivenPart {
			part.Arg, part.Text = number(part.Text), ""
		}
		n.Name = append(n.Name, part)
	}
	return n
}

// maxNamings bounds what a function passes on.
const maxNamings = 2

// judgeSpans fills in where spans get their names.
func (p *pkg) judgeSpans() {
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				ci, ok := in.(ssa.CallInstruction)
				if !ok || p.isTest(in.Pos()) && !p.cfg.Tests {
					continue
				}
				for _, s := range p.namesAt(fn, ci) {
					p.unclearName(s.span)
					p.out.Spans = append(p.out.Spans, s.span)
				}
			}
		}
	}
}

// namings returns the spans that fn names after what it is given.
func (p *pkg) namings(fn *ssa.Function) []Naming {
	if r, ok := p.named[fn]; ok {
		return r
	}
	p.named[fn] = nil // recursion sees none
	var out []Naming
	var visit func(f *ssa.Function)
	visit = func(f *ssa.Function) {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				ci, ok := in.(ssa.CallInstruction)
				if !ok {
					continue
				}
				for _, s := range p.namesAt(f, ci) {
					for _, name := range s.span.Names {
						if len(out) < maxNamings && name.given() {
							out = append(out, Naming{Name: name, Kind: s.span.Kind, Tri: s.kinded, Opts: s.opts, Far: s.far, pos: s.pos})
						}
					}
				}
			}
		}
		for _, a := range f.AnonFuncs {
			visit(a)
		}
	}
	if fn.Parent() == nil {
		visit(fn)
	}
	p.named[fn] = out
	return out
}

// given reports whether callers decide about the name, and nothing in it is
// settled for the worse.
func (n SpanName) given() bool {
	found := false
	for _, part := range n {
		switch part.Kind {
		case GivenPart:
			found = true
		case VaryingPart, UnknownPart:
			return false
		}
	}
	return found
}

// spanAt is a span with what only the engine needs.
type spanAt struct {
	span   *Span
	kinded Tri // as far as the function itself decides
	opts   int
	far    Far
	pos    token.Pos
}

// open notes that callers may decide about the kind.
func (s spanAt) open() spanAt {
	if s.kinded = s.span.Kinded; s.opts > 0 {
		s.span.Kinded = Maybe
	}
	return s
}

// namesAt returns the spans that a call names.
func (p *pkg) namesAt(fn *ssa.Function, in ssa.CallInstruction) []spanAt {
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return nil
	}
	e := p.eval(fn)
	cal := p.callee(e, c)
	n := &namer{p: p}
	for _, r := range cal.rows {
		if r.Name.IsZero() || r.Role != model.StartSpan && r.Role != model.Annotate {
			continue
		}
		if r.Name.Base == model.OutOf {
			return p.namedByFunction(fn, in, r)
		}
		v := arg(r.Name, c)
		call := p.callAt(in)
		if v == nil || call == nil {
			return nil
		}
		s := p.newSpan(fn, call, n.of(e, v, 0))
		s.Expr = astArg(call, r.Name)
		at := spanAt{span: s, far: p.far(fn, in.Pos()), pos: in.Pos()}
		if s.Later = r.Role == model.Annotate; s.Later {
			s.Kind, s.Kinded = p.kindOfSpan(e, arg(r.Message, c))
		} else {
			s.Kind, s.Kinded, at.opts = p.kindOf(e, arg(r.Options, c))
			s.Renamed = p.renamed(in) || p.namedByOption(e, arg(r.Options, c))
			if p.kindLater(in) {
				s.Kinded = Maybe
			}
		}
		at = at.open()
		if p.libName(r) != model.OTelName && !p.onlyReturned(in) {
			at.kinded = Maybe // elsewhere a kind is a tag that few set: spans that a helper sees to may be of any
		}
		return []spanAt{at}
	}
	if len(cal.rows) > 0 || cal.standing != known || cal.sum == nil {
		return nil
	}
	var out []spanAt
	args := callArgs(c)
	for _, nm := range cal.sum.namings() {
		call := p.callAt(in)
		if call == nil {
			return out
		}
		var names []SpanName
		given := -1
		names = append(names, n.given(e, nm.Name, args)...)
		for _, part := range nm.Name {
			if part.Kind == GivenPart {
				given = part.Arg
			}
		}
		s := p.newSpan(fn, call, names)
		s.Kind, s.Kinded = nm.Kind, nm.Tri
		s.Renamed = p.renamed(in)
		if p.kindLater(in) {
			s.Kinded = Maybe
		}
		opts := 0
		if nm.Opts > 0 && nm.Opts <= len(args) {
			s.Renamed = s.Renamed || p.namedByOption(e, args[nm.Opts-1])
			kind, known, more := p.kindOf(e, args[nm.Opts-1])
			if known != Yes || kind != Internal {
				s.Kind, s.Kinded = kind, known
			}
			opts = more
		}
		far := nm.Far
		s.Far, s.FarPos = &far, nm.pos
		if i := given - (len(args) - len(call.Args)); given >= 0 && i >= 0 && i < len(call.Args) && len(args)-len(call.Args) <= 1 {
			s.Expr = call.Args[i]
		}
		out = append(out, spanAt{span: s, opts: opts, far: far, pos: nm.pos}.open())
	}
	return out
}

// namedByFunction is the span that instrumentation names after what it is given a
// function for, if that is one of this package. The span's kind is not known here.
func (p *pkg) namedByFunction(fn *ssa.Function, in ssa.CallInstruction, r *model.Row) []spanAt {
	call, given := p.callAt(in), arg(r.Callback.At, in.Common())
	if call == nil || given == nil {
		return nil
	}
	made := p.funcOf(p.eval(fn), given)
	if made == nil || made.Blocks == nil || made.Pkg != p.ssa {
		return nil
	}
	s := p.newSpan(fn, call, (&namer{p: p}).made(made, r.Name.Index))
	s.Kinded = Maybe
	s.Expr = astArg(call, r.Callback.At)
	if lit, ok := ast.Unparen(s.Expr).(*ast.FuncLit); ok {
		s.Expr = lit.Type
	}
	return []spanAt{{span: s, pos: in.Pos()}}
}

func (p *pkg) newSpan(fn *ssa.Function, call *ast.CallExpr, names []SpanName) *Span {
	s := &Span{Call: call, Names: names, Func: p.enclosing(fn), Kinded: Yes}
	s.Supports = p.supportsTests()
	s.Instruments = s.Supports || p.instruments()
	s.Decorates = p.decorates(fn)
	s.Scope = p.spanScope(fn, call)
	if s.Decorates {
		s.Registered = p.registeredFor(fn, call)
	}
	return s
}

// registeredFor is the parameter that names the destination which a function
// literal's maker puts it in charge of, "" if it is given none. A handler that is
// wrapped for one destination could be named for it.
func (p *pkg) registeredFor(fn *ssa.Function, call *ast.CallExpr) string {
	inner := p.types.Scope().Innermost(call.Pos())
	for up := fn.Parent(); up != nil && inner != nil; up = up.Parent() {
		for _, q := range up.Params {
			if !isText(q.Type()) || !words.IsDestination(q.Name()) {
				continue
			}
			if _, v := inner.LookupParent(q.Name(), call.Pos()); v == q.Object() {
				return q.Name()
			}
		}
	}
	return ""
}

// unclearName notes that a name cannot be judged.
func (p *pkg) unclearName(s *Span) {
	for _, name := range s.Names {
		for _, part := range name {
			if part.Kind == UnknownPart {
				p.unclear(s.Call.Pos(), "span-name-unknown", part.What)
				return
			}
		}
	}
	if s.Kinded != Yes {
		p.unclear(s.Call.Pos(), "span-kind-unknown", "options from elsewhere")
	}
}

// supportsTests reports whether the package, going by its path, stands in for
// others in tests. The program itself does not.
func (p *pkg) supportsTests() bool {
	return p.types.Name() != "main" && words.IsTestSupport(lastName(p.types.Path()))
}

// instruments reports whether the package, going by its path, instruments the
// code of others. The program itself does not.
func (p *pkg) instruments() bool {
	if p.types.Name() == "main" {
		return false
	}
	path := p.types.Path()
	if m := p.pass.Module; m != nil && m.Path != "" {
		if path == m.Path {
			return words.IsInstrumentation(lastName(path))
		}
		path = strings.TrimPrefix(path, m.Path+"/")
	}
	for _, elem := range strings.Split(path, "/") {
		if words.IsInstrumentation(elem) {
			return true
		}
	}
	return false
}

// kindOf returns the kind that options give a span, whether that is all that
// can be said, and 1 + the parameter that more options come from. Variables that
// were seen on the way add nothing: options are appended to them.
func (p *pkg) kindOf(e *evaluator, opts ssa.Value, seen ...*ssa.Alloc) (SpanKind, Tri, int) {
	if opts == nil {
		return Internal, Yes, 0
	}
	switch x := opts.(type) {
	case *ssa.Const:
		return Internal, Yes, 0
	case *ssa.Parameter:
		for i, q := range x.Parent().Params {
			if q == x && x.Parent().Parent() == nil {
				return Internal, Yes, i + 1
			}
		}
		return Internal, Maybe, 0
	case *ssa.FreeVar:
		if b, up := e.binding(x); b != nil {
			return p.kindOf(up, b, seen...)
		}
		return Internal, Maybe, 0
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); cell != nil {
			if slices.Contains(seen, cell) {
				return Internal, Yes, 0
			}
			if st := owner.storesTo(cell); len(st) == 1 {
				return p.kindOf(p.eval(st[0].Parent()), st[0].Val, append(seen[:len(seen):len(seen)], cell)...)
			}
		}
		return Internal, Maybe, 0
	case *ssa.Call:
		if b, ok := x.Common().Value.(*ssa.Builtin); ok && b.Name() == "append" {
			kind, known, from := Internal, Yes, 0
			for _, a := range x.Common().Args {
				k, sure, f := p.kindOf(e, a, seen...)
				if k != Internal || sure != Yes {
					kind, known = k, sure
				}
				if f > 0 {
					from = f
				}
			}
			return kind, known, from
		}
		if _, ok := x.Type().Underlying().(*types.Slice); ok {
			return Internal, Maybe, 0
		}
	case *ssa.Phi:
		return Internal, Maybe, 0
	}
	kind, known := Internal, Yes
	list := elements(e, opts)
	if len(list) == 1 && list[0] == opts {
		if _, ok := opts.Type().Underlying().(*types.Slice); ok {
			if _, lit := opts.(*ssa.Slice); !lit {
				return Internal, Maybe, 0
			}
			return Internal, Yes, 0 // an empty list
		}
	}
	for _, o := range list {
		for {
			if mi, ok := o.(*ssa.MakeInterface); ok {
				o = mi.X
			} else if ci, ok := o.(*ssa.ChangeInterface); ok {
				o = ci.X
			} else {
				break
			}
		}
		if g := globalLoaded(o); g != nil {
			if k, ok := p.kindOfGlobal(g); ok {
				kind = k
				continue
			}
		}
		c, ok := o.(*ssa.Call)
		if !ok {
			known = Maybe
			continue
		}
		cal := p.callee(e, c.Common())
		if cal.standing != library {
			known = Maybe
			continue
		}
		for _, r := range cal.rows {
			if r.Role != model.SpanKind {
				continue
			}
			k, ok := kindNamed(arg(r.Message, c.Common()))
			if r.Message.IsZero() {
				k, ok = kindWord(cal.obj.Name())
			}
			if ok {
				kind = k
			} else {
				known = Maybe
			}
		}
	}
	return kind, known, 0
}

// kindNamed reads a kind off the name of the constant that v is: every tracing
// API counts its kinds in its own way, and all give them the same names.
func kindNamed(v ssa.Value) (SpanKind, bool) {
	c, ok := bare(v).(*ssa.Const)
	if !ok || c.Value == nil {
		return Internal, false
	}
	if c.Value.Kind() == constant.String {
		return kindWord(constant.StringVal(c.Value))
	}
	named, ok := types.Unalias(c.Type()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return Internal, false
	}
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		k, ok := scope.Lookup(name).(*types.Const)
		if !ok || !types.Identical(k.Type(), named) || !constant.Compare(k.Val(), token.EQL, c.Value) {
			continue
		}
		if kind, ok := kindWord(name); ok {
			return kind, true
		}
	}
	return Internal, false
}

// kindWord returns the kind that a name or text speaks of.
func kindWord(text string) (SpanKind, bool) {
	for _, w := range words.Split(text) {
		switch w {
		case "server":
			return ServerSpan, true
		case "client":
			return ClientSpan, true
		case "producer":
			return ProducerSpan, true
		case "consumer":
			return ConsumerSpan, true
		case "internal", "unspecified":
			return Internal, true
		}
	}
	return Internal, false
}

// globalLoaded returns the package-level variable that a value is loaded from, nil if there is none.
func globalLoaded(v ssa.Value) *ssa.Global {
	u, ok := v.(*ssa.UnOp)
	if !ok || u.Op != token.MUL {
		return nil
	}
	g, _ := u.X.(*ssa.Global)
	return g
}

// kindOfGlobal is the kind that an option gives which a library keeps in a variable.
func (p *pkg) kindOfGlobal(g *ssa.Global) (SpanKind, bool) {
	for _, r := range p.index.Rows(g.Object()) {
		if r.Role == model.SpanKind {
			return kindWord(g.Name())
		}
	}
	return Internal, false
}

// namedByOption reports whether an option gives the span the name that people
// see, so that the one given with the start says which operation it is.
func (p *pkg) namedByOption(e *evaluator, opts ssa.Value) bool {
	if opts == nil {
		return false
	}
	for _, o := range elements(e, opts) {
		if c, ok := bare(o).(*ssa.Call); ok {
			for _, r := range p.callee(e, c.Common()).rows {
				if r.Role == model.Annotate && !r.Name.IsZero() {
					return true
				}
			}
		}
	}
	return false
}

// kindLater reports whether the span that a call starts is given a kind in the same function.
func (p *pkg) kindLater(in ssa.CallInstruction) bool {
	v, ok := in.(*ssa.Call)
	if !ok {
		return false
	}
	e := p.eval(in.Parent())
	for _, s := range resultsOf(v) {
		for _, ref := range *s.Referrers() {
			ci, ok := ref.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, ci.Common()) {
				if r.Role == model.SpanKind && arg(r.Result, ci.Common()) == s {
					return true
				}
			}
		}
	}
	return false
}

// onlyReturned reports whether a function hands the span that a call starts to
// its caller as it is, so that the two are one to whoever reads the names.
func (p *pkg) onlyReturned(in ssa.CallInstruction) bool {
	v, ok := in.(*ssa.Call)
	if !ok {
		return false
	}
	found := false
	for _, s := range resultsOf(v) {
		for _, ref := range *s.Referrers() {
			if _, ok := ref.(*ssa.Return); !ok {
				return false
			}
			found = true
		}
	}
	return found
}

// kindOfSpan is the kind of the span v, if the function that it is used in starts it.
func (p *pkg) kindOfSpan(e *evaluator, v ssa.Value) (SpanKind, Tri) {
	if x, ok := v.(*ssa.Extract); ok {
		v = x.Tuple
	}
	c, ok := v.(*ssa.Call)
	if !ok {
		return Internal, Maybe
	}
	for _, r := range p.callee(e, c.Common()).rows {
		if r.Role == model.StartSpan {
			kind, known, _ := p.kindOf(e, arg(r.Options, c.Common()))
			return kind, known
		}
	}
	return Internal, Maybe
}

// renamed reports whether the span that a call starts is given another name in
// the same function.
func (p *pkg) renamed(in ssa.CallInstruction) bool {
	v, ok := in.(*ssa.Call)
	if !ok {
		return false
	}
	fn := in.Parent()
	named := func(s ssa.Value) bool {
		for _, ref := range *s.Referrers() {
			ci, ok := ref.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, r := range p.callee(p.eval(fn), ci.Common()).rows {
				if r.Role == model.Annotate && !r.Name.IsZero() && arg(r.Message, ci.Common()) == s {
					return true
				}
			}
		}
		return false
	}
	if _, tuple := v.Type().(*types.Tuple); !tuple {
		return named(v)
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && named(x) {
			return true
		}
	}
	return false
}

// decorates reports whether a function puts what it does around a function or
// method that its maker passed in: a span around it is named for any of them.
func (p *pkg) decorates(fn *ssa.Function) bool {
	outer := fn
	for outer.Parent() != nil {
		outer = outer.Parent()
	}
	given := func(e *evaluator, v ssa.Value) bool {
		for range 6 {
			switch x := v.(type) {
			case *ssa.Parameter:
				return true
			case *ssa.FreeVar:
				b, up := e.binding(x)
				if b == nil {
					return false
				}
				v, e = b, up
			case *ssa.UnOp:
				if fa, ok := x.X.(*ssa.FieldAddr); ok {
					v = fa.X
					continue
				}
				cell, owner := e.cell(x.X)
				if cell == nil {
					return false
				}
				st := owner.storesTo(cell)
				if len(st) != 1 {
					return false
				}
				v, e = st[0].Val, p.eval(st[0].Parent())
			case *ssa.FieldAddr:
				v = x.X
			case *ssa.MakeInterface:
				v = x.X
			default:
				return false
			}
		}
		return false
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			ci, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c := ci.Common()
			e := p.eval(fn)
			switch {
			case c.IsInvoke():
				if (c.Method.Name() == outer.Name() || middleware(outer, c.Value.Type()) || replaces(outer, c.Value.Type())) && given(e, c.Value) {
					return true
				}
			case c.StaticCallee() == nil:
				if _, ok := c.Value.(*ssa.Builtin); !ok && given(e, c.Value) {
					return true
				}
			}
		}
	}
	return false
}

// middleware reports whether a function is given and returns a value of type t.
func middleware(fn *ssa.Function, t types.Type) bool {
	sig := fn.Signature
	takes, returns := false, false
	for i := 0; i < sig.Params().Len(); i++ {
		takes = takes || types.Identical(sig.Params().At(i).Type(), t)
	}
	for i := 0; i < sig.Results().Len(); i++ {
		returns = returns || types.Identical(sig.Results().At(i).Type(), t)
	}
	return takes && returns
}

// replaces reports whether a function, or what it is given, can stand for a
// value of the interface type t: it calls one of its own kind.
func replaces(fn *ssa.Function, t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return false
	}
	for _, q := range fn.Params {
		if !types.IsInterface(q.Type()) && types.Implements(q.Type(), iface) {
			return true
		}
	}
	return false
}

// spanScope gathers what is known around a call that names a span.
func (p *pkg) spanScope(fn *ssa.Function, call *ast.CallExpr) SpanScope {
	s := SpanScope{Package: p.types.Name()}
	outer := fn
	for outer.Parent() != nil {
		outer = outer.Parent()
	}
	s.Func = outer.Name()
	if recv := outer.Signature.Recv(); recv != nil {
		if n := namedOf(recv.Type()); n != nil {
			s.Recv = n.Obj().Name()
		}
	}
	topic := func(e *evaluator, pl model.Place, c *ssa.CallCommon) {
		if v := arg(pl, c); v != nil && pl.Path == "" {
			for _, name := range (&namer{p: p}).of(e, v, 0) {
				if text, ok := name.Constant(); ok && text != "" {
					s.Topics = appendNew(s.Topics, text)
				}
			}
		}
	}
	addressed := map[token.Pos]bool{}
	for f := fn; f != nil; f = f.Parent() {
		if rt := p.roots[f]; rt != nil && rt.row != nil {
			if ci, ok := rt.at.(ssa.CallInstruction); ok {
				topic(p.eval(rt.at.Parent()), rt.row.Topic, ci.Common())
			}
		}
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if st, ok := in.(*ssa.Store); ok {
					if fa, ok := st.Addr.(*ssa.FieldAddr); ok {
						if fv := fieldOf(fa.X.Type(), fa.Field); fv != nil && words.IsDestination(fv.Name()) {
							addressed[variable(st.Val)] = true
						}
					}
				}
				ci, ok := in.(ssa.CallInstruction)
				if !ok {
					continue
				}
				cal := p.callee(p.eval(f), ci.Common())
				for _, r := range cal.rows {
					if r.Role == model.Publish {
						topic(p.eval(f), r.Topic, ci.Common())
					}
				}
				p.decoded(&s, cal, ci.Common())
				destinations(addressed, cal, ci.Common())
			}
		}
	}
	p.atHand(&s, call, addressed)
	return s
}

// destinations notes the variables that a call is given where it wants the name
// of a topic, subject or queue.
func destinations(addressed map[token.Pos]bool, cal *callee, c *ssa.CallCommon) {
	if cal.obj == nil {
		return
	}
	params := cal.obj.Signature().Params()
	args := callArgs(c)
	for i, a := range args[max(0, len(args)-params.Len()):] {
		if i < params.Len() && isText(params.At(i).Type()) && words.IsDestination(params.At(i).Name()) {
			addressed[variable(a)] = true
		}
	}
}

// variable returns where the variable that v is read from is declared.
func variable(v ssa.Value) token.Pos {
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	switch v.(type) {
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Alloc:
		return v.Pos()
	}
	return token.NoPos
}

// decoded adds the types that a call decodes an event into.
func (p *pkg) decoded(s *SpanScope, cal *callee, c *ssa.CallCommon) {
	if cal.obj == nil || !words.IsDecoding(cal.obj.Name()) {
		return
	}
	add := func(t types.Type) {
		n := namedOf(t)
		if n == nil || n.Obj().Pkg() == nil || !p.inHouse(n.Obj().Pkg().Path()) {
			return
		}
		if _, ok := n.Underlying().(*types.Struct); ok {
			s.Events = appendNew(s.Events, n.Obj().Name())
		}
	}
	for _, a := range c.Args {
		if mi, ok := a.(*ssa.MakeInterface); ok {
			add(mi.X.Type())
		}
	}
	for i := 0; i < c.Signature().Results().Len(); i++ {
		add(c.Signature().Results().At(i).Type())
	}
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

func namedOf(t types.Type) *types.Named {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// atHand looks at the variables in scope at the call: the types of events, and
// an expression for the destination or the event's type.
func (p *pkg) atHand(s *SpanScope, call *ast.CallExpr, addressed map[token.Pos]bool) {
	inner := p.types.Scope().Innermost(call.Pos())
	best := 0
	dest := func(expr string, rank int) {
		if rank > best {
			s.Dest, best = expr, rank
		}
	}
	for sc := inner; sc != nil && sc != p.types.Scope() && sc.Parent() != nil; sc = sc.Parent() {
		for _, name := range sc.Names() {
			v, ok := sc.Lookup(name).(*types.Var)
			if !ok || v.Name() == "_" || v.Pos() >= call.Pos() {
				continue
			}
			if _, found := inner.LookupParent(name, call.Pos()); found != v {
				continue // shadowed
			}
			if isText(v.Type()) && (words.IsDestination(name) || addressed[v.Pos()]) {
				dest(name, 4)
				continue
			}
			named := namedOf(v.Type())
			if named == nil || named.Obj().Pkg() == nil {
				continue
			}
			message := p.index.Message(v.Type()) != nil
			if path := named.Obj().Pkg().Path(); !message && !p.inHouse(path) {
				continue
			}
			if st, ok := named.Underlying().(*types.Struct); ok {
				if !message && words.IsHappening(named.Obj().Name()) {
					s.Events = appendNew(s.Events, named.Obj().Name())
				}
				for i := 0; i < st.NumFields(); i++ {
					f := st.Field(i)
					if !isText(f.Type()) || !f.Exported() && f.Pkg() != p.types {
						continue
					}
					switch {
					case words.IsDestination(f.Name()):
						dest(name+"."+f.Name(), 3)
					case (f.Name() == "Type" || f.Name() == "Name") && words.IsEvent(named.Obj().Name()):
						dest(name+"."+f.Name(), 2)
					}
				}
			}
			if message {
				for _, m := range []string{"Subject", "Topic", "RoutingKey"} {
					if obj, _, _ := types.LookupFieldOrMethod(v.Type(), true, p.types, m); obj != nil {
						if f, ok := obj.(*types.Func); ok && f.Signature().Params().Len() == 0 && f.Signature().Results().Len() == 1 && isText(f.Signature().Results().At(0).Type()) {
							dest(name+"."+m+"()", 3)
						}
					}
				}
			}
		}
	}
}

// isText reports whether values of the type are strings, without a conversion.
func isText(t types.Type) bool { return types.Identical(types.Unalias(t), types.Typ[types.String]) }
