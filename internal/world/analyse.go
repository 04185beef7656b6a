package world

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fingerprint"
)

// analyse runs the rules on a package whose imports have been analysed.
func (w *World) analyse(pkg *Package, fs *facts) (found []Finding, problems []string) {
	results := make(map[*analysis.Analyzer]any)
	var run func(a *analysis.Analyzer) bool
	run = func(a *analysis.Analyzer) bool {
		if _, done := results[a]; done {
			return results[a] != nil
		}
		results[a] = nil
		inputs := make(map[*analysis.Analyzer]any)
		for _, req := range a.Requires {
			if !run(req) {
				return false
			}
			inputs[req] = results[req]
		}
		res, problem := call(a, w.pass(pkg, a, inputs, fs, &found))
		if problem != "" {
			problems = append(problems, fmt.Sprintf("%s: %s: %s", pkg.Path, a.Name, problem))
			return false
		}
		results[a] = res
		return true
	}
	for _, a := range w.rules {
		// Of what has no source only facts are wanted.
		if len(pkg.Files) > 0 {
			run(a)
			continue
		}
		for _, req := range a.Requires {
			if len(req.FactTypes) > 0 {
				run(req)
			}
		}
	}
	return found, problems
}

// call runs an analyzer. A panic, also one that the engine tells of in its
// result, is a problem.
func call(a *analysis.Analyzer, pass *analysis.Pass) (res any, problem string) {
	defer func() {
		if v := recover(); v != nil {
			res, problem = nil, fmt.Sprintf("%v\n%s", v, debug.Stack())
		}
	}()
	res, err := a.Run(pass)
	if err != nil {
		return nil, err.Error()
	}
	if ix, ok := res.(*eventflow.Index); ok && ix.Panic != "" {
		return nil, ix.Panic + "\n" + ix.Stack
	}
	return res, ""
}

func (w *World) pass(pkg *Package, a *analysis.Analyzer, inputs map[*analysis.Analyzer]any, fs *facts, found *[]Finding) *analysis.Pass {
	return &analysis.Pass{
		Analyzer: a, Fset: pkg.Fset, Files: pkg.Files, Pkg: pkg.Types, TypesInfo: pkg.Info, TypesSizes: w.sizes, TypeErrors: pkg.Errors,
		Module: pkg.module, ResultOf: inputs,
		Report: func(d analysis.Diagnostic) {
			*found = append(*found, Finding{d.Category, d.Message, pkg.Fset.Position(d.Pos), fingerprint.Of(pkg.Files, pkg.Info, d.Pos, d.End), len(d.SuggestedFixes)})
		},
		ReadFile: func(name string) ([]byte, error) {
			for _, f := range pkg.Files {
				if pkg.Fset.Position(f.FileStart).Filename == name {
					return pkg.Text[f], nil
				}
			}
			return nil, os.ErrNotExist
		},
		ImportObjectFact: func(obj types.Object, ptr analysis.Fact) bool {
			return fs.load(factKey{obj, reflect.TypeOf(ptr)}, ptr)
		},
		ImportPackageFact: func(p *types.Package, ptr analysis.Fact) bool {
			return fs.load(factKey{p, reflect.TypeOf(ptr)}, ptr)
		},
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			if obj.Pkg() != pkg.Types {
				panic(fmt.Sprintf("fact of %s exported by package %s", obj, pkg.Path))
			}
			fs.known[factKey{obj, reflect.TypeOf(fact)}] = fact
		},
		ExportPackageFact: func(fact analysis.Fact) { fs.known[factKey{pkg.Types, reflect.TypeOf(fact)}] = fact },
		// The rules read only the facts of direct imports: these two give none.
		AllObjectFacts:  func() []analysis.ObjectFact { return nil },
		AllPackageFacts: func() []analysis.PackageFact { return nil },
	}
}

// facts are what analyzers know of objects and packages, on top of what the
// world knew before.
type facts struct {
	below *facts
	known map[factKey]analysis.Fact
}

type factKey struct {
	of  any // types.Object or *types.Package
	typ reflect.Type
}

func newFacts(below *facts) *facts { return &facts{below, make(map[factKey]analysis.Fact)} }

func (fs *facts) load(key factKey, into analysis.Fact) bool {
	for ; fs != nil; fs = fs.below {
		if fact, ok := fs.known[key]; ok {
			reflect.ValueOf(into).Elem().Set(reflect.ValueOf(fact).Elem())
			return true
		}
	}
	return false
}

// encode writes the facts of fs itself, in an order of their own.
func (fs *facts) encode(fset *token.FileSet) (string, error) {
	lines := make([]string, 0, len(fs.known))
	for key, fact := range fs.known {
		var b bytes.Buffer
		switch of := key.of.(type) {
		case types.Object:
			fmt.Fprintf(&b, "%s %s ", of.Name(), fset.Position(of.Pos()))
		case *types.Package:
			fmt.Fprintf(&b, "package %s ", of.Path())
		}
		if err := gob.NewEncoder(&b).Encode(fact); err != nil {
			return "", err
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n"), nil
}
