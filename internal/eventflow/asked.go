package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Some brokers bring of a message's headers only those that the receive names.

// Unasked is a receive that names no headers, although they are read of what
// it brings.
type Unasked struct {
	Call    *ast.CallExpr
	Name    string
	Field   string            // where headers are named
	Carrier string            // where they would be
	Read    token.Pos         // where they are read, if that is in this package
	Input   *ast.CompositeLit // what the receive is given, nil if it is no literal
	Row     *model.Row
}

// judgeAsked finds the receives that name no headers.
func (p *pkg) judgeAsked() {
	type receive struct {
		fn   *ssa.Function
		call *ssa.Call
		row  *model.Row
		mt   *model.MessageType
		asks Tri
	}
	var all []receive
	for _, fn := range p.funcs {
		e := p.eval(fn)
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok {
					continue
				}
				for _, r := range p.rowsAt(e, c.Common()) {
					if r.Role != model.Receive || r.Asks.IsZero() || p.isTest(c.Pos()) {
						continue
					}
					if t := resultType(c, c.Common(), r.Message.Index); t != nil {
						mt, _ := p.messageIn(t)
						all = append(all, receive{fn, c, r, mt, p.given(e, arg(r.Asks, c.Common()), r.Asks.Path, c)})
					}
				}
			}
		}
	}
	for _, x := range all {
		call := p.calls[x.call.Pos()]
		if x.asks != No || x.mt == nil || call == nil {
			continue
		}
		alone := true // no other receive brings such messages
		for _, y := range all {
			alone = alone && (y.mt != x.mt || y.asks == No)
		}
		read := p.readsHeaders(x.mt, x.fn, alone)
		if !read.IsValid() && !p.extracting[x.call] {
			continue
		}
		u := &Unasked{Call: call, Field: x.row.Asks.Path, Carrier: x.mt.Carrier, Read: read, Row: x.row}
		if obj := p.calleeObj(x.call.Common()); obj != nil {
			u.Name = callName(obj)
		}
		u.Input = p.literalAt(arg(x.row.Asks, x.call.Common()))
		p.out.Unasked = append(p.out.Unasked, u)
	}
}

// given says whether the field of what v points to is set before the call.
func (p *pkg) given(e *evaluator, v ssa.Value, field string, call *ssa.Call, seen ...*ssa.Alloc) Tri {
	switch x := v.(type) {
	case *ssa.Const:
		return No
	case *ssa.UnOp: // a variable
		cell, owner := e.cell(x.X)
		if cell == nil || slices.Contains(seen, cell) {
			return Maybe
		}
		stores := owner.storesTo(cell)
		if len(stores) != 1 {
			return Maybe
		}
		return p.given(owner, stores[0].Val, field, call, append(seen[:len(seen):len(seen)], cell)...)
	case *ssa.Alloc:
		w := e.follow(x)
		if w.over {
			return Maybe
		}
		for _, wr := range w.writes {
			k, isConst := wr.val.(*ssa.Const)
			switch {
			case wr.path == "" || wr.path == field && !(isConst && k.IsNil()):
				return Yes
			}
		}
		for _, cu := range w.calls {
			if cu.in != call && p.callee(p.eval(cu.in.Parent()), cu.in.Common()).standing != library {
				return Maybe // which may set it
			}
		}
		return No
	}
	return Maybe
}

// readsHeaders returns where this package reads the headers of messages of
// that type: in fn alone if they may come from elsewhere.
func (p *pkg) readsHeaders(mt *model.MessageType, fn *ssa.Function, anywhere bool) token.Pos {
	found := token.NoPos
	for _, f := range p.funcs {
		if found.IsValid() {
			break
		}
		if !anywhere && f != fn && f.Parent() != fn || p.isTest(f.Pos()) {
			continue
		}
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.FieldAddr:
					if p.isHeaders(in.X.Type(), in.Field, mt) && isLoaded(in) {
						found = in.Pos()
					}
				case *ssa.Field:
					if p.isHeaders(in.X.Type(), in.Field, mt) {
						found = in.Pos()
					}
				}
			}
		}
	}
	return found
}

func (p *pkg) isHeaders(t types.Type, field int, mt *model.MessageType) bool {
	f := fieldOf(t, field)
	return f != nil && f.Name() == mt.Carrier && p.index.Message(t) == mt
}

func isLoaded(a *ssa.FieldAddr) bool {
	for _, in := range *a.Referrers() {
		if u, ok := in.(*ssa.UnOp); ok && u.Op == token.MUL {
			return true
		}
	}
	return false
}

// literalAt returns the composite literal that made the object, nil if there is none.
func (p *pkg) literalAt(v ssa.Value) *ast.CompositeLit {
	if u, ok := v.(*ssa.UnOp); ok {
		if cell, ok := u.X.(*ssa.Alloc); ok {
			if st := p.eval(u.Parent()).storesTo(cell); len(st) == 1 {
				v = st[0].Val
			}
		}
	}
	if v == nil || !v.Pos().IsValid() {
		return nil
	}
	var found *ast.CompositeLit
	for _, f := range p.pass.Files {
		if f.FileStart <= v.Pos() && v.Pos() < f.FileEnd {
			ast.Inspect(f, func(n ast.Node) bool {
				if l, ok := n.(*ast.CompositeLit); ok && (l.Lbrace == v.Pos() || l.Pos() == v.Pos()) {
					found = l
				}
				if u, ok := n.(*ast.UnaryExpr); ok && u.Pos() == v.Pos() {
					if l, ok := ast.Unparen(u.X).(*ast.CompositeLit); ok {
						found = l
					}
				}
				return found == nil
			})
		}
	}
	return found
}
