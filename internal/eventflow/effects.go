package eventflow

import (
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// EffectKind tells effects apart.
type EffectKind uint8

const (
	EPublish EffectKind = iota + 1
	EStart
	EWork
)

// Effect is something that happens when a function runs.
type Effect struct {
	Kind     EffectKind
	Lib      string       // library of the call, for messages
	Call     string       // the call as a reader knows it: Writer.WriteMessages
	Reads    model.Source // EPublish: where the call takes its parent from as it stands
	MayRead  model.Source // EPublish: where it would with instrumentation
	HasCtx   bool         // the call takes a context
	Payload  bool         // it has room for a payload only
	Async    bool
	Reply    bool
	Twin     string
	Headers  string // EPublish: what users of the library call headers, "" if headers
	Linked   bool   // EStart: there is or may be a link
	Kept     bool   // EStart: if there is one, it is among options that the receiver keeps, which know no message
	Opts     int    // EStart: 1 + the parameter that more options come from, 0 if there is none
	Ctx      Val
	Msg      Val
	Client   Val
	To       Val // EPublish: the parameters that say where it goes
	Far      Far // where it is written
	Depth    int // how many calls it is away
	ByName   bool
	Producer bool     // EStart: the function that starts the span hands an event off under it
	Settled  bool     // judged where it is written: only the context given is left to judge
	Accepts  []string // what directives on the way here leave out: rules and categories

	empty  bool            // publishes no message at all
	handed bool            // ByName: given the message that came in, or its carrier
	in     ssa.Instruction // the call in this package: the effect's own, or one that leads to it
	at     token.Pos       // where to point if in is no call
	origin *Effect         // the effect in its own function of this package
	optsOf *ssa.Function   // whose parameter Opts is; nil in facts
	row    *model.Row
	msgT   types.Type
	fn     *ssa.Function // function whose body has in
}

// Far is a place in another function: never a position, so that facts are the same from run to run.
type Far struct {
	Func string
	File string
	Line int
}

// effects returns what happens when fn runs, its closures included.
func (p *pkg) effects(fn *ssa.Function) []*Effect {
	if r, ok := p.effs[fn]; ok {
		return r
	}
	p.effs[fn] = nil
	var out []*Effect
	work := map[string]bool{}
	add := func(eff *Effect) {
		if eff.Kind == EWork {
			key := valKey(eff.Ctx)
			if eff.Depth > 0 && work[key] {
				return
			}
			work[key] = true
		}
		eff.fn = fn
		out = append(out, eff)
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case ssa.CallInstruction:
				p.callEffects(fn, in, add)
			case *ssa.Send, *ssa.Select:
				p.sendEffects(fn, in, add)
			}
		}
	}
	for _, cl := range fn.AnonFuncs {
		if p.isHandler(cl) {
			continue // runs once per event, not here
		}
		for _, eff := range p.effects(cl) {
			c := *eff
			c.origin = eff.root()
			out = append(out, &c)
		}
	}
	p.effs[fn] = out
	return out
}

func (eff *Effect) root() *Effect {
	if eff.origin != nil {
		return eff.origin
	}
	return eff
}

func valKey(v Val) string {
	s := make([]byte, 0, 16)
	for _, a := range v {
		s = append(s, byte(a.Kind), byte(a.Form), byte(a.Index))
		s = append(s, a.Path...)
	}
	return string(s)
}

func (p *pkg) callEffects(fn *ssa.Function, in ssa.CallInstruction, add func(*Effect)) {
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return
	}
	e := p.eval(fn)
	cal := p.callee(e, c)
	args := callArgs(c)
	for _, r := range cal.rows {
		switch r.Role {
		case model.Publish:
			if r.Message.Base == model.SentOn {
				continue // what is sent on the channel is published, then and there
			}
			if eff := p.publishEffect(e, in, c, cal, r); !eff.empty {
				add(eff)
			}
		case model.StartSpan:
			eff := &Effect{Kind: EStart, Lib: p.libName(r), Call: callName(cal.obj), Far: p.far(fn, in.Pos()), in: in, row: r, HasCtx: !r.Ctx.IsZero()}
			var so spanOptions
			eff.Ctx, so = p.parent(e, r, c)
			eff.Linked, eff.Opts, eff.optsOf, eff.Kept = so.linked, so.param, so.of, so.linked && so.kept
			if so.root {
				eff.Ctx = Val{{Kind: KFresh, Form: Ctx, pos: in.Pos(), Path: "new-root"}}
			}
			eff.Ctx = eff.Ctx.union(p.joinedLater(in))
			if len(eff.Ctx) == 0 && !eff.HasCtx {
				eff.Ctx = p.withoutParent(e, in)
			}
			if p.linksLater(in) {
				eff.Linked, eff.Kept = true, false
			}
			add(eff)
		}
	}
	if len(cal.rows) > 0 {
		return
	}
	if cal.standing == known && cal.sum != nil {
		judged := !cal.sole
		inner := cal.sum.effects()
		for i := range inner {
			s := &inner[i]
			judged = judged || s.Kind == EPublish && s.HasCtx
			eff := &Effect{
				Kind: s.Kind, Lib: s.Lib, Call: s.Call, Reads: s.Reads, MayRead: s.MayRead, HasCtx: s.HasCtx, Payload: s.Payload, Async: s.Async,
				Reply: s.Reply, Twin: s.Twin, Headers: s.Headers, Linked: s.Linked, Kept: s.Kept, Far: s.Far, Depth: s.Depth + 1, in: in, row: s.row, msgT: s.msgT, ByName: s.ByName, Settled: s.Settled, Producer: s.Producer, Accepts: s.Accepts,
			}
			if s.in != nil {
				eff.origin = s.root()
				if eff.origin.in == nil {
					eff.origin = s
				}
			}
			eff.Ctx = p.subst(e, inherited(s.Ctx), args, in.Pos())
			eff.Msg = p.substAt(e, inherited(s.Msg), args, in.Pos(), in)
			eff.Client = p.substClient(e, s.Client, args, in.Pos())
			to := (&seeker{p: p, use: in.Block()}).given(e, s.To, args)
			eff.Reply, eff.To = eff.Reply || to.answer, to.from
			switch {
			case s.optsOf != nil && encloses(s.optsOf, fn):
				eff.Opts, eff.optsOf = s.Opts, s.optsOf // of the function that the literal called is in
			case s.Opts > 0 && s.Opts <= len(args):
				so := p.startOptions(e, args[s.Opts-1])
				eff.Kept = (eff.Kept || !eff.Linked) && (so.kept || !so.linked)
				eff.Linked, eff.Opts, eff.optsOf = eff.Linked || so.linked, so.param, so.of
				eff.Kept = eff.Kept && eff.Linked
				eff.Ctx = eff.Ctx.union(so.parent)
				if so.root {
					eff.Ctx = Val{{Kind: KFresh, Form: Ctx, pos: in.Pos(), Path: "new-root"}}
				}
			}
			if eff.Kind == EStart {
				eff.Ctx = eff.Ctx.union(p.joinedLater(in))
				if len(eff.Ctx) == 0 && !eff.HasCtx {
					eff.Ctx = p.withoutParent(e, in) // what would have been it is given as nothing
				}
			}
			if eff.Kind == EStart && p.linksLater(in) {
				eff.Linked, eff.Kept = true, false
			}
			add(eff)
		}
		if !judged {
			// The only implementation known does nothing with its context; others may.
			if eff := p.byName(e, fn, in, cal, args); eff != nil {
				add(eff)
			}
		}
		if cal.fn != nil || len(inner) > 0 {
			return
		}
	}
	if eff := p.byName(e, fn, in, cal, args); eff != nil {
		add(eff)
	}
	if eff := p.workEffect(e, fn, in, cal, args); eff != nil {
		add(eff)
	}
}

func (p *pkg) publishEffect(e *evaluator, in ssa.CallInstruction, c *ssa.CallCommon, cal *callee, r *model.Row) *Effect {
	eff := &Effect{
		Kind: EPublish, Lib: p.libName(r), Call: callName(cal.obj), Reads: r.Reads, MayRead: r.MayRead, Payload: r.Payload, Async: r.Async, Reply: r.Reply,
		Twin: r.Twin, Headers: p.headersOf(r), Far: p.far(e.fn, in.Pos()), in: in, row: r,
	}
	if v := arg(r.Ctx, c); v != nil {
		eff.HasCtx = true
		eff.Ctx = e.of(v).asContext().contexts()
	}
	if v := arg(r.Message, c); v != nil {
		if k, ok := v.(*ssa.Const); ok && k.IsNil() && c.Signature().Variadic() && !isBytes(v.Type()) {
			eff.empty = true // no message at all
		}
		eff.msgT = v.Type()
		if p.roomless(r, eff.msgT) {
			eff.Payload = true
			if twin := p.index.TwinOf(r); twin != nil && twin.Reads != model.FromContext {
				eff.Twin = "" // has no more room in this version
			}
		}
		eff.Msg = p.contentsBefore(e, v, in)
	}
	if v := arg(r.Carrier, c); v != nil {
		eff.Msg = eff.Msg.union(p.contentsBefore(e, v, in))
	}
	if r.Ctx.IsZero() && r.Reads == model.FromContext {
		// Its parent is the context that the call makes up.
		eff.HasCtx, eff.Ctx = true, Val{{Kind: KFresh, Form: Ctx, pos: in.Pos()}}
	}
	to := p.destination(r, in)
	eff.Reply, eff.To = eff.Reply || to.answer, to.from
	if v := clientOf(r, c); v != nil {
		switch {
		case r.MayRead != model.FromNothing:
			eff.Client = p.client(e, v)
		case len(r.With) > 0 && eff.HasCtx && p.client(e, v).any(reading):
			eff.MayRead, eff.Client = model.FromContext, p.client(e, v)
		case r.Reads == model.FromNothing && eff.HasCtx && p.opaquelyBuilt(v):
			eff.MayRead, eff.Client = model.FromContext, unknown("opaque-construction", v.Pos())
		case eff.HasCtx && p.instrumentedElsewhere(r, in.Pos()):
			eff.MayRead, eff.Client = model.FromContext, unknown("instrumented-elsewhere", v.Pos())
		}
	}
	// Options given with the call may bring headers or a context.
	for i, a := range c.Args {
		if i == len(c.Args)-1 && c.Signature().Variadic() && a != arg(r.Message, c) {
			eff.Msg = eff.Msg.union(e.of(a).content().filter(func(a Atom) bool { return a.Kind != KParam || a.Form == Data }))
		}
	}
	return eff
}

// clientOf returns the client that a publishing call goes through.
func clientOf(r *model.Row, c *ssa.CallCommon) ssa.Value {
	if !r.Client.IsZero() {
		return arg(r.Client, c)
	}
	return arg(model.Recv(), c)
}

// roomless reports whether the messages that a call is given are of a type that
// has headers, but not in the version of the library that is at hand.
func (p *pkg) roomless(r *model.Row, t types.Type) bool {
	mt := p.index.Message(t)
	return mt != nil && mt.Carrier != "" && r.Carrier.IsZero() && !mt.HasCarrier(t)
}

// contentsBefore is the contents of a message when instruction at runs.
func (p *pkg) contentsBefore(e *evaluator, v ssa.Value, at ssa.Instruction) Val {
	switch x := v.(type) {
	case *ssa.UnOp:
		if x.Op == token.MUL {
			if cell, _ := e.cell(x.X); cell == nil || !simpleCell(cell) {
				root, path := e.place(x.X)
				return e.contents(root, path, at)
			}
		}
	case *ssa.Alloc, *ssa.Parameter:
		return e.contents(v, "", at)
	case *ssa.Slice:
		// A variadic call's array: the elements are what matters.
		if al, ok := x.X.(*ssa.Alloc); ok {
			var r Val
			w := e.follow(al)
			for _, wr := range w.writes {
				r = r.union(p.contentsBefore(p.eval(wr.in.Parent()), wr.val, at))
			}
			return r
		}
	}
	switch v.(type) {
	case *ssa.Call, *ssa.Extract, *ssa.FreeVar, *ssa.MakeMap:
		if pointerLike(v.Type()) {
			return e.contents(v, "", at)
		}
	}
	return e.of(v)
}

// inherited leaves out the spans that a callee starts from a context it was
// given: they belong to the trace of that context.
func inherited(v Val) Val {
	if !v.any(func(a Atom) bool { return a.Kind == KParam && a.Form != Plain }) {
		return v
	}
	return v.filter(func(a Atom) bool { return a.Kind != KStarted })
}

// spanOptions is what the options of a span start amount to.
type spanOptions struct {
	linked bool // there is, or may be, a link among them
	kept   bool // if so, only among those that the receiver keeps
	root   bool // one makes the span a root
	param  int  // 1 + the parameter that they, or some of them, come from
	parent Val  // what those that name a parent stand for

	of *ssa.Function // whose parameter
}

func (p *pkg) startOptions(e *evaluator, opts ssa.Value) spanOptions {
	var out spanOptions
	join := func(o spanOptions) {
		if o.linked {
			out.kept = o.kept && (out.kept || !out.linked)
		}
		out.linked, out.root = out.linked || o.linked, out.root || o.root
		out.parent = out.parent.union(o.parent)
		if o.param > 0 {
			if out.param > 0 && out.param != o.param {
				out.linked, out.kept = true, false // more than can be kept apart
			}
			out.param, out.of = o.param, o.of
		}
	}
	switch x := opts.(type) {
	case *ssa.Parameter:
		for i, q := range x.Parent().Params {
			if q == x && x.Parent() == e.fn {
				return spanOptions{param: i + 1, of: e.fn}
			}
		}
	case *ssa.FreeVar:
		if b, up := e.binding(x); b != nil {
			return p.startOptions(up, b)
		}
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); cell != nil {
			if st := owner.storesTo(cell); len(st) == 1 {
				if q, ok := st[0].Val.(*ssa.Parameter); ok { // that a function literal takes
					return p.startOptions(p.eval(q.Parent()), q)
				}
			}
		}
	case *ssa.Const:
		return out
	case *ssa.Call:
		if b, ok := x.Common().Value.(*ssa.Builtin); ok && b.Name() == "append" {
			for _, a := range x.Common().Args {
				join(p.startOptions(e, a))
			}
			return out
		}
	}
	for _, o := range elements(e, opts) {
		for {
			if mi, ok := o.(*ssa.MakeInterface); ok {
				o = mi.X
			} else if ci, ok := o.(*ssa.ChangeInterface); ok {
				o = ci.X
			} else {
				break
			}
		}
		if p.onlyAnnotates(o.Type()) {
			continue
		}
		if c, ok := o.(*ssa.Call); ok {
			if cal := p.callee(e, c.Common()); cal.standing == library {
				for _, r := range cal.rows {
					so := spanOptions{linked: r.Role == model.Link, root: r.Role == model.NewRoot}
					if r.Role == model.Parent {
						so.parent = p.parentGiven(e, r, c.Common())
					}
					join(so)
				}
				continue // attributes, kinds, times
			}
		}
		v := e.of(o)
		maybe := v.filter(func(a Atom) bool {
			return a.Kind == KLink || a.Kind == KUnknown || a.Kind == KParam && !a.Weak && a.Form == Plain
		})
		join(spanOptions{linked: len(maybe) > 0, kept: p.keptInReceiver(maybe), root: v.has(KNewRoot), parent: v.contexts()})
	}
	return out
}

// linksLater reports whether a link is added in the function that the call is in.
func (p *pkg) linksLater(in ssa.CallInstruction) bool {
	fn := in.Parent()
	if r, ok := p.links[fn]; ok {
		return r
	}
	found := false
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			if ci, ok := x.(ssa.CallInstruction); ok {
				for _, r := range p.callee(p.eval(fn), ci.Common()).rows {
					if r.Role == model.Link && r.Result.Base == model.RecvOf {
						found = true
					}
				}
			}
		}
	}
	p.links[fn] = found
	return found
}

// byName is the hand-off that the name of an in-house method suggests, when
// nothing is known of the code behind it.
func (p *pkg) byName(e *evaluator, fn *ssa.Function, in ssa.CallInstruction, cal *callee, args []ssa.Value) *Effect {
	if cal.standing != dynamic && !cal.sole || cal.obj == nil || !words.IsHandOff(cal.obj.Name()) || cal.obj.Pkg() == nil || !p.inHouse(cal.obj.Pkg().Path()) {
		return nil
	}
	sig := cal.obj.Signature()
	if sig.Params().Len() < 2 || !isContext(sig.Params().At(0).Type()) {
		return nil
	}
	eff := &Effect{Kind: EPublish, Call: callName(cal.obj), Reads: model.FromContext, HasCtx: true, ByName: true, Far: p.far(fn, in.Pos()), in: in}
	eff.Ctx = e.of(args[1]).asContext().contexts()
	eff.handed = p.handsOn(e, cal, args)
	for _, a := range args[2:] {
		eff.Msg = eff.Msg.union(p.contentsBefore(e, a, in))
		if isString(a.Type()) {
			to := p.seek(in, a, "")
			eff.Reply, eff.To = eff.Reply || to.answer, eff.To.union(to.from)
		}
	}
	return eff
}

// workEffect is a call that does something in the context it is given.
func (p *pkg) workEffect(e *evaluator, fn *ssa.Function, in ssa.CallInstruction, cal *callee, args []ssa.Value) *Effect {
	if cal.standing == library && (len(cal.rows) > 0 || cal.obj == nil || !p.index.Works(cal.obj.Pkg().Path())) {
		return nil
	}
	var ctx ssa.Value
	for _, a := range args {
		if isContext(a.Type()) {
			ctx = a
			break
		}
	}
	if ctx == nil || len(args) < 2 && cal.obj != nil {
		return nil
	}
	if cal.obj != nil {
		if cal.obj.Pkg() == nil || !worksInContext(cal.obj) {
			return nil
		}
		if isContext(firstResult(cal.obj)) || cal.obj.Signature().Results().Len() > 1 && isContext(cal.obj.Signature().Results().At(1).Type()) {
			return nil // makes a context
		}
		if p.index.Opaque(cal.obj.Pkg().Path()) {
			return nil
		}
	}
	if p.handsOn(e, cal, args) {
		return nil
	}
	eff := &Effect{Kind: EWork, Call: callName(cal.obj), Ctx: e.of(ctx).asContext().contexts(), HasCtx: true, Far: p.far(fn, in.Pos()), in: in}
	if cal.obj == nil {
		eff.Call = "the callback"
		if v := in.Common().Value; v.Name() != "" {
			if u, ok := v.(*ssa.UnOp); ok {
				if f, ok := u.X.(*ssa.FieldAddr); ok {
					if fv := fieldOf(f.X.Type(), f.Field); fv != nil {
						eff.Call = fv.Name()
					}
				}
			}
		}
	}
	return eff
}

// handsOn reports whether a call is given the message that came in, or its
// carrier: whoever is called may extract from it. What is not known to do
// anything else may also do so from an envelope with room for a carrier, which
// was filled from the message's headers, or came along with the message.
func (p *pkg) handsOn(e *evaluator, cal *callee, args []ssa.Value) bool {
	for _, a := range args {
		if p.index.Message(elemType(a.Type())) != nil || e.of(a).any(func(x Atom) bool {
			return p.isMessage(x) && x.Form == Plain && !x.Weak && p.messagePart(x) == wholeMessage
		}) {
			return true
		}
		if cal.standing != dynamic || isContext(a.Type()) || p.roomIn(a.Type()) != carrier {
			continue
		}
		if e.of(a).any(func(x Atom) bool {
			if p.isMessage(x) {
				part := p.messagePart(x)
				return part == wholeMessage || part == messageBody && p.mixed(x)
			}
			return x.Kind == KParam && x.Form != Ctx && x.fn != nil && p.roots[x.fn] != nil && (x.Index > 0 || x.fn.Signature.Recv() == nil)
		}) {
			return true
		}
	}
	return false
}

// mixed reports whether the message holds its headers among the values that
// are its body, so that any of these may be one.
func (p *pkg) mixed(a Atom) bool {
	mt, _ := p.messageAlong(a, strings.Split(a.Path, "."))
	return mt != nil && mt.Carrier != "" && mt.Carrier == mt.Body
}

func firstResult(f *types.Func) types.Type {
	if r := f.Signature().Results(); r.Len() > 0 {
		return r.At(0).Type()
	}
	return types.Typ[types.Invalid]
}

// worksInContext reports whether a call of f does work that belongs to the
// trace of its context: not logging, waiting or making contexts.
func worksInContext(f *types.Func) bool {
	path := f.Pkg().Path()
	switch path {
	case "context", "log/slog", "os/signal", "runtime/pprof", "runtime/trace", "time", "sync", "testing",
		"golang.org/x/sync/errgroup", "golang.org/x/sync/semaphore", "golang.org/x/time/rate", "golang.org/x/exp/slog":
		return false
	}
	for _, w := range words.Split(lastName(path)) {
		switch w {
		case "log", "logs", "logger", "logging", "slog", "zap", "zerolog", "logrus", "logr", "klog", "logx", "metrics", "metric", "prometheus", "otel", "trace", "tracing", "validator", "validate", "validation":
			return false
		}
	}
	ws := words.Split(f.Name())
	if len(ws) == 0 {
		return false
	}
	if ws[0] == "new" && len(ws) > 1 && ws[1] == "request" {
		return true // what an HTTP client sends out
	}
	switch ws[0] {
	case "log", "debug", "info", "warn", "error", "wait", "sleep", "acquire", "done", "with", "from", "new", "err", "value", "debugf", "infof", "warnf", "errorf", "errorw", "infow", "is", "has", "validate":
		return false
	}
	return true
}

// lastName is the last element of an import path, a major version left out.
func lastName(path string) string {
	elems := strings.Split(path, "/")
	last := elems[len(elems)-1]
	if len(elems) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = elems[len(elems)-2]
	}
	return last
}

func callName(f *types.Func) string {
	if f == nil {
		return ""
	}
	if recv := f.Signature().Recv(); recv != nil {
		t := recv.Type()
		if q, ok := t.(*types.Pointer); ok {
			t = q.Elem()
		}
		if n, ok := types.Unalias(t).(*types.Named); ok {
			if _, ok := n.Underlying().(*types.Signature); ok && !n.Obj().Exported() {
				return f.Pkg().Name() + "." + f.Name() // what others have their methods from
			}
			return n.Obj().Name() + "." + f.Name()
		}
	} else if f.Pkg() != nil {
		return f.Pkg().Name() + "." + f.Name()
	}
	return f.Name()
}

func (p *pkg) far(fn *ssa.Function, pos token.Pos) Far {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	posn := p.pass.Fset.Position(pos)
	name := fn.Name()
	if o, ok := fn.Object().(*types.Func); ok {
		name = callName(o)
	}
	return Far{Func: name, File: filepath.Base(posn.Filename), Line: posn.Line}
}

func (p *pkg) libName(r *model.Row) string {
	if l := p.index.LibraryOf(r); l != nil {
		return l.Name
	}
	return ""
}

// headersOf returns what the library that r is of calls headers, "" if headers.
func (p *pkg) headersOf(r *model.Row) string {
	if l := p.index.LibraryOf(r); l != nil {
		return l.Headers
	}
	return ""
}
