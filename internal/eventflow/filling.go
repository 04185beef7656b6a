package eventflow

import (
	"go/constant"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// filling asks whether an id may have been put into one of its places. What is
// not known may have: the answer no is the strong one.
type filling struct {
	p      *pkg
	role   words.Role
	top    *ssa.Function // whose summary is being made: its parameters are open, not unknown
	params []int         // of top: empty if these are given as empty
	whole  []int         // of top: parameters that are the object itself
	bags   []int         // of top: parameters whose entries are asked for
	reason string        // why it may be filled, if that is only because something is unknown
	steps  int
	open   map[fillKey]bool
}

type fillKey struct {
	v    ssa.Value
	in   *frame
	path string
}

// maxFilling bounds what is looked at for one id.
const maxFilling = 600

func (f *filling) unknown(reason string) bool {
	f.reason = reason
	return true
}

// may reports whether one of the places in the object that r is, or points to,
// may be filled.
func (f *filling) may(r ref, places []place) bool {
	for _, pl := range places {
		if f.value(r, pl) {
			return true
		}
	}
	return false
}

// enterOnce guards against cycles: what is being asked already adds nothing.
func (f *filling) enterOnce(r ref, path string) bool {
	k := fillKey{r.v, r.in, path}
	if f.open[k] {
		return false
	}
	if f.open == nil {
		f.open = map[fillKey]bool{}
	}
	f.open[k] = true
	return true
}

// value reports whether the place in a value may be filled.
func (f *filling) value(r ref, pl place) bool {
	if f.steps++; f.steps > maxFilling {
		return f.unknown("too-complex")
	}
	if !f.enterOnce(r, pl.path) {
		return false
	}
	to := func(v ssa.Value) bool { return f.value(ref{v, r.in, r.at}, pl) }
	p := f.p
	switch x := r.v.(type) {
	case *ssa.Const:
		return false // the zero value, or nil
	case *ssa.MakeInterface:
		return to(x.X)
	case *ssa.ChangeInterface:
		return to(x.X)
	case *ssa.ChangeType:
		return to(x.X)
	case *ssa.Phi:
		for _, y := range x.Edges {
			if to(y) {
				return true
			}
		}
		return f.object(r, x, "", pl)
	case *ssa.Alloc:
		return f.object(r, x, "", pl)
	case *ssa.MakeMap:
		return f.bag(r, pl)
	case *ssa.UnOp:
		e := p.eval(x.Parent())
		root, path := e.place(x.X)
		at := r.at
		if at == nil || at.Parent() == x.Parent() {
			at = x // what is loaded is what was written before
		}
		switch y := root.(type) {
		case *ssa.Alloc:
			if path == "" && simpleCell(y) {
				for _, st := range e.storesTo(y) {
					if f.value(ref{st.Val, r.in, r.at}, pl) {
						return true
					}
				}
				return false
			}
			return f.object(ref{y, r.in, at}, y, path, pl)
		case *ssa.FreeVar:
			if cell, owner := e.cell(y); cell != nil && path == "" && simpleCell(cell) {
				for _, st := range owner.storesTo(cell) {
					if f.value(ref{st.Val, r.in, nil}, pl) {
						return true
					}
				}
				return false
			} else if cell != nil {
				return f.object(ref{cell, r.in, nil}, cell, path, pl)
			}
		case *ssa.Parameter, *ssa.Call, *ssa.Extract, *ssa.Phi:
			if path == "" {
				return f.value(ref{root, r.in, at}, pl)
			}
		}
		return f.unknown("kept-elsewhere")
	case *ssa.FreeVar:
		if b, _ := p.eval(x.Parent()).binding(x); b != nil {
			return f.value(ref{b, r.in, nil}, pl)
		}
	case *ssa.Parameter:
		if a, ok := r.in.argOf(x); ok {
			return f.value(a, pl) || f.object(r, x, "", pl)
		}
		if k := f.own(x); k >= 0 {
			if !slices.Contains(f.whole, k) {
				f.whole = append(f.whole, k)
			}
			return f.object(r, x, "", pl)
		}
		return f.unknown("from-caller")
	case *ssa.Call:
		return f.result(r, x, 0, pl) || f.object(r, x, "", pl)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return f.result(r, c, x.Index, pl) || f.object(r, x, "", pl)
		}
	}
	return f.unknown("envelope-from-elsewhere")
}

// own returns the index of a parameter of the function whose summary is being made, -1 if it is not its.
func (f *filling) own(q *ssa.Parameter) int {
	if f.top == nil || q.Parent() != f.top {
		return -1
	}
	return slices.Index(f.top.Params, q)
}

// object reports whether something is written into the place, below path, of
// the object that root is or points to.
func (f *filling) object(r ref, root ssa.Value, path string, pl place) bool {
	if !pointerLike(root.Type()) {
		return false
	}
	asked := joinPath(path, pl.path)
	uses := f.p.eval(root.Parent()).follow(root)
	if uses.over {
		return f.unknown("too-complex")
	}
	for _, wr := range uses.writes {
		if r.at != nil && !canReach(wr.in, r.at) {
			continue
		}
		v := ref{wr.val, r.in, nil}
		if rest, above := pathRest(wr.path, asked); above {
			switch {
			case rest != "":
				if f.value(ref{wr.val, r.in, r.at}, place{path: rest, open: pl.open}) {
					return true
				}
			case pl.open:
				if f.bag(v, pl) {
					return true
				}
			case !f.empty(v, 0):
				return true
			}
		} else if within(wr.path, asked) {
			last := lastElem(wr.path)
			if pl.open && wr.key != nil {
				if f.key(wr.key) {
					return true
				}
			} else if pl.open && (last == "" || last[0] == '[') {
				if f.bag(v, pl) {
					return true
				}
			} else if pl.open && words.IsHeaderKey(last) {
				if f.key(wr.val) {
					return true
				}
			} else if pl.open && words.IsHeaderValue(last) {
				continue // its key says whose
			} else if !f.empty(v, 0) {
				return true
			}
		}
	}
	for _, cu := range uses.calls {
		if r.at != nil && (cu.in == r.at || !canReach(cu.in, r.at)) {
			continue
		}
		if compatible(cu.path, asked) && !f.encoded(cu) && f.callMay(cu, place{path: asked, open: pl.open}, r.in) {
			return true
		}
	}
	return false
}

// encoded reports whether what a call is given holds the object only as bytes:
// nobody fills it any more.
func (f *filling) encoded(cu callUse) bool {
	t := callArgs(cu.in.Common())[cu.arg].Type()
	return cu.held && (isBytes(t) || isString(t) || f.p.index.Message(pointee(t)) != nil)
}

// key reports whether a map's key may be that of the id.
func (f *filling) key(k ssa.Value) bool {
	name := strings.Trim(mapKey(k), "[]")
	return name == "" || idRole(name, "") == f.role
}

// bag reports whether a map may hold the id.
func (f *filling) bag(r ref, pl place) bool {
	switch x := r.v.(type) {
	case *ssa.Const:
		return false
	case *ssa.MakeInterface:
		return f.bag(ref{x.X, r.in, r.at}, pl)
	case *ssa.ChangeType:
		return f.bag(ref{x.X, r.in, r.at}, pl)
	case *ssa.Convert:
		return f.bag(ref{x.X, r.in, r.at}, pl)
	case *ssa.Slice:
		return f.bag(ref{x.X, r.in, r.at}, pl)
	case *ssa.Alloc:
		return f.headers(r, x, pl)
	case *ssa.UnOp:
		if al, ok := x.X.(*ssa.Alloc); ok && !simpleCell(al) {
			return f.headers(r, al, pl)
		}
	case *ssa.Phi:
		if !f.enterOnce(ref{x, r.in, nil}, "bag") {
			return false
		}
		for _, y := range x.Edges {
			if f.bag(ref{y, r.in, r.at}, pl) {
				return true
			}
		}
		return false
	case *ssa.MakeSlice:
		return f.headers(r, x, pl)
	case *ssa.MakeMap:
		return f.entries(r, x)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok && x.Index == 0 {
			return f.bagOf(r, c, pl)
		}
	case *ssa.Call:
		return f.bagOf(r, x, pl)
	case *ssa.Parameter:
		if a, ok := r.in.argOf(x); ok {
			return f.bag(a, pl) || f.entries(r, x)
		}
		if k := f.own(x); k >= 0 {
			if !slices.Contains(f.bags, k) {
				f.bags = append(f.bags, k)
			}
			return f.entries(r, x)
		}
	}
	return f.unknown("headers-from-elsewhere")
}

// bagOf reports whether the result of a call, a longer list or something
// encoded, may hold the id.
func (f *filling) bagOf(r ref, c *ssa.Call, pl place) bool {
	args := c.Common().Args
	if b, ok := c.Common().Value.(*ssa.Builtin); ok && b.Name() == "append" {
		for _, a := range args {
			if f.bag(ref{a, r.in, r.at}, pl) {
				return true
			}
		}
		return false
	}
	if obj := f.p.calleeObj(c.Common()); obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "encoding/json" && words.IsEncoding(obj.Name()) && len(args) > 0 {
		return f.bag(ref{args[0], r.in, c}, pl)
	}
	return f.unknown("headers-from-elsewhere")
}

// entries reports whether an entry for the id may be written into a map.
func (f *filling) entries(r ref, m ssa.Value) bool {
	uses := f.p.eval(m.Parent()).follow(m)
	for _, wr := range uses.writes {
		if wr.key == nil {
			return true
		}
		if from := ranged(wr.key); from != nil {
			if f.enterOnce(ref{from, r.in, nil}, "ranged") && f.bag(ref{from, r.in, nil}, place{open: true}) {
				return true
			}
		} else if f.key(wr.key) {
			return true
		}
	}
	for _, cu := range uses.calls {
		if r.at != nil && (cu.in == r.at || cu.in.Parent() == r.at.Parent() && !canReach(cu.in, r.at)) {
			continue
		}
		if cu.path == "" && !cu.held && f.callMay(cu, place{open: true}, r.in) {
			return true
		}
	}
	return uses.over
}

// ranged returns the map over which a loop goes, given the loop's key; nil if
// the value is none.
func ranged(k ssa.Value) ssa.Value {
	x, ok := k.(*ssa.Extract)
	if !ok || x.Index != 1 {
		return nil
	}
	next, ok := x.Tuple.(*ssa.Next)
	if !ok || next.IsString {
		return nil
	}
	if rng, ok := next.Iter.(*ssa.Range); ok {
		return rng.X
	}
	return nil
}

// headers reports whether a list of headers, or one of them, may hold the id.
func (f *filling) headers(r ref, al ssa.Value, pl place) bool {
	if !f.enterOnce(ref{al, r.in, nil}, "headers") {
		return false
	}
	uses := f.p.eval(al.Parent()).follow(al)
	for _, wr := range uses.writes {
		switch last := lastElem(wr.path); {
		case words.IsHeaderKey(last):
			if from := ranged(wr.val); from != nil {
				if f.enterOnce(ref{from, r.in, nil}, "ranged") && f.bag(ref{from, r.in, nil}, place{open: true}) {
					return true
				}
			} else if f.key(wr.val) {
				return true
			}
		case last != "" && last[0] != '[': // a header's value
		case f.bag(ref{wr.val, r.in, nil}, pl):
			return true
		}
	}
	return uses.over
}

// empty reports whether a value that is put into an id's place certainly holds none.
func (f *filling) empty(r ref, depth int) bool {
	if depth > 8 {
		return false
	}
	to := func(v ssa.Value) bool { return f.empty(ref{v, r.in, nil}, depth+1) }
	switch x := r.v.(type) {
	case *ssa.Const:
		if x.Value == nil {
			return true
		}
		switch x.Value.Kind() {
		case constant.String:
			return constant.StringVal(x.Value) == ""
		case constant.Int:
			return constant.Sign(x.Value) == 0
		}
	case *ssa.MakeInterface:
		return to(x.X)
	case *ssa.ChangeType:
		return to(x.X)
	case *ssa.Convert:
		return to(x.X)
	case *ssa.Phi:
		for _, y := range x.Edges {
			if y != x && !to(y) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		if al, ok := x.X.(*ssa.Alloc); ok {
			uses := f.p.eval(al.Parent()).follow(al)
			return len(uses.writes)+len(uses.calls) == 0 && len(f.p.eval(al.Parent()).storesTo(al)) == 0
		}
	case *ssa.Parameter:
		if a, ok := r.in.argOf(x); ok {
			return f.empty(a, depth+1)
		}
		if k := f.own(x); k >= 0 {
			if !slices.Contains(f.params, k) {
				f.params = append(f.params, k)
			}
			return true // if it is given so
		}
	}
	return false
}

// result reports whether the place may be filled in result idx of a call.
func (f *filling) result(r ref, c *ssa.Call, idx int, pl place) bool {
	p := f.p
	if _, ok := c.Common().Value.(*ssa.Builtin); ok {
		return f.unknown("envelope-from-elsewhere")
	}
	cal := p.callee(p.eval(c.Parent()), c.Common())
	args := callArgs(c.Common())
	if fn := p.body(cal); fn != nil {
		fr := enter(fn, args, r.in)
		if fr == nil {
			return f.unknown("too-complex")
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if ret, ok := in.(*ssa.Return); ok && idx < len(ret.Results) && f.value(ref{ret.Results[idx], fr, in}, pl) {
					return true
				}
			}
		}
		return false
	}
	if cal.standing == library && pl.open {
		// A message as the library makes it: its headers are those that it is given.
		return slices.ContainsFunc(args, func(a ssa.Value) bool { return !isScalar(a.Type()) && !isBytes(a.Type()) && !isContext(a.Type()) })
	}
	if conv := p.conventionsOf(cal.obj); conv != nil {
		if params, ok := conv.leaves(idx, pl.path); ok {
			for _, k := range params {
				if k >= len(args) || !f.empty(ref{args[k], r.in, nil}, 0) {
					return true
				}
			}
			return false
		}
	}
	return f.unknown("constructor-unknown")
}

// callMay reports whether a call may fill the place in an argument that points
// to the object.
func (f *filling) callMay(cu callUse, pl place, up *frame) bool {
	p := f.p
	c := cu.in.Common()
	cal := p.callee(p.eval(cu.in.Parent()), c)
	args := callArgs(c)
	for _, row := range cal.rows {
		switch row.Role {
		case model.Inject:
			return f.role == words.TraceID || f.role == words.NoRole
		case model.Stamp:
			if key, ok := keyGiven(c); ok && key != "" && !p.fillsBody(row, c) && f.role != words.NoRole {
				return idRole(key, "") == f.role
			}
			return true
		}
	}
	if len(cal.rows) > 0 {
		return false
	}
	if fn := p.body(cal); fn != nil && cu.arg >= 0 && cu.arg < len(fn.Params) {
		if cu.held {
			return f.unknown("held-by-argument")
		}
		fr := enter(fn, args, up)
		if fr == nil {
			return f.unknown("too-complex")
		}
		rest, ok := pathRest(cu.path, pl.path)
		if !ok {
			rest = "" // a part of the place itself
		}
		q := fn.Params[cu.arg]
		if !f.enterOnce(ref{q, fr.up, nil}, "call "+rest) {
			return false
		}
		return f.object(ref{q, fr, nil}, q, "", place{path: rest, open: pl.open})
	}
	name, path := "", ""
	if cal.obj != nil {
		name = cal.obj.Name()
		if cal.obj.Pkg() != nil {
			path = cal.obj.Pkg().Path()
		}
	}
	if onlyReads(name) || words.IsEncoding(name) || words.IsHandOff(name) && cal.standing != known {
		return false
	}
	if path != "" && stdPath(path) && !p.inHouse(path) {
		return words.FillsIn(name)
	}
	if conv := p.conventionsOf(cal.obj); conv != nil && !cu.held {
		if rest, ok := pathRest(cu.path, pl.path); ok {
			if params, ok := conv.leaves(-1-cu.arg, rest); ok && len(params) == 0 {
				return false
			}
		}
		if slices.ContainsFunc(conv.Sends, func(s Send) bool { return s.Param == cu.arg && !roles(s.Sets).has(f.role) }) {
			return false
		}
	}
	return f.unknown("given-to-unknown-code")
}
