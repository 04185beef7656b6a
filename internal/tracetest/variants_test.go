package tracetest

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/world"
)

// exempt are the functions that are judged otherwise in a variant and should
// be, by kind, package and name.
var exempt = map[string]exemption{
	"callelsewhere publishctx/wrappers/own shop.place":             {[]string{"publishctx/no-carrier"}, elsewhereWrapper},
	"callelsewhere publishctx/wrappers/own shop.send":              {nil, elsewhereWrapper},
	"callelsewhere publishctx/clients/watermill shop.returnedBody": {nil, "what a helper of another package makes of a payload is not looked into"},

	"call freshroot/discarded warehouse.statement":          ownExtract,
	"call freshroot/discarded warehouse.blank":              ownExtract,
	"call freshroot/discarded warehouse.shadowed":           ownExtract,
	"call freshroot/discarded warehouse.loop":               ownExtract,
	"callelsewhere freshroot/discarded warehouse.statement": ownExtract,
	"callelsewhere freshroot/discarded warehouse.blank":     ownExtract,
	"callelsewhere freshroot/discarded warehouse.shadowed":  ownExtract,
	"callelsewhere freshroot/discarded warehouse.loop":      ownExtract,

	"call idoverload/minted header":                parameterKey,
	"call idoverload/shared shop.headers":          parameterKey,
	"callelsewhere idoverload/minted header":       parameterKey,
	"callelsewhere idoverload/shared shop.headers": parameterKey,

	"call followup/missing stock.direct":             {nil, anyHelper},
	"callelsewhere followup/missing stock.direct":    {nil, anyHelper},
	"call idoverload/minted prefixed":                {nil, anyHelper},
	"callelsewhere idoverload/minted prefixed":       {nil, anyHelper},
	"callelsewhere idoverload/minted clock":          {nil, anyHelper},
	"callelsewhere idoverload/minted random":         {nil, anyHelper},
	"callelsewhere idoverload/shared shop.converted": {nil, anyHelper},
	"call idoverload/shared shop.attributes":         {nil, anyHelper},

	"closure followup/reset stock.made":    {nil, outOfClosure},
	"closure idoverload/minted helper":     {nil, outOfClosure},
	"closure idoverload/shared shop.meets": {nil, outOfClosure},
	"helper idoverload/minted business":    {[]string{"idoverload/minted-trace", "idoverload/minted-trace"}, "a key of the business is told where it is handed on and where it becomes the id"},

	"order publishctx/wrappers/plain place":      {nil, firstCall},
	"order publishctx/wrappers/plain placeAgain": {[]string{"publishctx/no-carrier"}, firstCall},
	"order tracelint/callers open":               {nil, firstCall},

	"values propagator/direct main": {nil, "which function a value stands for is not asked where propagators are judged"},
}

type exemption struct {
	verdict []string
	reason  string
}

const (
	elsewhereWrapper = "a wrapper of another package is reported at its first call in each package"
	anyHelper        = "what a helper makes of ids, given as any or in part, is not looked into"
	outOfClosure     = "ids are not followed out of a closure"
	firstCall        = elsewhereWrapper + ", and another call is the first now"
)

var parameterKey = exemption{nil, "a header's key that is a parameter names no role"}

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

// A verdict is what was found in a package: categories, sorted, by function.
type verdict map[string][]string

func (v verdict) add(fn, category string) {
	v[fn] = append(v[fn], category)
	slices.Sort(v[fn])
}

// load loads the cases of the rules that ask for it, and what variants of them
// may import besides.
func load(t testing.TB) (*world.World, []*source) {
	t.Helper()
	w := world.Load(t, Module, analyzers.New(config.Config{}), append([]string{"context", "testing"}, Cases...)...)
	return w, sourcesOf(t, w)
}

// judge analyses variants, with their test files or without.
func judge(t *testing.T, w *world.World, variants []*variant, tests bool) []verdict {
	t.Helper()
	out := make([]verdict, len(variants))
	errs := make([]error, len(variants))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				out[i], errs[i] = judgeOne(w, variants[i], tests)
			}
		})
	}
	for i := range variants {
		next <- i
	}
	close(next)
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("%s of %s: %v", variants[i].kind, variants[i].source.dir, err)
		}
	}
	return out
}

// judgeOne returns what is found in a variant, by the functions of its source.
func judgeOne(w *world.World, v *variant, tests bool) (verdict, error) {
	around := make(enclosing)
	units := make(map[string]world.Unit)
	for name, text := range v.files {
		if !tests && strings.HasSuffix(name, "_test.go") {
			continue
		}
		file := filepath.Join(w.Dir, filepath.FromSlash(name))
		if err := around.add(file, text); err != nil {
			return nil, err
		}
		u, ok := units[path.Dir(name)]
		if !ok {
			u = world.Unit{Path: v.module + "/" + path.Dir(name), Files: make(map[string][]byte)}
			units[path.Dir(name)] = u
		}
		u.Files[file] = text
	}
	list := make([]world.Unit, 0, len(units))
	for _, dir := range sortedKeys(units) {
		list = append(list, units[dir])
	}
	j, err := w.Judge(list...)
	switch {
	case err != nil:
		return nil, err
	case len(j.Errors) > 0:
		return nil, fmt.Errorf("%v: %s\n%s", j.At, j.Errors[0].Msg, v.files[w.DirOf(j.At.Filename)+"/"+filepath.Base(j.At.Filename)])
	case len(j.Problems) > 0:
		return nil, errors.New(j.Problems[0])
	}
	got := make(verdict)
	for _, f := range j.Findings {
		fn := around.at(f.Pos.Filename, f.Pos.Offset)
		got.add(cmp.Or(v.names[fn], fn), f.Category)
	}
	return got, nil
}

// before returns what was found in the sources themselves.
func before(t testing.TB, w *world.World, sources []*source) map[*source]verdict {
	t.Helper()
	out := make(map[*source]verdict)
	for _, s := range sources {
		around := make(enclosing)
		for _, f := range s.Files {
			if err := around.add(s.Fset.Position(f.Package).Filename, s.Text[f]); err != nil {
				t.Fatal(err)
			}
		}
		out[s] = make(verdict)
		for _, f := range w.Findings() {
			if w.DirOf(f.Pos.Filename) == s.dir {
				out[s].add(around.at(f.Pos.Filename, f.Pos.Offset), f.Category)
			}
		}
	}
	return out
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
	w, sources := load(t)
	was := before(t, w, sources)
	t.Logf("%d packages of cases loaded and judged in %v", len(sources), time.Since(start).Round(time.Second/10))
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
	got := judge(t, w, variants, false)
	var tested []*variant
	for _, v := range variants {
		if v.tests {
			tested = append(tested, v)
		}
	}
	gotTested := judge(t, w, tested, true)
	gotMutants := judge(t, w, mutants, false)
	t.Logf("%d variants and %d mutants judged after %v", len(variants)+len(tested), len(mutants), time.Since(start).Round(time.Second/10))
	if t.Failed() {
		t.FailNow() // what is not analysed has no findings
	}

	counts := make(map[string]int)
	for _, s := range skips {
		counts[s.kind+": "+s.reason]++
	}
	for _, reason := range sortedKeys(counts) {
		t.Logf("not made: %3d times %s", counts[reason], reason)
	}
	judged, kept, exempted := make(map[string]int), make(map[string]int), make(map[string]int)
	idle := maps.Clone(exempt)
	report := func(v *variant, how string, want, found map[string][]string) {
		n := len(v.source.functions())
		judged[v.kind] += n
		kept[v.kind] += n
		diff := differ(want, found)
		for _, fn := range sortedKeys(diff) {
			key := v.kind + " " + v.source.dir + " " + fn
			if e, ok := exempt[key]; ok && slices.Equal(found[fn], e.verdict) {
				delete(idle, key)
				exempted[v.kind+": "+e.reason]++
				judged[v.kind]--
			} else {
				t.Errorf("%s%s of %s: %s %s", v.kind, how, v.source.dir, fn, diff[fn])
			}
			kept[v.kind]--
		}
	}
	for i, v := range variants {
		report(v, "", was[v.source], got[i])
	}
	for i, v := range tested {
		report(v, ", with its test file,", was[v.source], gotTested[i])
	}
	for _, k := range kinds {
		t.Logf("%-14s %d of %d functions judged as before", k.name, kept[k.name], judged[k.name])
	}
	for _, reason := range sortedKeys(exempted) {
		t.Logf("exempt:   %3d times %s", exempted[reason], reason)
	}
	for _, key := range sortedKeys(idle) {
		t.Errorf("%s is judged as before: it needs no exemption", key)
	}
	if d := time.Since(start); d > 3*time.Minute {
		t.Errorf("took %v, want less than 3 minutes", d.Round(time.Second))
	}

	mutated, noticed := make(map[string]int), make(map[string]int)
	controlled := make(map[string]int)
	for i, v := range mutants {
		plain := gotMutants[i]
		diff := differ(was[v.source], plain)
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
