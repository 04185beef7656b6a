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
	Names    []string // encoded Namings
	Links    bool     // it makes or adds a link to a span
	Retries  string   // of Attempts: see packed
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

// behaviour is what is known of a function: the fact of another package's, or
// the body of one in this package, which is looked into as far as it is asked about.
type behaviour struct {
	fact *Summary
	p    *pkg
	fn   *ssa.Function

	res     []Val
	muts    map[int][]Mutation
	effs    []Effect
	resDone bool
	effDone bool
}

// behaviour returns the behaviour of a function of this package.
func (p *pkg) behaviour(fn *ssa.Function) *behaviour {
	b := p.behaves[fn]
	if b == nil {
		b = &behaviour{p: p, fn: fn, muts: map[int][]Mutation{}}
		p.behaves[fn] = b
	}
	return b
}

// body reports whether the behaviour is read off a body in this package.
func (b *behaviour) body() bool { return b.fact == nil }

// results returns the origins of each result; nil if there is no body or fact that says.
func (b *behaviour) results() []Val {
	if b.fact != nil {
		return b.fact.Results
	}
	if b.resDone {
		return b.res
	}
	b.resDone = true // recursion sees none
	res := make([]Val, b.fn.Signature.Results().Len())
	e := b.p.eval(b.fn)
	for _, blk := range b.fn.Blocks {
		for _, in := range blk.Instrs {
			if ret, ok := in.(*ssa.Return); ok {
				for i, r := range ret.Results {
					res[i] = res[i].union(b.p.prune(b.p.owned(e.of(r), b.fn), r.Type()))
				}
			}
		}
	}
	b.res = res
	return res
}

// mutates returns what the function writes into what parameter i points to.
func (b *behaviour) mutates(i int) []Mutation {
	if b.fact != nil {
		var out []Mutation
		for _, m := range b.fact.Mutates {
			if m.Param == i {
				out = append(out, m)
			}
		}
		return out
	}
	if out, ok := b.muts[i]; ok {
		return out
	}
	b.muts[i] = nil // recursion sees none
	if i >= len(b.fn.Params) {
		return nil
	}
	q := b.fn.Params[i]
	if !pointerLike(q.Type()) || isContext(q.Type()) {
		return nil
	}
	var out []Mutation
	p, e := b.p, b.p.eval(b.fn)
	put := func(path string, v Val) {
		v = p.owned(v, b.fn).filter(func(a Atom) bool { return !(a.Kind == KParam && a.Index == i && a.Form == Plain) })
		if len(v) == 0 {
			return
		}
		for k := range out {
			if m := &out[k]; m.Path == path {
				m.Val = m.Val.union(v)
				return
			}
		}
		out = append(out, Mutation{i, path, v})
	}
	w := e.follow(q)
	for _, wr := range w.writes {
		put(wr.path, e.written(wr, wr.path))
	}
	for _, cu := range w.calls {
		put(cu.path, p.mutation(p.eval(cu.in.Parent()), cu, cu.path))
	}
	b.muts[i] = out
	return out
}

// effects returns what happens when the function runs, as far as callers have something to say about it.
func (b *behaviour) effects() []Effect {
	if b.fact != nil {
		return b.fact.Effects
	}
	if b.effDone {
		return b.effs
	}
	b.effDone = true // recursion sees none
	p, fn := b.p, b.fn
	for _, eff := range p.effects(fn) {
		if len(b.effs) >= maxEffects {
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
		c.Accepts = p.accepts(eff)
		c.Ctx, c.Msg, c.Client = p.owned(c.Ctx, fn), p.owned(c.Msg, fn), p.owned(c.Client, fn)
		c.To = c.To.filter(func(a Atom) bool { return encloses(a.fn, fn) })
		if c.Settled {
			if !c.HasCtx || !c.Ctx.any(func(a Atom) bool { return a.Kind == KParam && a.Path == "" && !a.Extracted }) {
				continue
			}
			c.Msg, c.Client = nil, nil
		}
		b.effs = append(b.effs, c)
	}
	return b.effs
}

// handlers returns the function parameters that the function makes handlers of events.
func (b *behaviour) handlers() []Registration {
	if b.fact != nil {
		return b.fact.Handlers
	}
	return b.p.registers[b.fn]
}

// owes returns what publishes ask of the clients that the function is given.
func (b *behaviour) owes() []Obligation {
	if b.fact != nil {
		return b.fact.Owes
	}
	return b.p.owed[b.fn]
}

// namings returns the spans that the function names after what it is given.
func (b *behaviour) namings() []Naming {
	if b.fact != nil {
		var out []Naming
		for _, s := range b.fact.Names {
			out = append(out, decodeNaming(s))
		}
		return out
	}
	return b.p.namings(b.fn)
}

// summary puts everything together, for other packages.
func (b *behaviour) summary() *Summary {
	if b.fact != nil {
		return b.fact
	}
	s := &Summary{Results: b.results(), Effects: b.effects(), Handlers: b.handlers(), Owes: b.owes(), Links: b.links(), Retries: packed(b.retries())}
	for _, n := range b.namings() {
		s.Names = append(s.Names, n.encoded())
	}
	s.Mutates = b.allMutations()
	return s
}

func (b *behaviour) allMutations() []Mutation {
	if b.fact != nil {
		return b.fact.Mutates
	}
	var out []Mutation
	for i := range b.fn.Params {
		out = append(out, b.mutates(i)...)
	}
	return out
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

// encloses reports whether inner is fn or a function literal in it.
func encloses(fn, inner *ssa.Function) bool {
	for ; inner != nil; inner = inner.Parent() {
		if inner == fn {
			return true
		}
	}
	return false
}

// owned replaces the parameters of other functions (closures, constructors) by the unknown.
func (p *pkg) owned(v Val, fn *ssa.Function) Val {
	return v.mapped(func(a Atom) Atom {
		if a.Kind == KParam && !encloses(a.fn, fn) {
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
		return v.any(func(a Atom) bool { return a.Kind == KParam && encloses(a.fn, fn) })
	}
	switch eff.Kind {
	case EWork:
		if eff.Ctx.has(KStarted) {
			return false // under a span of its own, which is judged itself
		}
		return dependsOn(eff.Ctx.filter(func(a Atom) bool { return !a.Extracted }))
	case EStart:
		return true
	}
	return true
}
