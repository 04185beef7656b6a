package fixplan

import (
	"cmp"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"go/version"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/tracelint/tracelint/internal/model"
)

// file is a file that may be edited.
type file struct {
	p        *planner
	ast      *ast.File
	tf       *token.File
	src      []byte
	names    map[string]string            // import path to the name that it has, or will have, in this file
	reserved map[ast.Decl]map[string]bool // names that fixes introduce
	wanted   map[string]bool              // imports that some fix adds
	anchors  map[string]analysis.TextEdit
	idents   map[types.Object][]*ast.Ident // where variables are read and imports named
}

// fileAt returns the file at pos, nil if it must not be edited.
func (p *planner) fileAt(pos token.Pos) *file {
	tf := p.pass.Fset.File(pos)
	if tf == nil {
		return nil
	}
	f, ok := p.files[tf]
	if !ok {
		f = p.open(tf)
		p.files[tf] = f
	}
	return f
}

func (p *planner) open(tf *token.File) *file {
	for _, x := range p.pass.Files {
		if p.pass.Fset.File(x.Package) != tf {
			continue
		}
		if ast.IsGenerated(x) {
			return nil
		}
		for _, imp := range x.Imports {
			if imp.Path.Value == `"C"` {
				return nil
			}
		}
		for _, c := range x.Comments {
			for _, c := range c.List {
				if strings.HasPrefix(c.Text, "//line ") || strings.HasPrefix(c.Text, "/*line ") {
					return nil
				}
			}
		}
		if p.pass.ReadFile == nil {
			return nil
		}
		src, err := p.pass.ReadFile(tf.Name())
		if err != nil || len(src) != tf.Size() {
			return nil
		}
		f := &file{p: p, ast: x, tf: tf, src: src, names: map[string]string{}, reserved: map[ast.Decl]map[string]bool{}, wanted: map[string]bool{}}
		for _, imp := range x.Imports {
			path, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				return nil
			}
			if pkg := p.info.PkgNameOf(imp); pkg != nil && pkg.Name() != "." && pkg.Name() != "_" {
				f.names[path] = pkg.Name()
			}
		}
		return f
	}
	return nil
}

func (f *file) offset(pos token.Pos) int { return f.tf.Offset(pos) }

func (f *file) text(n ast.Node) string { return string(f.src[f.offset(n.Pos()):f.offset(n.End())]) }

func (f *file) line(pos token.Pos) int { return f.tf.Line(pos) }

// indent returns the white space before pos in its line; false if there is
// something else.
func (f *file) indent(pos token.Pos) (string, bool) {
	s := string(f.src[f.offset(f.tf.LineStart(f.line(pos))):f.offset(pos)])
	return s, strings.Trim(s, "\t") == ""
}

// path returns the nodes around n, n first.
func (f *file) path(n ast.Node) []ast.Node {
	path, _ := astutil.PathEnclosingInterval(f.ast, n.Pos(), n.End())
	for i, x := range path {
		if x == n {
			return path[i:]
		}
	}
	return nil
}

// decl returns the top-level declaration around pos.
func (f *file) decl(pos token.Pos) ast.Decl {
	for _, d := range f.ast.Decls {
		if d.Pos() <= pos && pos < d.End() {
			return d
		}
	}
	return nil
}

// fresh returns a name that nothing has in the declaration around pos, and
// keeps it for the caller.
func (f *file) fresh(pos token.Pos, names ...string) string {
	d := f.decl(pos)
	taken := f.reserved[d]
	if taken == nil {
		taken = map[string]bool{}
		f.reserved[d] = taken
		for _, name := range f.names {
			taken[name] = true
		}
		for _, name := range f.p.pass.Pkg.Scope().Names() {
			taken[name] = true
		}
		if d != nil {
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					taken[id.Name] = true
				}
				return true
			})
		}
	}
	for i := 0; ; i++ {
		for _, name := range names {
			if i > 0 {
				name += strconv.Itoa(i + 1)
			}
			if !taken[name] {
				taken[name] = true
				return name
			}
		}
	}
}

// has reports whether the language version of the file is at least v.
func (f *file) has(v string) bool {
	fv := f.p.info.FileVersions[f.ast]
	if fv == "" {
		fv = f.p.pass.Pkg.GoVersion()
	}
	return fv == "" || version.Compare(fv, v) >= 0
}

// lookup returns the variable that name means at pos.
func (p *planner) lookup(name string, pos token.Pos) *types.Var {
	scope := p.pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	v, _ := obj.(*types.Var)
	return v
}

func (p *planner) objOf(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := p.info.ObjectOf(id).(*types.Var)
	return v
}

// callee returns the function that is called, nil if it is not known.
func (p *planner) callee(c *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(p.info, c).(*types.Func)
	return fn
}

// role returns the row that gives the call the role, nil if there is none.
func (p *planner) role(c *ast.CallExpr, roles ...model.Role) *model.Row {
	fn := p.callee(c)
	if fn == nil {
		return nil
	}
	for _, r := range p.models.Rows(fn.Origin()) {
		if slices.Contains(roles, r.Role) {
			return r
		}
	}
	return nil
}

func isNamed(t types.Type, path, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path
}

func isContext(t types.Type) bool { return t != nil && isNamed(t, "context", "Context") }

func (p *planner) typeOf(e ast.Expr) types.Type { return p.info.TypeOf(e) }

// isEmptyContext reports whether e is a call of context.Background or TODO.
func (p *planner) isEmptyContext(e ast.Expr) bool {
	c, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := p.callee(c)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
}

// importClosure is the names, by import path, of the packages that the package
// imports, directly or not, as far as types and facts tell.
func (p *planner) importClosure() map[string]string {
	if p.closure == nil {
		p.closure = map[string]string{}
		var visit func(q *types.Package)
		visit = func(q *types.Package) {
			for _, imp := range q.Imports() {
				if p.closure[imp.Path()] == "" {
					p.closure[imp.Path()] = cmp.Or(imp.Name(), path.Base(imp.Path()))
					visit(imp)
				}
			}
		}
		visit(p.pass.Pkg)
		for _, below := range p.index.Below {
			if p.closure[below] == "" {
				p.closure[below] = path.Base(below)
			}
		}
	}
	return p.closure
}

// gen writes code for one place, and notes what it takes.
type gen struct {
	f       *file
	pos     token.Pos
	imports []string
	lacks   string // a package that is not in the import closure
	failed  bool
}

func (f *file) gen(pos token.Pos) *gen { return &gen{f: f, pos: pos} }

func (g *gen) ok() bool { return !g.failed && g.lacks == "" }

// pkg returns the name of a package where the code is to stand, and has it
// imported if it is not.
func (g *gen) pkg(path string) string {
	f, p := g.f, g.f.p
	if path == p.pass.Pkg.Path() {
		return ""
	}
	for _, imp := range f.ast.Imports {
		if name, ok := f.names[path]; ok && imp.Path.Value == strconv.Quote(path) {
			scope := p.pass.Pkg.Scope().Innermost(g.pos)
			if scope == nil {
				g.failed = true
				return name
			}
			_, obj := scope.LookupParent(name, g.pos)
			if pn, ok := obj.(*types.PkgName); !ok || pn.Imported().Path() != path {
				g.failed = true // shadowed
			}
			return name
		}
	}
	pkg := p.importClosure()[path]
	if pkg == "" {
		if path == "context" || path == "maps" {
			g.failed = true
		}
		g.lacks = cmp.Or(g.lacks, path)
		return "_"
	}
	name, ok := f.names[path]
	if !ok {
		name = f.importName(pkg)
		f.names[path] = name
	}
	if name == "" {
		g.failed = true
	}
	if !slices.Contains(g.imports, path) {
		g.imports = append(g.imports, path)
		slices.Sort(g.imports)
	}
	return name
}

// sel returns the qualified name of a package's member.
func (g *gen) sel(path, name string) string {
	if q := g.pkg(path); q != "" {
		return q + "." + name
	}
	return name
}

// importName chooses a name for a package, called name, that the file does not
// import yet.
func (f *file) importName(name string) string {
	for _, name := range []string{name, name + "pkg"} {
		if f.free(name) {
			return name
		}
	}
	return ""
}

// free reports whether nothing in the file is called name.
func (f *file) free(name string) bool {
	if f.p.pass.Pkg.Scope().Lookup(name) != nil {
		return false
	}
	for _, taken := range f.names {
		if taken == name {
			return false
		}
	}
	for id, obj := range f.p.info.Defs {
		if id.Name != name || id.Pos() < f.ast.FileStart || id.Pos() >= f.ast.FileEnd {
			continue
		}
		if v, ok := obj.(*types.Var); ok && v.IsField() {
			continue
		}
		if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil {
			continue
		}
		return false
	}
	return true
}

// importEdit returns the edit that adds an import. Each import that the fixes
// of the file add has a place of its own, so that any of them may be applied.
func (f *file) importEdit(path string) (analysis.TextEdit, bool) {
	if f.anchors == nil {
		f.anchors = map[string]analysis.TextEdit{}
		f.placeImports()
	}
	e, ok := f.anchors[path]
	return e, ok
}

func (f *file) spec(path string) string {
	if f.names[path] != f.p.importClosure()[path] {
		return f.names[path] + " " + strconv.Quote(path)
	}
	return strconv.Quote(path)
}

func isStd(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func specPath(s *ast.ImportSpec) string {
	path, _ := strconv.Unquote(s.Path.Value)
	return path
}

// placeImports finds the places of all wanted imports.
func (f *file) placeImports() {
	paths := make([]string, 0, len(f.wanted))
	for path := range f.wanted {
		paths = append(paths, path)
	}
	slices.Sort(paths)

	var decl *ast.GenDecl
	for _, d := range f.ast.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT && (decl == nil || !decl.Lparen.IsValid() && d.Lparen.IsValid()) {
			decl = d
		}
	}
	if decl == nil {
		return // there is always an import: of the client
	}
	if !decl.Lparen.IsValid() {
		// A single import becomes the first of a block.
		if len(paths) > 0 {
			spec := decl.Specs[0].(*ast.ImportSpec)
			if decl.Doc != nil || spec.Comment != nil {
				return
			}
			if len(paths) > 1 {
				// Declarations of their own.
				end := f.tf.LineStart(f.line(decl.End())+1) - 1
				f.anchors[paths[0]] = analysis.TextEdit{Pos: decl.Pos(), End: decl.Pos(), NewText: []byte("import " + f.spec(paths[0]) + "\n")}
				f.anchors[paths[1]] = analysis.TextEdit{Pos: end, End: end, NewText: []byte("\nimport " + f.spec(paths[1]))}
				return
			}
			path := paths[0]
			one, other := f.text(spec), f.spec(path)
			sep := "\n\t"
			if isStd(specPath(spec)) != isStd(path) {
				sep = "\n\n\t"
			}
			if isStd(path) && !isStd(specPath(spec)) || isStd(path) == isStd(specPath(spec)) && path < specPath(spec) {
				one, other = other, one
			}
			f.anchors[path] = analysis.TextEdit{Pos: decl.Pos(), End: decl.End(), NewText: []byte("import (\n\t" + one + sep + other + "\n)")}
		}
		return
	}
	var groups [][]*ast.ImportSpec
	last := 0
	for _, s := range decl.Specs {
		s := s.(*ast.ImportSpec)
		start := s.Pos()
		if s.Doc != nil {
			start = s.Doc.Pos()
		}
		if len(groups) == 0 || f.line(start) > last+1 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], s)
		last = f.line(s.End())
	}
	if len(groups) == 0 {
		return
	}
	used := map[token.Pos]bool{}
	place := func(pos token.Pos, text string) (analysis.TextEdit, bool) {
		if used[pos] {
			return analysis.TextEdit{}, false
		}
		used[pos] = true
		return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}, true
	}
	// Imports that go into the same gap take, in order, the end of the line
	// before, the start of the line after and the start of the text after.
	type gap struct {
		group, at int
		fresh     bool // a group of its own, before that one
	}
	gaps := map[gap][]string{}
	var order []gap
	for _, path := range paths {
		var at gap
		best := -1
		for i, g := range groups {
			score := 0
			if isStd(specPath(g[0])) != isStd(path) {
				continue
			}
			for _, s := range g {
				score = max(score, 2*shared(specPath(s), path))
			}
			if shared(specPath(g[0]), f.p.pass.Pkg.Path()) < 2 || shared(path, f.p.pass.Pkg.Path()) >= 2 {
				score++ // rather not among the packages of the module itself
			}
			if score > best {
				best, at = score, gap{group: i}
			}
		}
		if best < 0 {
			at = gap{fresh: true, group: len(groups)}
			if isStd(path) {
				at.group = 0
			}
		} else {
			for _, s := range groups[at.group] {
				if specPath(s) < path {
					at.at++
				}
			}
		}
		if gaps[at] == nil {
			order = append(order, at)
		}
		gaps[at] = append(gaps[at], path)
	}
	for _, at := range order {
		paths := gaps[at]
		var places []func(path string) (token.Pos, string)
		before := func(s *ast.ImportSpec) token.Pos {
			if s.Doc != nil {
				return s.Doc.Pos()
			}
			return s.Pos()
		}
		lineEnd := func(s *ast.ImportSpec) token.Pos { return f.tf.LineStart(f.line(s.End())+1) - 1 }
		switch {
		case at.fresh && at.group == 0:
			first := before(groups[0][0])
			if len(paths) > 1 {
				continue
			}
			places = append(places, func(path string) (token.Pos, string) { return first, f.spec(path) + "\n\n\t" })
		case at.fresh:
			g := groups[len(groups)-1]
			if len(paths) > 1 {
				continue
			}
			places = append(places, func(path string) (token.Pos, string) { return lineEnd(g[len(g)-1]), "\n\n\t" + f.spec(path) })
		default:
			g := groups[at.group]
			if at.at > 0 {
				places = append(places, func(path string) (token.Pos, string) { return lineEnd(g[at.at-1]), "\n\t" + f.spec(path) })
			}
			if at.at < len(g) {
				places = append(places, func(path string) (token.Pos, string) {
					return f.tf.LineStart(f.line(before(g[at.at]))), "\t" + f.spec(path) + "\n"
				}, func(path string) (token.Pos, string) { return before(g[at.at]), f.spec(path) + "\n\t" })
			} else {
				places = append(places, func(path string) (token.Pos, string) {
					return f.tf.LineStart(f.line(g[at.at-1].End()) + 1), "\t" + f.spec(path) + "\n"
				})
			}
		}
		for i, path := range paths {
			if i < len(places) {
				if e, ok := place(places[i](path)); ok {
					f.anchors[path] = e
				}
			}
		}
	}
}

// shared counts the leading path elements that two import paths share.
func shared(a, b string) int {
	as, bs := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(as) && n < len(bs) && as[n] == bs[n] {
		n++
	}
	return n
}

// anchor is where statements can be put in front of another.
type anchor struct {
	pos    token.Pos
	indent string
}

// before returns the place in front of a statement, and of the comment above it.
func (f *file) before(s ast.Stmt) (anchor, bool) {
	indent, ok := f.indent(s.Pos())
	if !ok {
		return anchor{}, false
	}
	pos := s.Pos()
	for i := len(f.ast.Comments) - 1; i >= 0; i-- {
		c := f.ast.Comments[i]
		if c.End() < pos && f.line(c.End()) == f.line(pos)-1 {
			if in, ok := f.indent(c.Pos()); ok && in == indent {
				pos = c.Pos()
			}
			break
		}
	}
	return anchor{pos, indent}, true
}

// insert puts statements, which may have several lines, at an anchor.
func (a anchor) insert(lines ...string) analysis.TextEdit {
	text := strings.Join(lines, "\n")
	if formatted, err := format.Source([]byte(text)); err == nil {
		text = string(formatted)
	}
	text = strings.ReplaceAll(text, "\n", "\n"+a.indent) + "\n" + a.indent
	return analysis.TextEdit{Pos: a.pos, End: a.pos, NewText: []byte(text)}
}

func replace(n ast.Node, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: n.Pos(), End: n.End(), NewText: []byte(text)}
}

// statement returns the statement around n in front of which others can be
// put so that they run exactly when n is about to.
func (f *file) statement(n ast.Node) ast.Stmt {
	path := f.path(n)
	for i, x := range path {
		if i+1 == len(path) {
			return nil
		}
		switch up := path[i+1].(type) {
		case *ast.BlockStmt:
			if s, ok := x.(ast.Stmt); ok {
				return s
			}
		case *ast.CaseClause:
			if s, ok := x.(ast.Stmt); ok {
				return s
			}
			return nil
		case *ast.CommClause:
			if s, ok := x.(ast.Stmt); ok && s != up.Comm {
				return s
			}
			if _, ok := x.(*ast.SendStmt); ok && x == n {
				return f.statement(path[i+3]) // what is sent is made before the select waits
			}
			return nil
		case *ast.ForStmt, *ast.LabeledStmt, *ast.FuncDecl, *ast.FuncLit:
			return nil
		case *ast.IfStmt:
			if x == up.Else {
				return nil
			}
		case *ast.BinaryExpr:
			if x == up.Y && (up.Op == token.LAND || up.Op == token.LOR) {
				return nil
			}
		}
	}
	return nil
}

// body returns parameters and body of a function node.
func body(n ast.Node) (*ast.FuncType, *ast.BlockStmt) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Type, n.Body
	case *ast.FuncLit:
		return n.Type, n.Body
	}
	return nil, nil
}

// function returns the innermost function around pos.
func (f *file) function(pos token.Pos) ast.Node {
	path, _ := astutil.PathEnclosingInterval(f.ast, pos, pos)
	for _, n := range path {
		if _, b := body(n); b != nil {
			return n
		}
	}
	return nil
}

// looped reports whether a loop or a function literal stands between the
// declaration of v and pos, so that pos may be reached again for the same v.
func (f *file) looped(v *types.Var, pos token.Pos) bool {
	path, _ := astutil.PathEnclosingInterval(f.ast, pos, pos)
	for _, n := range path {
		if n.Pos() <= v.Pos() && v.Pos() < n.End() {
			switch n := n.(type) {
			case *ast.ForStmt:
				return v.Pos() < n.Body.Pos()
			default:
				return false
			}
		}
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit:
			return true
		}
	}
	return true
}
