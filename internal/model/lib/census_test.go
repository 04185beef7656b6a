package lib

import (
	"flag"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
)

var update = flag.Bool("update", false, "rewrite the lists of the census")

// TestCensus compares what each library exports with its table: a function or
// method that mentions a context, a message or a handler has a row or is in
// analyzers/testdata/census. A list there is API that somebody looked at and
// found to need no row, so an upgrade of the library that adds API fails here.
func TestCensus(t *testing.T) {
	pkgs := typesOf(loaded(t))
	all := All()
	for _, lib := range all {
		if lib.Module == "std" {
			continue // changes with the toolchain, and means nothing
		}
		t.Run(lib.Name, func(t *testing.T) {
			got := census(pkgs, lib, all)
			file := filepath.Join(testdata, "census", censusFile(lib))
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(strings.Join(append(got, ""), "\n")), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v: run this with -update, and read line by line what is written there", err)
			}
			added, gone := difference(got, strings.Fields(string(data)))
			if len(added) > 0 {
				t.Errorf("neither in the table nor in %s; model what publishes, receives or traces, then run\n"+
					"go test ./internal/model/lib -run Census -update\n\t%s", file, strings.Join(added, "\n\t"))
			}
			if len(gone) > 0 {
				t.Errorf("in %s but no longer exported, or modelled by now; run\n"+
					"go test ./internal/model/lib -run Census -update\n\t%s", file, strings.Join(gone, "\n\t"))
			}
		})
	}
	if *update {
		return
	}
	// A list that belongs to no library hides nothing, but misleads.
	files, err := os.ReadDir(filepath.Join(testdata, "census"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.ContainsFunc(all, func(l *model.Library) bool { return censusFile(l) == f.Name() }) {
			t.Errorf("census/%s belongs to no library", f.Name())
		}
	}
}

// TestCensusFails makes sure that a row taken out of a table shows.
func TestCensusFails(t *testing.T) {
	pkgs := typesOf(loaded(t))
	lib := kafkaGo()
	before := census(pkgs, lib, []*model.Library{lib})
	lib.Rows = slices.DeleteFunc(lib.Rows, func(r model.Row) bool { return r.On.Name == "WriteMessages" && r.On.Recv == "Writer" })
	added, gone := difference(census(pkgs, lib, []*model.Library{lib}), before)
	want := []string{"(github.com/segmentio/kafka-go.Writer).WriteMessages"}
	if !slices.Equal(added, want) || len(gone) > 0 {
		t.Errorf("added %q, gone %q, want %q", added, gone, want)
	}
}

func censusFile(lib *model.Library) string {
	return strings.ToLower(strings.NewReplacer("/", "-", " ", "-").Replace(lib.Name)) + ".txt"
}

func difference(got, want []string) (added, gone []string) {
	for _, s := range got {
		if !slices.Contains(want, s) {
			added = append(added, s)
		}
	}
	for _, s := range want {
		if !slices.Contains(got, s) {
			gone = append(gone, s)
		}
	}
	return added, gone
}

// census returns the names of the functions and methods of lib that mention
// something that matters and have no row, sorted.
func census(pkgs map[string]*types.Package, lib *model.Library, all []*model.Library) []string {
	r := &resolver{pkgs: pkgs}
	modelled := map[model.Ref]bool{}
	subtyped := map[string][]types.Type{} // method name -> interfaces of rows with Subtypes
	matters := map[model.Ref]bool{model.Type("context", "Context"): true}
	for _, l := range all {
		for _, m := range l.Messages {
			matters[m.Type] = true
		}
		for _, row := range l.Rows {
			modelled[row.On] = true
			if row.Subtypes {
				if tn := r.typeName(row.On.Pkg, row.On.Recv); tn != nil {
					subtyped[row.On.Name] = append(subtyped[row.On.Name], tn.Type())
				}
			}
			switch {
			case row.On.Kind == model.FuncTypeKind:
				matters[model.Type(row.On.Pkg, row.On.Name)] = true
			case row.On.Kind == model.TypeKind:
				matters[row.On] = true
			case row.Subtypes, l.Tracing && row.On.Recv != "", row.Role == model.Element && row.On.Recv != "":
				matters[model.Type(row.On.Pkg, row.On.Recv)] = true
			}
		}
	}

	var names []string
	consider := func(f *types.Func) {
		ref, ok := model.RefOf(f)
		if !ok || !exported(f) || modelled[ref] || implements(f, subtyped[f.Name()]) {
			return
		}
		if (&mentions{matters: matters}).signature(f.Signature()) {
			names = append(names, ref.String())
		}
	}
	for _, path := range lib.Paths {
		scope := pkgs[path].Scope()
		for _, name := range scope.Names() {
			obj := scope.Lookup(name)
			if !exported(obj) {
				continue
			}
			switch obj := obj.(type) {
			case *types.Func:
				consider(obj)
			case *types.TypeName:
				n, ok := obj.Type().(*types.Named)
				if !ok || obj.IsAlias() {
					continue
				}
				for m := range n.Methods() {
					consider(m)
				}
				if i, ok := n.Underlying().(*types.Interface); ok {
					for m := range i.ExplicitMethods() {
						consider(m)
					}
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// implements reports whether f belongs to an implementation of one of the interfaces.
func implements(f *types.Func, ifaces []types.Type) bool {
	recv := f.Signature().Recv()
	if recv == nil || types.IsInterface(recv.Type()) {
		return false
	}
	return slices.ContainsFunc(ifaces, func(t types.Type) bool {
		return types.Implements(recv.Type(), t.Underlying().(*types.Interface))
	})
}

// mentions looks for the types that matter in signatures, not inside named types.
type mentions struct {
	matters map[model.Ref]bool
}

func (m *mentions) signature(sig *types.Signature) bool {
	if sig.Recv() != nil && m.in(sig.Recv().Type()) {
		return true
	}
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for i := range tuple.Len() {
			if m.in(tuple.At(i).Type()) {
				return true
			}
		}
	}
	return false
}

func (m *mentions) in(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if ref, ok := model.RefOf(t.Obj()); ok && m.matters[ref] {
			return true
		}
		for arg := range t.TypeArgs().Types() {
			if m.in(arg) {
				return true
			}
		}
	case *types.Pointer:
		return m.in(t.Elem())
	case *types.Slice:
		return m.in(t.Elem())
	case *types.Array:
		return m.in(t.Elem())
	case *types.Chan:
		return m.in(t.Elem())
	case *types.Map:
		return m.in(t.Key()) || m.in(t.Elem())
	case *types.Signature:
		return m.signature(t)
	}
	return false
}
