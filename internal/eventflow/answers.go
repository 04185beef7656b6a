package eventflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// The answer to a request goes where the request says: to an address in a
// header, a field or a parameter that is named for it. Who asked waits for it
// under a span of its own, so that nothing has to travel along.

// destination is what is known of where an event goes.
type destination struct {
	answer bool // to an address that came with a request
	from   Val  // the parameters that say where
}

func (d *destination) join(o destination) {
	d.answer, d.from = d.answer || o.answer, d.from.union(o.from)
}

// maxHops bounds how far back the address of an event is followed.
const maxHops = 10

// destination returns where a publishing call sends its event to.
func (p *pkg) destination(r *model.Row, in ssa.CallInstruction) destination {
	var out destination
	c := in.Common()
	if t := arg(r.Topic, c); t != nil {
		out = p.seek(in, t, r.Topic.Path)
	}
	m := arg(r.Message, c)
	if out.answer || m == nil {
		return out
	}
	// Some messages know themselves where they go.
	t := pointee(m.Type())
	if st, ok := t.Underlying().(*types.Struct); ok && p.index.Message(t) != nil {
		for i := range st.NumFields() {
			if f := st.Field(i); words.IsDestination(f.Name()) && isString(f.Type()) {
				out.join(p.seek(in, m, f.Name()))
			}
		}
	}
	return out
}

// isAnswer reports whether a publishing call answers a request.
func (p *pkg) isAnswer(r *model.Row, in ssa.CallInstruction) bool {
	if r.Reply {
		return true
	}
	d := p.destination(r, in)
	return d.answer || p.answered(d.from, 0)
}

// replies reports whether what is handed off is the answer to a request.
func (p *pkg) replies(eff *Effect) bool { return eff.Reply || p.answered(eff.To, 0) }

// answersWith reports whether all that is handed off by a call are answers.
func (p *pkg) answersWith(in ssa.CallInstruction) bool {
	found := false
	for _, eff := range p.effects(in.Parent()) {
		if eff.in != in || eff.Kind != EPublish {
			continue
		}
		if !p.replies(eff) {
			return false
		}
		found = true
	}
	return found
}

// answered reports whether whoever calls the functions whose parameters these
// are gives one of them the address for an answer, each time.
func (p *pkg) answered(from Val, depth int) bool {
	return from.any(func(a Atom) bool {
		fn := a.fn
		if fn == nil || depth > 4 || !p.calledOnly(fn) {
			return false
		}
		if obj, ok := fn.Object().(*types.Func); ok && obj.Exported() && p.types.Name() != "main" {
			return false
		}
		calls := 0
		for _, c := range p.callers[fn] {
			args := callArgs(c.Common())
			if p.isTest(c.Pos()) {
				continue
			}
			if a.Index >= len(args) {
				return false
			}
			if d := p.seek(c, args[a.Index], a.Path); !d.answer && !p.answered(d.from, depth+1) {
				return false
			}
			calls++
		}
		return calls > 0
	})
}

// calledOnly reports whether the function is never used as a value.
func (p *pkg) calledOnly(fn *ssa.Function) bool {
	if !p.taken[fn] || fn.Parent() == nil {
		return !p.taken[fn]
	}
	for _, b := range fn.Parent().Blocks {
		for _, in := range b.Instrs {
			mc, ok := in.(*ssa.MakeClosure)
			if !ok || mc.Fn != fn {
				continue
			}
			for _, use := range *mc.Referrers() {
				if c, ok := use.(ssa.CallInstruction); !ok || c.Common().Value != mc || slices.Contains(c.Common().Args, ssa.Value(mc)) {
					return false
				}
			}
			return true // it is made in one place
		}
	}
	return false
}

// seeker follows the address of an event back to where it comes from.
type seeker struct {
	p    *pkg
	use  *ssa.BasicBlock // where what is followed is made use of
	open []sought        // on the way
}

type sought struct {
	v    ssa.Value
	path string
}

// seek returns what is known of the address that v is, or that lies at path in
// it, when the call is given it.
func (p *pkg) seek(in ssa.CallInstruction, v ssa.Value, path string) destination {
	return (&seeker{p: p, use: in.Block()}).seek(p.eval(in.Parent()), v, path)
}

func (s *seeker) seek(e *evaluator, v ssa.Value, path string) destination {
	path = unlisted(path)
	step := sought{v, path}
	if v == nil || len(s.open) > maxHops || slices.Contains(s.open, step) {
		return destination{}
	}
	s.open = append(s.open, step)
	defer func() { s.open = s.open[:len(s.open)-1] }()

	switch x := v.(type) {
	case *ssa.Parameter:
		return s.parameter(x, path)
	case *ssa.FreeVar:
		if b, up := e.binding(x); b != nil {
			return s.seek(up, b, path)
		}
	case *ssa.Global:
		return destination{answer: words.IsReplyTo(x.Name())}
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return s.load(e, x, path)
		}
	case *ssa.FieldAddr, *ssa.IndexAddr:
		root, at := e.place(v)
		return s.below(e, root, joinPath(at, path), x.(ssa.Instruction))
	case *ssa.Field:
		if f := fieldOf(x.X.Type(), x.Field); f != nil {
			return s.below(e, x.X, joinPath(f.Name(), path), x)
		}
	case *ssa.Alloc:
		return s.written(e, x, path)
	case *ssa.Lookup:
		if saysReplyTo(x.Index) {
			return destination{answer: true}
		}
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Call:
			return s.result(e, t, x.Index, path)
		case *ssa.Lookup:
			return s.seek(e, t, path)
		case *ssa.TypeAssert:
			return s.seek(e, t.X, path)
		case *ssa.Next:
			return destination{answer: path == "" && s.underReplyKey(x)}
		}
	case *ssa.Call:
		return s.result(e, x, 0, path)
	case *ssa.Phi:
		var out destination
		for i, y := range x.Edges {
			out.join(s.from(x.Block().Preds[i]).seek(e, y, path))
		}
		return out
	case *ssa.BinOp:
		out := s.seek(e, x.X, path)
		out.join(s.seek(e, x.Y, path))
		return out
	case *ssa.MakeInterface:
		return s.seek(e, x.X, path)
	case *ssa.ChangeInterface:
		return s.seek(e, x.X, path)
	case *ssa.ChangeType:
		return s.seek(e, x.X, path)
	case *ssa.TypeAssert:
		return s.seek(e, x.X, path)
	case *ssa.Convert:
		return s.seek(e, x.X, path)
	case *ssa.Slice:
		return s.seek(e, x.X, path)
	}
	return destination{}
}

// from follows what is made use of at the end of the block.
func (s *seeker) from(b *ssa.BasicBlock) *seeker {
	t := *s
	t.use = b
	return &t
}

// parameter is the address at path below a parameter.
func (s *seeker) parameter(q *ssa.Parameter, path string) destination {
	if path == "" && words.IsReplyTo(q.Name()) && holdsText(q.Type()) {
		return destination{answer: true}
	}
	i := slices.Index(q.Parent().Params, q)
	return destination{from: Val{{Kind: KParam, Index: i, Path: path, fn: q.Parent()}}}
}

// below is the address at path in what root is or points to, read by the instruction.
func (s *seeker) below(e *evaluator, root ssa.Value, path string, in ssa.Instruction) destination {
	for _, name := range strings.Split(path, ".") {
		if words.IsReplyTo(name) {
			return destination{answer: true}
		}
	}
	if words.IsHeaderValue(lastElem(path)) && s.underReplyKey(in) {
		return destination{answer: true}
	}
	return s.seek(e, root, path)
}

// load is the address at path in what is loaded.
func (s *seeker) load(e *evaluator, u *ssa.UnOp, path string) destination {
	var out destination
	if cell, owner := e.cell(u.X); cell != nil {
		if !simpleCell(cell) {
			return s.written(owner, cell, path)
		}
		for _, st := range owner.storesTo(cell) {
			out.join(s.from(st.Block()).seek(s.p.eval(st.Parent()), st.Val, path))
		}
		return out
	}
	return s.seek(e, u.X, path)
}

// written is the address that is written to path in what v is or points to.
func (s *seeker) written(e *evaluator, v ssa.Value, path string) destination {
	var out destination
	for _, w := range e.follow(v).writes {
		if rest, ok := pathRest(unlisted(w.path), path); ok {
			out.join(s.from(w.in.Block()).seek(s.p.eval(w.in.Parent()), w.val, rest))
		}
	}
	return out
}

// unlisted is an access path in which an element stands for its list.
func unlisted(path string) string {
	if !strings.Contains(path, "[]") {
		return path
	}
	return strings.Join(slices.DeleteFunc(strings.Split(path, "."), func(name string) bool { return name == "[]" }), ".")
}

// result is the address at path in a result of a call.
func (s *seeker) result(e *evaluator, c *ssa.Call, idx int, path string) destination {
	args := callArgs(c.Common())
	cal := s.p.callee(e, c.Common())
	if cal.obj != nil && words.IsReplyTo(cal.obj.Name()) {
		return destination{answer: true}
	}
	if path == "" && slices.ContainsFunc(args, saysReplyTo) {
		return destination{answer: true} // what looks a header up
	}
	out := s.written(e, c, path)
	if fn := s.p.body(cal); fn != nil && fn.Signature.Results().Len() > idx {
		var made destination
		for _, b := range fn.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
				made.join(s.from(b).seek(s.p.eval(fn), ret.Results[idx], path))
			}
		}
		out.answer = out.answer || made.answer
		out.join(s.given(e, made.from, args))
		return out
	}
	for _, a := range args {
		if isString(a.Type()) || path == "" && (holdsText(a.Type()) || opaqueType(elemType(a.Type()))) {
			out.join(s.seek(e, a, ""))
		}
	}
	return out
}

// given is where an event goes whose destination the parameters of a callee say.
func (s *seeker) given(e *evaluator, from Val, args []ssa.Value) destination {
	var out destination
	for _, a := range from {
		switch {
		case a.fn != nil && encloses(a.fn, e.fn):
			out.from = out.from.add(a) // of the function that the literal called is in
		case a.Index < len(args):
			out.join(s.seek(e, args[a.Index], a.Path))
		}
	}
	return out
}

// saysReplyTo reports whether v is a constant that names the address for an answer.
func saysReplyTo(v ssa.Value) bool {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	k, ok := v.(*ssa.Const)
	return ok && k.Value != nil && k.Value.Kind() == constant.String && words.IsReplyTo(constant.StringVal(k.Value))
}

// underReplyKey reports whether what the instruction reads is made use of only
// if something beside it, a header's key, is the name of the address for an answer.
func (s *seeker) underReplyKey(in ssa.Instruction) bool {
	if s.use == nil || s.use.Parent() != in.Parent() {
		return false
	}
	for b := s.use; b != nil; b = b.Idom() {
		if len(b.Preds) != 1 {
			continue
		}
		pred := b.Preds[0]
		branch, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If)
		if !ok || pred.Succs[0] != b {
			continue
		}
		switch cond := branch.Cond.(type) {
		case *ssa.BinOp:
			if cond.Op == token.EQL && (saysReplyTo(cond.X) || saysReplyTo(cond.Y)) {
				return true
			}
		case *ssa.Call:
			if slices.ContainsFunc(cond.Common().Args, saysReplyTo) {
				return true
			}
		}
	}
	return false
}
