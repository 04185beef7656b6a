// Package directive reads the comments by which a source tells tracelint what
// to leave alone, and what it cannot see:
//
//	//tracelint:ignore publishctx/dropped -- the audit log must not die with the request
//	//tracelint:publish msg=event carries=ctx
//
// It knows where directives are and what they cover, and nothing of findings.
package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/near"
)

// prefix begins every directive. As for all directives there is no space
// after the slashes, so that gofmt keeps it apart from what a reader reads.
const prefix = "//tracelint:"

// A Set is the directives of one package. The zero value, and nil, has none.
type Set struct {
	Ignores  []*Ignore
	Asserts  []*Assert
	Problems []Problem
}

// A Problem is a directive that says nothing, and why.
type Problem struct {
	Pos, End token.Pos
	Message  string
}

// An Ignore asks that findings are left out.
type Ignore struct {
	Pos, End token.Pos
	Names    []Name
	Reason   string

	fset  *token.FileSet
	file  string
	lines []span
}

// A Name is what an Ignore leaves out: a rule's findings, or one category's.
type Name struct {
	Pos, End token.Pos
	Rule     string
	Variant  string // "" for the whole rule
}

// span is a range of lines, both ends included.
type span struct{ from, to int }

// String returns the name as it is written.
func (n Name) String() string {
	if n.Variant == "" {
		return n.Rule
	}
	return n.Rule + "/" + n.Variant
}

// Matches reports whether findings of the category are meant.
func (n Name) Matches(category string) bool { return Match(n.String(), category) }

// Match reports whether a name, as written, means findings of the category.
func Match(name, category string) bool {
	return name == category || strings.HasPrefix(category, name+"/")
}

// Covers reports whether the place is one that the directive speaks of.
func (ig *Ignore) Covers(pos token.Pos) bool {
	posn := ig.fset.PositionFor(pos, false)
	return posn.Filename == ig.file && slices.ContainsFunc(ig.lines, func(s span) bool { return s.from <= posn.Line && posn.Line <= s.to })
}

// At returns the names of the directives that cover the place.
func (s *Set) At(pos token.Pos) []Name {
	if s == nil {
		return nil
	}
	var out []Name
	for _, ig := range s.Ignores {
		if ig.Covers(pos) {
			out = append(out, ig.Names...)
		}
	}
	return out
}

// Ignored reports whether findings of the category, or of any of the rule if
// it is a rule, may be left out at the place.
func (s *Set) Ignored(pos token.Pos, category string) bool {
	return slices.ContainsFunc(s.At(pos), func(n Name) bool { return n.Matches(category) || n.Rule == category })
}

// Parse reads the directives of a package's files.
func Parse(fset *token.FileSet, files []*ast.File) *Set {
	s := new(Set)
	for _, f := range files {
		var layout *layout
		for _, g := range f.Comments {
			for _, c := range g.List {
				verb, args, ok := cut(c.Text)
				if !ok {
					s.misspelt(c)
					continue
				}
				if layout == nil {
					layout = layOut(fset, f)
				}
				s.read(fset, layout, f, g, c, verb, args)
			}
		}
	}
	return s
}

// cut takes a directive apart; false if the comment is none.
func cut(text string) (verb, args string, ok bool) {
	rest, ok := strings.CutPrefix(text, prefix)
	if !ok {
		return "", "", false
	}
	if i := strings.Index(rest, " //"); i >= 0 {
		rest = rest[:i] // a remark on the directive
	}
	verb, args, _ = strings.Cut(strings.TrimRight(rest, " \t\r"), " ")
	return verb, args, true
}

// Problem adds a problem that only shows when the types are known.
func (s *Set) Problem(a *Assert, message string) { s.problem(a.Pos, a.End, message) }

func (s *Set) problem(pos, end token.Pos, message string) {
	s.Problems = append(s.Problems, Problem{pos, end, message})
}

// misspelt reports a comment that was meant for a directive.
func (s *Set) misspelt(c *ast.Comment) {
	text, ok := strings.CutPrefix(c.Text, "//")
	if !ok {
		return
	}
	text, ok = strings.CutPrefix(strings.TrimLeft(text, " \t"), prefix[2:])
	if !ok {
		return
	}
	if verb, _, _ := strings.Cut(text, " "); slices.Contains(verbs, verb) {
		s.problem(c.Pos(), c.End(), "this is an ordinary comment: write "+prefix+verb+" without a space")
	}
}

func (s *Set) read(fset *token.FileSet, l *layout, f *ast.File, g *ast.CommentGroup, c *ast.Comment, verb, args string) {
	switch verb {
	case "ignore":
		s.ignore(fset, l, f, g, c, args)
	case "carrier", "detach", "envelope", "handler", "publish":
		s.assert(f, g, c, verb, args)
	default:
		message := "there is no directive " + prefix + verb
		if near := near.To(verb, verbs); near != "" {
			message += "; did you mean " + prefix + near + "?"
		}
		s.problem(c.Pos(), c.End(), message)
	}
}

func (s *Set) ignore(fset *token.FileSet, l *layout, f *ast.File, g *ast.CommentGroup, c *ast.Comment, args string) {
	list, reason, _ := strings.Cut(args+" ", "-- ")
	posn := fset.PositionFor(c.Pos(), false)
	ig := &Ignore{Pos: c.Pos(), End: c.End(), Reason: strings.TrimSpace(reason), fset: fset, file: posn.Filename, lines: l.covered(f, g, c)}
	offset := len(prefix + "ignore ")
	sound := true
	for _, part := range strings.Split(list, ",") {
		name := strings.TrimSpace(part)
		pos := c.Pos() + token.Pos(offset+len(part)-len(strings.TrimLeft(part, " \t")))
		offset += len(part) + 1
		switch {
		case name == "":
			s.problem(c.Pos(), c.End(), "the directive does not say what to ignore: "+prefix+"ignore <category> -- <reason>")
			sound = false
		case !known(name):
			message := "there is no category or rule " + name
			if near := nearest(name); near != "" {
				message += "; did you mean " + near + "?"
			} else if strings.ContainsAny(name, " \t") {
				message += ": categories are separated by commas, the reason is set off by --"
			}
			s.problem(pos, pos+token.Pos(len(name)), message)
			sound = false
		default:
			rule, variant, _ := strings.Cut(name, "/")
			ig.Names = append(ig.Names, Name{pos, pos + token.Pos(len(name)), rule, variant})
		}
		if !sound {
			break
		}
	}
	if len(ig.Names) > 0 {
		s.Ignores = append(s.Ignores, ig)
	}
}

// known reports whether a name can be ignored: a rule or one of its categories.
// Findings about directives cannot.
func known(name string) bool { return slices.Contains(ignorable(), name) }

func nearest(name string) string { return near.To(name, ignorable()) }

func ignorable() []string {
	var out []string
	for _, r := range catalogue.Rules() {
		if r != catalogue.Housekeeping {
			out = append(out, r)
		}
	}
	for _, c := range catalogue.All() {
		if c.Rule != catalogue.Housekeeping {
			out = append(out, c.Name())
		}
	}
	return out
}
