package driver

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// facts holds what analyzers know about the objects and packages of a whole
// run. The checker would hand each package a copy of all the facts of its
// import closure, which takes longer than the analysis when the closure is
// large; here they are all in one place, and a package sees those of its
// imports because they have been analysed before it.
type facts struct {
	mu       sync.RWMutex
	objects  map[objectKey]analysis.Fact
	packages map[packageKey]analysis.Fact
}

type objectKey struct {
	obj types.Object
	typ reflect.Type
}

type packageKey struct {
	pkg *types.Package
	typ reflect.Type
}

func newFacts() *facts {
	return &facts{objects: make(map[objectKey]analysis.Fact), packages: make(map[packageKey]analysis.Fact)}
}

// serve makes pass use fs.
func (fs *facts) serve(pass *analysis.Pass) {
	pass.ImportObjectFact = func(obj types.Object, ptr analysis.Fact) bool {
		fs.mu.RLock()
		defer fs.mu.RUnlock()
		return found(fs.objects[objectKey{obj, reflect.TypeOf(ptr)}], ptr)
	}
	pass.ImportPackageFact = func(pkg *types.Package, ptr analysis.Fact) bool {
		fs.mu.RLock()
		defer fs.mu.RUnlock()
		return found(fs.packages[packageKey{pkg, reflect.TypeOf(ptr)}], ptr)
	}
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		if obj.Pkg() != pass.Pkg {
			panic(fmt.Sprintf("fact of %s exported by package %s", obj, pass.Pkg.Path()))
		}
		fs.mu.Lock()
		defer fs.mu.Unlock()
		fs.objects[objectKey{obj, reflect.TypeOf(fact)}] = fact
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		fs.mu.Lock()
		defer fs.mu.Unlock()
		fs.packages[packageKey{pass.Pkg, reflect.TypeOf(fact)}] = fact
	}
	pass.AllObjectFacts = func() (all []analysis.ObjectFact) {
		visible := visibleTo(pass)
		fs.mu.RLock()
		defer fs.mu.RUnlock()
		for k, fact := range fs.objects {
			if visible(k.obj.Pkg(), fact) {
				all = append(all, analysis.ObjectFact{Object: k.obj, Fact: fact})
			}
		}
		return all
	}
	pass.AllPackageFacts = func() (all []analysis.PackageFact) {
		visible := visibleTo(pass)
		fs.mu.RLock()
		defer fs.mu.RUnlock()
		for k, fact := range fs.packages {
			if visible(k.pkg, fact) {
				all = append(all, analysis.PackageFact{Package: k.pkg, Fact: fact})
			}
		}
		return all
	}
}

// found copies fact to where ptr points. It returns false if there is none.
func found(fact, ptr analysis.Fact) bool {
	if fact == nil {
		return false
	}
	reflect.ValueOf(ptr).Elem().Set(reflect.ValueOf(fact).Elem())
	return true
}

// visibleTo returns the test for facts of the pass's analyzer on a package of
// its import closure.
func visibleTo(pass *analysis.Pass) func(*types.Package, analysis.Fact) bool {
	closure := make(map[*types.Package]bool)
	var visit func(*types.Package)
	visit = func(p *types.Package) {
		if !closure[p] {
			closure[p] = true
			for _, imp := range p.Imports() {
				visit(imp)
			}
		}
	}
	visit(pass.Pkg)
	return func(p *types.Package, fact analysis.Fact) bool {
		return closure[p] && slices.ContainsFunc(pass.Analyzer.FactTypes, func(own analysis.Fact) bool { return reflect.TypeOf(own) == reflect.TypeOf(fact) })
	}
}
