package changes

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tracelint/tracelint/internal/fingerprint"
)

// A source is a Go file, as it is now or was.
type source struct {
	name  string
	text  []byte
	fset  *token.FileSet
	tree  *ast.File
	lines []line
	decls []*decl
}

// A line is what the compiler reads of a line: its tokens. Of comments only
// those count that are directives for tracelint.
type line struct {
	number int
	tokens []tok
	text   string // the tokens, joined
}

type tok struct {
	token.Token
	text string
}

// A decl is a top-level declaration; of a group, one of its members.
type decl struct {
	*source
	name     string // "F", "T.M"
	node     ast.Node
	from, to int // lines, its comment included
}

// lines returns those of the declaration.
func (d *decl) body() []line {
	all := d.source.lines
	i, _ := slices.BinarySearchFunc(all, d.from, func(l line, n int) int { return l.number - n })
	j, _ := slices.BinarySearchFunc(all, d.to+1, func(l line, n int) int { return l.number - n })
	return all[i:j]
}

// same reports whether the declarations read the same.
func same(a, b *decl) bool {
	// How the tokens are distributed over lines does not matter.
	return slices.Equal(flat(a.body()), flat(b.body()))
}

func flat(lines []line) []string {
	var out []string
	for _, l := range lines {
		for _, t := range l.tokens {
			switch t.Token {
			case token.COMMA, token.SEMICOLON:
				continue // come and go with the layout
			case token.TYPE, token.VAR, token.CONST:
				if len(out) == 0 {
					continue // stands in front of a group, if it is in one
				}
			}
			out = append(out, t.text)
		}
	}
	return out
}

// parse reads a file. One that does not parse has no declarations.
func parse(name string, text []byte) *source {
	s := &source{name: name, text: text, fset: token.NewFileSet()}
	tree, err := parser.ParseFile(s.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return s
	}
	s.tree = tree
	s.scan()
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			s.declare(fingerprint.FuncName(d), d, d.Doc)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				doc := d.Doc
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if d.Lparen.IsValid() {
						doc = spec.Doc
					}
					s.declare(spec.Name.Name, spec, doc)
				case *ast.ValueSpec:
					if d.Lparen.IsValid() {
						doc = spec.Doc
					}
					s.declare(spec.Names[0].Name, spec, doc)
				}
			}
		}
	}
	return s
}

func (s *source) declare(name string, node ast.Node, doc *ast.CommentGroup) {
	d := &decl{source: s, name: name, node: node, from: s.line(node.Pos()), to: s.line(node.End())}
	if doc != nil {
		d.from = s.line(doc.Pos())
	}
	s.decls = append(s.decls, d)
}

// line returns the line of a position in the file itself, whatever line
// directives say.
func (s *source) line(pos token.Pos) int { return s.fset.PositionFor(pos, false).Line }

// scan collects the tokens of each line.
func (s *source) scan() {
	fset := token.NewFileSet()
	file := fset.AddFile(s.name, -1, len(s.text))
	var sc scanner.Scanner
	sc.Init(file, s.text, nil, scanner.ScanComments)
	for {
		pos, t, text := sc.Scan()
		switch {
		case t == token.EOF:
			for i := range s.lines {
				s.lines[i].join()
			}
			return
		case t == token.SEMICOLON && text == "\n":
			continue
		case t == token.COMMENT && !strings.HasPrefix(text, "//tracelint:"):
			continue
		case text == "":
			text = t.String()
		}
		n := file.PositionFor(pos, false).Line
		if len(s.lines) == 0 || s.lines[len(s.lines)-1].number != n {
			s.lines = append(s.lines, line{number: n})
		}
		last := &s.lines[len(s.lines)-1]
		last.tokens = append(last.tokens, tok{t, text})
	}
}

func (l *line) join() {
	words := make([]string, len(l.tokens))
	for i, t := range l.tokens {
		words[i] = t.text
	}
	l.text = strings.Join(words, " ")
}

// at returns the declaration that a line is in, nil if it is in none.
func (s *source) at(line int) *decl {
	for _, d := range s.decls {
		if d.from <= line && line <= d.to {
			return d
		}
	}
	return nil
}

// imports returns the import paths of a file, by the name under which they are
// used, as far as that can be told.
func (s *source) imports() map[string]string {
	out := make(map[string]string)
	for _, spec := range s.tree.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = path
	}
	return out
}

// keep takes note of a changed file as it was.
func (c *Changes) keep(ch *change, text []byte) {
	ch.old = parse(ch.was, text)
	dir := filepath.Dir(ch.now)
	if ch.now == "" {
		dir = filepath.Join(c.git.root, filepath.FromSlash(filepath.Dir(filepath.FromSlash(ch.was))))
	}
	for _, d := range ch.old.decls {
		c.moved[d.name] = append(c.moved[d.name], d)
		c.oldIn[dir] = append(c.oldIn[dir], d)
	}
}

// source returns a file as it is now, nil if it cannot be read.
func (c *Changes) source(name string) *source {
	s, ok := c.sources[name]
	if !ok {
		if text, err := os.ReadFile(name); err == nil {
			s = parse(name, text)
		}
		c.sources[name] = s
	}
	return s
}

// was returns the declaration as it was before, nil if there was none: in the
// same file, in another one of the package, or, if nothing else was changed
// about it, in any.
func (c *Changes) was(d *decl) *decl {
	var found *decl
	if ch := c.changed[d.source.name]; ch != nil && ch.old != nil {
		for _, o := range ch.old.decls {
			if o.name == d.name && (found == nil || same(o, d)) {
				found = o
			}
		}
	}
	if found != nil {
		return found
	}
	for _, o := range c.oldIn[filepath.Dir(d.source.name)] {
		if o.name == d.name && (found == nil || same(o, d)) {
			found = o
		}
	}
	if found != nil {
		return found
	}
	for _, o := range c.moved[d.name] {
		if same(o, d) {
			return o
		}
	}
	return nil
}
