// Package noop is an analyzer that does nothing but have a fact, so that a
// driver must run it on every package. What it costs is what any analyzer
// with facts costs at least.
package noop

import (
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// Analyzer reports nothing and exports nothing.
var Analyzer = &analysis.Analyzer{
	Name:       "noop",
	Doc:        "does nothing, with facts",
	FactTypes:  []analysis.Fact{new(fact)},
	ResultType: reflect.TypeFor[struct{}](),
	Run:        func(*analysis.Pass) (any, error) { return struct{}{}, nil },
}

type fact struct{}

func (*fact) AFact() {}
