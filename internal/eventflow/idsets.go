package eventflow

import (
	"fmt"
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/words"
)

// idPart is one id in an object: what it identifies there, and which one it is.
type idPart struct {
	role words.Role // NoRole: all ids of what src names, in their own roles
	src  idSource
	pos  token.Pos // where it gets there
	in   ssa.Instruction
	slot string // the argument of a call through which it got there, "" if not by a call
}

// maxParts bounds the ids of one object: what has more is not known whole.
const maxParts = 24

// contentsAt returns the ids that v holds at path when instruction at runs,
// and whether there may be more.
func (d *ids) contentsAt(e *evaluator, v ssa.Value, path string, at ssa.Instruction, depth int) ([]idPart, bool) {
	parts, open := d.contentsOf(e, v, path, at, depth)
	if open && v != nil && d.p.roomIn(v.Type()) == noRoom {
		open = false
	}
	return parts, open
}

func (d *ids) contentsOf(e *evaluator, v ssa.Value, path string, at ssa.Instruction, depth int) ([]idPart, bool) {
	if depth > 8 || v == nil {
		return nil, true
	}
	t := v.Type()
	if isContext(t) || isNumber(t) || isError(t) {
		return nil, false
	}
	switch x := v.(type) {
	case *ssa.Const:
		return nil, false
	case *ssa.MakeInterface:
		return d.contentsAt(e, x.X, path, at, depth+1)
	case *ssa.ChangeInterface:
		return d.contentsAt(e, x.X, path, at, depth+1)
	case *ssa.ChangeType:
		return d.contentsAt(e, x.X, path, at, depth+1)
	case *ssa.Convert:
		return d.contentsAt(e, x.X, path, at, depth+1)
	case *ssa.TypeAssert:
		return d.contentsAt(e, x.X, path, at, depth+1)
	case *ssa.Slice:
		return d.contentsAt(e, x.X, path, at, depth+1)
	case *ssa.Alloc:
		if simpleCell(x) {
			return d.ofCell(e, x, path, at, depth)
		}
		return d.object(e, x, path, at, depth)
	case *ssa.MakeMap, *ssa.MakeSlice:
		return d.object(e, v, path, at, depth)
	case *ssa.FreeVar:
		if b, up := d.p.eval(x.Parent()).binding(x); b != nil {
			return d.contentsAt(up, b, path, nil, depth+1)
		}
		return nil, true
	case *ssa.UnOp:
		if x.Op != token.MUL {
			return nil, true
		}
		if at == nil || at.Parent() != x.Parent() {
			at = x
		}
		if cell, owner := e.cell(x.X); cell != nil {
			if simpleCell(cell) {
				return d.ofCell(owner, cell, path, at, depth)
			}
			return d.object(owner, cell, path, at, depth)
		}
		root, below := e.place(x.X)
		path = joinPath(below, path)
		switch root.(type) {
		case *ssa.Alloc, *ssa.Call, *ssa.Extract:
			return d.object(e, root, path, at, depth)
		}
		return d.contentsAt(e, root, path, at, depth+1)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		root, below := e.place(x)
		return d.object(e, root, joinPath(below, path), at, depth)
	case *ssa.Field:
		if f := fieldOf(x.X.Type(), x.Field); f != nil {
			return d.contentsAt(e, x.X, joinPath(f.Name(), path), at, depth+1)
		}
		return nil, true
	case *ssa.Parameter:
		return d.object(e, x, path, at, depth)
	case *ssa.Call:
		return d.object(e, x, path, at, depth)
	case *ssa.Extract:
		if _, ok := x.Tuple.(*ssa.Call); ok {
			return d.object(e, x, path, at, depth)
		}
		return nil, true
	case *ssa.Phi:
		// Which one it is depends on the way here; both alike are not looked for.
		return nil, true
	}
	return nil, true
}

// ofCell is the contents of what a variable holds or points to.
func (d *ids) ofCell(e *evaluator, cell *ssa.Alloc, path string, at ssa.Instruction, depth int) ([]idPart, bool) {
	var last *ssa.Store
	all := e.storesTo(cell)
	for _, st := range all {
		if at != nil && (!canReach(st, at) || st.Parent() == at.Parent() && e.overwritten(st, at, all)) {
			continue
		}
		if last != nil {
			return nil, true
		}
		last = st
	}
	if last == nil {
		return nil, len(all) > 0
	}
	return d.contentsAt(d.p.eval(last.Parent()), last.Val, path, at, depth+1)
}

// object is what lies at path in an object: what it was made with, what was
// stored into it, and what calls set in it, before instruction at.
func (d *ids) object(e *evaluator, root ssa.Value, path string, at ssa.Instruction, depth int) (out []idPart, open bool) {
	if d.met != nil && path == "" {
		d.met(root)
	}
	out, open = d.made(e, root, path, depth)
	w := e.follow(root)
	open = open || w.over
	for _, wr := range w.writes {
		if at != nil && !canReach(wr.in, at) {
			continue
		}
		if !within(wr.path, path) {
			if rest, ok := pathRest(wr.path, path); ok && rest != "" {
				sub, o := d.contentsAt(d.p.eval(wr.in.Parent()), wr.val, rest, nil, depth+1)
				out, open = append(out, sub...), open || o
			}
			continue
		}
		we := d.p.eval(wr.in.Parent())
		if role := d.writtenRole(we, wr); role != words.NoRole {
			if idLike(wr.val.Type()) {
				out = append(out, idPart{role: role, src: d.source(we, wr.val), pos: wr.in.Pos(), in: wr.in})
			}
			continue
		}
		if role := d.pairRole(w, wr); role != words.NoRole {
			out = append(out, idPart{role: role, src: d.source(we, wr.val), pos: wr.in.Pos(), in: wr.in})
			continue
		}
		if !isScalar(wr.val.Type()) {
			sub, o := d.contentsAt(we, wr.val, "", nil, depth+1)
			out, open = append(out, sub...), open || o
		}
	}
	for _, cu := range w.calls {
		if at != nil && (cu.in == at || !canReach(cu.in, at)) {
			continue
		}
		if !compatible(cu.path, path) {
			continue
		}
		sub, o := d.set(cu, depth)
		out, open = append(out, sub...), open || o
	}
	if len(out) > maxParts {
		out, open = out[:maxParts], true
	}
	return out, open
}

// writtenRole is what the place of a store identifies, by the field's name and
// tag or the map's key.
func (d *ids) writtenRole(e *evaluator, wr write) words.Role {
	if wr.key != nil {
		key, ok := constText(wr.key)
		if !ok {
			return words.NoRole
		}
		if mu, ok := wr.in.(*ssa.MapUpdate); ok && logs(typeNameOf(mu.Map.Type())) {
			return words.NoRole
		}
		return d.roleOf(key, "")
	}
	if st, ok := wr.in.(*ssa.Store); ok {
		if fa, ok := st.Addr.(*ssa.FieldAddr); ok {
			return d.fieldRole(fa.X.Type(), fa.Field)
		}
	}
	return words.NoRole
}

// logs reports whether a type of that name holds the fields of a log record.
func logs(name string) bool {
	switch name {
	case "Fields", "Field", "Attr", "Entry", "Event":
		return true
	}
	ws := words.Split(name)
	if len(ws) == 0 {
		return false
	}
	last := ws[len(ws)-1]
	return last == "logger" || last == "log" || last == "slog"
}

// pairRole is what a header identifies whose value is stored: its key, a
// constant, is stored beside it.
func (d *ids) pairRole(w *walk, wr write) words.Role {
	st, ok := wr.in.(*ssa.Store)
	if !ok {
		return words.NoRole
	}
	fa, ok := st.Addr.(*ssa.FieldAddr)
	if !ok {
		return words.NoRole
	}
	f := fieldOf(fa.X.Type(), fa.Field)
	if f == nil || f.Name() != "Value" && f.Name() != "Val" && f.Name() != "V" {
		return words.NoRole
	}
	for _, k := range w.writes {
		ks, ok := k.in.(*ssa.Store)
		if !ok || k.in == wr.in {
			continue
		}
		ka, ok := ks.Addr.(*ssa.FieldAddr)
		if !ok || ka.X != fa.X {
			continue
		}
		switch kf := fieldOf(ka.X.Type(), ka.Field); kf.Name() {
		case "Key", "K", "Name":
			if key, ok := constText(k.val); ok {
				return d.roleOf(key, "")
			}
		}
	}
	return words.NoRole
}

// made is the ids that a value holds from where it comes.
func (d *ids) made(e *evaluator, root ssa.Value, path string, depth int) ([]idPart, bool) {
	switch x := root.(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		return nil, false
	case *ssa.Parameter:
		for i, q := range x.Parent().Params {
			if q == x {
				return []idPart{{src: idSource{key: idKey{x, path}, kind: IDContents, fn: x.Parent(), param: i, path: path, name: x.Name()}}}, true
			}
		}
	case *ssa.Call:
		return d.result(e, x, 0, depth)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return d.result(e, c, x.Index, depth)
		}
	}
	return nil, true
}

// result is the ids in result idx of a call.
func (d *ids) result(e *evaluator, call *ssa.Call, idx, depth int) ([]idPart, bool) {
	if depth > 8 {
		return nil, true
	}
	c := call.Common()
	args := callArgs(c)
	if b, ok := c.Value.(*ssa.Builtin); ok {
		if b.Name() != "append" {
			return nil, false
		}
		var out []idPart
		open := false
		for _, a := range args {
			sub, o := d.contentsAt(e, a, "", call, depth+1)
			out, open = append(out, sub...), open || o
		}
		return out, open
	}
	cal := d.p.callee(e, c)
	obj := cal.obj
	if obj == nil {
		return nil, true
	}
	if f := d.flowOf(cal); f != nil {
		for _, r := range f.Results {
			if r.Index == idx {
				out, open := d.substitute(e, r.Parts, args, call, depth)
				return out, open || r.Open
			}
		}
	}
	if cal.fn != nil {
		return nil, true // looked into: nothing is known of this result
	}
	var out []idPart
	sig := obj.Signature()
	// A pair: attribute.String("event.id", id).
	if len(args) >= 2 && sig.Recv() == nil {
		if key, ok := constText(args[0]); ok && idLike(args[1].Type()) && isPair(sig) {
			if r := d.roleOf(key, ""); r != words.NoRole {
				return []idPart{{role: r, src: d.source(e, args[1]), pos: call.Pos(), in: call}}, false
			}
			return nil, false
		}
	}
	if len(args) == 1 && sig.Recv() == nil && isPair(sig) {
		// semconv.MessagingMessageID(id)
		if r := d.roleOf(obj.Name(), ""); r != words.NoRole {
			return []idPart{{role: r, src: d.source(e, args[0]), pos: call.Pos(), in: call}}, false
		}
		return nil, false
	}
	// A constructor that names what it takes, and whatever is handed on.
	out = d.named(e, call, sig, args)
	for i, a := range args {
		if isScalar(a.Type()) || isContext(a.Type()) || i == 0 && sig.Recv() != nil && !sameType(sig) {
			continue
		}
		sub, _ := d.contentsAt(e, a, "", call, depth+1)
		out = append(out, sub...)
	}
	return out, !marshals(obj.Name()) && cal.standing != library
}

// sameType reports whether a method returns what it is called on: a builder.
func sameType(sig *types.Signature) bool {
	return sig.Results().Len() > 0 && types.Identical(sig.Recv().Type(), sig.Results().At(0).Type())
}

// isPair reports whether a function returns a key with a value, other than for a log.
func isPair(sig *types.Signature) bool {
	if sig.Results().Len() != 1 {
		return false
	}
	return pairs[typeNameOf(sig.Results().At(0).Type())]
}

// pairs are names of types that hold a key and its value.
var pairs = map[string]bool{"KeyValue": true, "Header": true, "RecordHeader": true, "Attribute": true, "Tag": true, "Pair": true}

func marshals(name string) bool {
	ws := words.Split(name)
	if len(ws) == 0 {
		return false
	}
	switch ws[0] {
	case "marshal", "encode", "serialize", "serialise", "json", "must":
		return true
	}
	return false
}

// named is the ids among the arguments of a call whose parameters are named as such.
func (d *ids) named(e *evaluator, call ssa.CallInstruction, sig *types.Signature, args []ssa.Value) []idPart {
	var out []idPart
	shift := len(args) - sig.Params().Len()
	if shift < 0 {
		return nil
	}
	for i := 0; i < sig.Params().Len(); i++ {
		q := sig.Params().At(i)
		if !idLike(q.Type()) || opaqueType(q.Type()) {
			continue
		}
		if r := d.roleOf(q.Name(), ""); r != words.NoRole {
			a := args[i+shift]
			out = append(out, idPart{role: r, src: d.source(e, a), pos: call.Common().Pos(), in: call})
		}
	}
	return out
}

// set is the ids that a call writes into one of its arguments.
func (d *ids) set(cu callUse, depth int) (out []idPart, open bool) {
	c := cu.in.Common()
	args := callArgs(c)
	e := d.p.eval(cu.in.Parent())
	cal := d.p.callee(e, c)
	obj := cal.obj
	if obj == nil {
		return nil, !cu.held
	}
	if f := d.flowOf(cal); f != nil && !cu.held {
		for _, s := range f.Sets {
			if s.Param == cu.arg {
				sub, _ := d.substitute(e, s.Parts, args, cu.in, depth)
				out = append(out, sub...)
			}
		}
		if len(out) > 0 || cal.fn != nil {
			return out, false
		}
	}
	sig := obj.Signature()
	ws := words.Split(obj.Name())
	if cu.arg == 0 && sig.Recv() != nil && len(ws) > 0 && (setter[ws[0]] || ws[0] == "with") && !contextLike(args[0].Type()) && !logs(typeNameOf(args[0].Type())) {
		rest := args[1:]
		switch {
		case len(rest) >= 2 && len(ws) > 0 && setter[ws[0]]:
			if key, ok := constText(rest[0]); ok && idLike(rest[1].Type()) {
				if r := d.roleOf(key, ""); r != words.NoRole {
					return []idPart{{role: r, src: d.source(e, rest[1]), pos: c.Pos(), in: cu.in}}, false
				}
				return nil, false
			}
		case len(rest) == 1 && len(ws) > 1 && (setter[ws[0]] || ws[0] == "with") && idLike(rest[0].Type()):
			if r := d.roleOf(obj.Name(), typeNameOf(args[0].Type())); r != words.NoRole {
				return []idPart{{role: r, src: d.source(e, rest[0]), pos: c.Pos(), in: cu.in}}, false
			}
		}
		if obj.Name() == "SetAttributes" {
			for _, a := range rest {
				sub, o := d.contentsAt(e, a, "", cu.in, depth+1)
				out, open = append(out, sub...), open || o
			}
			return out, open
		}
	}
	if sig.Recv() == nil && len(ws) > 1 && setter[ws[0]] {
		// middleware.SetCorrelationID(id, msg)
		if r := d.roleOf(obj.Name(), ""); r != words.NoRole {
			for _, a := range args {
				if a != args[cu.arg] && idLike(a.Type()) {
					return []idPart{{role: r, src: d.source(e, a), pos: c.Pos(), in: cu.in}}, false
				}
			}
		}
	}
	if ws := words.Split(obj.Name()); len(ws) > 0 && decodes[ws[0]] {
		return nil, true
	}
	if onlyReads(obj.Name()) || cal.fn != nil && !cu.held {
		return nil, false
	}
	_, ptr := args[cu.arg].Type().Underlying().(*types.Pointer)
	_, m := args[cu.arg].Type().Underlying().(*types.Map)
	return nil, ptr || m
}

var setter = map[string]bool{"set": true, "add": true, "put": true, "header": true, "insert": true}

// substitute puts a call's arguments in for the parameters of a flow.
func (d *ids) substitute(e *evaluator, parts []IDPart, args []ssa.Value, in ssa.CallInstruction, depth int) (out []idPart, open bool) {
	pos := in.Common().Pos()
	for _, q := range parts {
		switch q.Kind {
		case IDParam:
			if q.Param >= len(args) {
				continue
			}
			s := d.sourceAt(e, args[q.Param], q.Path, 1)
			if s.kind == IDConst && s.empty {
				continue
			}
			out = append(out, idPart{role: q.Role, src: s, pos: pos, in: in, slot: fmt.Sprint(q.Param, q.Path)})
		case IDContents:
			if q.Param < len(args) {
				sub, o := d.contentsAt(e, args[q.Param], q.Path, in, depth+1)
				out, open = append(out, sub...), open || o
			}
		default:
			// Each call makes its own.
			k := idKey{in, q.Role.String() + q.Path}
			out = append(out, idPart{role: q.Role, src: idSource{key: k, kind: q.Kind, pos: pos}, pos: pos, in: in, slot: "-"})
		}
	}
	return out, open
}

// flowOf is what a callee does with ids, nil if that is not known.
func (d *ids) flowOf(cal *callee) *IDFlow {
	if cal.fn != nil {
		return d.flow(cal.fn)
	}
	if cal.obj == nil || cal.obj.Pkg() == d.p.types {
		return nil
	}
	if f, ok := d.facts[cal.obj]; ok {
		return f
	}
	f := new(IDFlow)
	if !d.p.pass.ImportObjectFact(cal.obj, f) {
		f = nil
	}
	d.facts[cal.obj] = f
	return f
}

// flow is what a function of this package does with ids.
func (d *ids) flow(fn *ssa.Function) *IDFlow {
	if f, ok := d.flows[fn]; ok {
		return f
	}
	d.flows[fn] = nil // recursion sees nothing
	f := &IDFlow{}
	e := d.p.eval(fn)
	res := fn.Signature.Results()
	for i := 0; i < res.Len(); i++ {
		if isError(res.At(i).Type()) || isNumber(res.At(i).Type()) || isContext(res.At(i).Type()) {
			continue
		}
		if r, ok := d.returned(e, fn, i); ok {
			f.Results = append(f.Results, r)
		}
	}
	for i, q := range fn.Params {
		if !pointerLike(q.Type()) || isContext(q.Type()) || opaqueType(q.Type()) {
			continue
		}
		parts, _ := d.object(e, q, "", nil, 0)
		var own []idPart
		for _, x := range parts {
			if x.role != words.NoRole && !(x.src.kind == IDParam && x.src.param == i && x.src.fn == fn) {
				own = append(own, x)
			}
		}
		if len(own) > 0 {
			f.Sets = append(f.Sets, IDSet{i, d.portable(own, fn)})
		}
	}
	for _, g := range d.groups(fn) {
		dep, roles := false, 0
		for _, x := range g.parts {
			dep = dep || d.dependent(x.src, fn)
			if x.role != words.NoRole {
				roles++
			}
		}
		if dep && roles > 0 && (len(g.parts) > 1 || tells(g.parts[0].role)) && len(f.Groups) < 4 {
			f.Groups = append(f.Groups, d.portable(g.parts, fn))
		}
	}
	f.Emits = d.emits(fn)
	d.flows[fn] = f
	return f
}

// tells reports whether ids of the role belong to a tracing API.
func tells(r words.Role) bool {
	return r == words.TraceID || r == words.SpanID || r == words.ParentSpanID
}

func (d *ids) dependent(s idSource, fn *ssa.Function) bool {
	return (s.kind == IDParam || s.kind == IDContents) && s.fn == fn
}

// returned is the ids in result i of a function.
func (d *ids) returned(e *evaluator, fn *ssa.Function, i int) (IDResult, bool) {
	r := IDResult{Index: i}
	n := 0
	var parts []idPart
	var one idSource
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || i >= len(ret.Results) {
			continue
		}
		v := ret.Results[i]
		if c, ok := v.(*ssa.Const); ok && (c.IsNil() || c.Value != nil && idLike(v.Type())) {
			continue
		}
		n++
		if idLike(v.Type()) && !opaqueType(v.Type()) {
			one = d.source(e, v)
			if n > 1 {
				one.kind = IDOther
			}
			continue
		}
		p, open := d.contentsAt(e, v, "", ret, 0)
		parts, r.Open = append(parts, p...), r.Open || open
	}
	switch {
	case n == 0:
		return r, false
	case one.key.val != nil:
		if one.minted() {
			one.kind = IDMinted
		}
		if one.kind != IDMinted && one.kind != IDTraced && !d.dependent(one, fn) {
			return r, false
		}
		r.Parts = d.portable([]idPart{{src: one}}, fn)
		return r, true
	case n > 1:
		r.Open = true
		return r, true
	}
	r.Parts = d.portable(parts, fn)
	// A value with no place for an id says nothing.
	return r, len(r.Parts) > 0 || !r.Open
}

// portable writes parts down for callers, in a fixed order.
func (d *ids) portable(parts []idPart, fn *ssa.Function) []IDPart {
	var out []IDPart
	seen := map[IDPart]bool{}
	for _, x := range parts {
		q := IDPart{Role: x.role, Kind: x.src.kind}
		switch {
		case d.dependent(x.src, fn):
			q.Param, q.Path = x.src.param, x.src.path
		case x.src.minted():
			q.Kind = IDMinted
		case x.src.kind == IDParam || x.src.kind == IDContents:
			q.Kind = IDOther
		}
		if q.Role == words.NoRole && (q.Kind == IDOther || q.Kind == IDConst) || q.Kind == IDConst && x.src.empty {
			continue
		}
		if !seen[q] && len(out) < 8 {
			seen[q] = true
			out = append(out, q)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		switch {
		case a.Role != b.Role:
			return a.Role < b.Role
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		case a.Param != b.Param:
			return a.Param < b.Param
		}
		return a.Path < b.Path
	})
	return out
}

// idGroup is the ids that travel in one envelope, header set, attribute list or call.
type idGroup struct {
	parts []idPart
	root  ssa.Value
	in    ssa.Instruction
}

// groups returns the sets of ids that a function puts together.
func (d *ids) groups(fn *ssa.Function) []idGroup {
	if g, ok := d.sets[fn]; ok {
		return g
	}
	d.sets[fn] = nil
	e := d.p.eval(fn)
	var out []idGroup
	seen := map[ssa.Value]bool{}
	at := func(root ssa.Value, in ssa.Instruction) {
		for range 16 { // variables may be assigned to each other
			switch x := root.(type) {
			case *ssa.MakeInterface:
				root = x.X
				continue
			case *ssa.ChangeType:
				root = x.X
				continue
			case *ssa.UnOp:
				if cell, owner := e.cell(x.X); cell != nil && simpleCell(cell) {
					if st := owner.storesTo(cell); len(st) == 1 && st[0].Parent() == fn {
						root = st[0].Val
						continue
					}
				} else if x.Op == token.MUL {
					root, _ = e.place(x.X)
					if a, ok := root.(*ssa.Alloc); ok && !simpleCell(a) {
						continue
					}
				}
			}
			break
		}
		if root == nil || seen[root] {
			return
		}
		seen[root] = true
		parts, _ := d.object(e, root, "", nil, 0)
		out = append(out, idGroup{parts: parts, root: root, in: in})
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				fa, ok := in.Addr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				if d.fieldRole(fa.X.Type(), fa.Field) != words.NoRole || isPairValue(fa) || holdsPairs(in.Val.Type()) {
					root, _ := e.place(fa)
					at(root, in)
				}
			case *ssa.MapUpdate:
				if key, ok := constText(in.Key); ok && d.roleOf(key, "") != words.NoRole {
					at(in.Map, in)
				}
			case ssa.CallInstruction:
				d.callGroups(e, in, at, func(g idGroup) { out = append(out, g) })
			}
		}
	}
	d.sets[fn] = out
	return out
}

func isPairValue(fa *ssa.FieldAddr) bool {
	f := fieldOf(fa.X.Type(), fa.Field)
	if f == nil || f.Name() != "Value" {
		return false
	}
	return pairs[typeNameOf(fa.X.Type())]
}

// holdsPairs reports whether t is a list of headers or attributes.
func holdsPairs(t types.Type) bool {
	sl, ok := t.Underlying().(*types.Slice)
	return ok && pairs[typeNameOf(sl.Elem())]
}

// callGroups finds the sets of ids that come together in a call: in the object
// that it sets one in, among its arguments, or behind it.
func (d *ids) callGroups(e *evaluator, in ssa.CallInstruction, at func(ssa.Value, ssa.Instruction), put func(idGroup)) {
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return
	}
	cal := d.p.callee(e, c)
	obj := cal.obj
	if obj == nil {
		return
	}
	args := callArgs(c)
	sig := obj.Signature()
	if f := d.flowOf(cal); f != nil {
		for _, g := range f.Groups {
			parts, _ := d.substitute(e, g, args, in, 0)
			put(idGroup{parts: parts, in: in})
		}
	}
	if cal.fn == nil {
		if parts := d.named(e, in, sig, args); len(parts) > 1 {
			put(idGroup{parts: parts, in: in})
		}
	}
	if sig.Recv() != nil && len(args) > 1 {
		ws := words.Split(obj.Name())
		if len(ws) == 0 || !setter[ws[0]] && ws[0] != "with" {
			return
		}
		role := d.roleOf(obj.Name(), typeNameOf(args[0].Type()))
		if key, ok := constText(args[1]); ok && len(args) > 2 {
			role = d.roleOf(key, "")
		}
		if role != words.NoRole || obj.Name() == "SetAttributes" {
			root := args[0]
			if r, path := e.place(root); path != "" {
				root = r
			}
			at(root, in)
		}
		return
	}
	if v, ok := in.(*ssa.Call); ok && isPair(sig) && len(args) > 0 {
		// Attributes in one list.
		for _, r := range *v.Referrers() {
			if st, ok := r.(*ssa.Store); ok {
				if root, path := e.place(st.Addr); path != "" {
					at(root, in)
				}
			}
		}
	}
}

// hasIDs reports whether the package is worth a look for the sake of ids: it
// declares a type that holds several, or uses a package whose functions make
// or fill such types.
func hasIDs(pass *analysis.Pass) (declares, uses bool) {
	if pass.Pkg == nil || stdPath(pass.Pkg.Path()) && pass.Module == nil {
		return false, false
	}
	for _, imp := range pass.Pkg.Imports() {
		var r Reach
		if pass.ImportPackageFact(imp, &r) && r.IDs {
			uses = true
		}
	}
	scope := pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		if !ok || st.NumFields() < 2 {
			continue
		}
		var first words.Role
		for f := range st.Fields() {
			if n := f.Name(); len(n) > 40 || !endsLikeID(n) || !idLike(f.Type()) {
				continue
			}
			switch r := words.RoleOf(f.Name(), name); {
			case r == words.NoRole:
			case first == words.NoRole:
				first = r
			case r != first && !ownSpan(name):
				return true, uses
			}
		}
	}
	return false, uses
}

// endsLikeID is a cheap test that every name of an id passes.
func endsLikeID(name string) bool {
	switch name[len(name)-1] {
	case 'D', 'd', 'y', 'n', 'N', 's', 'e', 'r':
		return true
	}
	return false
}

// exportIDs writes the flows of ids down for other packages, and reports
// whether there are any.
func (p *pkg) exportIDs() (any bool) {
	if p.types.Name() == "main" {
		return false
	}
	p.exported(func(obj *types.Func, fn *ssa.Function) {
		if f := p.ids.flow(fn).worth(); f != nil {
			p.pass.ExportObjectFact(obj, f)
			any = true
		}
	}, func(*types.Func) {})
	return any
}

// worth returns the part of a flow that tells callers something, nil if none does.
func (f *IDFlow) worth() *IDFlow {
	if f == nil {
		return nil
	}
	out := &IDFlow{Groups: f.Groups, Emits: f.Emits, Sets: f.Sets}
	for _, r := range f.Results {
		for _, q := range r.Parts {
			if q.Role != words.NoRole || q.Kind == IDMinted || q.Kind == IDTraced {
				out.Results = append(out.Results, r)
				break
			}
		}
	}
	if len(out.Results)+len(out.Groups)+len(out.Emits)+len(out.Sets) == 0 {
		return nil
	}
	return out
}
