package tracetest

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A variant is a package that should be judged as its source is.
type variant struct {
	kind   string
	source *source
	files  map[string][]byte // by slash-separated path below the module
	names  map[string]string // what functions of the source are called here, and helpers cut out of them, to the key in the source
	tests  bool              // judged with its test files too
	module string            // import path
}

// A skip tells why a variant was not made of a package or function.
type skip struct{ kind, what, reason string }

// A writer writes one variant.
type writer struct {
	*variant
	edits map[*ast.File][]edit
	added map[*ast.File][]string // declarations
	skips []skip
}

type edit struct {
	start, end int
	text       string
}

func newWriter(kind string, s *source) *writer {
	return &writer{
		variant: &variant{kind: kind, source: s, files: make(map[string][]byte), names: make(map[string]string), module: strings.TrimSuffix(s.Path, "/"+s.dir)},
		edits:   make(map[*ast.File][]edit), added: make(map[*ast.File][]string),
	}
}

// top is where variants are written, below the module.
const top = "zz"

// dir returns the directory of the variant, or of a package that it imports.
func (w *writer) dir(sub ...string) string {
	return path.Join(append([]string{top, w.kind, w.source.dir}, sub...)...)
}

func (w *writer) replace(f *ast.File, from, to token.Pos, text string) {
	w.edits[f] = append(w.edits[f], edit{w.source.offset(from), w.source.offset(to), text})
}

func (w *writer) insert(f *ast.File, at token.Pos, text string) { w.replace(f, at, at, text) }

func (w *writer) declare(f *ast.File, text string) { w.added[f] = append(w.added[f], text) }

func (w *writer) skip(what, format string, args ...any) {
	w.skips = append(w.skips, skip{w.kind, w.source.dir + " " + what, fmt.Sprintf(format, args...)})
}

// finish applies the edits.
func (w *writer) finish(t testing.TB, dir string) *variant {
	t.Helper()
	for _, f := range w.source.Files {
		name := filepath.Base(w.source.Fset.Position(f.Package).Filename)
		edits := w.edits[f]
		slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
		var out bytes.Buffer
		last := 0
		for _, e := range edits {
			if e.start < last {
				t.Fatalf("%s of %s: edits overlap at %d", w.kind, w.source.dir, e.start)
			}
			out.Write(w.source.Text[f][last:e.start])
			out.WriteString(e.text)
			last = e.end
		}
		out.Write(w.source.Text[f][last:])
		for _, d := range w.added[f] {
			out.WriteString("\n" + d + "\n")
		}
		w.add(t, path.Join(dir, name), out.Bytes())
	}
	return w.variant
}

// add puts a file into the variant.
func (w *writer) add(t testing.TB, name string, text []byte) {
	t.Helper()
	data, err := format.Source(text)
	if err != nil {
		t.Fatalf("%s of %s: %v\n%s", w.kind, w.source.dir, err, text)
	}
	w.files[name] = data
}
