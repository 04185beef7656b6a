// Package driver runs analyzers over the packages of a Go module and collects
// what they found.
//
// The packages of the main module are parsed and type-checked from source;
// the types of everything else come from the compiler's export data, so a run
// costs what the module costs and not what its dependencies cost. Facts flow
// among the packages that are loaded from source.
package driver

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/tracelint/tracelint/internal/fingerprint"
)

// Options says what to analyse. The zero value analyses the module around the
// current directory, without its tests.
type Options struct {
	Dir      string               // where patterns are resolved; "" is the current directory
	Patterns []string             // as for go build; none means ./...
	Tests    bool                 // analyse _test.go files too
	Deps     []string             // import path prefixes whose packages are loaded from source as well
	AllDeps  bool                 // load every dependency from source, the standard library included
	Env      []string             // environment of the go command; nil is the current one
	Overlay  map[string][]byte    // contents of files by absolute path, instead of those on disk
	Stack    bool                 // put the stack into the message when an analyzer panics
	Texts    bool                 // keep the texts that may be edited: Result.Texts
	Phase    func(name string)    // called when a new phase of the run begins; may be nil
	Matched  func(*types.Package) // called for each package that the patterns match; may be nil
	LeftOut  *LeftOut             // what the analyzers leave out by themselves is kept there; may be nil
}

// Result is what a run found.
type Result struct {
	Findings []Finding // sorted by position, without duplicates
	LeftOut  []Finding // those that directives suppress, if Options.LeftOut is given; sorted likewise
	Problems []Problem // what could not be analysed, sorted by position
	Packages int       // how many packages the patterns matched
	Source   int       // how many packages were loaded from source
	Loaded   []Package // those packages, sorted by path

	// Texts are the files, by absolute name, as they were analysed: those of
	// the matched packages that belong to the main module or its workspace.
	// What the go command writes for cgo is not among them.
	Texts map[string][]byte
}

// A Finding is one diagnostic of one analyzer in one of the matched packages.
type Finding struct {
	Package  string // import path
	Analyzer string
	Category string
	Message  string
	URL      string
	Pos, End token.Position // file names are absolute
	Related  []Related
	Fixes    []Fix

	Subject     fingerprint.Subject // what it is about
	Fingerprint string              // the same for this finding when code around it has changed; see package fingerprint

	// Suppression says why the finding does not count; nil if it does.
	Suppression *Suppression
}

// A Suppression is why a finding does not count.
type Suppression struct {
	InSource bool           // by a directive; otherwise from outside, such as by the configuration or a baseline
	Pos      token.Position // of the directive
	Reason   string         // "" if none was given
}

// Related is a further place that belongs to a finding.
type Related struct {
	Pos, End token.Position
	Message  string
}

// A Fix is one way to repair a finding; its edits belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes from Start to End of a file by New.
type Edit struct {
	Filename   string
	Start, End int
	New        string
}

// A Problem is something that could not be analysed: a package that does not
// compile, a pattern that matches nothing, an analyzer that failed.
type Problem struct {
	Package string         // import path, may be ""
	Pos     token.Position // may be invalid
	Message string         // one line, unless Options.Stack is set
}

// Run applies the analyzers to the packages that the patterns match. An error
// means that nothing could be analysed; it is a *UsageError if the caller
// asked for something impossible. Run changes nothing in the analyzers.
func Run(opts Options, analyzers []*analysis.Analyzer) (*Result, error) {
	phase := opts.Phase
	if phase == nil {
		phase = func(string) {}
	}
	phase("listing packages")
	prog, err := list(opts)
	if err != nil {
		return nil, err
	}
	phase("type-checking")
	prog.typecheck(opts.Overlay, opts.Texts)
	phase("analysing")
	var failures []Problem
	broken := prog.broken()
	g := newGuard(broken, opts.Stack, func(pass *analysis.Pass, msg string) {
		failures = append(failures, Problem{Package: pass.Pkg.Path(), Message: msg})
	})
	g.facts, g.overlay = newFacts(), opts.Overlay
	graph, err := checker.Analyze(g.wrap(analyzers), prog.source, nil)
	if err != nil {
		return nil, err
	}
	res := &Result{Packages: len(prog.matched), Source: len(prog.source)}
	res.Problems = append(prog.problems(), failures...)
	if len(broken) > 0 {
		if p, is := outdated(opts); is {
			res.Problems = append(res.Problems, p)
		}
	}
	res.Texts = prog.editable()
	failed := make(map[string]bool)
	for _, p := range failures {
		failed[p.Package] = true
	}
	res.Loaded = prog.packages(failed)
	if opts.Matched != nil {
		for _, p := range prog.matched {
			opts.Matched(p.Types)
		}
	}
	collect(res, graph, prog, opts.LeftOut)
	res.sort()
	return res, nil
}
