package golangci

import (
	"go/token"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/testenv"
)

func TestRegistered(t *testing.T) {
	rules := 0
	for _, name := range Linters() {
		constructor, err := register.GetPlugin(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := constructor(nil)
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		if err := analysis.Validate(list); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if p.GetLoadMode() != register.LoadModeTypesInfo {
			t.Errorf("%s: load mode %s", name, p.GetLoadMode())
		}
		if name == "tracelint" {
			if len(list) != len(analyzers.Suite) {
				t.Errorf("%d analyzers, want %d", len(list), len(analyzers.Suite))
			}
			continue
		}
		if len(list) != 1 {
			t.Errorf("%s: %d analyzers", name, len(list))
		}
		rules++
	}
	if rules != len(analyzers.Suite) {
		t.Errorf("%d linters of one rule each, want %d", rules, len(analyzers.Suite))
	}
}

func TestSettings(t *testing.T) {
	for want, settings := range map[string]any{
		"settings: unknown key presett; did you mean preset?":                         map[string]any{"presett": "strict"},
		`settings.preset: unknown preset "strikt"; did you mean strict?`:              map[string]any{"preset": "strikt"},
		"settings: exclude is not read here: golangci-lint has linters.exclusions":    map[string]any{"exclude": []any{map[string]any{"path": "a"}}},
		"settings: baseline is not read here: golangci-lint's cache would not notice": map[string]any{"baseline": "b.json"},
		"settings: deps is not read here: golangci-lint follows all dependencies":     map[string]any{"deps": "all"},
		"settings: want keys and values, not a list":                                  []any{"preset"},
		"settings.traceConventions.spanNaming: unknown key cases; did you mean case?": map[string]any{"traceconventions": map[string]any{"spannaming": map[string]any{"cases": "kebab"}}},
	} {
		if p, err := new(suites).plugin("tracelint", settings); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v: %v, %v; want %s", settings, p, err, want)
		}
	}
}

// TestOneEngine checks that linters of one rule each share an engine, and that
// they cannot have different settings.
func TestOneEngine(t *testing.T) {
	all := new(suites)
	settings := map[string]any{"preset": "strict"}
	var engines []*analysis.Analyzer
	for _, name := range Linters() {
		p, err := all.plugin(name, settings)
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			if engines = append(engines, a.Requires[0]); engines[0] != a.Requires[0] {
				t.Errorf("%s: %s has an engine of its own", name, a.Name)
			}
		}
	}
	_, err := all.plugin("tracelint-freshroot", map[string]any{"preset": "migrate"})
	if want := "settings: tracelint and tracelint-freshroot have different ones"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestOverrides switches a rule off in a directory, whose path is relative to
// the module.
func TestOverrides(t *testing.T) {
	p, err := new(suites).plugin("tracelint", map[string]any{"overrides": []any{map[string]any{"paths": []any{"internal/inventory", "internal/orders/*.go"}, "rules": map[string]any{"publishctx": "off"}}}})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	res, err := driver.Run(driver.Options{Dir: testenv.Module(t, "examples/orders"), Patterns: []string{"./internal/..."}}, rules)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]bool)
	for _, f := range res.Findings {
		got[path.Base(f.Package)+" "+f.Analyzer] = true
	}
	for finding, want := range map[string]bool{"inventory publishctx": false, "inventory followup": true, "orders publishctx": false, "orders idoverload": true, "shipping publishctx": true} {
		if got[finding] != want {
			t.Errorf("%s: %t, want %t", finding, got[finding], want)
		}
	}
}

// TestFindings checks what is made of a finding so that golangci-lint does no
// harm with it.
func TestFindings(t *testing.T) {
	fset := token.NewFileSet()
	a, b, y := fset.AddFile("a.go", -1, 100), fset.AddFile("b.go", -1, 100), fset.AddFile("y.go", -1, 100)
	y.AddLineColumnInfo(50, "y.y", 1, 1)
	edit := func(f *token.File, from, to int) analysis.TextEdit {
		return analysis.TextEdit{Pos: f.Pos(from), End: f.Pos(to), NewText: []byte("x")}
	}
	fix := func(message string, edits ...analysis.TextEdit) analysis.SuggestedFix {
		return analysis.SuggestedFix{Message: message, TextEdits: edits}
	}
	insert := edit(a, 3, 3)
	insert.End = token.NoPos
	for _, test := range []struct {
		name  string
		file  *token.File
		fixes []analysis.SuggestedFix
		want  string // the message of the fix that is left
	}{
		{"none", a, nil, ""},
		{"one", a, []analysis.SuggestedFix{fix("one", edit(a, 1, 2), insert)}, "one"},
		{"the first of two", a, []analysis.SuggestedFix{fix("first", edit(a, 1, 2)), fix("second", edit(a, 1, 2))}, "first"},
		{"in another file too", a, []analysis.SuggestedFix{fix("both", edit(a, 1, 2), edit(b, 1, 2))}, ""},
		{"where lines are counted elsewhere", y, []analysis.SuggestedFix{fix("late", edit(y, 60, 61))}, ""},
		{"before that", y, []analysis.SuggestedFix{fix("early", edit(y, 10, 11))}, "early"},
	} {
		var got []analysis.Diagnostic
		rule := adapt(&analysis.Analyzer{Name: "publishctx", Run: func(pass *analysis.Pass) (any, error) {
			pass.Report(analysis.Diagnostic{
				Pos: test.file.Pos(1), Category: "publishctx/dropped", Message: "lost", SuggestedFixes: test.fixes,
				Related: []analysis.RelatedInformation{{Pos: b.Pos(1), Message: "there"}},
			})
			return nil, nil
		}})
		if _, err := rule.Run(&analysis.Pass{Fset: fset, Report: func(d analysis.Diagnostic) { got = append(got, d) }}); err != nil {
			t.Fatal(err)
		}
		want := analysis.Diagnostic{Pos: test.file.Pos(1), Category: "publishctx/dropped", Message: "lost (publishctx/dropped)"}
		if test.want != "" {
			want.SuggestedFixes = test.fixes[:1]
		}
		if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("%s: got %+v, want %+v", test.name, got, want)
		}
	}
}
