package eventflow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// What a call leaves behind for whoever looks at traces, logs and metrics
// later. Attempts and failures that leave nothing are what rule hiddenretry is about.

// remains says what is left of something that has happened. Of several the most counts.
type remains uint8

const (
	nothing   remains = iota // for certain
	doubt                    // code that could not be looked into
	something                // a span, an attribute, a log record, a metric
)

// leftBy returns what a call of fn leaves behind, its function literals included.
func (p *pkg) leftBy(fn *ssa.Function) remains {
	if r, ok := p.remains[fn]; ok {
		return r
	}
	p.remains[fn] = nothing // recursion adds nothing
	r := nothing
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if ci, ok := in.(ssa.CallInstruction); ok {
				r = max(r, p.leftAt(p.eval(fn), ci))
			}
		}
	}
	for _, cl := range fn.AnonFuncs {
		if !p.isHandler(cl) {
			r = max(r, p.leftBy(cl))
		}
	}
	p.remains[fn] = r
	return r
}

// leftAt returns what a call leaves behind.
func (p *pkg) leftAt(e *evaluator, in ssa.CallInstruction) remains {
	c := in.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok {
		if b.Name() == "print" || b.Name() == "println" {
			return something
		}
		return nothing
	}
	cal := p.callee(e, c)
	if len(cal.rows) > 0 {
		r := nothing
		for _, row := range cal.rows {
			r = max(r, p.leftByRow(e, in, cal, row))
		}
		return r
	}
	if cal.obj == nil {
		if cal.fn != nil {
			return p.leftBy(cal.fn)
		}
		if n, ok := derefNamed(c.Value.Type()); ok && n == "CancelFunc" {
			return nothing
		}
		return doubt
	}
	if cal.obj.Pkg() == nil {
		return nothing // error.Error
	}
	path := cal.obj.Pkg().Path()
	if p.index.Opaque(path) {
		return something
	}
	if p.index.Helps(path) {
		return nothing // its hooks are looked at where they are given
	}
	if stdPath(path) && !p.inHouse(path) {
		return leftByStd(path, cal.obj, c)
	}
	tells := words.Tells(cal.obj.Name()) || words.IsRecords(lastName(path)) && path != p.types.Path()
	if cal.fn != nil {
		if tells {
			return something
		}
		return p.leftBy(cal.fn)
	}
	switch {
	case tells:
		return something
	case cal.standing == dynamic || cal.standing == foreign:
		return doubt
	case cal.standing == library:
		return nothing // its hand-offs have rows
	}
	house := p.inHouse(path)
	if !house {
		switch {
		case isErrorsPackage(path):
			return nothing
		case takesError(c):
			return something
		case takesContext(c):
			return doubt // a client that may be instrumented
		}
		return nothing
	}
	r := nothing
	for _, eff := range p.effects(in.Parent()) {
		if eff.in != in {
			continue
		}
		switch eff.Kind {
		case EStart:
			return something
		case EPublish:
			r = max(r, p.leftByPublish(eff))
		}
	}
	if recordsBelow(cal.obj.Pkg()) || takesError(c) {
		r = max(r, doubt)
	}
	for _, a := range callArgs(c) {
		if mi, ok := a.(*ssa.MakeInterface); ok {
			a = mi.X // what it is, rather than what it is given as
		}
		if !contextLike(a.Type()) && p.instrumentable(a.Type(), 0) {
			r = max(r, doubt)
		}
	}
	return r
}

// leftByRow returns what a call of a modelled function leaves behind.
func (p *pkg) leftByRow(e *evaluator, in ssa.CallInstruction, cal *callee, r *model.Row) remains {
	switch r.Role {
	case model.StartSpan:
		return something
	case model.Link, model.Annotate:
		if r.Message.Base == model.RecvOf || r.Result.Base == model.RecvOf {
			return something
		}
	case model.Publish:
		return p.leftByPublish(p.publishEffect(e, in, in.Common(), cal, r))
	case model.Neutral:
		if r.MayRead != model.FromNothing {
			return doubt
		}
	}
	return nothing
}

// leftByPublish: a client that is instrumented starts a span for each publish.
func (p *pkg) leftByPublish(eff *Effect) remains {
	if eff.ByName {
		return doubt
	}
	switch reads, _ := p.readsOf(eff); reads {
	case Yes:
		return something
	case Maybe:
		return doubt
	}
	return nothing
}

// leftByStd is the same for the standard library.
func leftByStd(path string, f *types.Func, c *ssa.CallCommon) remains {
	switch path {
	case "log", "log/slog", "log/syslog", "testing", "expvar", "runtime/trace":
		if f.Signature().Results().Len() > 0 && !strings.HasPrefix(f.Name(), "Print") {
			return nothing // makes a logger or an attribute
		}
		return something
	case "fmt":
		if strings.Contains(f.Name(), "rint") && !strings.HasPrefix(f.Name(), "S") {
			return something
		}
	case "sync/atomic":
		if strings.HasPrefix(f.Name(), "Add") {
			return something // somebody counts
		}
	case "database/sql":
		return doubt // the driver may be instrumented
	case "net/http":
		if f.Name() == "Error" || strings.HasPrefix(f.Name(), "New") {
			return nothing
		}
		if recv := f.Signature().Recv(); recv != nil {
			if n, _ := derefNamed(recv.Type()); n != "Client" && n != "Transport" && n != "RoundTripper" {
				return nothing
			}
		}
		return doubt // the transport may be instrumented
	case "net/rpc":
		return doubt
	}
	return nothing
}

func isErrorsPackage(path string) bool {
	switch lastName(path) {
	case "errors", "xerrors", "multierr", "go-multierror", "errs", "errtrace", "errorx":
		return true
	}
	return false
}

func takesError(c *ssa.CallCommon) bool {
	for _, a := range c.Args {
		if isError(a.Type()) {
			return true
		}
		if mi, ok := a.(*ssa.MakeInterface); ok && isError(mi.X.Type()) {
			return true
		}
		if ci, ok := a.(*ssa.ChangeInterface); ok && isError(ci.X.Type()) {
			return true
		}
	}
	return false
}

func takesContext(c *ssa.CallCommon) bool {
	for _, a := range c.Args {
		if contextLike(a.Type()) || isRequest(a.Type()) {
			return true
		}
	}
	return false
}

// recordsBelow reports whether a package imports something by which it may log or measure.
func recordsBelow(q *types.Package) bool {
	for _, imp := range q.Imports() {
		if words.IsRecords(lastName(imp.Path())) {
			return true
		}
	}
	return false
}

// instrumentable reports whether a value of t could hold a client that starts
// spans without the code around it saying so: interfaces, functions, HTTP and
// SQL clients. Modelled clients are judged by what they were built with.
func (p *pkg) instrumentable(t types.Type, depth int) bool {
	if depth > 6 {
		return true
	}
	t = types.Unalias(t)
	if isError(t) {
		return false
	}
	if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil {
		path := n.Obj().Pkg().Path()
		switch {
		case path == "net/http" || path == "database/sql":
			return true
		case stdPath(path) && !p.inHouse(path):
			return false
		case p.index.Knows(path):
			return false
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic, *types.Chan:
		return false
	case *types.Pointer:
		return p.instrumentable(u.Elem(), depth+1)
	case *types.Slice:
		return p.instrumentable(u.Elem(), depth+1)
	case *types.Array:
		return p.instrumentable(u.Elem(), depth+1)
	case *types.Map:
		return p.instrumentable(u.Elem(), depth+1)
	case *types.Struct:
		for i := 0; i < u.NumFields(); i++ {
			if p.instrumentable(u.Field(i).Type(), depth+1) {
				return true
			}
		}
		return false
	}
	return true
}
