package tracetest

import (
	"fmt"
	"go/ast"
	"go/types"
	"testing"
)

// Mutations take from good functions what makes them good.
var mutations = []struct {
	name  string
	write func(t testing.TB, w *writer)
}{
	{"noinject", noInject},
	{"noextract", noExtract},
	{"background", background},
}

// noInject deletes the injections.
func noInject(t testing.TB, w *writer) {
	w.mutate(t, func(f function, n ast.Node) bool {
		st, ok := n.(*ast.ExprStmt)
		if !ok {
			return false
		}
		c, ok := st.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		sel, ok := c.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Inject" && sel.Sel.Name != "Prepare" || len(c.Args) != 2 {
			return false
		}
		used := w.source.src(f.file, sel.X)
		if id, ok := sel.X.(*ast.Ident); ok {
			if _, ok := w.source.Info.Uses[id].(*types.PkgName); ok {
				used = w.source.src(f.file, sel)
			}
		}
		w.replace(f.file, c.Pos(), c.End(), fmt.Sprintf("_, _, _ = %s, %s, %s", used, w.source.src(f.file, c.Args[0]), w.source.src(f.file, c.Args[1])))
		return true
	})
}

// noExtract goes on with the context that was extracted into.
func noExtract(t testing.TB, w *writer) {
	w.mutate(t, func(f function, n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || len(c.Args) != 2 {
			return false
		}
		sel, ok := c.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Extract" && w.source.src(f.file, sel) != "carrier.Context" {
			return false
		}
		w.replace(f.file, c.Pos(), c.Lparen+1, fmt.Sprintf("zzFirst(%s, ", valueOrFunc(w, f, sel)))
		return true
	})
}

func valueOrFunc(w *writer, f function, sel *ast.SelectorExpr) string {
	if id, ok := sel.X.(*ast.Ident); ok {
		if _, ok := w.source.Info.Uses[id].(*types.PkgName); ok {
			return w.source.src(f.file, sel)
		}
	}
	return w.source.src(f.file, sel.X)
}

// background publishes with an empty context.
func background(t testing.TB, w *writer) {
	w.mutate(t, func(f function, n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || len(c.Args) == 0 {
			return false
		}
		sel, ok := c.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Publish" && sel.Sel.Name != "ProduceSync" {
			return false
		}
		id, ok := c.Args[0].(*ast.Ident)
		if !ok || types.TypeString(w.source.Info.TypeOf(id), nil) != "context.Context" {
			return false
		}
		w.replace(f.file, id.Pos(), id.End(), "zzBackground("+id.Name+")")
		return true
	})
}

// mutate changes the functions without want comments. Those that were
// changed are in names.
func (w *writer) mutate(t testing.TB, change func(f function, n ast.Node) bool) {
	for _, f := range w.source.functions() {
		if w.source.flagged(f) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if n != nil && change(f, n) {
				w.names[f.key] = f.key
				return false
			}
			return true
		})
	}
	if len(w.names) == 0 {
		return
	}
	w.add(t, w.dir("zzmutation.go"), []byte(fmt.Sprintf(`package %s

import "context"

func zzFirst(_ any, ctx context.Context, _ any) context.Context { return ctx }

func zzBackground(context.Context) context.Context { return context.Background() }
`, w.source.Name)))
	w.finish(t, w.dir())
}
