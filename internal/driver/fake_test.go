package driver_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
	"golang.org/x/tools/txtar"

	"github.com/tracelint/tracelint/internal/driver"
)

// isFresh marks functions that call context.TODO, or one that does.
type isFresh struct{}

func (*isFresh) AFact()         {}
func (*isFresh) String() string { return "fresh" }

// calls is the result of base: the calls of marked functions.
type calls []*ast.CallExpr

// suite returns two analyzers in tracelint's manner: one that finds facts and
// a rule that reports what it found. Functions named PleasePanic, PleaseFail
// and PleaseBadFix make the first do so.
func suite() []*analysis.Analyzer {
	base := &analysis.Analyzer{
		Name:       "base",
		Doc:        "finds facts",
		Requires:   []*analysis.Analyzer{inspect.Analyzer},
		FactTypes:  []analysis.Fact{new(isFresh)},
		ResultType: reflect.TypeFor[calls](),
	}
	base.Run = func(pass *analysis.Pass) (any, error) {
		if pass.Analyzer != base {
			return nil, fmt.Errorf("run as another analyzer")
		}
		if len(pass.Files) == 0 {
			return nil, nil
		}
		var found calls
		var err error
		for decl := range inspectorOf(pass).Root().Preorder((*ast.FuncDecl)(nil)) {
			fn := decl.Node().(*ast.FuncDecl)
			switch fn.Name.Name {
			case "PleasePanic":
				var p *types.Package
				_ = p.Path()
			case "PleaseFail":
				err = fmt.Errorf("cannot\ngo on")
			case "PleaseBadFix":
				pass.Report(analysis.Diagnostic{Pos: fn.Pos(), Message: "bad", SuggestedFixes: []analysis.SuggestedFix{{TextEdits: []analysis.TextEdit{{Pos: fn.End(), End: fn.Pos()}}}}})
			}
			for c := range decl.Preorder((*ast.CallExpr)(nil)) {
				call := c.Node().(*ast.CallExpr)
				callee := typeutil.StaticCallee(pass.TypesInfo, call)
				if callee != nil && (callee.FullName() == "context.TODO" || pass.ImportObjectFact(callee.Origin(), new(isFresh))) {
					found = append(found, call)
					pass.ExportObjectFact(pass.TypesInfo.Defs[fn.Name], new(isFresh))
				}
			}
		}
		return found, err
	}
	rule := &analysis.Analyzer{
		Name:     "rule",
		Doc:      "reports calls",
		URL:      "https://tracelint.test/rule",
		Requires: []*analysis.Analyzer{base},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, call := range pass.ResultOf[base].(calls) {
				callee := typeutil.StaticCallee(pass.TypesInfo, call)
				pass.Report(analysis.Diagnostic{
					Pos:      call.Pos(),
					End:      call.End(),
					Category: "fresh",
					Message:  callee.Name() + " is fresh",
					Related:  []analysis.RelatedInformation{{Pos: pass.Files[0].Package, Message: "here"}},
					SuggestedFixes: []analysis.SuggestedFix{{
						Message:   "drop it",
						TextEdits: []analysis.TextEdit{{Pos: call.Lparen, End: call.End(), NewText: []byte("x")}},
					}},
				})
			}
			return nil, nil
		},
	}
	return []*analysis.Analyzer{rule}
}

func inspectorOf(pass *analysis.Pass) *inspector.Inspector {
	return pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
}

// write unpacks a txtar archive into a new directory.
func write(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run runs the suite and fails the test if it cannot.
func run(t *testing.T, opts driver.Options) *driver.Result {
	t.Helper()
	res, err := driver.Run(opts, suite())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// lines returns findings and problems as lines, relative to dir.
func lines(dir string, res *driver.Result) (findings, problems []string) {
	rel := func(name string) string {
		if r, err := filepath.Rel(dir, name); err == nil {
			return filepath.ToSlash(r)
		}
		return name
	}
	for _, f := range res.Findings {
		findings = append(findings, fmt.Sprintf("%s:%d:%d: %s", rel(f.Pos.Filename), f.Pos.Line, f.Pos.Column, f.Message))
	}
	for _, p := range res.Problems {
		if p.Pos.IsValid() {
			problems = append(problems, fmt.Sprintf("%s:%d:%d: %s", rel(p.Pos.Filename), p.Pos.Line, p.Pos.Column, p.Message))
		} else {
			problems = append(problems, p.Package+": "+p.Message)
		}
	}
	return findings, problems
}

// expect compares what a run gave, line by line. A wanted problem that ends
// in "..." is a prefix.
func expect(t *testing.T, dir string, res *driver.Result, findings, problems []string) {
	t.Helper()
	gotFindings, gotProblems := lines(dir, res)
	if !slices.Equal(gotFindings, findings) {
		t.Errorf("findings:\n  %s\nwant:\n  %s", strings.Join(gotFindings, "\n  "), strings.Join(findings, "\n  "))
	}
	if !slices.EqualFunc(gotProblems, problems, func(got, want string) bool {
		prefix, cut := strings.CutSuffix(want, "...")
		return got == want || cut && strings.HasPrefix(got, prefix)
	}) {
		t.Errorf("problems:\n  %s\nwant:\n  %s", strings.Join(gotProblems, "\n  "), strings.Join(problems, "\n  "))
	}
}
