// Package fingerprint tells a finding by what it is about, so that it is known
// again when the code around it has changed.
//
// A finding is its category, its package, and its [Subject]: the declaration
// that it lies in, what is called or made there, and the topic, if it is a
// constant. Findings of which all that is equal are counted in the order in
// which they stand.
//
// The subject is read from the syntax and the types at the finding's position,
// not taken from what a rule says: it is the same for all rules, needs nothing
// of them, and neither another wording nor a better analysis changes it.
//
// What does not matter: lines, files, the module's directory, names of local
// variables, layout, whether a receiver is a pointer, the text of the message,
// and in which closure of the declaration the code is. What makes another
// finding of it: another name of the package, of the declaration, of the
// called function or of the topic.
package fingerprint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/types/typeutil"
)

// Version is that of the way in which fingerprints are made. What keeps them
// keeps it too, since those of another version are not comparable.
const Version = 1

// A Subject is what a finding is about.
type Subject struct {
	// Function is the declaration that the finding lies in, within its package:
	// "Place", "Service.Place", or the name of a type or variable. What lies
	// in a closure lies in the declaration around it. It is empty in comments
	// outside of declarations.
	Function string
	// Callee is what is called there, with its import path:
	// "example.com/shop/bus.Bus.Publish". Where a struct is made or a field of
	// it is set it is the type: which field is first is a matter of layout. It
	// is empty elsewhere, and if what is called has no name but a local
	// variable's.
	Callee string
	// Topic is the topic, subject, queue, or name that the call is given, if it
	// is a constant; several, such as exchange and routing key, have a blank
	// between them.
	Topic string
}

// Sum returns the fingerprint of a finding: 32 hexadecimal digits. Ordinal is
// how many findings before it, in the order of the source, have the same
// category, package and subject.
func Sum(category, pkg string, s Subject, ordinal int) string {
	h := sha256.New()
	fmt.Fprintf(h, "tracelint/%d\x00%s\x00%s\x00%s\x00%s\x00%s\x00%d", Version, category, pkg, s.Function, s.Callee, s.Topic, ordinal)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Of returns the subject of the range of a package that consists of files.
func Of(files []*ast.File, info *types.Info, pos, end token.Pos) Subject {
	var s Subject
	for _, f := range files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			s.Function = enclosing(f, pos)
			path, _ := astutil.PathEnclosingInterval(f, pos, max(pos, end))
			l := locator{info, path}
			s.Callee, s.Topic = l.find()
		}
	}
	return s
}

// enclosing returns the name of the declaration at pos. Its comment belongs to it.
func enclosing(f *ast.File, pos token.Pos) string {
	around := func(n ast.Node, doc, comment *ast.CommentGroup) bool {
		from, to := n.Pos(), n.End()
		if doc != nil {
			from = doc.Pos()
		}
		if comment != nil {
			to = comment.End()
		}
		return from <= pos && pos <= to
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if !around(d, d.Doc, nil) {
				continue
			}
			return FuncName(d)
		case *ast.GenDecl:
			if !around(d, d.Doc, nil) {
				continue
			}
			for i, spec := range d.Specs {
				alone := i == len(d.Specs)-1 && !d.Lparen.IsValid()
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if alone || around(spec, spec.Doc, spec.Comment) {
						return spec.Name.Name
					}
				case *ast.ValueSpec:
					if alone || around(spec, spec.Doc, spec.Comment) {
						return spec.Names[0].Name
					}
				}
			}
		}
	}
	return ""
}

// FuncName returns a function's name as a [Subject] has it.
func FuncName(d *ast.FuncDecl) string {
	if d.Recv != nil && len(d.Recv.List) > 0 {
		if recv := typeName(d.Recv.List[0].Type); recv != "" {
			return recv + "." + d.Name.Name
		}
	}
	return d.Name.Name
}

// Declared returns the names of a file's declarations as a [Subject] has them.
func Declared(f *ast.File) []string {
	var names []string
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			names = append(names, FuncName(d))
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, spec.Name.Name)
				case *ast.ValueSpec:
					names = append(names, spec.Names[0].Name)
				}
			}
		}
	}
	return names
}

// typeName returns the name of a receiver's type.
func typeName(e ast.Expr) string {
	for {
		switch t := e.(type) {
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

// locator looks for what a place is about among the nodes around it, the
// innermost first.
type locator struct {
	info *types.Info
	path []ast.Node
}

// find returns the callee and the topic of the place. A call that is there
// for what it returns, a context or the whole range, is only what it is about if
// nothing around it takes the result. The way out of a function literal leads
// on only from its signature: what takes the literal is about its parameters,
// not about all that it does.
func (l *locator) find() (callee, topic string) {
	var from ast.Node
	weak := true // something further out would be better
	for i, n := range l.path {
		switch n := n.(type) {
		case *ast.FuncLit:
			if from == n.Body {
				return callee, topic
			}
		case *ast.CallExpr:
			name, ok := l.callee(n)
			if !ok {
				break
			}
			if weak {
				callee = name
			}
			if i == 0 || strings.HasPrefix(name, "context.") {
				break
			}
			if topic == "" {
				topic = l.topic(n)
			}
			return callee, topic
		case *ast.CompositeLit:
			if weak {
				callee, weak = named(l.info.TypeOf(n)), false
			}
			if topic == "" {
				topic = l.fields(n)
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && weak {
				if sel, ok := ast.Unparen(n.Lhs[0]).(*ast.SelectorExpr); ok {
					callee = named(l.info.TypeOf(sel.X))
				}
			}
		}
		from = n
	}
	return callee, topic
}

// callee names what is called. It reports false for conversions and built-in
// functions, which only make an argument.
func (l *locator) callee(call *ast.CallExpr) (string, bool) {
	if tv := l.info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return "", false
	}
	switch obj := typeutil.Callee(l.info, call).(type) {
	case *types.Func:
		return function(obj.Origin()), true
	case *types.Var:
		switch {
		case obj.IsField():
			return l.field(ast.Unparen(call.Fun)), true
		case obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope():
			return qualified(obj), true
		}
		return named(obj.Type()), true // a local variable, whose name says nothing
	}
	return "", true
}

// function names a function or a method by its receiver's type.
func function(f *types.Func) string {
	if recv := f.Signature().Recv(); recv != nil {
		if name := named(recv.Type()); name != "" {
			return name + "." + f.Name()
		}
	}
	return qualified(f)
}

// field names the field that an expression selects, with its struct's type.
func (l *locator) field(e ast.Expr) string {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if s := l.info.Selections[sel]; s != nil {
		if name := named(s.Recv()); name != "" {
			return name + "." + sel.Sel.Name
		}
	}
	return sel.Sel.Name
}

// named returns the name of a type, or of what it points to, without type
// arguments; "" if it has none.
func named(t types.Type) string {
	if t == nil {
		return ""
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return qualified(n.Obj())
	}
	return ""
}

func qualified(obj types.Object) string {
	if obj.Pkg() == nil {
		return obj.Name()
	}
	path, _, _ := strings.Cut(obj.Pkg().Path(), " [") // go vet says there that it is for a test
	return path + "." + obj.Name()
}
