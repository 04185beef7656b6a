// Package tracetest holds rules against the want comments in
// analyzers/testdata, and against variants of the code there that must not
// change a verdict.
package tracetest

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/testenv"
)

// Module is the nested module with the cases.
const Module = "analyzers/testdata"

// Cases are the packages with want comments. Every rule is run on all of them:
// what is a case for one is a trap for the others.
var Cases = cases()

func cases() []string {
	all := []string{"./shared/..."}
	for _, a := range analyzers.Suite {
		all = append(all, "./"+a.Name+"/...")
	}
	return all
}

// Rule returns the rule called name from a suite of its own.
func Rule(t testing.TB, name string) *analysis.Analyzer { return Configured(t, name, config.Config{}) }

// Configured returns the same rule with a configuration.
func Configured(t testing.TB, name string, cfg config.Config) *analysis.Analyzer {
	cfg.SeenOnly = true // the cases' module requires all that there is
	t.Helper()
	for _, a := range analyzers.New(cfg) {
		if a.Name == name {
			return a
		}
	}
	t.Fatalf("no rule %s", name)
	return nil
}

// Labelled returns a copy of a whose messages begin with their category, so
// that the want comments mean the same to analysistest as to Check.
func Labelled(a *analysis.Analyzer) *analysis.Analyzer {
	c := *a
	c.Run = func(pass *analysis.Pass) (any, error) {
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			d.Message = label(d.Category, d.Message)
			pass.Report(d)
		}
		return a.Run(&own)
	}
	return &c
}

func label(category, message string) string { return category + ": " + message }

// Check runs a rule as it is by default on all cases and compares what it
// finds with the want comments that name it.
func Check(t *testing.T, rule string) {
	t.Helper()
	CheckWith(t, rule, config.Config{}, Cases...)
}

// CheckWith does the same with a configuration on some packages, each given as
// "./dir/...". Cases that need a configuration lie in "optin/<rule>", where
// nothing else looks.
func CheckWith(t *testing.T, rule string, cfg config.Config, patterns ...string) {
	t.Helper()
	dir := testenv.Module(t, Module)
	res, err := driver.Run(driver.Options{Dir: dir, Patterns: patterns}, []*analysis.Analyzer{Configured(t, rule, cfg)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s: %s: %s", p.Package, p.Pos, p.Message)
	}
	wants := wants(t, dir, rule, patterns)
	if len(wants) == 0 {
		t.Fatalf("no want comment names %s", rule)
	}
	missed, todo := 0, 0
	for _, p := range compare(wants, res.Findings) {
		rel, err := filepath.Rel(dir, p.file)
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s:%d: %s", filepath.ToSlash(rel), p.line, p.text)
		missed++
	}
	for _, w := range wants {
		if w.todo {
			todo++
		}
	}
	t.Logf("%d want comments (%d of them todo), %d findings, %d lines differ", len(wants), todo, len(res.Findings), missed)
}

// A want is one expectation of a comment
//
//	// want "publishctx/dropped" "freshroot/root: span starts from context.Background"
//
// each a regular expression for a finding's category and message on that line.
// An expectation that is not met yet is marked // todo want.
type want struct {
	file string
	line int
	rx   *regexp.Regexp
	todo bool
}

var wantComment = regexp.MustCompile(`// (todo )?want (.*)$`)

// wants returns the expectations of a rule in packages of the module in dir.
func wants(t *testing.T, dir, rule string, patterns []string) []want {
	t.Helper()
	var all []want
	for _, pattern := range patterns {
		root := filepath.Join(dir, filepath.FromSlash(strings.TrimSuffix(pattern, "/...")))
		err := filepath.WalkDir(root, func(name string, _ os.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".go" {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			list, err := parseWants(name, string(data))
			for _, w := range list {
				if strings.HasPrefix(w.rx.String(), rule+"/") {
					all = append(all, w)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func parseWants(name, text string) ([]want, error) {
	var list []want
	n := 0
	for line := range strings.Lines(text) {
		n++
		m := wantComment.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		for rest := strings.TrimSpace(m[2]); rest != ""; rest = strings.TrimSpace(rest) {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: want comment: %v in %s", name, n, err, rest)
			}
			rest = rest[len(quoted):]
			text, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: want comment: %v", name, n, err)
			}
			rx, err := regexp.Compile(text)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: want comment: %v", name, n, err)
			}
			list = append(list, want{name, n, rx, m[1] != ""})
		}
	}
	return list, nil
}

// A difference is a line on which findings and want comments disagree.
type difference struct {
	file string
	line int
	text string
}

// compare matches findings and expectations one to one.
func compare(wants []want, findings []driver.Finding) []difference {
	type place struct {
		file string
		line int
	}
	got := make(map[place][]string)
	for _, f := range findings {
		p := place{f.Pos.Filename, f.Pos.Line}
		got[p] = append(got[p], label(f.Category, f.Message))
	}
	missing := make(map[place][]string)
	met := make(map[place][]string)
	for _, w := range wants {
		p := place{w.file, w.line}
		i := slices.IndexFunc(got[p], w.rx.MatchString)
		switch {
		case i < 0 && !w.todo:
			missing[p] = append(missing[p], w.rx.String())
		case i >= 0:
			if w.todo {
				met[p] = append(met[p], w.rx.String())
			}
			got[p] = slices.Delete(got[p], i, i+1)
		}
	}
	var out []difference
	for p, list := range missing {
		out = append(out, difference{p.file, p.line, fmt.Sprintf("want %q, got %q", list, got[p])})
		delete(got, p)
	}
	for p, list := range got {
		if len(list) > 0 {
			out = append(out, difference{p.file, p.line, fmt.Sprintf("want nothing more, got %q", list)})
		}
	}
	for p, list := range met {
		out = append(out, difference{p.file, p.line, fmt.Sprintf("%q is found now: make the todo a want", list)})
	}
	slices.SortFunc(out, func(a, b difference) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), strings.Compare(a.text, b.text))
	})
	return out
}

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
