package eventflow

import (
	"golang.org/x/tools/go/ssa"
)

// Summary is what a function does to the flow of events, in terms of its
// parameters (the receiver first). It is the fact that travels between packages.
type Summary struct {
	Results  []Val // origins of each result
	Mutates  []Mutation
	Effects  []Effect
	Handlers []Registration
	Owes     []Obligation
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

// Mutation says what a function writes into what a parameter points to.
type Mutation struct {
	Param int
	Path  string // where below the parameter
	Val   Val
}

// Registration says that a function makes one of its function parameters the
// handler of events.
type Registration struct {
	Param  int // the function
	Ctx    int // its context parameter, -1 if it has none
	Msg    int // its message parameter
	Traced bool
}

// maxEffects bounds what one function passes on.
const maxEffects = 24

// summary returns the summary of a function of this package.
func (p *pkg) summary(fn *ssa.Function) *Summary {
	if s, ok := p.sums[fn]; ok {
		return s
	}
	s := &Summary{Handlers: p.registers[fn]}
	p.sums[fn] = s // recursion sees an empty one
	if fn.Blocks == nil {
		return s
	}
	e := p.eval(fn)
	n := fn.Signature.Results().Len()
	s.Results = make([]Val, n)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if ret, ok := in.(*ssa.Return); ok {
				for i, r := range ret.Results {
					s.Results[i] = s.Results[i].union(p.prune(p.owned(e.of(r), fn), r.Type()))
				}
			}
		}
	}
	for i, q := range fn.Params {
		if !pointerLike(q.Type()) || isContext(q.Type()) {
			continue
		}
		w := e.follow(q)
		put := func(path string, v Val) {
			v = p.owned(v, fn).filter(func(a Atom) bool { return !(a.Kind == KParam && a.Index == i && a.Form == Plain) })
			if len(v) == 0 {
				return
			}
			for k := range s.Mutates {
				if m := &s.Mutates[k]; m.Param == i && m.Path == path {
					m.Val = m.Val.union(v)
					return
				}
			}
			s.Mutates = append(s.Mutates, Mutation{i, path, v})
		}
		for _, wr := range w.writes {
			put(wr.path, e.written(wr, wr.path))
		}
		for _, cu := range w.calls {
			put(cu.path, p.mutation(p.eval(cu.in.Parent()), cu, cu.path))
		}
	}
	for _, eff := range p.effects(fn) {
		if len(s.Effects) >= maxEffects {
			break
		}
		if !p.passesOn(fn, eff) {
			continue
		}
		c := *eff
		if c.Kind == EStart && c.Depth == 0 {
			c.Producer = p.publishesHere(fn)
		}
		if c.Kind == EPublish && !c.Settled && p.settled(eff) {
			c.Settled = true
		}
		c.Ctx, c.Msg, c.Client = p.owned(c.Ctx, fn), p.owned(c.Msg, fn), p.owned(c.Client, fn)
		if c.Settled {
			if !c.HasCtx || !c.Ctx.any(func(a Atom) bool { return a.Kind == KParam && a.Path == "" && !a.Extracted }) {
				continue
			}
			c.Msg, c.Client = nil, nil
		}
		s.Effects = append(s.Effects, c)
	}
	return s
}

// publishesHere reports whether fn itself hands an event off.
func (p *pkg) publishesHere(fn *ssa.Function) bool {
	for _, eff := range p.effects(fn) {
		if eff.Kind == EPublish && eff.Depth == 0 {
			return true
		}
	}
	return false
}

// owned replaces the parameters of other functions (closures, constructors) by the unknown.
func (p *pkg) owned(v Val, fn *ssa.Function) Val {
	return v.mapped(func(a Atom) Atom {
		if a.Kind == KParam && a.fn != fn {
			return Atom{Kind: KUnknown, Form: a.Form, Extracted: a.Extracted, Path: "callback-parameter", pos: a.pos}
		}
		return a
	})
}

// passesOn reports whether callers have something to say about the effect.
func (p *pkg) passesOn(fn *ssa.Function, eff *Effect) bool {
	if eff.Depth > 6 {
		return false
	}
	dependsOn := func(v Val) bool {
		return v.any(func(a Atom) bool { return a.Kind == KParam && a.fn == fn })
	}
	switch eff.Kind {
	case EWork:
		return dependsOn(eff.Ctx.filter(func(a Atom) bool { return !a.Extracted }))
	case EStart:
		return true
	}
	return true
}
