package eventflow

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Form says in what shape something travels.
type Form uint8

const (
	Plain Form = iota // a value's contents, as far as they could tie an event to its cause
	Ctx               // a context.Context
	Data              // trace data written out: an injected carrier, ids, a value taken from a context
)

// Kind says where something comes from.
type Kind uint8

const (
	_        Kind = iota
	KParam        // parameter Index of the function, or what is at Path in it
	KFresh        // context.Background or TODO
	KGlobal       // a package-level context
	KRequest      // an inbound request
	KMessage      // a message received here, or what is at Path in it
	KStarted      // a span started on the way
	KCausal       // trace data whose context is not known more closely
	KUnknown      // not known; Path is the named reason
	KLink         // an option or call that links to another span
	KNewRoot      // an option that makes a root span
	KInstr        // instrumentation that reads its parent from Reads
	KBuilt        // a client whose construction was seen
)

// An Atom is one origin of a value.
type Atom struct {
	Kind      Kind
	Form      Form
	Extracted bool // Ctx: restored from a carrier; Plain and Data: what a carrier held
	Weak      bool // Plain, Data: went through code that may have dropped it, or is what somebody put into a context; Ctx: does not end with its parent
	Index     int  // KParam
	Path      string
	Reads     model.Source // KInstr

	fn  *ssa.Function // KParam: whose parameter; nil in facts
	pos token.Pos     // where it came from, in this package; no part of its identity
	val ssa.Value     // KMessage: the receive; no part of its identity
}

// A Val is the set of origins of a value. The empty set means that nothing
// in the value ties it to a cause.
type Val []Atom

func (a Atom) same(b Atom) bool {
	return a.Kind == b.Kind && a.Form == b.Form && a.Extracted == b.Extracted && a.Weak == b.Weak &&
		a.Index == b.Index && a.Path == b.Path && a.Reads == b.Reads && a.fn == b.fn
}

// maxAtoms bounds a set: a value with more origins is not judged.
const maxAtoms = 40

func (v Val) add(a Atom) Val {
	if v.contains(a) {
		return v
	}
	return append(make(Val, 0, len(v)+2), v...).put(a)
}

func (v Val) union(w Val) Val {
	switch {
	case len(w) == 0:
		return v
	case len(v) == 0:
		return w
	}
	var out Val // made when the first atom is new
	for _, a := range w {
		if out == nil {
			if v.contains(a) {
				continue
			}
			out = append(make(Val, 0, len(v)+len(w)), v...)
		}
		out = out.put(a)
	}
	if out == nil {
		return v
	}
	return out
}

func (v Val) contains(a Atom) bool {
	for i := range v {
		if v[i].same(a) {
			return true
		}
	}
	return false
}

// put adds a to a set that nobody else holds.
func (v Val) put(a Atom) Val {
	if len(v) >= maxAtoms || v.contains(a) {
		return v
	}
	if len(v) == maxAtoms-1 {
		a = Atom{Kind: KUnknown, Path: "too-many-origins"}
	}
	return append(v, a)
}

func (v Val) filter(keep func(Atom) bool) Val {
	var out Val
	for i, a := range v {
		if keep(a) {
			if out != nil {
				out = append(out, a)
			}
		} else if out == nil {
			out = append(make(Val, 0, len(v)), v[:i]...)
		}
	}
	if out == nil {
		return v
	}
	return out
}

func (v Val) mapped(f func(Atom) Atom) Val {
	if len(v) == 0 {
		return nil
	}
	out := make(Val, 0, len(v))
	for _, a := range v {
		out = out.put(f(a))
	}
	return out
}

func (v Val) any(pred func(Atom) bool) bool {
	for _, a := range v {
		if pred(a) {
			return true
		}
	}
	return false
}

func (v Val) has(k Kind) bool { return v.any(func(a Atom) bool { return a.Kind == k }) }

// contexts returns the atoms that are contexts; data the ones that are not.
func (v Val) contexts() Val { return v.filter(func(a Atom) bool { return a.Form == Ctx }) }
func (v Val) content() Val  { return v.filter(func(a Atom) bool { return a.Form != Ctx }) }

// asContext turns what was read as plain contents into contexts.
func (v Val) asContext() Val {
	return v.mapped(func(a Atom) Atom {
		if a.Form == Plain {
			a.Form, a.Weak = Ctx, false
		}
		return a
	})
}

// revealed is the trace data of the contexts in v: what an injection writes.
func (v Val) revealed(weak bool) Val {
	return v.mapped(func(a Atom) Atom {
		a.Form = Data
		a.Weak = a.Weak || weak
		return a
	})
}

// weakened marks contents that went through code nobody looked into.
func (v Val) weakened() Val {
	return v.mapped(func(a Atom) Atom {
		if a.Form == Plain && a.Kind != KUnknown {
			a.Weak = true
		}
		return a
	})
}

func unknown(reason string, pos token.Pos) Val {
	return Val{{Kind: KUnknown, Path: reason, pos: pos}}
}

// Access paths are dotted field names, "[]" for elements.

func joinPath(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	p := a + "." + b
	// Deeper than this nothing is told apart.
	if n := strings.Count(p, "."); n > 4 {
		parts := strings.SplitN(p, ".", 6)
		p = strings.Join(parts[:5], ".")
	}
	return p
}

// pathRest compares an access path with one that was written to. If written
// is at or above asked, it returns what remains of asked below it.
func pathRest(written, asked string) (rest string, ok bool) {
	if written == "" {
		return asked, true
	}
	if written == asked {
		return "", true
	}
	if strings.HasPrefix(asked, written+".") {
		return asked[len(written)+1:], true
	}
	return "", false
}

// within reports whether written is at or below asked.
func within(written, asked string) bool {
	return asked == "" || written == asked || strings.HasPrefix(written, asked+".")
}

func lastElem(path string) string {
	for strings.HasSuffix(path, "[]") {
		path = strings.TrimSuffix(strings.TrimSuffix(path, "[]"), ".")
	}
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[i+1:]
	}
	return path
}
