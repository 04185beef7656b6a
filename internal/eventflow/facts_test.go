package eventflow_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"maps"
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

func newEngine() *analysis.Analyzer {
	return eventflow.New(config.Config{}, model.NewIndex(lib.Loaders))
}

// A store keeps the facts of one engine encoded, as the files between two
// starts of the tool under go vet do: what is not encoded does not arrive.
type store struct {
	mu    sync.Mutex
	facts map[*types.Package]map[string][]byte // by object path, "" for the package's own, and type
	errs  []error
}

func newStore() *store { return &store{facts: make(map[*types.Package]map[string][]byte)} }

// serve makes pass use the store.
func (s *store) serve(pass *analysis.Pass) {
	pass.ExportObjectFact = func(obj types.Object, f analysis.Fact) {
		path, err := objectpath.For(obj)
		if err != nil {
			s.fail(fmt.Errorf("%v has a fact and no path: %v", obj, err))
			return
		}
		s.put(obj.Pkg(), string(path), f)
	}
	pass.ImportObjectFact = func(obj types.Object, f analysis.Fact) bool {
		if obj.Pkg() == nil {
			return false
		}
		path, err := objectpath.For(obj)
		return err == nil && s.get(obj.Pkg(), string(path), f)
	}
	pass.ExportPackageFact = func(f analysis.Fact) { s.put(pass.Pkg, "", f) }
	pass.ImportPackageFact = func(p *types.Package, f analysis.Fact) bool { return s.get(p, "", f) }
	pass.AllObjectFacts = func() []analysis.ObjectFact { panic("go vet may not show all facts") }
	pass.AllPackageFacts = func() []analysis.PackageFact { panic("go vet may not show all facts") }
}

func (s *store) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, err)
}

func (s *store) put(p *types.Package, path string, f analysis.Fact) {
	data, err := encode(f)
	if err != nil {
		s.fail(err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.facts[p] == nil {
		s.facts[p] = make(map[string][]byte)
	}
	s.facts[p][key(path, f)] = data
}

func (s *store) get(p *types.Package, path string, f analysis.Fact) bool {
	s.mu.Lock()
	data, ok := s.facts[p][key(path, f)]
	s.mu.Unlock()
	if !ok {
		return false
	}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(f); err != nil {
		s.fail(err)
		return false
	}
	return true
}

func key(path string, f analysis.Fact) string {
	return path + " " + reflect.TypeOf(f).Elem().Name()
}

func encode(f analysis.Fact) ([]byte, error) {
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(f)
	return buf.Bytes(), err
}

// bytes returns the size of a package's own facts in the form of a file of facts.
func (s *store) bytes(t *testing.T, p *types.Package) int {
	t.Helper()
	type record struct {
		PkgPath, Object string
		Fact            analysis.Fact
	}
	var records []record
	for _, k := range slices.Sorted(maps.Keys(s.facts[p])) {
		f := decode(t, k, s.facts[p][k])
		records = append(records, record{p.Path(), k, f})
	}
	if len(records) == 0 {
		return 0
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(records); err != nil {
		t.Fatal(err)
	}
	return buf.Len()
}

func decode(t *testing.T, key string, data []byte) analysis.Fact {
	t.Helper()
	for _, typ := range newEngine().FactTypes {
		f := reflect.New(reflect.TypeOf(typ).Elem()).Interface().(analysis.Fact)
		if len(key) >= len(" "+reflect.TypeOf(typ).Elem().Name()) && key[len(key)-len(reflect.TypeOf(typ).Elem().Name()):] == reflect.TypeOf(typ).Elem().Name() {
			if err := gob.NewDecoder(bytes.NewReader(data)).Decode(f); err != nil {
				t.Fatalf("%s: %v", key, err)
			}
			return f
		}
	}
	t.Fatalf("no fact type for %s", key)
	return nil
}

// analyse runs n engines of their own over the packages, in one load, and
// returns what each exported.
func analyse(t *testing.T, opts driver.Options, n int) []*store {
	t.Helper()
	opts.Dir = testenv.Module(t, "analyzers/testdata")
	stores := make([]*store, n)
	engines := make([]*analysis.Analyzer, n)
	for i := range stores {
		stores[i], engines[i] = newStore(), newEngine()
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
	stores := analyse(t, driver.Options{Patterns: cases}, 10)
	facts := 0
	for p, want := range stores[0].facts {
		facts += len(want)
		for i, s := range stores[1:] {
			if got := s.facts[p]; !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
				t.Errorf("%s: run %d has facts on other objects: %q and %q", p.Path(), i+2, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)))
				continue
			}
			for k := range want {
				if !bytes.Equal(want[k], s.facts[p][k]) {
					t.Errorf("%s: %s differs in run %d:\n%+v\n%+v", p.Path(), k, i+2, decode(t, k, want[k]), decode(t, k, s.facts[p][k]))
				}
			}
		}
	}
	if facts < 50 {
		t.Errorf("only %d facts", facts)
	}
	t.Logf("%d facts, ten times the same", facts)
}

// TestFactsSurviveEncoding decodes and encodes again.
func TestFactsSurviveEncoding(t *testing.T) {
	for p, facts := range analyse(t, driver.Options{Patterns: cases}, 1)[0].facts {
		for k, data := range facts {
			again, err := encode(decode(t, k, data))
			if err != nil || !bytes.Equal(again, data) {
				t.Errorf("%s: %s is %d bytes, then %d: %v", p.Path(), k, len(data), len(again), err)
			}
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
	total, objects, largest := 0, 0, ""
	for p, facts := range s.facts {
		n := s.bytes(t, p)
		if len(sizes) == 0 || n > slices.Max(sizes) {
			largest = p.Path()
		}
		sizes = append(sizes, n)
		total += n
		objects += len(facts)
	}
	slices.Sort(sizes)
	if len(sizes) < 100 {
		t.Fatalf("only %d packages with facts", len(sizes))
	}
	ninth := sizes[len(sizes)*9/10]
	t.Logf("%d packages have %d facts of %d bytes: median %d, 9 of 10 up to %d, largest %d (%s)",
		len(sizes), objects, total, sizes[len(sizes)/2], ninth, sizes[len(sizes)-1], largest)
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
	summary := func(pkg, typ, fn string) *eventflow.Summary {
		t.Helper()
		for p := range s.facts {
			if p.Path() != "tracelint.test/testdata/chain/"+pkg {
				continue
			}
			obj := p.Scope().Lookup(fn)
			if typ != "" {
				obj, _, _ = types.LookupFieldOrMethod(types.NewPointer(p.Scope().Lookup(typ).Type()), true, p, fn)
			}
			path, err := objectpath.For(obj)
			if err != nil {
				t.Fatal(err)
			}
			var sum eventflow.Summary
			if s.get(p, string(path), &sum) {
				return &sum
			}
		}
		t.Fatalf("no fact on %s.%s%s", pkg, typ, fn)
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
		typ, fn string
		depth   int
		sum     *eventflow.Summary
		ctx     int // the parameter that is handed on; the receiver counts
	}{
		{"", "Send", 0, summary("inner", "", "Send"), 0},
		{"Shop", "Announce", 1, summary("outer", "Shop", "Announce"), 2},
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
	taken := slices.ContainsFunc(slices.Concat(summary("outer", "", "Of").Results...), func(a eventflow.Atom) bool { return a.Form == eventflow.Ctx && a.Extracted })
	if !taken {
		t.Errorf("the result of Of is not known to be extracted: %+v", summary("outer", "", "Of"))
	}
}

// TestFindingsCrossTwoPackages judges by those facts.
func TestFindingsCrossTwoPackages(t *testing.T) {
	res, err := driver.Run(overlay(t), analyzers.New(config.Config{}))
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
