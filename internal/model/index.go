package model

import (
	"go/types"
	"slices"
	"sync"
)

// Loader makes a library's table when one of its packages is first met, so
// that a table that is not needed costs nothing at start-up.
type Loader struct {
	Paths  []string // import paths of the packages that the rows name
	Load   func() *Library
	Helper bool // its calls hand nothing off and trace nothing: a package is not looked at because of it

	house bool
}

// Index finds the rows of objects.
type Index struct {
	byPath map[string][]*Loader

	mu     sync.Mutex
	loaded map[*Loader]*Library
	rows   map[Ref][]*Row
	libOf  map[*Row]*Library
	types  map[Ref]*MessageType

	houseTypes map[Ref]bool // those in types that come from configuration
}

// NewIndex returns an index over the libraries that the loaders bring.
func NewIndex(loaders []*Loader) *Index {
	ix := &Index{byPath: make(map[string][]*Loader, 2*len(loaders))}
	for _, l := range loaders {
		for _, p := range l.Paths {
			ix.byPath[p] = append(ix.byPath[p], l)
		}
	}
	return ix
}

// Loaded returns loaders of libraries that are there already.
func Loaded(libs []*Library) []*Loader {
	out := make([]*Loader, len(libs))
	for i, lib := range libs {
		out[i] = &Loader{Paths: lib.Paths, Load: func() *Library { return lib }, house: lib.House}
	}
	return out
}

// Knows reports whether some library that hands events off or traces has rows
// for the package with that import path.
func (ix *Index) Knows(path string) bool {
	for _, l := range ix.byPath[path] {
		if !l.Helper {
			return true
		}
	}
	return false
}

// Helps reports whether the package belongs to a library that hands nothing off
// and traces nothing, and has rows all the same.
func (ix *Index) Helps(path string) bool { return len(ix.byPath[path]) > 0 && !ix.Knows(path) }

// Stands reports whether the tables stand for the package with that import
// path: its code is not looked at. Those that come from configuration say
// something of a package whose code is looked at all the same.
func (ix *Index) Stands(path string) bool {
	for _, l := range ix.byPath[path] {
		if !l.house && !l.Helper {
			return true
		}
	}
	return false
}

// OfHouse returns the libraries that configuration has for the package.
func (ix *Index) OfHouse(path string) []*Library {
	var out []*Library
	for _, lib := range ix.libraries(path) {
		if lib.House {
			out = append(out, lib)
		}
	}
	return out
}

// House reports whether configuration says something of the package.
func (ix *Index) House(path string) bool { return ix.Knows(path) && !ix.Stands(path) }

// Tracing reports whether the package belongs to a tracing API.
func (ix *Index) Tracing(path string) bool {
	for _, lib := range ix.libraries(path) {
		if lib.Tracing {
			return true
		}
	}
	return false
}

// Works reports whether functions of the package that no row names do work of
// their own, such as queries, in the context that they are given.
func (ix *Index) Works(path string) bool {
	for _, lib := range ix.libraries(path) {
		if lib.Works {
			return true
		}
	}
	return false
}

// libraries loads and returns the libraries of the package.
func (ix *Index) libraries(path string) []*Library {
	ls := ix.byPath[path]
	if len(ls) == 0 {
		return nil
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	out := make([]*Library, 0, len(ls))
	for _, l := range ls {
		lib := ix.loaded[l]
		if lib == nil {
			lib = l.Load()
			ix.add(l, lib)
		}
		out = append(out, lib)
	}
	return out
}

func (ix *Index) add(l *Loader, lib *Library) {
	if ix.loaded == nil {
		ix.loaded = map[*Loader]*Library{}
		ix.rows = map[Ref][]*Row{}
		ix.libOf = map[*Row]*Library{}
		ix.types = map[Ref]*MessageType{}
		ix.houseTypes = map[Ref]bool{}
	}
	ix.loaded[l] = lib
	for i := range lib.Rows {
		r := &lib.Rows[i]
		if !lib.House && ix.replaced(r.On) {
			continue
		}
		ix.rows[r.On] = append(ix.rows[r.On], r)
		ix.libOf[r] = lib
	}
	for i := range lib.Messages {
		m := &lib.Messages[i]
		if !ix.houseTypes[m.Type] {
			ix.types[m.Type] = m
		}
		if lib.House {
			ix.houseTypes[m.Type] = true
		}
	}
}

// replaced reports whether configuration says what the object means, so that
// the tables' rows do not count. Loaders of configured libraries come first.
func (ix *Index) replaced(on Ref) bool {
	rows := ix.rows[on]
	return len(rows) > 0 && ix.libOf[rows[0]].House
}

// RefOf returns the reference that names obj, or false if no row could name it.
// Methods of generic types are named by their origin.
func RefOf(obj types.Object) (Ref, bool) {
	if obj == nil || obj.Pkg() == nil {
		return Ref{}, false
	}
	ref := Ref{Pkg: obj.Pkg().Path(), Name: obj.Name()}
	switch obj := obj.(type) {
	case *types.Func:
		recv := obj.Origin().Signature().Recv()
		if recv == nil {
			return ref, true
		}
		ref.Kind = MethodKind
		ref.Recv = typeName(recv.Type())
		return ref, ref.Recv != ""
	case *types.TypeName:
		ref.Kind = TypeKind
		return ref, true
	case *types.Var:
		ref.Kind = VarKind
		return ref, !obj.IsField()
	}
	return Ref{}, false
}

func typeName(t types.Type) string {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// Rows returns the rows of a function or method, nil if it has none.
func (ix *Index) Rows(obj types.Object) []*Row {
	ref, ok := RefOf(obj)
	if !ok || len(ix.byPath[ref.Pkg]) == 0 {
		return nil
	}
	ix.libraries(ref.Pkg)
	ix.mu.Lock()
	defer ix.mu.Unlock()
	rows := ix.rows[ref]
	if f, ok := obj.(*types.Func); ok {
		return holding(rows, f.Signature())
	}
	return rows
}

// RowsOf returns the rows of the function or method that is named so and has
// that signature, as Rows does where the object itself is not at hand.
func (ix *Index) RowsOf(ref Ref, sig *types.Signature) []*Row {
	if len(ix.byPath[ref.Pkg]) == 0 {
		return nil
	}
	ix.libraries(ref.Pkg)
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return holding(ix.rows[ref], sig)
}

// holding returns those rows that hold for the version of the library in which
// the object has that signature.
func holding(rows []*Row, sig *types.Signature) []*Row {
	if !slices.ContainsFunc(rows, func(r *Row) bool { return r.Before != "" }) {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool { return !r.holds(sig) })
}

// HoldsIn reports whether a row of a method of the interface holds for the
// version of the library that the interface is from.
func (ix *Index) HoldsIn(r *Row, iface *types.TypeName) bool {
	m, _, _ := types.LookupFieldOrMethod(iface.Type(), false, iface.Pkg(), r.On.Name)
	f, ok := m.(*types.Func)
	if !ok {
		return true
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return slices.Contains(holding(ix.rows[r.On], f.Signature()), r)
}

// holds reports whether the row describes an object with that signature, as far
// as contexts go: functions that come to take or hand over a context keep their
// names.
func (r *Row) holds(sig *types.Signature) bool {
	ctx, cb := r.Ctx, r.Callback
	if r.Role == Handle {
		switch {
		case cb.At.IsZero():
			ctx = cb.Ctx // the signature is the handler's
		case cb.At.Base == ArgOf && cb.At.Path == "" && cb.Method == "" && cb.At.Index < sig.Params().Len():
			fn, ok := sig.Params().At(cb.At.Index).Type().Underlying().(*types.Signature)
			if ok && firstContext(fn) != placeIndex(cb.Ctx) {
				return false
			}
		}
	}
	return firstContext(sig) == placeIndex(ctx)
}

func placeIndex(p Place) int {
	if p.IsZero() {
		return -1
	}
	return p.Index
}

// firstContext returns the index of the first parameter that is a context, -1 if none is.
func firstContext(sig *types.Signature) int {
	for i := range sig.Params().Len() {
		if n, ok := types.Unalias(sig.Params().At(i).Type()).(*types.Named); ok && n.Obj().Name() == "Context" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" {
			return i
		}
	}
	return -1
}

// FuncTypeRows returns the rows of the named function type t, nil if it has none.
func (ix *Index) FuncTypeRows(t types.Type) []*Row {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || len(ix.byPath[n.Obj().Pkg().Path()]) == 0 {
		return nil
	}
	ix.libraries(n.Obj().Pkg().Path())
	ix.mu.Lock()
	defer ix.mu.Unlock()
	rows := ix.rows[Ref{Pkg: n.Obj().Pkg().Path(), Name: n.Obj().Name(), Kind: FuncTypeKind}]
	if sig, ok := n.Underlying().(*types.Signature); ok {
		return holding(rows, sig)
	}
	return rows
}

// Contains reports whether values of the type hold messages which methods of it unpack.
func (ix *Index) Contains(obj *types.TypeName) bool {
	for _, lib := range ix.libraries(obj.Pkg().Path()) {
		for i := range lib.Rows {
			if r := &lib.Rows[i]; r.Role == Element && r.On.Pkg == obj.Pkg().Path() && r.On.Recv == obj.Name() {
				return true
			}
		}
	}
	return false
}

// Message returns what is known of t, or of what t points to, as a message; nil if nothing.
func (ix *Index) Message(t types.Type) *MessageType {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || len(ix.byPath[n.Obj().Pkg().Path()]) == 0 {
		return nil
	}
	ix.libraries(n.Obj().Pkg().Path())
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return ix.types[Ref{Pkg: n.Obj().Pkg().Path(), Name: n.Obj().Name(), Kind: TypeKind}]
}

// LibraryOf returns the library that the row belongs to.
func (ix *Index) LibraryOf(r *Row) *Library {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return ix.libOf[r]
}

// TwinOf returns the row of the sibling that a publishing row names, nil if it
// has none of its own.
func (ix *Index) TwinOf(r *Row) *Row {
	ref := r.On
	ref.Name = r.Twin
	ix.mu.Lock()
	defer ix.mu.Unlock()
	for _, twin := range ix.rows[ref] {
		if twin.Role == Publish {
			return twin
		}
	}
	return nil
}

// Subtyped returns the rows with Subtypes whose interface method has that
// name in the package pkg; the caller checks the implementation.
func (ix *Index) Subtyped(pkg, method string) []*Row {
	if len(ix.byPath[pkg]) == 0 {
		return nil
	}
	var out []*Row
	for _, lib := range ix.libraries(pkg) {
		for i := range lib.Rows {
			if r := &lib.Rows[i]; r.Subtypes && r.On.Name == method && r.On.Pkg == pkg && ix.LibraryOf(r) != nil {
				out = append(out, r)
			}
		}
	}
	return out
}
