package tracetest

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/testenv"
)

// exempt are the functions that are judged otherwise in a variant and should
// be, by kind, package and name.
var exempt = map[string]exemption{
	"callelsewhere publishctx/wrappers/own shop.place":             {[]string{"publishctx/no-carrier"}, elsewhereWrapper},
	"callelsewhere publishctx/wrappers/own shop.send":              {nil, elsewhereWrapper},
	"callelsewhere publishctx/clients/watermill shop.returnedBody": {nil, "what a helper of another package makes of a payload is not looked into"},
	"call freshroot/discarded warehouse.statement":                 ownExtract,
	"call freshroot/discarded warehouse.blank":                     ownExtract,
	"call freshroot/discarded warehouse.shadowed":                  ownExtract,
	"call freshroot/discarded warehouse.loop":                      ownExtract,

	"elsewhere spanname/testutil Receive":           {[]string{"spanname/technical"}, "that a package stands in for others in tests, its name says"},
	"call spanname/technical renamedBadly":          givenSpan,
	"callelsewhere spanname/technical renamedBadly": givenSpan,

	"callelsewhere freshroot/discarded warehouse.statement": ownExtract,
	"callelsewhere freshroot/discarded warehouse.blank":     ownExtract,
	"callelsewhere freshroot/discarded warehouse.shadowed":  ownExtract,
	"callelsewhere freshroot/discarded warehouse.loop":      ownExtract,
}

type exemption struct {
	verdict []string
	reason  string
}

const elsewhereWrapper = "a wrapper of another package is reported at its first call in each package"

var givenSpan = exemption{nil, "of what kind the span is that a helper is given, it does not know"}

var ownExtract = exemption{[]string{"freshroot/root"}, "a helper that extracts may do more: the span is what is reported"}

// controls are the packages that must not survive a mutation: every function
// that it changes gets a finding of the category.
var controls = map[string]struct {
	dir, category string
	but           []string
}{
	"noinject":   {"publishctx/nocarrier", "publishctx/no-carrier", nil},
	"noextract":  {"freshroot/root", "freshroot/root", []string{"warehouse.newRootGood"}}, // it still has a link
	"background": {"publishctx/dropped", "publishctx/dropped", nil},
}

// verdicts are the categories found, sorted, by package directory and function.
type verdicts map[string]map[string][]string

func (v verdicts) add(dir, fn, category string) {
	if v[dir] == nil {
		v[dir] = make(map[string][]string)
	}
	v[dir][fn] = append(v[dir][fn], category)
	slices.Sort(v[dir][fn])
}

const inTests = "with tests: " // before the categories of packages that include test files

// suite returns the rules, which tell findings in packages that were analysed
// with test files.
func suite() []*analysis.Analyzer {
	rules := analyzers.New(config.Config{})
	for i, a := range rules {
		c := *a
		c.Run = func(pass *analysis.Pass) (any, error) {
			own := *pass
			for _, f := range pass.Files {
				if strings.HasSuffix(pass.Fset.Position(f.Package).Filename, "_test.go") {
					own.Report = func(d analysis.Diagnostic) {
						d.Category = inTests + d.Category
						pass.Report(d)
					}
				}
			}
			return a.Run(&own)
		}
		rules[i] = &c
	}
	return rules
}

// judge analyses the cases and the variants of them in one load.
func judge(t *testing.T, module string, variants []*variant) verdicts {
	t.Helper()
	opts := driver.Options{Dir: module, Patterns: append(slices.Clone(Cases), "./"+top+"/..."), Tests: true, Overlay: make(map[string][]byte)}
	around := make(enclosing)
	for _, v := range variants {
		for name, text := range v.files {
			file := filepath.Join(module, filepath.FromSlash(name))
			opts.Overlay[file] = text
			around.add(t, file, text)
		}
	}
	for _, s := range load(t, module, "publishctx", "freshroot", "spanname", "shared") {
		for _, f := range s.Syntax {
			around.add(t, s.Fset.Position(f.Package).Filename, s.text[f])
		}
	}
	start := time.Now()
	res, err := driver.Run(opts, suite())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d packages judged in %v", res.Packages, time.Since(start).Round(time.Second))
	for _, p := range res.Problems {
		t.Errorf("%s: %s: %s", p.Package, p.Pos, p.Message)
	}
	if len(res.Problems) > 0 {
		t.FailNow() // what is not analysed has no findings
	}
	got := make(verdicts)
	for _, f := range res.Findings {
		rel, err := filepath.Rel(module, filepath.Dir(f.Pos.Filename))
		if err != nil {
			t.Fatal(err)
		}
		got.add(filepath.ToSlash(rel), around.at(f.Pos.Filename, f.Pos.Offset), f.Category)
	}
	return got
}

// of returns what was found in a variant, by the functions of its source.
func (got verdicts) of(v *variant) (plain, withTests map[string][]string) {
	plain, withTests = make(map[string][]string), make(map[string][]string)
	dirs := make(map[string]bool)
	for name := range v.files {
		dirs[path.Dir(name)] = true
	}
	for dir := range dirs {
		for fn, categories := range got[dir] {
			fn = cmp.Or(v.names[fn], fn)
			for _, c := range categories {
				if c, ok := strings.CutPrefix(c, inTests); ok {
					withTests[fn] = append(withTests[fn], c)
				} else {
					plain[fn] = append(plain[fn], c)
				}
			}
			slices.Sort(plain[fn])
			slices.Sort(withTests[fn])
		}
	}
	return plain, withTests
}

// differ compares what was found in the source and in a variant of it.
func differ(want, got map[string][]string) map[string]string {
	all := make(map[string]string)
	for fn := range want {
		all[fn] = ""
	}
	for fn := range got {
		all[fn] = ""
	}
	for fn := range all {
		if slices.Equal(want[fn], got[fn]) {
			delete(all, fn)
		} else {
			all[fn] = fmt.Sprintf("is judged %q, was %q", got[fn], want[fn])
		}
	}
	return all
}

// write writes variants of all sources.
func write(t *testing.T, sources []*source, kind string, do func(testing.TB, *writer)) (variants []*variant, skips []skip) {
	t.Helper()
	for _, s := range sources {
		w := newWriter(kind, s)
		do(t, w)
		skips = append(skips, w.skips...)
		if len(w.files) == 0 {
			skips = append(skips, skip{kind, s.dir, "nothing to change in the package"})
			continue
		}
		variants = append(variants, w.variant)
	}
	return variants, skips
}

// TestVariants rewrites the cases in ways that must not change a verdict, and
// in ways that must.
func TestVariants(t *testing.T) {
	start := time.Now()
	module := testenv.Module(t, Module)
	sources := load(t, module, "publishctx", "freshroot", "spanname")
	var variants, mutants []*variant
	var skips []skip
	for _, k := range kinds {
		vs, ss := write(t, sources, k.name, k.write)
		variants, skips = append(variants, vs...), append(skips, ss...)
	}
	for _, m := range mutations {
		vs, _ := write(t, sources, m.name, m.write)
		mutants = append(mutants, vs...)
	}
	got := judge(t, module, append(slices.Clone(variants), mutants...))
	t.Logf("written, loaded and judged in %v", time.Since(start).Round(time.Second))

	counts := make(map[string]int)
	for _, s := range skips {
		counts[s.kind+": "+s.reason]++
	}
	for _, reason := range sortedKeys(counts) {
		t.Logf("not made: %3d times %s", counts[reason], reason)
	}
	judged, kept, exempted := make(map[string]int), make(map[string]int), make(map[string]int)
	report := func(v *variant, how string, want, found map[string][]string) {
		n := len(v.source.functions())
		judged[v.kind] += n
		kept[v.kind] += n
		diff := differ(want, found)
		for _, fn := range sortedKeys(diff) {
			if e, ok := exempt[v.kind+" "+v.source.dir+" "+fn]; ok && slices.Equal(found[fn], e.verdict) {
				exempted[v.kind+": "+e.reason]++
				judged[v.kind]--
			} else {
				t.Errorf("%s%s of %s: %s %s", v.kind, how, v.source.dir, fn, diff[fn])
			}
			kept[v.kind]--
		}
	}
	for _, v := range variants {
		plain, withTests := got.of(v)
		want := got[v.source.dir]
		report(v, "", want, plain)
		if v.tests {
			report(v, ", with its test file,", want, withTests)
		}
	}
	for _, k := range kinds {
		t.Logf("%-14s %d of %d functions judged as before", k.name, kept[k.name], judged[k.name])
	}
	for _, reason := range sortedKeys(exempted) {
		t.Logf("exempt:   %3d times %s", exempted[reason], reason)
	}
	if d := time.Since(start); d > 3*time.Minute {
		t.Errorf("took %v, want less than 3 minutes", d.Round(time.Second))
	}

	mutated, noticed := make(map[string]int), make(map[string]int)
	controlled := make(map[string]int)
	for _, v := range mutants {
		plain, _ := got.of(v)
		diff := differ(got[v.source.dir], plain)
		c := controls[v.kind]
		for _, fn := range sortedKeys(v.names) {
			mutated[v.kind]++
			if diff[fn] != "" {
				noticed[v.kind]++
			}
			if c.dir != v.source.dir || slices.Contains(c.but, fn) {
				continue
			}
			controlled[v.kind]++
			if diff[fn] == "" || !slices.Contains(plain[fn], c.category) {
				t.Errorf("%s of %s: %s is judged %q, want %s and a difference", v.kind, v.source.dir, fn, plain[fn], c.category)
			}
		}
	}
	for _, m := range mutations {
		t.Logf("%-14s %d of %d functions judged otherwise; %d had to be", m.name, noticed[m.name], mutated[m.name], controlled[m.name])
		if controlled[m.name] < 4 {
			t.Errorf("%s changes only %d functions of %s", m.name, controlled[m.name], controls[m.name].dir)
		}
	}
}
