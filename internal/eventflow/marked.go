package eventflow

import "go/types"

// Marked is the fact of a type that a directive calls an envelope.
type Marked struct{}

// AFact marks Marked as a fact.
func (*Marked) AFact() {}

// marked reports whether a directive calls the type an envelope.
func (p *pkg) marked(obj *types.TypeName) bool {
	if m, ok := p.conv.marks[obj]; ok {
		return m
	}
	m := obj.Pkg() != p.types && p.pass.ImportObjectFact(obj, new(Marked))
	p.conv.marks[obj] = m
	return m
}

// markedHere returns the structs of this package that directives call envelopes.
func (p *pkg) markedHere() []*types.Named {
	var out []*types.Named
	for _, a := range p.out.Directives.Asserts {
		if a.Verb != "envelope" {
			continue
		}
		obj, ok := p.pass.TypesInfo.Defs[a.Name].(*types.TypeName)
		if !ok {
			continue
		}
		if n := p.structOf(obj.Type()); n != nil {
			p.conv.marks[obj] = true
			out = append(out, n)
		}
	}
	return out
}
