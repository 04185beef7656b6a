package model

import "go/types"

// Namer is a function of instrumentation whose first argument is a function
// that gives spans their names.
type Namer struct {
	Path string // import path
	Func string
}

// Namers are the functions that take such an argument, as their versions in the
// module of the test cases have them. Of spans that start elsewhere nothing more
// is known in the place where they are named so: no kind, no parent.
var Namers = []Namer{
	{"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp", "WithSpanNameFormatter"},
}

// NamesSpans reports whether the function's first argument is a function that
// gives spans their names.
func NamesSpans(f *types.Func) bool {
	if f.Pkg() == nil || f.Signature().Recv() != nil {
		return false
	}
	for _, n := range Namers {
		if n.Func == f.Name() && n.Path == f.Pkg().Path() {
			return true
		}
	}
	return false
}
