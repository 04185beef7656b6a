package diag_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/testenv"
)

// TestRolesOfRelatedPlaces looks for what the rules say of related places: each
// is to have a role.
func TestRolesOfRelatedPlaces(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testenv.Root(t), "analyzers", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	messages := 0
	for _, name := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		assigned := make(map[string][]string) // to variables
		ast.Inspect(f, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
				for i, lhs := range a.Lhs {
					if id, ok := lhs.(*ast.Ident); ok {
						if text, ok := text(a.Rhs[i]); ok {
							assigned[id.Name] = append(assigned[id.Name], text)
						}
					}
				}
			}
			return true
		})
		ast.Inspect(f, func(n ast.Node) bool {
			kv, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			if key, ok := kv.Key.(*ast.Ident); !ok || key.Name != "Message" {
				return true
			}
			var said []string
			if s, ok := text(kv.Value); ok {
				said = append(said, s)
			} else if id, ok := kv.Value.(*ast.Ident); ok {
				said = assigned[id.Name]
			}
			for _, s := range said {
				if !related(f, kv) {
					continue
				}
				messages++
				if _, ok := diag.RoleOf(s); !ok {
					t.Errorf("%s: %q has no role: give it one in related.go", fset.Position(kv.Pos()), s)
				}
			}
			return true
		})
	}
	if messages < 15 {
		t.Errorf("found %d messages of related places", messages)
	}
}

// related reports whether the key stands in a literal of a related place: it
// has a position and a message and nothing else.
func related(f *ast.File, kv *ast.KeyValueExpr) (is bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok && len(lit.Elts) == 2 && lit.Elts[1] == ast.Expr(kv) {
			is = true
		}
		return !is
	})
	return is
}

// text returns a string as the source has it, with X for what is not constant.
func text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, okX := text(e.X)
		y, okY := text(e.Y)
		if !okX {
			x = "X"
		}
		if !okY {
			y = "X"
		}
		return x + y, e.Op == token.ADD && (okX || okY)
	}
	return "", false
}
