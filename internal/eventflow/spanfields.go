package eventflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// A consumer's span is what an operator finds when searching for an event or a
// workflow. It is found only by the attributes that it has.

// SpanField is a consumer's span without the attributes of required fields.
type SpanField struct {
	Call    *ast.CallExpr // that starts the span
	Handler *Handler
	Lacks   []string
}

// Annotation says that a function adds attributes to the span in, or of the
// context in, one of its parameters.
type Annotation struct {
	Param   int
	Roles   uint8
	Unknown bool // and perhaps others
}

// attributeSet is what is known of some attributes.
type attributeSet struct {
	roles   uint8
	unknown string // why there may be more, "" if there are not
}

// The roles of attributes, as bits.
const (
	eventAttribute = 1 << iota
	correlationAttribute
	causationAttribute
	consumerAttribute
)

// attributeFields are the required fields that spans are asked for.
var attributeFields = map[string]uint8{
	"eventId": eventAttribute, "correlationId": correlationAttribute, "causationId": causationAttribute, "consumerName": consumerAttribute,
}

func (s attributeSet) and(t attributeSet) attributeSet {
	s.roles |= t.roles
	if s.unknown == "" {
		s.unknown = t.unknown
	}
	return s
}

func (s attributeSet) fact() uint8 {
	if s.unknown != "" {
		return 0
	}
	return 1 + s.roles
}

// attributeRole is what an attribute with that key says.
func attributeRole(key string) uint8 {
	switch words.RoleOf(key, "") {
	case words.EventID:
		return eventAttribute
	case words.CorrelationID:
		return correlationAttribute
	case words.CausationID:
		return causationAttribute
	}
	if words.IsConsumerName(key) {
		return consumerAttribute
	}
	return 0
}

// judgeSpanFields looks for the attributes that consumers' spans are required to have.
func (p *pkg) judgeSpanFields() {
	var asked uint8
	for _, f := range p.cfg.RequiredFields {
		asked |= attributeFields[f]
	}
	if asked == 0 {
		return
	}
	seen := map[*ast.CallExpr]bool{}
	for _, h := range p.out.Handlers {
		s := p.consumerSpan(h)
		if s == nil || seen[p.whereHeld(s)] {
			continue
		}
		seen[p.whereHeld(s)] = true
		if s.eff.Lib != model.OTelName {
			p.unclear(s.Call.Pos(), "tags-of-another-api", "attributes of the span")
			continue
		}
		set := p.spanAttributes(s)
		lacks := asked &^ set.roles
		if lacks == 0 {
			continue
		}
		if set.unknown != "" {
			p.unclear(s.Call.Pos(), set.unknown, "attributes of the span")
			continue
		}
		sf := &SpanField{Call: p.whereHeld(s), Handler: h}
		for _, f := range p.cfg.RequiredFields {
			if lacks&attributeFields[f] != 0 {
				sf.Lacks = append(sf.Lacks, f)
			}
		}
		p.out.SpanFields = append(p.out.SpanFields, sf)
	}
}

// whereHeld returns the call that starts a span for the function that holds it:
// the start itself, or that of a helper which returns the span.
func (p *pkg) whereHeld(s *Start) *ast.CallExpr {
	in, ok := s.eff.root().in.(*ssa.Call)
	if !ok {
		return s.Call
	}
	res := in.Parent().Signature.Results()
	for i := range res.Len() {
		if p.isSpan(res.At(i).Type()) {
			return s.Call
		}
	}
	if c := p.callAt(in); c != nil {
		return c
	}
	return s.Call
}

// consumerSpan returns the span of a handler that stands for taking the event
// in: the one of kind consumer, else the first, unless the library has one.
func (p *pkg) consumerSpan(h *Handler) *Start {
	var first *Start
	for _, s := range h.Starts {
		if s.eff == nil {
			continue
		}
		if p.ofConsumer(s.eff) {
			return s
		}
		if first == nil {
			first = s
		}
	}
	if h.Hands == Yes {
		return nil
	}
	return first
}

// ofConsumer reports whether a span is started as a consumer's.
func (p *pkg) ofConsumer(eff *Effect) bool {
	root := eff.root()
	in, ok := root.in.(ssa.CallInstruction)
	if !ok || root.row == nil {
		return false
	}
	o := arg(root.row.Options, in.Common())
	if o == nil {
		return false
	}
	e := p.eval(in.Parent())
	for _, x := range elements(e, o) {
		c, ok := bare(x).(*ssa.Call)
		if !ok {
			continue
		}
		for _, r := range p.callee(e, c.Common()).rows {
			if k, ok := arg(r.Message, c.Common()).(*ssa.Const); ok && r.Role == model.SpanKind && named(k, "SpanKindConsumer") {
				return true
			}
		}
	}
	return false
}

// bare takes the interfaces off a value.
func bare(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		default:
			return v
		}
	}
}

// named reports whether a constant has the value of the one called name in the
// package of its type.
func named(k *ssa.Const, name string) bool {
	n, ok := types.Unalias(k.Type()).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || k.Value == nil {
		return false
	}
	c, ok := n.Obj().Pkg().Scope().Lookup(name).(*types.Const)
	return ok && constant.Compare(c.Val(), token.EQL, k.Value)
}

// spanAttributes is what is known of a span's attributes: those given at its
// start, and those added while the event is handled.
func (p *pkg) spanAttributes(s *Start) attributeSet {
	root := s.eff.root()
	in, ok := root.in.(*ssa.Call)
	if !ok || root.row == nil {
		return attributeSet{unknown: "span-started-elsewhere"}
	}
	var set attributeSet
	if o := arg(root.row.Options, in.Common()); o != nil {
		var fr *frame
		if ci, ok := s.eff.in.(ssa.CallInstruction); ok && s.eff.in != root.in {
			if fn := p.body(p.callee(p.eval(ci.Parent()), ci.Common())); fn == in.Parent() {
				fr = enter(fn, callArgs(ci.Common()), nil)
			}
		}
		set = p.attributes(ref{v: o, in: fr}, 0)
	}
	fn := s.eff.in.Parent()
	for fn.Parent() != nil && !p.isHandler(fn) {
		fn = fn.Parent()
	}
	set = set.and(p.added(fn, in, nil, map[*ssa.Function]bool{}))
	if in.Parent() != fn {
		set = set.and(p.added(in.Parent(), in, nil, map[*ssa.Function]bool{}))
	}
	return set
}

// added is the attributes that fn, its literals and what it calls add to a
// span that they have not started themselves, or that the call own started.
func (p *pkg) added(fn *ssa.Function, own *ssa.Call, fr *frame, seen map[*ssa.Function]bool) attributeSet {
	if seen[fn] || fr != nil && fr.depth >= maxFrames {
		return attributeSet{}
	}
	seen[fn] = true
	var set attributeSet
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			in, ok := x.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c := in.Common()
			if _, ok := c.Value.(*ssa.Builtin); ok {
				continue
			}
			cal := p.callee(e, c)
			args := callArgs(c)
			for _, r := range cal.rows {
				if r.Role != model.Annotate || r.Message.IsZero() || r.On.Name != "SetAttributes" {
					continue
				}
				if start := p.startOf(arg(r.Message, c), 0); start == nil || start == own {
					set = set.and(p.attributes(ref{v: arg(r.Options, c), in: fr}, 0))
				}
			}
			if len(cal.rows) > 0 {
				continue
			}
			spans := slices.ContainsFunc(args, func(a ssa.Value) bool { return p.isSpan(a.Type()) && p.mine(a, own) })
			if !spans && !slices.ContainsFunc(args, func(a ssa.Value) bool { return contextLike(a.Type()) }) {
				continue
			}
			switch body := p.body(cal); {
			case body != nil:
				set = set.and(p.added(body, own, enter(body, args, fr), seen))
			default:
				set = set.and(p.addedFar(cal, args, own, spans))
			}
		}
	}
	for _, a := range fn.AnonFuncs {
		set = set.and(p.added(a, own, fr, seen))
	}
	return set
}

// mine reports whether a span may be the one that own started.
func (p *pkg) mine(span ssa.Value, own *ssa.Call) bool {
	start := p.startOf(span, 0)
	return start == nil || start == own
}

// addedFar is the attributes that a function without a body here adds.
func (p *pkg) addedFar(cal *callee, args []ssa.Value, own *ssa.Call, spans bool) attributeSet {
	var set attributeSet
	if conv := p.conventionsOf(cal.obj); conv != nil {
		for _, a := range conv.Annotates {
			if a.Param < len(args) && (!p.isSpan(args[a.Param].Type()) || p.mine(args[a.Param], own)) {
				set.roles |= a.Roles
				if a.Unknown {
					set.unknown = "attributes-added-elsewhere"
				}
			}
		}
		return set
	}
	if !spans {
		return set // who is given a context only starts spans of its own
	}
	if cal.obj != nil && cal.obj.Pkg() != nil && cal.standing != dynamic {
		if r := p.reachOf(cal.obj.Pkg()); stdPath(cal.obj.Pkg().Path()) || r != nil && r.Analysed {
			return set
		}
	}
	return attributeSet{unknown: "span-given-away"}
}

// startOf returns the call that started a span, nil if that is not in sight.
func (p *pkg) startOf(v ssa.Value, depth int) *ssa.Call {
	if depth > 8 || v == nil {
		return nil
	}
	switch x := v.(type) {
	case *ssa.Extract:
		return p.startOf(x.Tuple, depth+1)
	case *ssa.Call:
		c := x
		for _, r := range p.callee(p.eval(c.Parent()), c.Common()).rows {
			if r.Role == model.StartSpan {
				return c
			}
		}
	case *ssa.FreeVar:
		if b, _ := p.eval(x.Parent()).binding(x); b != nil {
			return p.startOf(b, depth+1)
		}
	case *ssa.ChangeInterface:
		return p.startOf(x.X, depth+1)
	case *ssa.Alloc:
		if st := p.eval(x.Parent()).storesTo(x); len(st) == 1 {
			return p.startOf(st[0].Val, depth+1)
		}
	case *ssa.UnOp:
		return p.startOf(x.X, depth+1)
	}
	return nil
}

// isSpan reports whether t is a span of a tracing API.
func (p *pkg) isSpan(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Span" && n.Obj().Pkg() != nil && p.index.Knows(n.Obj().Pkg().Path()) && p.index.Tracing(n.Obj().Pkg().Path())
}

// annotates returns the attributes that a function adds to the span in, or of
// the context in, one of its parameters.
func (p *pkg) annotates(fn *ssa.Function) []Annotation {
	if out, ok := p.conv.notes[fn]; ok {
		return out
	}
	p.conv.notes[fn] = nil
	k := slices.IndexFunc(fn.Params, func(q *ssa.Parameter) bool { return p.isSpan(q.Type()) })
	if k < 0 {
		k = slices.IndexFunc(fn.Params, func(q *ssa.Parameter) bool { return contextLike(q.Type()) })
	}
	if k < 0 {
		return nil
	}
	set := p.added(fn, nil, nil, map[*ssa.Function]bool{})
	if set.roles == 0 && set.unknown == "" {
		return nil
	}
	out := []Annotation{{k, set.roles, set.unknown != ""}}
	p.conv.notes[fn] = out
	return out
}

// isAttributes reports whether t is an attribute, a span's option, or several of them.
func isAttributes(t types.Type) bool {
	n, ok := types.Unalias(pointee(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Name() {
	case "KeyValue":
		return n.Obj().Pkg().Name() == "attribute"
	case "SpanStartOption", "SpanOption", "SpanStartEventOption":
		return n.Obj().Pkg().Name() == "trace"
	}
	return false
}

// attributesOf is the attributes in result i of a function of this package.
func (p *pkg) attributesOf(fn *ssa.Function, i int) attributeSet {
	var set attributeSet
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if ret, ok := in.(*ssa.Return); ok && i < len(ret.Results) {
				set = set.and(p.attributes(ref{v: ret.Results[i]}, 0))
			}
		}
	}
	return set
}

// attributes is what is known of the attributes in a value: an attribute, an
// option, or several.
func (p *pkg) attributes(r ref, depth int) attributeSet {
	unknown := attributeSet{unknown: "attributes-from-elsewhere"}
	if depth > 16 || r.v == nil {
		return unknown
	}
	to := func(v ssa.Value) attributeSet { return p.attributes(ref{v, r.in, nil}, depth+1) }
	switch x := r.v.(type) {
	case *ssa.Const:
		return attributeSet{}
	case *ssa.MakeInterface:
		return to(x.X)
	case *ssa.ChangeInterface:
		return to(x.X)
	case *ssa.ChangeType:
		return to(x.X)
	case *ssa.Slice:
		return to(x.X)
	case *ssa.Phi:
		var set attributeSet
		for _, y := range x.Edges {
			if y != x {
				set = set.and(p.attributes(ref{y, r.in, nil}, depth+4))
			}
		}
		return set
	case *ssa.Alloc, *ssa.MakeSlice:
		var set attributeSet
		for _, wr := range p.eval(x.Parent()).follow(x).writes {
			switch lastElem(wr.path) {
			case "Key":
				if k, ok := wr.val.(*ssa.Const); ok && k.Value != nil {
					set.roles |= attributeRole(constant.StringVal(k.Value))
				} else {
					set = set.and(unknown)
				}
			case "Value":
			default:
				set = set.and(p.attributes(ref{wr.val, r.in, nil}, depth+1))
			}
		}
		return set
	case *ssa.UnOp:
		e := p.eval(x.Parent())
		if cell, owner := e.cell(x.X); cell != nil && simpleCell(cell) {
			var set attributeSet
			for _, st := range owner.storesTo(cell) {
				set = set.and(p.attributes(ref{st.Val, r.in, nil}, depth+4))
			}
			return set
		}
		if root, _ := e.place(x.X); root != nil {
			if al, ok := root.(*ssa.Alloc); ok {
				return to(al)
			}
		}
	case *ssa.FreeVar:
		if b, _ := p.eval(x.Parent()).binding(x); b != nil {
			return to(b)
		}
	case *ssa.Parameter:
		if a, ok := r.in.argOf(x); ok {
			return p.attributes(a, depth+1)
		}
	case *ssa.Call:
		return p.attributeCall(r, x, 0, depth)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return p.attributeCall(r, c, x.Index, depth)
		}
	}
	return unknown
}

func (p *pkg) attributeCall(r ref, c *ssa.Call, idx, depth int) attributeSet {
	unknown := attributeSet{unknown: "attributes-from-elsewhere"}
	cc := c.Common()
	if b, ok := cc.Value.(*ssa.Builtin); ok {
		var set attributeSet
		if b.Name() == "append" {
			for _, a := range cc.Args {
				set = set.and(p.attributes(ref{a, r.in, nil}, depth+1))
			}
		}
		return set
	}
	cal := p.callee(p.eval(c.Parent()), cc)
	for _, row := range cal.rows {
		if row.Role == model.Annotate && !row.Options.IsZero() {
			return p.attributes(ref{arg(row.Options, cc), r.in, nil}, depth+1)
		}
	}
	if len(cal.rows) > 0 {
		return attributeSet{} // a link, a kind, a root
	}
	args := callArgs(cc)
	if fn := p.body(cal); fn != nil {
		fr := enter(fn, args, r.in)
		if fr == nil {
			return unknown
		}
		var set attributeSet
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if ret, ok := in.(*ssa.Return); ok && idx < len(ret.Results) {
					set = set.and(p.attributes(ref{ret.Results[idx], fr, nil}, depth+1))
				}
			}
		}
		return set
	}
	if cal.obj == nil || cal.obj.Pkg() == nil {
		return unknown
	}
	if key, keyed := model.AttributeKey(cal.obj); keyed {
		if key == "" && len(args) > 0 { // its first argument
			k, ok := args[0].(*ssa.Const)
			if q, isParam := args[0].(*ssa.Parameter); isParam {
				if a, given := r.in.argOf(q); given {
					k, ok = a.v.(*ssa.Const)
				}
			}
			if !ok || k.Value == nil || k.Value.Kind() != constant.String {
				return unknown
			}
			key = constant.StringVal(k.Value)
		}
		return attributeSet{roles: attributeRole(key)}
	}
	if conv := p.conventionsOf(cal.obj); conv != nil && conv.Attributes > 0 {
		return attributeSet{roles: conv.Attributes - 1}
	}
	if p.index.Tracing(cal.obj.Pkg().Path()) && strings.HasPrefix(cal.obj.Name(), "With") {
		return attributeSet{} // an option about something else
	}
	return unknown
}
