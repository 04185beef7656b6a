package eventflow

import (
	"fmt"
	"strings"
)

var kindNames = [...]string{
	KParam: "param", KFresh: "fresh", KGlobal: "stored", KRequest: "request", KMessage: "message", KStarted: "span", KCausal: "causal",
	KUnknown: "unknown", KLink: "link", KNewRoot: "new-root", KInstr: "instrumentation", KBuilt: "built",
}

// String describes the atom for -debug and for tests: kind, index and path,
// and after a slash its form if it is not plain contents.
func (a Atom) String() string {
	s := kindNames[a.Kind]
	if a.Kind == KParam {
		s += fmt.Sprint(a.Index)
	}
	if a.Path != "" {
		s += "(" + a.Path + ")"
	}
	s += [...]string{"", "/ctx", "/data"}[a.Form]
	if a.Extracted {
		s += "+extracted"
	}
	if a.Weak {
		s += "?"
	}
	return s
}

// String lists the atoms.
func (v Val) String() string {
	parts := make([]string, len(v))
	for i, a := range v {
		parts[i] = a.String()
	}
	return "{" + strings.Join(parts, " ") + "}"
}
