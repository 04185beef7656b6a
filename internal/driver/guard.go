package driver

import (
	"bytes"
	"fmt"
	"go/types"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
)

// A guard keeps analyzers from packages that do not compile, and stands
// between their panics and the process.
type guard struct {
	broken  map[*types.Package]bool
	facts   *facts                                // nil: those of the pass
	overlay map[string][]byte                     // what analyzers read instead of what is on disk
	stack   bool                                  // messages of panics include the stack
	report  func(pass *analysis.Pass, msg string) // called once for each analyzer that fails on a package

	// Under other drivers only the analyzers that were asked for can tell of a
	// failure, not those that they require.
	asked  map[*analysis.Analyzer]bool // nil: all can
	untold map[*types.Package][]string // failures of which none has told yet

	turn   chan struct{} // as many analyzers run at once as there are processors
	mu     sync.Mutex
	failed map[failure]bool
}

// A failure is an analyzer without a result on a package, by its own fault or
// that of one it requires.
type failure struct {
	analyzer *analysis.Analyzer
	pkg      *types.Package
}

func newGuard(broken map[*types.Package]bool, stack bool, report func(*analysis.Pass, string)) *guard {
	return &guard{broken: broken, stack: stack, report: report, turn: make(chan struct{}, runtime.GOMAXPROCS(0)), failed: make(map[failure]bool)}
}

// Recovering returns copies of the analyzers that report a panic or an error
// as a diagnostic of category "tracelint/internal" on the package clause. So do
// copies of what they require, by way of the first of the analyzers that does
// without. It is meant for go vet, where a panic would keep all importers of the
// package from being analysed, and an error is shown only once because of its
// cache, and for golangci-lint, where a panic ends the run of all linters.
func Recovering(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	g := newGuard(nil, false, func(pass *analysis.Pass, msg string) {
		if len(pass.Files) > 0 {
			pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, End: pass.Files[0].Name.End(), Category: internalError, Message: msg})
		}
	})
	g.asked, g.untold = make(map[*analysis.Analyzer]bool), make(map[*types.Package][]string)
	for _, a := range analyzers {
		g.asked[a] = true
	}
	return g.wrap(analyzers)
}

// internalError is the category of diagnostics that tell of a failure of
// tracelint itself.
const internalError = "tracelint/internal"

// wrap returns copies of the analyzers, and of all they require, that run
// under guard. After a failure, and for a broken package, an analyzer yields
// the zero value of its result and no diagnostics: those that require it are
// not run on the package, those that want its facts do without.
func (g *guard) wrap(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	copies := make(map[*analysis.Analyzer]*analysis.Analyzer)
	var wrap func(a *analysis.Analyzer) *analysis.Analyzer
	wrap = func(a *analysis.Analyzer) *analysis.Analyzer {
		if c := copies[a]; c != nil {
			return c
		}
		c := new(analysis.Analyzer)
		copies[a] = c
		*c = *a
		c.Requires = nil
		for _, req := range a.Requires {
			c.Requires = append(c.Requires, wrap(req))
		}
		c.RunDespiteErrors = true // the guard knows better
		c.Run = func(pass *analysis.Pass) (any, error) { return g.run(a, copies, pass) }
		return c
	}
	wrapped := make([]*analysis.Analyzer, len(analyzers))
	for i, a := range analyzers {
		wrapped[i] = wrap(a)
	}
	return wrapped
}

// run applies a to a package, with the results of the copies of what it
// requires under the names it knows.
func (g *guard) run(a *analysis.Analyzer, copies map[*analysis.Analyzer]*analysis.Analyzer, pass *analysis.Pass) (result any, err error) {
	zero := func() any {
		if a.ResultType == nil {
			return nil
		}
		return reflect.Zero(a.ResultType).Interface()
	}
	if g.broken[pass.Pkg] && !a.RunDespiteErrors {
		return zero(), nil
	}
	if g.lacks(a, pass.Pkg) {
		g.tell(a, pass)
		return zero(), nil
	}
	own := *pass
	own.Analyzer = a
	if g.facts != nil {
		g.facts.serve(&own)
	}
	if len(g.overlay) > 0 {
		own.ReadFile = func(name string) ([]byte, error) {
			if text, ok := g.overlay[name]; ok {
				return bytes.Clone(text), nil
			}
			return pass.ReadFile(name)
		}
	}
	own.ResultOf = make(map[*analysis.Analyzer]any, len(a.Requires))
	for _, req := range a.Requires {
		own.ResultOf[req] = pass.ResultOf[copies[req]]
	}
	fail := func(msg, stack string) {
		msg = oneLine(msg)
		if g.stack && stack != "" {
			msg += "\n" + stack
		}
		g.mu.Lock()
		g.failed[failure{a, pass.Pkg}] = true
		if g.asked == nil || g.asked[a] {
			g.report(pass, msg)
		} else {
			g.untold[pass.Pkg] = append(g.untold[pass.Pkg], msg)
		}
		g.mu.Unlock()
		result, err = zero(), nil
	}
	g.turn <- struct{}{}
	defer func() {
		if v := recover(); v != nil {
			fail(fmt.Sprintf("internal error in %s: %v%s", a.Name, v, origin()), string(debug.Stack()))
		}
		<-g.turn
	}()
	result, err = a.Run(&own)
	switch index, _ := result.(*eventflow.Index); {
	case err != nil:
		fail(fmt.Sprintf("%s: %v", a.Name, err), "")
	case result == nil:
		result = zero()
	case index != nil && index.Panic != "": // the engine recovers by itself
		fail(fmt.Sprintf("internal error in %s: %s", a.Name, index.Panic), index.Stack)
	}
	return result, err
}

// lacks reports whether an analyzer that a requires has failed on pkg, and
// then counts a as failed too.
func (g *guard) lacks(a *analysis.Analyzer, pkg *types.Package) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, req := range a.Requires {
		if g.failed[failure{req, pkg}] {
			g.failed[failure{a, pkg}] = true
			return true
		}
	}
	return false
}

// tell reports the failures on a package that none has told of yet, if a can.
func (g *guard) tell(a *analysis.Analyzer, pass *analysis.Pass) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.asked[a] {
		return
	}
	for _, msg := range g.untold[pass.Pkg] {
		g.report(pass, msg)
	}
	delete(g.untold, pass.Pkg)
}

// origin returns where the panic that is being recovered began.
func origin() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	panicking := false
	for {
		f, more := frames.Next()
		switch {
		case strings.HasPrefix(f.Function, "runtime."):
			panicking = true
		case panicking:
			return fmt.Sprintf(" (%s:%d)", filepath.Base(f.File), f.Line)
		}
		if !more {
			return ""
		}
	}
}
