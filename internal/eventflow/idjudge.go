package eventflow

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// SharedID is one value that stands in for several ids.
type SharedID struct {
	Roles    []words.Role
	Pos, End token.Pos // where it gets a role that is not its first
	Others   []RolePos // where it gets the others
	Value    string    // how the source names it, "" if it does not
	Business bool      // it identifies something of the business
	Incoming *Incoming // the correlation in scope, nil if this may be the first event of a flow
	Places   []IDPlace // all places where it gets a role
}

// Has reports whether the role is one of the value's.
func (s *SharedID) Has(r words.Role) bool { return slices.Contains(s.Roles, r) }

// RolePos is where a value gets a role.
type RolePos struct {
	Role words.Role
	Pos  token.Pos
}

// IDPlace is a place where an id gets into an envelope, a header set or an
// attribute list: a field of a literal, an assignment, a call.
type IDPlace struct {
	Role   words.Role
	Pos    token.Pos
	Origin *Origin // the cause in scope, nil if there is none or nobody traces
}

// MadeUpID is a value that poses as an id of a trace or span.
type MadeUpID struct {
	Role     words.Role
	Pos, End token.Pos   // where it first gets there
	Others   []token.Pos // where else
	Mint     token.Pos   // where it is made up, or read
	Value    string
	Business bool      // it identifies something of the business
	Places   []IDPlace // all places where it gets
}

// FollowUp is an event that is emitted while a correlated one is handled.
type FollowUp struct {
	Pos, End    token.Pos
	Incoming    *Incoming
	Correlation Correlation
	NoCause     bool        // its type has a causation id, which stays empty
	Places      []token.Pos // where made-up correlation ids get in, if it is reset
	Literal     token.Pos   // the literal that lacks an id, NoPos if it is made otherwise
	Field       string      // the field of the literal that is for it
}

// Correlation says what becomes of the workflow's id in a follow-up event.
type Correlation uint8

const (
	CorrelationKept Correlation = iota
	CorrelationReset
	CorrelationMissing
)

// Incoming is a correlation id that is in scope.
type Incoming struct {
	Name  string    // how the source names it: event.CorrelationID
	Event string    // how it names the id of the event that it came with, "" if there is none
	Pos   token.Pos // where it comes in
	Var   token.Pos // where the variable is declared that these begin with, NoPos if they are no expressions
	From  token.Pos // what fills that variable, NoPos for a parameter
	root  ssa.Value
}

// judgeIDs fills the index with what becomes of ids.
func (p *pkg) judgeIDs(tracing bool) {
	d := p.ids
	shared := map[token.Pos]bool{}
	minted := map[idKey]*MadeUpID{}
	for _, fn := range p.funcs {
		for _, g := range d.groups(fn) {
			for _, s := range d.sharedIn(fn, g, tracing) {
				if !shared[s.Pos] {
					shared[s.Pos] = true
					p.out.SharedIDs = append(p.out.SharedIDs, s)
				}
			}
			if !tracing {
				continue
			}
			for _, x := range g.parts {
				d.madeUp(fn, x, minted)
			}
		}
		p.out.FollowUps = append(p.out.FollowUps, d.followUps(fn)...)
	}
}

// sharedIn returns the values that have several roles in one set of ids.
func (d *ids) sharedIn(fn *ssa.Function, g idGroup, tracing bool) []*SharedID {
	byRole := map[words.Role][]idPart{}
	var order []words.Role
	for _, x := range g.parts {
		if x.role == words.NoRole {
			continue
		}
		if byRole[x.role] == nil {
			order = append(order, x.role)
		}
		byRole[x.role] = append(byRole[x.role], x)
	}
	var out []*SharedID
	done := map[words.Role]bool{}
	for i, r1 := range order {
		if done[r1] {
			continue
		}
		parts := []idPart{byRole[r1][0]}
		for _, r2 := range order[i+1:] {
			a, b := byRole[r1], byRole[r2]
			if done[r2] || !allSame(a, b) || a[0].slot != "" && a[0].slot == b[0].slot && a[0].in == b[0].in {
				continue
			}
			done[r2] = true
			parts = append(parts, b[0])
		}
		if len(parts) < 2 {
			continue
		}
		slices.SortStableFunc(parts, func(a, b idPart) int {
			return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(a.role, b.role))
		})
		at := 1
		for k, x := range parts {
			if tells(x.role) {
				at = k
				break
			}
			if x.src.role != words.NoRole && x.src.role != x.role {
				at = k // what it is read from says that it is another id
			}
		}
		s := &SharedID{Value: d.valueName(parts[at].src), Business: isBusiness(parts[at].src), Incoming: d.inScope(fn, g.root, nil)}
		s.Pos, s.End = d.p.extent(parts[at].pos)
		for k, x := range parts {
			s.Roles = append(s.Roles, x.role)
			for _, y := range byRole[x.role] {
				s.Places = append(s.Places, d.placeOf(y, tracing))
			}
			if k != at {
				pos, _ := d.p.extent(x.pos)
				s.Others = append(s.Others, RolePos{x.role, pos})
			}
		}
		slices.Sort(s.Roles)
		out = append(out, s)
	}
	return out
}

// placeOf is where an id gets in, and what is traced there.
func (d *ids) placeOf(x idPart, tracing bool) IDPlace {
	pos, _ := d.p.extent(x.pos)
	l := IDPlace{Role: x.role, Pos: pos}
	if tracing && tells(x.role) && x.in != nil {
		l.Origin = d.p.exportedOrigin(d.p.originAt(x.in))
		received := d.p.startedOrReceived(x.in.Parent(), x.in)
		switch {
		case l.Origin == nil:
		case received != nil && received.kind == KMessage:
			l.Origin.Name = "" // that of the loop is none of the message's
		case l.Origin.Kind == KMessage && l.Origin.Name == "":
			l.Origin.Name = d.p.handedContext(x.in.Parent())
		}
	}
	return l
}

// handedContext is the parameter in which a function is given the context of
// the message that it handles, "" if it is not.
func (p *pkg) handedContext(fn *ssa.Function) string {
	for _, q := range fn.Params {
		if isContext(q.Type()) && q.Name() != "_" && p.contextClass(fn, p.eval(fn).of(q).asContext()) == CausalContext {
			return q.Name()
		}
	}
	return ""
}

// valueName is how the source code names an id: the variable that it is
// assigned to, where it is made, or what it is read from.
func (d *ids) valueName(s idSource) string {
	if s.kind != IDMinted || !s.pos.IsValid() {
		return s.name
	}
	if as := d.p.definedFrom(s.pos); as != nil {
		return as.Lhs[0].(*ast.Ident).Name
	}
	return s.name
}

// definedFrom returns the short declaration of variables, the first of them
// with a name, whose values are made at pos; nil if there is none.
func (p *pkg) definedFrom(pos token.Pos) *ast.AssignStmt {
	var found *ast.AssignStmt
	for _, f := range p.pass.Files {
		if f.FileStart > pos || pos > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || pos < n.Pos() || pos > n.End() {
				return false
			}
			switch n := n.(type) {
			case *ast.AssignStmt:
				if id, ok := n.Lhs[0].(*ast.Ident); ok && id.Name != "_" && n.Tok == token.DEFINE {
					found = n
				}
			case *ast.FuncLit:
				found = nil // another function's
			case *ast.CompositeLit:
				if n.Lbrace != pos {
					found = nil // one part of many
				}
			}
			return true
		})
	}
	return found
}

// allSame reports whether all the parts have the same source.
func allSame(a, b []idPart) bool {
	one := &a[0].src
	for i := range a {
		if !a[i].src.same(one) {
			return false
		}
	}
	for i := range b {
		if !b[i].src.same(one) {
			return false
		}
	}
	return true
}

// madeUp notes an id of a trace or span that is none.
func (d *ids) madeUp(fn *ssa.Function, x idPart, found map[idKey]*MadeUpID) {
	if !tells(x.role) || x.slot == "-" {
		return
	}
	business := isBusiness(x.src)
	if !x.src.minted() && !business || !d.p.tracedHere(fn, x.in) || d.p.withoutTrace(x.in) {
		return
	}
	pos, end := d.p.extent(x.pos)
	if m := found[x.src.key]; m != nil {
		m.Places = append(m.Places, d.placeOf(x, true))
		switch {
		case pos == m.Pos:
		case pos < m.Pos:
			m.Others = append(m.Others, m.Pos)
			m.Pos, m.End, m.Role = pos, end, x.role
		default:
			m.Others = append(m.Others, pos)
		}
		return
	}
	m := &MadeUpID{Role: x.role, Pos: pos, End: end, Mint: x.src.pos, Value: d.valueName(x.src), Business: business, Places: []IDPlace{d.placeOf(x, true)}}
	found[x.src.key] = m
	d.p.out.MadeUpIDs = append(d.p.out.MadeUpIDs, m)
}

// isBusiness reports whether the id is a key of the business, going by where it is read from.
func isBusiness(s idSource) bool {
	return s.kind != IDMinted && len(s.of) == 0 && s.role == words.NoRole && words.IsBusinessKey(strings.TrimSuffix(lastElem(s.name), "()"))
}

// tracedHere reports whether there is something at hand that could have the
// ids of a trace: a context, a request, a message, a span.
func (p *pkg) tracedHere(fn *ssa.Function, in ssa.Instruction) bool {
	for f := fn; f != nil; f = f.Parent() {
		for _, q := range f.Params {
			if contextLike(q.Type()) || isRequest(q.Type()) || p.index.Message(q.Type()) != nil || typeNameOf(q.Type()) == "Span" {
				return true
			}
		}
	}
	return p.originAt(in) != nil
}

// inScope returns the correlation id that a function could have passed on at an
// instruction, or anywhere if that is nil, other than through the object that
// is being filled; nil if there is none.
func (d *ids) inScope(fn *ssa.Function, object ssa.Value, at ssa.Instruction) *Incoming {
	for f := fn; f != nil; f = f.Parent() {
		for i, q := range f.Params {
			if i == 0 && f.Signature.Recv() != nil || q == object {
				continue
			}
			if idLike(q.Type()) && d.roleOf(q.Name(), "") == words.CorrelationID {
				return &Incoming{Name: q.Name(), Pos: q.Pos(), Var: q.Pos(), root: q}
			}
			if name, ok := d.correlated(q.Type()); ok {
				return &Incoming{Name: q.Name() + "." + name, Event: d.eventIn(q.Name(), q.Type()), Pos: q.Pos(), Var: q.Pos(), root: q}
			}
		}
		e := d.p.eval(f)
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if x := d.readsCorrelation(e, in, object); x != nil && !madeAfter(x.root, at) {
					return x
				}
			}
		}
	}
	return nil
}

// madeAfter reports whether a value is there only when an instruction has run:
// what a call returns did not come in before it.
func madeAfter(v ssa.Value, at ssa.Instruction) bool {
	made, ok := v.(ssa.Instruction)
	if !ok || at == nil {
		return false
	}
	at = placeIn(made.Parent(), at)
	switch {
	case at == nil:
		return false
	case at.Block() == made.Block():
		return at == made || before(at, made)
	}
	return at.Block().Dominates(made.Block())
}

// eventIn is how one gets at the id of the event in a variable, "" if it holds none.
func (d *ids) eventIn(variable string, t types.Type) string {
	if name, ok := d.place(t, words.EventID, 0); ok {
		return variable + "." + name
	}
	return ""
}

// variableOf returns the variable that an object is, or that is declared to
// point to it, and where; "" if there is none.
func (p *pkg) variableOf(al *ssa.Alloc) (string, token.Pos) {
	switch al.Comment {
	case "complit", "new":
		as := p.definedFrom(al.Pos())
		if as == nil || len(as.Lhs) != 1 {
			return "", token.NoPos
		}
		id := as.Lhs[0].(*ast.Ident)
		return id.Name, id.Pos()
	}
	return al.Comment, al.Pos()
}

// correlated returns how one gets at the correlation id in a value of t, and whether one does.
func (d *ids) correlated(t types.Type) (string, bool) {
	if contextLike(t) || d.p.index.Message(t) != nil {
		return "", false
	}
	if name, ok := d.place(t, words.CorrelationID, 0); ok {
		return name, true
	}
	if !types.IsInterface(t) {
		if _, ok := t.Underlying().(*types.Pointer); !ok {
			t = types.NewPointer(t)
		}
	}
	for m := range types.NewMethodSet(t).Methods() {
		f, ok := m.Obj().(*types.Func)
		if ok && f.Exported() && f.Signature().Params().Len() == 0 && f.Signature().Results().Len() == 1 && idLike(f.Signature().Results().At(0).Type()) &&
			d.roleOf(f.Name(), "") == words.CorrelationID {
			return f.Name() + "()", true
		}
	}
	return "", false
}

// place returns the field of t, a struct or pointer to one, that is an id of the role.
func (d *ids) place(t types.Type, role words.Role, depth int) (string, bool) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 2 || isTime(t) {
		return "", false
	}
	hidden := func(f *types.Var) bool { return !f.Exported() && f.Pkg() != d.p.types }
	for i := 0; i < st.NumFields(); i++ {
		if d.fieldRole(t, i) == role && !hidden(st.Field(i)) {
			return st.Field(i).Name(), true
		}
	}
	for i := 0; i < st.NumFields(); i++ {
		f := st.Field(i)
		if hidden(f) || !f.Embedded() && !words.IsContainer(f.Name()) && !words.IsEvent(f.Name()) {
			continue
		}
		if name, ok := d.place(f.Type(), role, depth+1); ok {
			return f.Name() + "." + name, true
		}
	}
	return "", false
}

// readsCorrelation returns the correlation id that an instruction takes out of
// a message, a request, a context or a decoded event; nil if it does not.
func (d *ids) readsCorrelation(e *evaluator, in ssa.Instruction, object ssa.Value) *Incoming {
	switch x := in.(type) {
	case *ssa.UnOp:
		fa, ok := x.X.(*ssa.FieldAddr)
		if !ok || x.Op != token.MUL || d.fieldRole(fa.X.Type(), fa.Field) != words.CorrelationID {
			return nil
		}
		root, _ := e.place(fa)
		if root == object {
			return nil
		}
		switch root.(type) {
		case *ssa.Alloc, *ssa.Global:
			return nil // of what is made here; decoded ones are found by their decoding
		}
		if q, ok := root.(*ssa.Parameter); ok && e.fn.Signature.Recv() != nil && q == e.fn.Params[0] {
			return nil
		}
		s := d.source(e, x)
		return &Incoming{Name: s.name, Pos: x.Pos(), root: root}
	case *ssa.Call:
		c := x.Common()
		obj := calledObj(c)
		if obj == nil {
			return nil
		}
		ws := words.Split(obj.Name())
		if len(ws) > 0 && decodes[ws[0]] {
			for _, a := range c.Args {
				if mi, ok := a.(*ssa.MakeInterface); ok {
					a = mi.X
				}
				al, ok := a.(*ssa.Alloc)
				if !ok || a == object {
					continue
				}
				if name, ok := d.correlated(al.Type()); ok {
					v, pos := d.p.variableOf(al)
					if v == "" {
						return &Incoming{Name: name, Pos: al.Pos(), root: al}
					}
					return &Incoming{Name: v + "." + name, Event: d.eventIn(v, al.Type()), Pos: al.Pos(), Var: pos, From: x.Pos(), root: al}
				}
			}
			if t := c.Signature().Results(); t.Len() > 0 && x != object {
				if name, ok := d.correlated(t.At(0).Type()); ok && !types.IsInterface(t.At(0).Type()) {
					inc := &Incoming{Name: name, Pos: x.Pos(), root: x}
					if as := d.p.definedFrom(x.Pos()); as != nil && ast.Unparen(as.Rhs[0]) == ast.Expr(d.p.calls[x.Pos()]) {
						id := as.Lhs[0].(*ast.Ident)
						inc.Name, inc.Event, inc.Var, inc.From = id.Name+"."+name, d.eventIn(id.Name, t.At(0).Type()), id.Pos(), x.Pos()
					}
					return inc
				}
			}
		}
		if !isScalarResult(c.Signature(), 0) || words.IsMint(obj.Name()) {
			return nil
		}
		s := d.called(e, x, 0, 0)
		if s.role == words.CorrelationID && s.kind != IDMinted && len(callArgs(c)) > 0 {
			return &Incoming{Name: s.name, Pos: x.Pos(), root: callArgs(c)[0]}
		}
	case *ssa.Lookup:
		if key, ok := constText(x.Index); ok && d.roleOf(key, "") == words.CorrelationID && x.X != object {
			return &Incoming{Name: key, Pos: x.Pos(), root: x.X}
		}
	}
	return nil
}

var decodes = map[string]bool{"unmarshal": true, "decode": true, "bind": true, "parse": true, "deserialize": true, "deserialise": true, "from": true, "should": true}

// followUps judges the events that a function emits while a correlated one is at hand.
func (d *ids) followUps(fn *ssa.Function) []*FollowUp {
	e := d.p.eval(fn)
	var out []*FollowUp
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			ci, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, v := range d.emitted(e, ci) {
				if f := d.followUp(e, fn, ci, v); f != nil {
					out = append(out, f)
					break
				}
			}
			if f := d.resetBehind(e, fn, ci); f != nil {
				out = append(out, f)
			}
		}
	}
	return out
}

// resetBehind judges a call of a function that emits an event with the
// correlation id that it is given.
func (d *ids) resetBehind(e *evaluator, fn *ssa.Function, in ssa.CallInstruction) *FollowUp {
	if _, ok := in.Common().Value.(*ssa.Builtin); ok {
		return nil
	}
	f := d.flowOf(d.p.callee(e, in.Common()))
	if f == nil {
		return nil
	}
	for _, parts := range f.Emits {
		// Events that are given as a whole are judged as what they are.
		parts = slices.DeleteFunc(slices.Clone(parts), func(q IDPart) bool { return q.Kind == IDContents })
		got, _ := d.substitute(e, parts, callArgs(in.Common()), in, 0)
		corr, caus := workflow(got)
		if len(corr) == 0 || !allMinted(corr) || causeNamed(caus, corr) {
			continue
		}
		inc := d.inScope(fn, nil, in)
		if inc == nil {
			inc = d.inContext(fn)
		}
		if inc == nil {
			continue
		}
		u := &FollowUp{Incoming: inc, Correlation: CorrelationReset}
		u.Pos, u.End = d.p.extent(mintOr(corr[0].src, in.Common().Pos()))
		return u
	}
	return nil
}

// mintOr returns where the id is made up, where the repair goes, if this
// function shows it; pos otherwise.
func mintOr(s idSource, pos token.Pos) token.Pos {
	if s.kind == IDMinted && len(s.of) == 0 && s.pos.IsValid() {
		return s.pos
	}
	return pos
}

// workflow returns the correlation and causation ids that are set.
func workflow(parts []idPart) (corr, caus []idPart) {
	for _, x := range parts {
		if x.src.kind == IDConst && x.src.empty {
			continue // CorrelationID: ""
		}
		switch x.role {
		case words.CorrelationID:
			corr = append(corr, x)
		case words.CausationID:
			caus = append(caus, x)
		}
	}
	return corr, caus
}

// causeNamed reports whether a cause is named that is not the correlation itself: a
// workflow of its own, begun on purpose.
func causeNamed(caus, corr []idPart) bool {
	for _, x := range caus {
		if !x.src.minted() && x.src.kind != IDConst && !x.src.same(&corr[0].src) {
			return true
		}
	}
	return false
}

// emits returns the correlation and causation ids of the events that a
// function emits, where its callers have a say in them.
func (d *ids) emits(fn *ssa.Function) [][]IDPart {
	e := d.p.eval(fn)
	var out [][]IDPart
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			ci, ok := in.(ssa.CallInstruction)
			if !ok || len(out) >= 2 {
				continue
			}
			put := func(parts []idPart) {
				corr, caus := workflow(parts)
				own := append(corr, caus...)
				open := slices.ContainsFunc(corr, func(x idPart) bool { return d.dependent(x.src, fn) })
				for _, x := range parts {
					if x.src.kind == IDContents && d.dependent(x.src, fn) {
						own, open = append(own, x), true
					}
				}
				if open {
					out = append(out, d.portable(own, fn))
				}
			}
			for _, v := range d.emitted(e, ci) {
				parts, _ := d.contentsAt(e, v, "", ci, 0)
				put(parts)
			}
			if _, ok := ci.Common().Value.(*ssa.Builtin); ok {
				continue
			}
			if f := d.flowOf(d.p.callee(e, ci.Common())); f != nil {
				for _, parts := range f.Emits {
					got, _ := d.substitute(e, parts, callArgs(ci.Common()), ci, 0)
					put(got)
				}
			}
		}
	}
	return out
}

// emitted returns the arguments of a call that leave as events.
func (d *ids) emitted(e *evaluator, in ssa.CallInstruction) []ssa.Value {
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return nil
	}
	cal := d.p.callee(e, c)
	for _, r := range cal.rows {
		if r.Role == model.Publish {
			if v := arg(r.Message, c); v != nil && !d.p.isAnswer(r, in) {
				return []ssa.Value{v}
			}
			return nil
		}
	}
	if cal.obj == nil || len(cal.rows) > 0 {
		return nil
	}
	handsOff := words.IsHandOff(cal.obj.Name())
	if !handsOff && cal.sum != nil {
		for _, eff := range cal.sum.effects() {
			handsOff = handsOff || eff.Kind == EPublish
		}
	}
	if handsOff && d.p.answersWith(in) {
		return nil
	}
	args := callArgs(c)
	if !handsOff {
		var out []ssa.Value
		if f := d.flowOf(cal); f != nil {
			for _, parts := range f.Emits {
				for _, q := range parts {
					if q.Kind == IDContents && q.Path == "" && q.Param < len(args) && !slices.Contains(out, args[q.Param]) {
						out = append(out, args[q.Param])
					}
				}
			}
		}
		return out
	}
	if cal.obj.Signature().Recv() != nil {
		args = args[1:]
	}
	var out []ssa.Value
	for _, a := range args {
		if !isContext(a.Type()) && !isScalar(a.Type()) {
			out = append(out, a)
		}
	}
	return out
}

func (d *ids) followUp(e *evaluator, fn *ssa.Function, in ssa.CallInstruction, v ssa.Value) *FollowUp {
	var place, cause bool
	var roots []ssa.Value
	d.met = func(root ssa.Value) {
		roots = append(roots, root)
		if _, ok := root.(*ssa.Parameter); ok {
			return
		}
		_, p := d.place(root.Type(), words.CorrelationID, 0)
		_, c := d.place(root.Type(), words.CausationID, 0)
		place, cause = place || p, cause || c
	}
	parts, open := d.contentsAt(e, v, "", in, 0)
	d.met = nil
	corr, caus := workflow(parts)
	if len(corr) == 0 && (!place || open) {
		return nil
	}
	inc := d.inScope(fn, nil, in)
	if inc == nil && len(corr) > 0 {
		inc = d.inContext(fn)
	}
	if inc == nil {
		return nil
	}
	for _, r := range roots {
		if r == inc.root {
			return nil // it is the incoming event, or made of it as a whole
		}
	}
	f := &FollowUp{Incoming: inc, NoCause: cause && len(caus) == 0 && !open}
	at := in.Common().Pos()
	switch {
	case len(corr) == 0:
		f.Correlation = CorrelationMissing
		if pos := d.literal(f, roots, words.CorrelationID); pos.IsValid() {
			at = pos
		}
	case allMinted(corr):
		if causeNamed(caus, corr) || d.asks(e, roots) {
			return nil
		}
		f.Correlation, at = CorrelationReset, corr[0].pos
		for _, x := range corr {
			pos, _ := d.p.extent(x.pos)
			f.Places = append(f.Places, pos)
		}
	case !f.NoCause:
		return nil
	default:
		d.literal(f, roots, words.CausationID)
	}
	f.Pos, f.End = d.p.extent(at)
	return f
}

// asks reports whether what an event is made of says where an answer is to be
// sent: its correlation id then is what the answer is told from others by.
func (d *ids) asks(e *evaluator, objects []ssa.Value) bool {
	for _, r := range objects {
		if r.Parent() != e.fn {
			continue
		}
		for _, wr := range e.follow(r).writes {
			name := lastElem(wr.path)
			if key, ok := constText(wr.key); ok && wr.key != nil {
				name = key
			}
			if text, known := constText(wr.val); words.IsReplyTo(name) && (!known || text != "") {
				return true
			}
		}
	}
	return false
}

// literal notes which of the objects that an event is made of has a place for
// an id of the role, and returns where it is made.
func (d *ids) literal(f *FollowUp, objects []ssa.Value, role words.Role) token.Pos {
	for _, r := range objects {
		a, ok := r.(*ssa.Alloc)
		if !ok || !a.Pos().IsValid() {
			continue
		}
		if name, ok := d.place(a.Type(), role, 0); ok {
			if !strings.Contains(name, ".") {
				f.Literal, _ = d.p.extent(a.Pos())
				f.Field = name
			}
			return a.Pos()
		}
	}
	return token.NoPos
}

func allMinted(parts []idPart) bool {
	for i := range parts {
		if !parts[i].src.minted() {
			return false
		}
	}
	return true
}

// inContext returns the correlation id of the function's context, if other
// code of this package shows that contexts have one.
func (d *ids) inContext(fn *ssa.Function) *Incoming {
	reader := d.contextReader()
	if reader == "" {
		return nil
	}
	for f := fn; f != nil; f = f.Parent() {
		for i, q := range f.Params {
			if isContext(q.Type()) && q.Name() != "" && q.Name() != "_" && d.p.causalParam(f, i) {
				return &Incoming{Name: reader + "(" + q.Name() + ")", Pos: q.Pos(), root: q}
			}
		}
	}
	return nil
}

// contextReader returns the function by which this package reads the
// correlation id from a context, "" if it does not.
func (d *ids) contextReader() string {
	if d.ctx != nil {
		return *d.ctx
	}
	name := ""
	for _, fn := range d.p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok || len(c.Common().Args) != 1 || !isContext(c.Common().Args[0].Type()) {
					continue
				}
				obj := calledObj(c.Common())
				if obj == nil || words.IsMint(obj.Name()) || !isScalarResult(obj.Signature(), 0) {
					continue
				}
				n := callName(obj)
				if obj.Pkg() == d.p.types && obj.Signature().Recv() == nil {
					n = obj.Name()
				}
				if d.called(d.p.eval(fn), c, 0, 0).role == words.CorrelationID && (name == "" || n < name) {
					name = n
				}
			}
		}
	}
	d.ctx = &name
	return name
}

// extent returns the range of the source code that an instruction's position
// stands for: a field of a literal, an assignment, a call.
func (p *pkg) extent(pos token.Pos) (token.Pos, token.Pos) {
	if c := p.calls[pos]; c != nil {
		return c.Pos(), c.Lparen
	}
	if !pos.IsValid() {
		return pos, pos
	}
	from, to := pos, pos
	for _, f := range p.pass.Files {
		if f.FileStart > pos || pos > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || pos < n.Pos() || pos > n.End() {
				return false
			}
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if n.Colon == pos || n.Pos() == pos || n.Value.Pos() == pos {
					from, to = n.Pos(), n.End()
				}
			case *ast.AssignStmt:
				if n.TokPos == pos || n.Pos() == pos || len(n.Lhs) == 1 && lvalue(n.Lhs[0]) == pos {
					from, to = n.Pos(), n.End()
				}
			case *ast.CompositeLit:
				if n.Lbrace == pos {
					from, to = n.Pos(), n.Lbrace
				}
			}
			return true
		})
	}
	return from, to
}

// lvalue is the position that SSA gives to what is assigned to e.
func lvalue(e ast.Expr) token.Pos {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return e.Sel.Pos()
	case *ast.IndexExpr:
		return e.Lbrack
	}
	return e.Pos()
}

// FirstOfFlow reports whether the value is shared as the first event of a flow
// may: it has no correlation id to keep, so that its own id, or that of the
// event before, begins one.
func FirstOfFlow(s *SharedID) bool {
	return s.Incoming == nil && !slices.ContainsFunc(s.Roles, tells) && !(s.Business && s.Has(words.CausationID))
}
