package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/near"
)

// An Assert says of a function or type what tracelint cannot see:
//
//	//tracelint:publish ctx=ctx msg=event carries=ctx
type Assert struct {
	Pos, End token.Pos
	Verb     string
	Args     map[string]string
	Name     *ast.Ident // what it speaks of: a function, a method, a type
	Type     *ast.FuncType
}

// argument is what may be given to an assertion: the name of a parameter, or one of some words.
type argument struct {
	name  string
	words []string // nil: a parameter's name
}

// assertions are the words of directives that assert something, with what may
// be given to them.
var assertions = map[string][]argument{
	"publish":  {{"ctx", nil}, {"msg", nil}, {"carries", []string{"ctx", "msg"}}},
	"handler":  {{"ctx", nil}, {"msg", nil}, {"holds", []string{"trace", "nothing"}}},
	"carrier":  {{"ctx", nil}, {"into", nil}},
	"detach":   {{"ctx", nil}},
	"envelope": nil,
}

// verbs are what may stand after the colon.
var verbs = []string{"carrier", "detach", "envelope", "handler", "ignore", "publish"}

func (s *Set) assert(f *ast.File, g *ast.CommentGroup, c *ast.Comment, verb, args string) {
	a := &Assert{Pos: c.Pos(), End: c.End(), Verb: verb, Args: map[string]string{}}
	a.Name, a.Type = documented(f, g)
	switch {
	case a.Name == nil && verb == "envelope":
		s.problem(c.Pos(), c.End(), "the directive belongs into the documentation of a type")
		return
	case a.Name == nil:
		s.problem(c.Pos(), c.End(), "the directive belongs into the documentation of a function or an interface's method")
		return
	case (a.Type == nil) != (verb == "envelope"):
		what := "a function"
		if verb == "envelope" {
			what = "a type"
		}
		s.problem(c.Pos(), c.End(), prefix+verb+" speaks of "+what+", and "+a.Name.Name+" is none")
		return
	}
	known := assertions[verb]
	for _, part := range strings.Fields(args) {
		name, value, _ := strings.Cut(part, "=")
		i := slices.IndexFunc(known, func(k argument) bool { return k.name == name })
		switch {
		case i < 0:
			s.problem(c.Pos(), c.End(), prefix+verb+" takes no "+part+expected(known, name))
			return
		case known[i].words != nil && !slices.Contains(known[i].words, value):
			s.problem(c.Pos(), c.End(), name+" is one of "+strings.Join(known[i].words, ", ")+", not "+quoted(value))
			return
		case known[i].words == nil && !slices.Contains(params(a.Type), value):
			s.problem(c.Pos(), c.End(), a.Name.Name+" has no parameter "+quoted(value))
			return
		}
		a.Args[name] = value
	}
	s.Asserts = append(s.Asserts, a)
}

func quoted(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

func expected(known []argument, name string) string {
	var names []string
	for _, k := range known {
		names = append(names, k.name)
	}
	if n := near.To(name, names); n != "" {
		return "; did you mean " + n + "=?"
	}
	if len(names) == 0 {
		return ""
	}
	return ": what may be given is " + strings.Join(names, "=, ") + "="
}

// params returns the names of a function's parameters.
func params(t *ast.FuncType) []string {
	var out []string
	for _, f := range t.Params.List {
		for _, id := range f.Names {
			out = append(out, id.Name)
		}
	}
	return out
}

// documented returns what a comment documents: a function or an interface's
// method with its type, or a type; nil if it is none of these.
func documented(f *ast.File, g *ast.CommentGroup) (*ast.Ident, *ast.FuncType) {
	var name *ast.Ident
	var fn *ast.FuncType
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc == g {
				return d.Name, d.Type
			}
		case *ast.GenDecl:
			if d.Tok != token.TYPE {
				continue
			}
			for _, spec := range d.Specs {
				ts := spec.(*ast.TypeSpec)
				if ts.Doc == g || d.Doc == g && len(d.Specs) == 1 {
					return ts.Name, nil
				}
				iface, ok := ts.Type.(*ast.InterfaceType)
				if !ok {
					continue
				}
				for _, m := range iface.Methods.List {
					if ft, ok := m.Type.(*ast.FuncType); ok && m.Doc == g && len(m.Names) == 1 {
						name, fn = m.Names[0], ft
					}
				}
			}
		}
	}
	return name, fn
}
