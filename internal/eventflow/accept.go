package eventflow

import (
	"go/token"
	"slices"

	"github.com/tracelint/tracelint/internal/directive"
)

// What a directive leaves out where an event is handed off or a span starts is
// left out for callers too, here and in other packages: who accepts what a
// wrapper does accepts it for all that use it.

// accepts returns what directives leave out of an effect, those where it is
// written and those on the way here.
func (p *pkg) accepts(eff *Effect) []string {
	out := eff.Accepts
	if eff.Kind != EPublish && eff.Kind != EStart {
		return out // what is done with a context is judged where the context is chosen
	}
	for _, n := range p.out.Directives.At(eff.in.Pos()) {
		if name := n.String(); !slices.Contains(out, name) {
			out = append(slices.Clip(out), name)
		}
	}
	return out
}

// accepted reports whether directives leave out findings of the category.
func accepted(names []string, category string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return directive.Match(n, category) })
}

func (p *pkg) accepted(eff *Effect, category string) bool { return accepted(p.accepts(eff), category) }

// spare notes which names in directives leave out what callers would be told:
// of a publish that carries what they give it, of a span that starts afresh.
func (p *pkg) spare() {
	if p.out.Directives == nil || len(p.out.Directives.Ignores) == 0 {
		return
	}
	p.out.Spared = map[token.Pos]bool{}
	for _, fn := range p.funcs {
		for _, eff := range p.effects(fn) {
			category := ""
			switch eff.Kind {
			case EPublish:
				if v := p.assess(eff.fn, eff); !eff.Settled && (v.open || v.reason == "client-construction-unknown") && v.carry != Carries {
					category = "publishctx"
				}
			case EStart:
				if eff.Ctx.has(KFresh) || eff.Ctx.has(KGlobal) {
					category = "freshroot"
				}
			}
			for _, n := range p.out.Directives.At(eff.in.Pos()) {
				if n.Rule == category {
					p.out.Spared[n.Pos] = true
				}
			}
		}
	}
}
