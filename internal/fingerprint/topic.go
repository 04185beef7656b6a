package fingerprint

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// topic returns the constants that say where a call sends, or what it names:
// its arguments that are strings, and the fields with such a name of composite
// literals among them or in the local variables given to it.
func (l *locator) topic(call *ast.CallExpr) string {
	words := l.strings(call)
	for _, arg := range call.Args {
		switch e := address(arg).(type) {
		case *ast.CompositeLit:
			words = append(words, l.fields(e))
		case *ast.Ident:
			if v, ok := l.info.Uses[e].(*types.Var); ok && named(v.Type()) != "context.Context" {
				words = append(words, l.variable(v)...)
			}
		}
	}
	return join(words)
}

// address returns what e, or what it is the address of, is.
func address(e ast.Expr) ast.Expr {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		return ast.Unparen(u.X)
	}
	return e
}

// strings returns the constants among a call's arguments that the callee takes
// as strings. What it takes as anything is the event.
func (l *locator) strings(call *ast.CallExpr) []string {
	sig, ok := types.Unalias(l.info.TypeOf(call.Fun)).Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	var words []string
	for i, arg := range call.Args {
		if i >= sig.Params().Len() {
			break
		}
		if b, ok := sig.Params().At(i).Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			words = append(words, l.constant(arg))
		}
	}
	return words
}

// fields returns the constants in the fields of a composite literal that say
// where an event goes or what it is.
func (l *locator) fields(lit *ast.CompositeLit) string {
	var words []string
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && addresses(key.Name) {
				words = append(words, l.constant(kv.Value))
			}
		}
	}
	slices.Sort(words) // the order of fields says nothing
	return join(words)
}

// addresses reports whether a field of that name says where an event goes or
// what it is.
func addresses(field string) bool {
	switch strings.ToLower(strings.ReplaceAll(field, "_", "")) {
	case "topic", "topicname", "topicarn", "subject", "queue", "queuename", "queueurl", "exchange", "routingkey", "channel", "stream", "streamname", "destination",
		"event", "eventname", "eventtype", "type", "name", "kind", "detailtype":
		return true
	}
	return false
}

// variable returns the constants given to a local variable where it is
// defined, and to its fields.
func (l *locator) variable(v *types.Var) []string {
	var words []string
	defined := func(name *ast.Ident, value ast.Expr) {
		if l.info.Defs[name] != v {
			return
		}
		switch e := address(value).(type) {
		case *ast.CompositeLit:
			words = append(words, l.fields(e))
		case *ast.CallExpr:
			if _, ok := l.callee(e); ok {
				words = append(words, l.strings(e)...)
			}
		}
	}
	ast.Inspect(l.path[len(l.path)-2], func(n ast.Node) bool { // the declaration
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if i >= len(n.Rhs) {
					break
				}
				switch lhs := ast.Unparen(lhs).(type) {
				case *ast.Ident:
					defined(lhs, n.Rhs[i])
				case *ast.SelectorExpr:
					if x, ok := ast.Unparen(lhs.X).(*ast.Ident); ok && l.info.Uses[x] == v && addresses(lhs.Sel.Name) {
						words = append(words, l.constant(n.Rhs[i]))
					}
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					defined(name, n.Values[i])
				}
			}
		}
		return true
	})
	return words
}

// constant returns the value of a constant string, or of a pointer to one
// that a helper makes, as aws.String does.
func (l *locator) constant(e ast.Expr) string {
	e = ast.Unparen(e)
	tv := l.info.Types[e]
	if tv.Value == nil {
		if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 {
			tv = l.info.Types[ast.Unparen(call.Args[0])]
		}
	}
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return ""
	}
	s := constant.StringVal(tv.Value)
	if len(s) > 100 || strings.ContainsAny(s, "%\n") {
		return "" // a text rather than a name
	}
	return s
}

// join puts the words that are not empty side by side, each once.
func join(words []string) string {
	var out []string
	for _, w := range words {
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
