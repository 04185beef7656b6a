package eventflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/words"
)

// Conventions is what other packages need to know of a function to see whether
// events and spans have the fields that a configuration requires. It is a fact
// of its own: without such a configuration there is none.
type Conventions struct {
	Sends      []Send
	Leaves     []Leave
	Annotates  []Annotation
	Attributes uint8 // 1 + roles of the attributes that its results hold, 0 if that is not known
}

// AFact marks Conventions as a fact.
func (*Conventions) AFact() {}

// Leave says that a function leaves an id's place empty, in a result or in
// what a parameter points to.
type Leave struct {
	In     int // result, or -1 - parameter
	Path   string
	Params []int // filled unless all of these are given as empty
}

// conventions is the state of the questions about required fields.
type conventions struct {
	places map[placeKey][]place
	sites  map[*ssa.Function][]site
	sends  map[*ssa.Function][]Send
	far    map[*types.Func]*Conventions
	notes  map[*ssa.Function][]Annotation
	attrs  map[*ssa.Function]attributeSet
	marks  map[*types.TypeName]bool
}

func newConventions() conventions {
	return conventions{
		places: map[placeKey][]place{}, sites: map[*ssa.Function][]site{}, sends: map[*ssa.Function][]Send{}, far: map[*types.Func]*Conventions{},
		notes: map[*ssa.Function][]Annotation{}, attrs: map[*ssa.Function]attributeSet{}, marks: map[*types.TypeName]bool{},
	}
}

// judgeConventions looks for required fields, if any are.
func (p *pkg) judgeConventions() {
	if len(p.cfg.RequiredFields) == 0 {
		return
	}
	p.judgeEnvelopes()
	p.judgeSpanFields()
}

// conventionsOf returns the fact of a function of another package, nil if it has none.
func (p *pkg) conventionsOf(obj *types.Func) *Conventions {
	if obj == nil || obj.Pkg() == p.types || len(p.cfg.RequiredFields) == 0 {
		return nil
	}
	obj = obj.Origin()
	if c, ok := p.conv.far[obj]; ok {
		return c
	}
	c := new(Conventions)
	if !p.pass.ImportObjectFact(obj, c) {
		c = nil
	}
	p.conv.far[obj] = c
	return c
}

// leaves returns the parameters on which it depends whether the place is left
// empty, and whether it may be.
func (c *Conventions) leaves(in int, path string) ([]int, bool) {
	for _, l := range c.Leaves {
		if l.In == in && l.Path == path {
			return l.Params, true
		}
	}
	return nil, false
}

// conventionsFor makes the fact of a function of this package, nil if it says nothing.
func (p *pkg) conventionsFor(fn *ssa.Function) *Conventions {
	c := &Conventions{Sends: p.handsOff(fn), Annotates: p.annotates(fn)}
	sig := fn.Signature
	for i := range sig.Results().Len() {
		t := sig.Results().At(i).Type()
		if n := p.structOf(t); n != nil {
			p.leavesIn(c, fn, n, i)
		}
		if isAttributes(t) {
			c.Attributes = p.attributesOf(fn, i).fact()
		}
	}
	for k, q := range fn.Params {
		if n := p.structOf(q.Type()); n != nil && pointerTo(q.Type()) {
			p.leavesIn(c, fn, n, -1-k)
		}
	}
	if len(c.Sends)+len(c.Leaves)+len(c.Annotates) == 0 && c.Attributes == 0 {
		return nil
	}
	return c
}

func (p *pkg) leavesIn(c *Conventions, fn *ssa.Function, n *types.Named, in int) {
	for role := words.EventID; role <= words.CausationID; role++ {
		if !allRoles.has(role) {
			continue
		}
		for _, pl := range p.places(n, role) {
			f := filling{p: p, role: role, top: fn}
			filled := false
			if in < 0 {
				q := fn.Params[-1-in]
				filled = f.object(ref{v: q}, q, "", pl)
			} else {
				for _, b := range fn.Blocks {
					for _, x := range b.Instrs {
						if ret, ok := x.(*ssa.Return); ok && in < len(ret.Results) {
							filled = filled || f.value(ref{v: ret.Results[in], at: x}, pl)
						}
					}
				}
			}
			if filled || len(f.whole) > 0 {
				continue
			}
			slices.Sort(f.params)
			if !slices.ContainsFunc(c.Leaves, func(l Leave) bool { return l.In == in && l.Path == pl.path }) {
				c.Leaves = append(c.Leaves, Leave{in, pl.path, f.params})
			}
		}
	}
}

// hasConventions reports whether a package that hands nothing off through a
// library declares what events are made of, structs with ids, constructors and
// attributes, or writes them into an outbox.
func (p *pkg) hasConventions() bool {
	if len(p.markedHere()) > 0 || p.writesOutbox() || p.callsSender() {
		return true
	}
	speaks := func(f *types.Func) bool {
		for _, tuple := range [...]*types.Tuple{f.Signature().Results(), f.Signature().Params()} {
			for i := range tuple.Len() {
				t := tuple.At(i).Type()
				if isAttributes(t) {
					return true
				}
				if n := p.structOf(t); n != nil && slices.ContainsFunc([]words.Role{words.EventID, words.CorrelationID, words.CausationID, words.TraceID}, func(r words.Role) bool { return len(p.places(n, r)) > 0 }) {
					return true
				}
			}
		}
		return false
	}
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if obj.Exported() && speaks(obj) {
				return true
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() {
				continue
			}
			for i := range named.NumMethods() {
				if m := named.Method(i); m.Exported() && (speaks(m) || len(p.eventPlaces(named)) > 0) {
					return true
				}
			}
		}
	}
	return false
}

// eventPlaces returns the places of a type for an event's id, none if it is no struct.
func (p *pkg) eventPlaces(n *types.Named) []place {
	if n := p.structOf(n); n != nil {
		return p.places(n, words.EventID)
	}
	return nil
}

// exportConventions writes the facts about required fields.
func (p *pkg) exportConventions() {
	if len(p.cfg.RequiredFields) == 0 || p.types.Name() == "main" {
		return
	}
	for _, n := range p.markedHere() {
		p.pass.ExportObjectFact(n.Obj(), new(Marked))
	}
	p.eachExported(func(obj *types.Func, fn *ssa.Function) {
		if c := p.conventionsFor(fn); c != nil {
			p.pass.ExportObjectFact(obj, c)
		}
	})
}

// eachExported calls f for the functions and methods of this package that
// others can call, interface methods with a sole implementation included.
func (p *pkg) eachExported(f func(*types.Func, *ssa.Function)) {
	scope := p.types.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if p.isTest(obj.Pos()) {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if fn := p.ssa.Prog.FuncValue(obj); obj.Exported() && fn != nil && fn.Blocks != nil {
				f(obj, fn)
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() {
				continue
			}
			if iface, ok := named.Underlying().(*types.Interface); ok {
				for i := range iface.NumExplicitMethods() {
					if m := iface.ExplicitMethod(i); m.Exported() && obj.Exported() {
						if s := p.soleImplementation(m); s != nil && s.fn != nil {
							f(m, s.fn)
						}
					}
				}
				continue
			}
			for i := range named.NumMethods() {
				m := named.Method(i)
				if fn := p.ssa.Prog.FuncValue(m); m.Exported() && !p.isTest(m.Pos()) && fn != nil && fn.Blocks != nil {
					f(m, fn)
				}
			}
		}
	}
}
