package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Services call their client through an interface of their own that it
// satisfies, so that tests need no broker. A method of such an interface means
// what the client's method means (docs/adr).

// StandIn is the fact of an interface's method for which the method of a
// modelled library stands.
type StandIn struct{ Pkg, Recv, Name string }

// AFact marks StandIn as a fact.
func (*StandIn) AFact() {}

// noteConversion remembers what is kept in an interface of this package.
func (p *pkg) noteConversion(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.MakeInterface:
		p.converts(in.X.Type(), in.Type())
	case *ssa.ChangeInterface:
		p.converts(in.X.Type(), in.Type())
	}
}

func (p *pkg) converts(from, to types.Type) {
	iface, ok := to.Underlying().(*types.Interface)
	if !ok || types.Identical(from, to) || p.isTest(declaredAt(from)) {
		return
	}
	for i := range iface.NumMethods() {
		if m := iface.Method(i); m.Pkg() == p.types {
			p.converted[m] = append(p.converted[m], from)
		}
	}
}

// declaredAt returns where a type, or what it points to, is declared.
func declaredAt(t types.Type) token.Pos {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Pos()
	}
	return token.NoPos
}

// noteAssertions remembers what declarations such as
//
//	var _ Client = (*library.Client)(nil)
//
// say: go/ssa leaves them out.
func (p *pkg) noteAssertions() {
	for _, f := range p.pass.Files {
		if p.isTest(f.Pos()) {
			continue
		}
		for _, d := range f.Decls {
			gd, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range gd.Specs {
				vs, ok := s.(*ast.ValueSpec)
				if !ok || vs.Type == nil || len(vs.Names) != len(vs.Values) {
					continue
				}
				for i, name := range vs.Names {
					if from := p.pass.TypesInfo.TypeOf(vs.Values[i]); name.Name == "_" && from != nil {
						p.converts(from, p.pass.TypesInfo.TypeOf(vs.Type))
					}
				}
			}
		}
	}
}

// standInRows are the rows of the library's method for which a method of an
// in-house interface stands, nil if it stands for none.
func (p *pkg) standInRows(m *types.Func) []*model.Row {
	if m.Pkg() == nil || !p.inHouse(m.Pkg().Path()) || !types.IsInterface(m.Signature().Recv().Type()) {
		return nil // others' interfaces are there for anybody to implement
	}
	s, ok := p.standIns[m]
	if !ok {
		if m.Pkg() == p.types {
			s = p.standIn(m)
		} else if f := new(StandIn); p.pass.ImportObjectFact(m, f) {
			s = f
		}
		p.standIns[m] = s
	}
	if s == nil {
		return nil
	}
	return p.index.RowsOf(model.Ref{Pkg: s.Pkg, Recv: s.Recv, Name: s.Name, Kind: model.MethodKind}, m.Signature())
}

// standIn returns the library's method that is the only one known to be behind
// a method of an interface of this package: of the types that are kept in it,
// and of those that are declared next to it. Types next to it that only hand on
// what they are given to what is behind the interface change nothing.
func (p *pkg) standIn(m *types.Func) *StandIn {
	var stands *StandIn
	var own []*types.Func
	sees := func(t types.Type) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg(), m.Name())
		fn, ok := obj.(*types.Func)
		switch {
		case !ok:
			return false
		case fn == m:
			return true // another interface that has the method from this one
		case fn.Pkg() == p.types && !types.IsInterface(fn.Signature().Recv().Type()):
			own = append(own, fn.Origin())
			return true
		case len(p.index.Rows(fn.Origin())) == 0:
			return false
		}
		ref, ok := model.RefOf(fn.Origin())
		s := &StandIn{Pkg: ref.Pkg, Recv: ref.Recv, Name: ref.Name}
		if !ok || stands != nil && *stands != *s {
			return false
		}
		stands = s
		return true
	}
	for _, t := range p.converted[m] {
		if !sees(t) {
			return nil
		}
	}
	for _, t := range p.nextTo(m) {
		if !sees(t) {
			return nil
		}
	}
	if stands == nil {
		return nil
	}
	for _, fn := range own {
		if !handsOnTo(p.ssa.Prog.FuncValue(fn), m) {
			return nil
		}
	}
	return stands
}

// handsOnTo reports whether all that a method does is to call m with what it was
// given, apart from options at the end.
func handsOnTo(fn *ssa.Function, m *types.Func) bool {
	if fn == nil || fn.Blocks == nil {
		return false
	}
	found := false
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c := call.Common()
			if _, ok := c.Value.(*ssa.Builtin); ok {
				continue
			}
			if found || !c.IsInvoke() || c.Method != m {
				return false
			}
			found = true
			for i, a := range c.Args {
				if i == len(c.Args)-1 && c.Signature().Variadic() {
					continue
				}
				if i+1 >= len(fn.Params) || a != fn.Params[i+1] {
					return false
				}
			}
		}
	}
	return found
}

// exportStandIn writes down what a method of an interface stands for.
func (p *pkg) exportStandIn(m *types.Func) {
	if p.standInRows(m) != nil {
		p.pass.ExportObjectFact(m, p.standIns[m])
	}
}
