package tracetest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/world"
)

// A source is a package of the cases, with what is needed to write variants
// of it.
type source struct {
	*world.Package
	dir   string                  // slash-separated, below the module
	wants map[string]map[int]bool // lines with want comments by file
}

// sourcesOf returns the packages of the cases that were loaded.
func sourcesOf(t testing.TB, w *world.World) []*source {
	t.Helper()
	var out []*source
	for _, p := range w.Sources {
		s := &source{Package: p, dir: w.DirOf(p.Fset.Position(p.Files[0].Package).Filename), wants: make(map[string]map[int]bool)}
		for _, f := range p.Files {
			name := p.Fset.Position(f.Package).Filename
			list, err := parseWants(name, string(p.Text[f]))
			if err != nil {
				t.Fatal(err)
			}
			s.wants[name] = make(map[int]bool)
			for _, w := range list {
				s.wants[name][w.line] = true
			}
		}
		out = append(out, s)
	}
	return out
}

// directed reports whether there is a directive on a line or the one above.
func (s *source) directed(f *ast.File, line int) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if at := s.Fset.Position(c.Pos()).Line; strings.HasPrefix(c.Text, "//tracelint:") && (at == line || at == line-1) {
				return true
			}
		}
	}
	return false
}

// A function is a declaration with a body.
type function struct {
	*ast.FuncDecl
	file *ast.File
	obj  *types.Func
	key  string // what it is called in reports: "shop.place", "retry"
}

// bodies returns the declarations of functions that have a body.
func (s *source) bodies() []function {
	var out []function
	for _, f := range s.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil && d.Name.Name != "_" {
				out = append(out, function{d, f, s.Info.Defs[d.Name].(*types.Func), keyOf(d)})
			}
		}
	}
	return out
}

// functions returns those that somebody may call, which variants rewrite.
func (s *source) functions() []function {
	return slices.DeleteFunc(s.bodies(), func(f function) bool {
		return f.Recv == nil && (f.Name.Name == "init" || f.Name.Name == "main")
	})
}

func keyOf(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	typ := d.Recv.List[0].Type
	for {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.Name + "." + d.Name.Name
		default:
			return d.Name.Name
		}
	}
}

func (s *source) offset(p token.Pos) int { return s.Fset.Position(p).Offset }

// src returns the text of a node.
func (s *source) src(f *ast.File, n ast.Node) string {
	return string(s.Text[f][s.offset(n.Pos()):s.offset(n.End())])
}

// flagged reports whether a line of the function has a want comment.
func (s *source) flagged(f function) bool {
	from, to := s.Fset.Position(f.Pos()), s.Fset.Position(f.End())
	for line := range s.wants[from.Filename] {
		if from.Line <= line && line <= to.Line {
			return true
		}
	}
	return false
}

// enclosing finds the functions around positions in the files of a variant.
type enclosing map[string][]span

type span struct {
	start, end int
	key        string
}

func (e enclosing) add(name string, text []byte) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, d := range f.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			e[name] = append(e[name], span{fset.Position(d.Pos()).Offset, fset.Position(d.End()).Offset, keyOf(d)})
		}
	}
	return nil
}

func (e enclosing) at(name string, offset int) string {
	for _, s := range e[name] {
		if s.start <= offset && offset < s.end {
			return s.key
		}
	}
	return ""
}
