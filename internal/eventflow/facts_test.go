package eventflow_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/model/lib"
	"github.com/tracelint/tracelint/internal/testenv"
)

func init() {
	for _, f := range newEngine().FactTypes {
		gob.Register(f)
	}
}

func newEngine() *analysis.Analyzer { return configured(config.Config{SeenOnly: true}) }

func configured(cfg config.Config) *analysis.Analyzer {
	return eventflow.New(cfg, model.NewIndex(lib.Loaders))
}

// A store keeps the facts of one engine encoded, as the files between two
// starts of the tool under go vet do: what is not encoded does not arrive.
type store struct {
	mu    sync.Mutex
	facts map[factKey][]byte
	errs  []error
}

// A factKey names a fact of an object, or of a package if there is no object.
type factKey struct {
	pkg *types.Package
	obj types.Object
	typ reflect.Type // what the fact points to
}

func (k factKey) String() string {
	if k.obj == nil {
		return k.pkg.Path() + " " + k.typ.Name()
	}
	return k.obj.String() + " " + k.typ.Name()
}

// serve makes pass use the store.
func (s *store) serve(pass *analysis.Pass) {
	pass.ExportObjectFact = func(obj types.Object, f analysis.Fact) {
		if _, err := objectpath.For(obj); err != nil {
			s.fail(fmt.Errorf("%v has a fact that does not leave its package: %v", obj, err))
			return
		}
		s.put(pass.Pkg, obj, f)
	}
	pass.ImportObjectFact = func(obj types.Object, f analysis.Fact) bool { return s.get(obj.Pkg(), obj, f) }
	pass.ExportPackageFact = func(f analysis.Fact) { s.put(pass.Pkg, nil, f) }
	pass.ImportPackageFact = func(p *types.Package, f analysis.Fact) bool { return s.get(p, nil, f) }
	pass.AllObjectFacts = func() []analysis.ObjectFact { panic("go vet may not show all facts") }
	pass.AllPackageFacts = func() []analysis.PackageFact { panic("go vet may not show all facts") }
}

func (s *store) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, err)
}

func (s *store) put(p *types.Package, obj types.Object, f analysis.Fact) {
	data, err := encode(f)
	if err != nil {
		s.fail(err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts[factKey{p, obj, reflect.TypeOf(f).Elem()}] = data
}

func (s *store) get(p *types.Package, obj types.Object, f analysis.Fact) bool {
	s.mu.Lock()
	data, ok := s.facts[factKey{p, obj, reflect.TypeOf(f).Elem()}]
	s.mu.Unlock()
	if !ok {
		return false
	}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(f); err != nil {
		s.fail(err)
	}
	return true
}

// fact decodes a fact.
func (s *store) fact(k factKey) analysis.Fact {
	f := reflect.New(k.typ).Interface().(analysis.Fact)
	s.get(k.pkg, k.obj, f)
	return f
}

func encode(f analysis.Fact) ([]byte, error) {
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(f)
	return buf.Bytes(), err
}

// sizes returns how large the files with the packages' own facts would be.
func (s *store) sizes(t *testing.T) map[*types.Package]int {
	t.Helper()
	type record struct {
		PkgPath string
		Object  objectpath.Path
		Fact    analysis.Fact
	}
	records := make(map[*types.Package][]record)
	for k := range s.facts {
		r := record{PkgPath: k.pkg.Path(), Fact: s.fact(k)}
		if k.obj != nil {
			r.Object, _ = objectpath.For(k.obj)
		}
		records[k.pkg] = append(records[k.pkg], r)
	}
	sizes := make(map[*types.Package]int)
	for p, list := range records {
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(list); err != nil {
			t.Fatal(err)
		}
		sizes[p] = buf.Len()
	}
	return sizes
}

// analyse runs n engines of their own over the packages, in one load, and
// returns what each exported.
func analyse(t *testing.T, opts driver.Options, n int) []*store {
	t.Helper()
	return analyseWith(t, config.Config{SeenOnly: true}, opts, n)
}

func analyseWith(t *testing.T, cfg config.Config, opts driver.Options, n int) []*store {
	t.Helper()
	opts.Dir = testenv.Module(t, "analyzers/testdata")
	stores := make([]*store, n)
	engines := make([]*analysis.Analyzer, n)
	for i := range stores {
		stores[i], engines[i] = &store{facts: make(map[factKey][]byte)}, configured(cfg)
	}
	probe := &analysis.Analyzer{
		Name:      "probe",
		Doc:       "runs engines and keeps their facts",
		FactTypes: engines[0].FactTypes,
		Run: func(pass *analysis.Pass) (any, error) {
			for i, e := range engines {
				own := *pass
				own.Analyzer = e
				stores[i].serve(&own)
				res, err := e.Run(&own)
				if err != nil {
					return nil, err
				}
				if ix := res.(*eventflow.Index); ix.Panic != "" {
					return nil, fmt.Errorf("%s\n%s", ix.Panic, ix.Stack)
				}
			}
			return nil, nil
		},
	}
	res, err := driver.Run(opts, []*analysis.Analyzer{probe})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s: %s: %s", p.Package, p.Pos, p.Message)
	}
	for _, s := range stores {
		for _, err := range s.errs {
			t.Error(err)
		}
	}
	return stores
}

// cases are the packages with want comments.
var cases = []string{"./publishctx/...", "./freshroot/...", "./shared/..."}

// TestFactsAreTheSameFromRunToRun compares the facts of ten engines byte by byte.
func TestFactsAreTheSameFromRunToRun(t *testing.T) {
	sameFacts(t, analyse(t, driver.Options{Patterns: cases}, 10), 50)
}

// sameFacts compares the facts of engines and expects at least some number of them.
func sameFacts(t *testing.T, stores []*store, least int) {
	t.Helper()
	first := stores[0].facts
	for i, s := range stores[1:] {
		for k, want := range first {
			if got := s.facts[k]; !bytes.Equal(got, want) {
				t.Errorf("%v differs in run %d:\n%+v\n%+v", k, i+2, stores[0].fact(k), s.fact(k))
			}
		}
		for k := range s.facts {
			if first[k] == nil {
				t.Errorf("%v is there in run %d only", k, i+2)
			}
		}
	}
	if len(first) < least {
		t.Errorf("only %d facts", len(first))
	}
	t.Logf("%d facts, %d times the same", len(first), len(stores))
}

// TestFactsSurviveEncoding decodes and encodes again.
func TestFactsSurviveEncoding(t *testing.T) {
	s := analyse(t, driver.Options{Patterns: cases}, 1)[0]
	for k, data := range s.facts {
		again, err := encode(s.fact(k))
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%v is %d bytes, then %d: %v", k, len(data), len(again), err)
		}
	}
}

// TestFactTypes looks for what has no order, or no meaning elsewhere, in the
// types that are encoded.
func TestFactTypes(t *testing.T) {
	var visit func(typ reflect.Type, where string, seen map[reflect.Type]bool)
	visit = func(typ reflect.Type, where string, seen map[reflect.Type]bool) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		if typ == reflect.TypeFor[token.Pos]() {
			t.Errorf("%s is a position", where)
		}
		switch typ.Kind() {
		case reflect.Map, reflect.Interface, reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Float32, reflect.Float64:
			t.Errorf("%s is a %s", where, typ)
		case reflect.Pointer, reflect.Slice, reflect.Array:
			visit(typ.Elem(), where+"[]", seen)
		case reflect.Struct:
			for i := range typ.NumField() {
				if f := typ.Field(i); f.IsExported() { // gob leaves out the others
					visit(f.Type, where+"."+f.Name, seen)
				}
			}
		}
	}
	types := newEngine().FactTypes
	for _, f := range types {
		visit(reflect.TypeOf(f).Elem(), reflect.TypeOf(f).Elem().Name(), make(map[reflect.Type]bool))
	}
	if len(types) == 0 {
		t.Error("no facts")
	}
}

// TestFactsAreSmall measures the facts of the cases, of the programs, and of
// all they import.
func TestFactsAreSmall(t *testing.T) {
	const usual, all = 2 << 10, 5 << 20 // bytes, for nine packages of ten, and in total
	s := analyse(t, driver.Options{AllDeps: true}, 1)[0]
	var sizes []int
	total, most, largest := 0, 0, ""
	for p, n := range s.sizes(t) {
		if n > most {
			most, largest = n, p.Path()
		}
		sizes = append(sizes, n)
		total += n
	}
	slices.Sort(sizes)
	if len(sizes) < 100 {
		t.Fatalf("only %d packages with facts", len(sizes))
	}
	ninth := sizes[len(sizes)*9/10]
	t.Logf("%d packages have %d facts of %d bytes: median %d, 9 of 10 up to %d, largest %d (%s)",
		len(sizes), len(s.facts), total, sizes[len(sizes)/2], ninth, most, largest)
	if ninth >= usual {
		t.Errorf("9 of 10 packages have up to %d bytes of facts, want less than %d", ninth, usual)
	}
	if total >= all {
		t.Errorf("%d bytes of facts, want less than %d", total, all)
	}
}

// chain has a publisher two packages below its caller, one that carries the
// caller's context and one that carries nothing.
var chain = map[string]string{
	"chain/inner/inner.go": `package inner

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

func Send(ctx context.Context, nc *nats.Conn, data []byte) error {
	m := &nats.Msg{Subject: "orders", Header: nats.Header{}, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return nc.PublishMsg(m) // line 14
}

func Bare(ctx context.Context, nc *nats.Conn, n int) error {
	return nc.Publish("orders", []byte{byte(n)}) // line 18
}

func Take(ctx context.Context, m *nats.Msg) context.Context {
	return otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header))
}
`,
	"chain/outer/outer.go": `package outer

import (
	"context"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/chain/inner"
)

type Shop struct{ NC *nats.Conn }

func (s *Shop) Announce(data []byte, ctx context.Context) error { return inner.Send(ctx, s.NC, data) }

func (s *Shop) Quietly(ctx context.Context) error { return inner.Bare(ctx, s.NC, 1) }

func Of(m *nats.Msg) context.Context { return inner.Take(context.Background(), m) }
`,
	"chain/top/top.go": `package top

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/chain/outer"
)

func dropped(ctx context.Context, s *outer.Shop) error {
	return s.Announce([]byte("{}"), context.Background()) // line 13
}

func good(ctx context.Context, s *outer.Shop) error { return s.Announce([]byte("{}"), ctx) }

func quietly(ctx context.Context, s *outer.Shop) error { return s.Quietly(ctx) }

func consume(nc *nats.Conn) {
	nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := otel.Tracer("").Start(outer.Of(m), "reserve-inventory")
		span.End()
	})
	nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := otel.Tracer("").Start(context.Background(), "reserve-inventory") // line 26
		span.End()
	})
}
`,
}

func overlay(t *testing.T) driver.Options {
	t.Helper()
	opts := driver.Options{Dir: testenv.Module(t, "analyzers/testdata"), Patterns: []string{"./chain/..."}, Overlay: make(map[string][]byte)}
	for name, text := range chain {
		opts.Overlay[filepath.Join(opts.Dir, filepath.FromSlash(name))] = []byte(text)
	}
	return opts
}

// TestSummariesCrossTwoPackages reads the facts on the functions in the middle.
func TestSummariesCrossTwoPackages(t *testing.T) {
	s := analyse(t, overlay(t), 1)[0]
	summary := func(pkg, fn string) *eventflow.Summary {
		t.Helper()
		for k := range s.facts {
			if k.obj == nil || k.pkg.Path() != "tracelint.test/testdata/chain/"+pkg || k.obj.Name() != fn {
				continue
			}
			if sum, ok := s.fact(k).(*eventflow.Summary); ok {
				return sum
			}
		}
		t.Fatalf("no fact on %s.%s", pkg, fn)
		return nil
	}
	publish := func(sum *eventflow.Summary) eventflow.Effect {
		t.Helper()
		for _, e := range sum.Effects {
			if e.Kind == eventflow.EPublish {
				return e
			}
		}
		t.Fatalf("no publish in %+v", sum)
		return eventflow.Effect{}
	}
	for _, c := range []struct {
		fn    string
		depth int
		sum   *eventflow.Summary
		ctx   int // the parameter that is handed on; the receiver counts
	}{
		{"Send", 0, summary("inner", "Send"), 0},
		{"Announce", 1, summary("outer", "Announce"), 2},
	} {
		e := publish(c.sum)
		if want := (eventflow.Far{Func: "inner.Send", File: "inner.go", Line: 14}); e.Far != want || e.Depth != c.depth {
			t.Errorf("%s: depth %d, far %v; want %d, %v", c.fn, e.Depth, e.Far, c.depth, want)
		}
		handed := slices.ContainsFunc(slices.Concat(e.Ctx, e.Msg), func(a eventflow.Atom) bool {
			return a.Kind == eventflow.KParam && a.Index == c.ctx && a.Form != eventflow.Plain
		})
		if !handed {
			t.Errorf("%s: parameter %d is handed on neither as context nor as what is in the message: %+v", c.fn, c.ctx, e)
		}
	}
	taken := slices.ContainsFunc(slices.Concat(summary("outer", "Of").Results...), func(a eventflow.Atom) bool { return a.Form == eventflow.Ctx && a.Extracted })
	if !taken {
		t.Errorf("the result of Of is not known to be extracted: %+v", summary("outer", "Of"))
	}
}

// TestFindingsCrossTwoPackages judges by those facts.
func TestFindingsCrossTwoPackages(t *testing.T) {
	res, err := driver.Run(overlay(t), analyzers.New(config.Config{SeenOnly: true}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range res.Findings {
		got = append(got, fmt.Sprintf("%s:%d %s", filepath.Base(f.Pos.Filename), f.Pos.Line, f.Category))
	}
	want := []string{"inner.go:18 publishctx/no-carrier", "top.go:13 publishctx/dropped", "top.go:26 freshroot/root"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
