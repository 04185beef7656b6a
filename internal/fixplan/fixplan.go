// Package fixplan plans the suggested fixes of all rules in one place, so that
// two never touch the same range.
//
// A fix uses packages of the import closure only, declares no package-level
// names, keeps the file formatted, and is offered only where the shape of the
// code leaves no doubt. Where in doubt there is none.
package fixplan

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
)

// Plan holds the fixes of one package.
type Plan struct {
	fixes   map[key][]analysis.SuggestedFix
	missing map[key]string
}

type key struct {
	of      any // the Publish, Start, Handler, Extract, Program, SharedID, MadeUpID or FollowUp that is repaired
	variant string
}

// New returns the planner as an analyzer whose result is a *Plan.
func New(engine *analysis.Analyzer, models *model.Index) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "fixplan",
		Doc:        "plan the suggested fixes of all rules",
		Requires:   []*analysis.Analyzer{engine},
		ResultType: reflect.TypeFor[*Plan](),
		Run: func(pass *analysis.Pass) (any, error) {
			plan := &Plan{}
			index := pass.ResultOf[engine].(*eventflow.Index)
			if len(index.Publishes)+len(index.Handlers)+len(index.Extracts)+len(index.SharedIDs)+len(index.MadeUpIDs)+len(index.FollowUps) == 0 && index.Program == nil {
				return plan, nil
			}
			p := &planner{
				pass: pass, info: pass.TypesInfo, index: index, models: models, plan: plan,
				files: map[*token.File]*file{}, extractions: map[token.Pos]*extraction{},
			}
			p.run()
			return plan, nil
		},
	}
}

// Publish returns the fixes of a hand-off that is broken in the way variant says.
func (p *Plan) Publish(x *eventflow.Publish, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Extract returns the fixes of an extraction.
func (p *Plan) Extract(x *eventflow.Extract, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Unasked returns the fixes of a receive that names no headers.
func (p *Plan) Unasked(x *eventflow.Unasked) []analysis.SuggestedFix {
	return p.fixes[key{x, "attributes"}]
}

// Start returns the fixes of a span that cuts the trace.
func (p *Plan) Start(_ *eventflow.Handler, x *eventflow.Start, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Handler returns the fixes of a handler that takes nothing from its message,
// or makes nothing of what it takes.
func (p *Plan) Handler(x *eventflow.Handler, _ *eventflow.Work, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Program returns the fixes of a program that lacks a propagator.
func (p *Plan) Program(x *eventflow.Program, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Shared returns the fixes of a value that stands in for several ids.
func (p *Plan) Shared(x *eventflow.SharedID) []analysis.SuggestedFix {
	return p.fixes[key{x, "shared"}]
}

// MadeUp returns the fixes of an id that poses as one of a trace or span.
func (p *Plan) MadeUp(x *eventflow.MadeUpID) []analysis.SuggestedFix {
	return p.fixes[key{x, "minted-trace"}]
}

// FollowUp returns the fixes of an event that forgets its workflow.
func (p *Plan) FollowUp(x *eventflow.FollowUp, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Missing returns the import path of the package that a fix of x, a Publish,
// Start, Handler or Extract, would need and that is not in the import closure;
// "" if that is not what stands in the way.
func (p *Plan) Missing(x any, variant string) string { return p.missing[key{x, variant}] }

// planner plans the fixes of one package.
type planner struct {
	pass        *analysis.Pass
	info        *types.Info
	index       *eventflow.Index
	models      *model.Index
	plan        *Plan
	files       map[*token.File]*file
	closure     map[string]string
	extractions map[token.Pos]*extraction // by where they are inserted
	carriers    *carriers
	propagators *propagators
	drafts      []*draft
	missing     map[key]string
}

// draft is a fix whose imports have no place yet.
type draft struct {
	key     key
	file    *file
	message string
	edits   []analysis.TextEdit
	imports []string   // paths that the file does not import yet
	gone    []ast.Node // what the edits take away, as far as it may be the last use of something
}

func (p *planner) run() {
	p.flow()
	if x := p.index.Program; x != nil {
		if x.Uses != nil {
			p.unset(x, key{x, "unset"})
		}
		if x.Loses != nil && x.Set.Pos.IsValid() {
			p.noBaggage(x, key{x, "no-baggage"})
		}
	}
	p.identities()
	p.finish()
}

// flow plans the fixes of hand-offs and handlers, which are written with
// OpenTelemetry: where the package uses another tracing API there are none.
func (p *planner) flow() {
	for _, imp := range p.pass.Pkg.Imports() {
		if p.tracesOtherwise(imp.Path()) {
			return
		}
	}
	for _, x := range p.index.Publishes {
		if x.Reply {
			continue
		}
		switch variant := eventflow.PublishVariant(x); variant {
		case "dropped":
			p.dropped(x, key{x, variant})
		case "stale":
			p.stale(x, key{x, variant})
		case "detached":
			p.detached(x, key{x, variant})
		case "no-carrier":
			p.noCarrier(x, key{x, variant})
		}
	}
	for _, x := range p.index.Extracts {
		switch {
		case x.Unused:
			p.discarded(x, key{x, "discarded"})
		case x.Leaks:
			p.leaked(x, key{x, "leaked"})
		}
	}
	for _, x := range p.index.Unasked {
		p.unasked(x)
	}
	for _, h := range p.index.Handlers {
		p.handler(h)
	}
}

// handler plans the fixes of what is wrong with a handler, as package freshroot names it.
func (p *planner) handler(h *eventflow.Handler) {
	starts, work := eventflow.BareStarts(h), eventflow.BareWork(h)
	if h.Discards != nil && (len(starts) > 0 || work != nil) {
		var exprs []ast.Expr
		for _, s := range starts {
			if s.NewRoot || s.NoParent || s.CtxExpr == nil {
				return
			}
			exprs = append(exprs, s.CtxExpr)
		}
		if work != nil {
			exprs = append(exprs, p.workContexts(h)...)
		}
		p.shadowed(h, exprs, key{h, "discarded"})
		return
	}
	for _, s := range starts {
		k := key{s, "root"}
		if h.Hands == eventflow.Yes && s.Context == eventflow.StoredContext {
			k.variant = "wrong-context"
		}
		if s.NewRoot || s.NoParent || s.CtxExpr == nil {
			continue
		}
		if !p.ownContext(h, []ast.Expr{s.CtxExpr}, k) && k.variant == "root" {
			p.root(h, s, k)
		}
	}
	if work != nil {
		k := key{h, "no-extract"}
		if h.Hands == eventflow.Yes && work.Context == eventflow.StoredContext {
			k.variant = "wrong-context"
		}
		if !p.ownContext(h, p.workContexts(h), k) && k.variant == "no-extract" {
			p.noExtract(h, k)
		}
	}
}

// add plans a fix.
func (p *planner) add(k key, f *file, g *gen, message string, edits ...analysis.TextEdit) {
	d := &draft{key: k, file: f, message: message, edits: edits}
	if g != nil {
		d.imports = g.imports
	}
	slices.SortStableFunc(d.edits, compareEdits)
	d.edits = slices.CompactFunc(d.edits, sameEdit)
	p.drafts = append(p.drafts, d)
}

// lacks notes that a fix needs a package that is not in the import closure.
func (p *planner) lacks(k key, path string) {
	// Who has nothing of OpenTelemetry propagates in other ways.
	if p.missing == nil {
		p.missing = map[key]string{}
	}
	for q := range p.importClosure() {
		if strings.HasPrefix(q, otelPath+"/") {
			p.missing[k] = path
			return
		}
	}
}

// finish gives the imports of all drafts their places, and keeps those drafts
// that fit together.
func (p *planner) finish() {
	for _, d := range p.drafts {
		for _, path := range d.imports {
			d.file.wanted[path] = true
		}
	}
	p.plan.fixes = map[key][]analysis.SuggestedFix{}
	kept := map[*file]map[key][]analysis.TextEdit{}
	gone := map[*file][]ast.Node{}
	var order []key
	for _, d := range p.drafts {
		edits := slices.Clone(d.edits)
		orphans, ok := d.orphans(gone[d.file])
		if !ok {
			continue
		}
		edits = append(edits, orphans...)
		for _, path := range d.imports {
			e, ok := d.file.importEdit(path)
			if !ok {
				edits = nil
				break
			}
			edits = append(edits, e)
		}
		slices.SortStableFunc(edits, compareEdits)
		if len(edits) == 0 || !d.file.formatted(edits) {
			continue
		}
		clash := false
		for _, k := range order {
			if k != d.key && overlap(kept[d.file][k], edits) {
				clash = true
			}
		}
		if clash {
			continue
		}
		if kept[d.file] == nil {
			kept[d.file] = map[key][]analysis.TextEdit{}
		}
		if !slices.Contains(order, d.key) {
			order = append(order, d.key)
		}
		kept[d.file][d.key] = append(kept[d.file][d.key], edits...)
		gone[d.file] = append(gone[d.file], d.gone...)
		p.plan.fixes[d.key] = append(p.plan.fixes[d.key], analysis.SuggestedFix{Message: d.message, TextEdits: edits})
	}
	p.plan.missing = map[key]string{}
	for k, path := range p.missing {
		if len(p.plan.fixes[k]) == 0 {
			p.plan.missing[k] = path
		}
	}
}

func compareEdits(a, b analysis.TextEdit) int {
	return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
}

func sameEdit(a, b analysis.TextEdit) bool {
	return a.Pos == b.Pos && a.End == b.End && bytes.Equal(a.NewText, b.NewText)
}

// overlap reports whether an edit of one touches an edit of the other without
// being the same.
func overlap(xs, ys []analysis.TextEdit) bool {
	for _, x := range xs {
		for _, y := range ys {
			if sameEdit(x, y) {
				continue
			}
			if x.Pos == y.Pos || x.Pos < y.End && y.Pos < x.End {
				return true
			}
		}
	}
	return false
}

// formatted reports whether what the edits change parses afterwards, and is
// formatted if it was before.
func (f *file) formatted(edits []analysis.TextEdit) bool {
	for _, part := range f.parts(edits) {
		out := f.edited(part)
		if out == nil {
			return false
		}
		formatted, err := format.Source(out)
		if err != nil {
			return false
		}
		if bytes.Equal(out, formatted) {
			continue
		}
		if before, err := format.Source(f.src[part.start:part.end]); err != nil || bytes.Equal(before, f.src[part.start:part.end]) {
			return false
		}
	}
	return true
}

// A part is a range of a file, in bytes, with edits that lie in it. Most
// edits change one declaration, and to format that costs little; a file may
// be long.
type part struct {
	node       ast.Node // what stands there
	start, end int
	edits      []analysis.TextEdit
}

// parts splits sorted edits by the declarations that they lie in. What is not
// within one declaration makes it the whole file.
func (f *file) parts(edits []analysis.TextEdit) []part {
	var out []part
	for _, e := range edits {
		d, start, end := f.around(e)
		switch {
		case d == nil:
			return []part{{f.ast, 0, len(f.src), edits}}
		case len(out) > 0 && out[len(out)-1].node == d:
			out[len(out)-1].edits = append(out[len(out)-1].edits, e)
		default:
			out = append(out, part{d, start, end, []analysis.TextEdit{e}})
		}
	}
	return out
}

// around returns the declaration around an edit and where its lines begin and
// end, if it has them to itself; nil otherwise.
func (f *file) around(e analysis.TextEdit) (_ ast.Node, start, end int) {
	for i, d := range f.ast.Decls {
		if e.Pos < d.Pos() || e.End > d.End() {
			continue
		}
		start, end = f.lineStart(f.offset(d.Pos())), f.lineEnd(f.offset(d.End()))
		if i > 0 && f.offset(f.ast.Decls[i-1].End()) > start || i+1 < len(f.ast.Decls) && f.offset(f.ast.Decls[i+1].Pos()) < end || f.offset(d.Pos()) != start {
			return nil, 0, 0
		}
		for _, c := range f.ast.Comments {
			from, to := f.offset(c.Pos()), f.offset(c.End())
			if from < start && to > start || from < end && to > end {
				return nil, 0, 0
			}
		}
		return d, start, end
	}
	return nil, 0, 0
}

func (f *file) lineStart(at int) int { return bytes.LastIndexByte(f.src[:at], '\n') + 1 }

func (f *file) lineEnd(at int) int {
	if n := bytes.IndexByte(f.src[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(f.src)
}

// edited returns the part after its edits, which are sorted; nil if they overlap.
func (f *file) edited(p part) []byte {
	var out []byte
	at := p.start
	for _, e := range p.edits {
		start, end := f.offset(e.Pos), f.offset(e.End)
		if start < at || end < start {
			return nil
		}
		out = append(out, f.src[at:start]...)
		out = append(out, e.NewText...)
		at = end
	}
	return append(out, f.src[at:p.end]...)
}
