package eventflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// A namer reads the names of spans off the values that make them up.
type namer struct {
	p     *pkg
	steps int
	open  []ssa.Value // being read: a name that grows in a loop
}

// Bounds of what is read off one name.
const (
	maxNames     = 12
	maxNameParts = 16
	maxNameSteps = 400
	maxNameDepth = 24
)

func noName(reason string) []SpanName {
	return []SpanName{{{Kind: UnknownPart, What: reason}}}
}

func textName(s string) []SpanName { return []SpanName{{{Kind: TextPart, Text: s}}} }

func finiteName() []SpanName { return []SpanName{{{Kind: FinitePart}}} }

// joined returns every name of a followed by every one of b.
func joined(a, b []SpanName) []SpanName {
	if len(a)*len(b) > maxNames {
		return noName("many-names")
	}
	out := make([]SpanName, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			if len(x)+len(y) > maxNameParts {
				return noName("many-parts")
			}
			out = append(out, append(append(SpanName(nil), x...), y...))
		}
	}
	return out
}

func either(a, b []SpanName) []SpanName {
	if len(a)+len(b) > maxNames {
		return noName("many-names")
	}
	return append(append([]SpanName(nil), a...), b...)
}

// of returns what the string v may be: its possible values, part by part.
func (n *namer) of(e *evaluator, v ssa.Value, depth int) []SpanName {
	if n.steps++; n.steps > maxNameSteps || depth > maxNameDepth {
		return noName("too-complex")
	}
	for _, o := range n.open {
		if o == v {
			return noName("loop")
		}
	}
	n.open = append(n.open, v)
	defer func() { n.open = n.open[:len(n.open)-1] }()

	switch x := v.(type) {
	case *ssa.Const:
		switch {
		case x.Value == nil:
			return textName("")
		case x.Value.Kind() == constant.String:
			return textName(constant.StringVal(x.Value))
		}
		return textName(x.Value.ExactString())
	case *ssa.BinOp:
		if x.Op == token.ADD && isString(x.Type()) {
			return joined(n.of(e, x.X, depth+1), n.of(e, x.Y, depth+1))
		}
		return n.leaf(e, v)
	case *ssa.Phi:
		var out []SpanName
		for _, edge := range x.Edges {
			out = either(out, n.of(e, edge, depth+1))
		}
		return out
	case *ssa.ChangeType:
		return n.of(e, x.X, depth+1)
	case *ssa.MakeInterface:
		return n.of(e, x.X, depth+1)
	case *ssa.Convert:
		if part, ok := n.varying(e, x.X); ok {
			return []SpanName{{part}}
		}
		return n.of(e, x.X, depth+1)
	case *ssa.Slice:
		return n.of(e, x.X, depth+1) // name[:n]
	case *ssa.Parameter:
		if part, ok := n.varying(e, v); ok {
			return []SpanName{{part}}
		}
		if x.Parent().Parent() == nil && isString(x.Type()) {
			for i, q := range x.Parent().Params {
				if q == x {
					return []SpanName{{{Kind: GivenPart, Arg: i}}}
				}
			}
		}
		return noName("parameter")
	case *ssa.FreeVar:
		if b, up := e.binding(x); b != nil {
			return n.of(up, b, depth+1)
		}
		return noName("free-variable")
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return n.load(e, x, depth)
		}
	case *ssa.Call:
		return n.call(e, x, depth)
	case *ssa.Lookup:
		if _, ok := x.X.Type().Underlying().(*types.Map); ok && constantsOnly(x.X) {
			return finiteName()
		}
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return n.result(e, c, x.Index, depth)
		}
		if l, ok := x.Tuple.(*ssa.Lookup); ok && x.Index == 0 {
			return n.of(e, l, depth+1)
		}
	}
	return n.leaf(e, v)
}

// constantsOnly reports whether a map made in its package's initialisation is
// looked at: a table of names.
func constantsOnly(m ssa.Value) bool {
	u, ok := m.(*ssa.UnOp)
	if !ok {
		return false
	}
	_, ok = u.X.(*ssa.Global)
	return ok
}

// leaf is a value that is not put together from others here.
func (n *namer) leaf(e *evaluator, v ssa.Value) []SpanName {
	if part, ok := n.varying(e, v); ok {
		return []SpanName{{part}}
	}
	if n.finite(v) {
		return finiteName()
	}
	return noName("value")
}

// load is a variable's value: what is assigned to it.
func (n *namer) load(e *evaluator, u *ssa.UnOp, depth int) []SpanName {
	cell, owner := e.cell(u.X)
	if cell == nil {
		if g, ok := u.X.(*ssa.Global); ok && g.Pkg == n.p.ssa {
			return n.global(g, depth)
		}
		return n.leaf(e, u)
	}
	if !simpleCell(cell) {
		return n.leaf(e, u)
	}
	all := owner.storesTo(cell)
	var out []SpanName
	for _, st := range all {
		if st.Parent() == u.Parent() && owner.overwritten(st, u, all) {
			continue
		}
		out = either(out, n.of(n.p.eval(st.Parent()), st.Val, depth+1))
	}
	if len(out) == 0 {
		return noName("variable")
	}
	if len(out) == 1 {
		if part, ok := n.varying(e, u); ok && out[0][0].Kind == UnknownPart {
			return []SpanName{{part}}
		}
	}
	return out
}

// global is a package-level variable that is assigned where it is declared and nowhere else.
func (n *namer) global(g *ssa.Global, depth int) []SpanName {
	var val ssa.Value
	count := 0
	for _, fn := range append([]*ssa.Function{n.p.ssa.Func("init")}, n.p.funcs...) {
		if fn == nil {
			continue
		}
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if st, ok := in.(*ssa.Store); ok && st.Addr == g {
					val, count = st.Val, count+1
				}
			}
		}
	}
	if count != 1 || g.Object() == nil || g.Object().Exported() {
		return noName("package-variable")
	}
	if _, ok := val.(*ssa.Const); !ok {
		return noName("package-variable")
	}
	return n.of(n.p.eval(n.p.ssa.Func("init")), val, depth+1)
}

// passing are functions of package strings that change a text's looks only.
var passing = map[string]bool{
	"ToLower": true, "ToUpper": true, "Title": true, "TrimSpace": true, "Trim": true, "TrimPrefix": true, "TrimSuffix": true, "TrimLeft": true, "TrimRight": true,
	"Replace": true, "ReplaceAll": true, "Clone": true, "ToTitle": true, "ToValidUTF8": true,
}

// call is the string that a function returns.
func (n *namer) call(e *evaluator, c *ssa.Call, depth int) []SpanName {
	cc := c.Common()
	obj := n.p.calleeObj(cc)
	if obj != nil && obj.Pkg() != nil && !cc.IsInvoke() {
		name := obj.Name()
		switch obj.Pkg().Path() {
		case "fmt":
			switch name {
			case "Sprintf":
				return n.format(e, cc.Args, depth)
			case "Sprint", "Sprintln":
				return n.list(e, cc.Args[0], "", depth)
			}
		case "strings":
			switch {
			case name == "Join" && obj.Signature().Recv() == nil:
				sep, ok := cc.Args[1].(*ssa.Const)
				if !ok || sep.Value == nil {
					return noName("separator")
				}
				return n.list(e, cc.Args[0], constant.StringVal(sep.Value), depth)
			case passing[name] && obj.Signature().Recv() == nil:
				return n.of(e, cc.Args[0], depth+1)
			case name == "String" && obj.Signature().Recv() != nil:
				return n.built(e, cc.Args[0], depth)
			}
		case "bytes":
			if name == "String" && obj.Signature().Recv() != nil {
				return n.built(e, cc.Args[0], depth)
			}
		case "strconv":
			if len(cc.Args) > 0 && (strings.HasPrefix(name, "Format") || name == "Itoa" || name == "Quote") {
				return n.of(e, cc.Args[0], depth+1)
			}
		case "reflect":
			return finiteName() // of a type
		case "runtime":
			return finiteName() // of a function
		}
	}
	return n.result(e, c, 0, depth)
}

// result is result idx of a call: of a function of this package, what it returns.
func (n *namer) result(e *evaluator, c *ssa.Call, idx, depth int) []SpanName {
	if part, ok := n.varying(e, c); ok {
		return []SpanName{{part}}
	}
	cal := n.p.callee(e, c.Common())
	if cal.fn == nil || cal.fn.Blocks == nil {
		if n.finite(c) {
			return finiteName()
		}
		return noName("call")
	}
	for _, o := range n.open {
		if o == ssa.Value(cal.fn) {
			return noName("recursion")
		}
	}
	n.open = append(n.open, cal.fn)
	defer func() { n.open = n.open[:len(n.open)-1] }()
	args := callArgs(c.Common())
	var out []SpanName
	inner := n.p.eval(cal.fn)
	for _, b := range cal.fn.Blocks {
		for _, in := range b.Instrs {
			if ret, ok := in.(*ssa.Return); ok && idx < len(ret.Results) {
				names := n.of(inner, ret.Results[idx], depth+1)
				if cal.fn.Parent() != nil {
					out = either(out, names) // what they are given is the enclosing function's
					continue
				}
				for _, name := range names {
					out = either(out, n.given(e, name, args))
				}
			}
		}
	}
	if len(out) == 0 {
		return noName("call")
	}
	return out
}

// made is result idx of a function that is called from elsewhere, parameters unknown.
func (n *namer) made(fn *ssa.Function, idx int) []SpanName {
	var out []SpanName
	e := n.p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if ret, ok := in.(*ssa.Return); ok && idx < len(ret.Results) {
				out = either(out, n.of(e, ret.Results[idx], 0))
			}
		}
	}
	for _, name := range out {
		for i, part := range name {
			if part.Kind == GivenPart {
				name[i] = NamePart{Kind: UnknownPart, What: "parameter"}
			}
		}
	}
	return out
}

// given puts arguments in the places of parameters.
func (n *namer) given(e *evaluator, name SpanName, args []ssa.Value) []SpanName {
	out := []SpanName{nil}
	for _, part := range name {
		next := []SpanName{{part}}
		if part.Kind == GivenPart {
			if part.Arg >= len(args) {
				return noName("argument")
			}
			next = n.of(e, args[part.Arg], 1)
		}
		out = joined(out, next)
	}
	return out
}

// format is what Sprintf makes of its arguments.
func (n *namer) format(e *evaluator, args []ssa.Value, depth int) []SpanName {
	f, ok := args[0].(*ssa.Const)
	if !ok || f.Value == nil || f.Value.Kind() != constant.String || len(args) < 2 {
		return noName("format")
	}
	text := constant.StringVal(f.Value)
	vals, ok := listed(args[1])
	if !ok {
		return noName("format-arguments")
	}
	out := []SpanName{nil}
	for i := 0; i < len(text); {
		j := strings.IndexByte(text[i:], '%')
		if j < 0 {
			return joined(out, textName(text[i:]))
		}
		if j > 0 {
			out = joined(out, textName(text[i:i+j]))
		}
		i += j + 1
		for i < len(text) && strings.IndexByte("+-# 0123456789.", text[i]) >= 0 {
			i++
		}
		if i >= len(text) {
			return noName("format")
		}
		verb := text[i]
		i++
		switch {
		case verb == '%':
			out = joined(out, textName("%"))
			continue
		case verb == '*' || verb == '[' || len(vals) == 0 || vals[0] == nil:
			return noName("format")
		case verb == 'T':
			out = joined(out, finiteName())
		default:
			out = joined(out, n.of(e, vals[0], depth+1))
		}
		vals = vals[1:]
	}
	return out
}

// list is the elements of a slice literal with a separator between them.
func (n *namer) list(e *evaluator, v ssa.Value, sep string, depth int) []SpanName {
	vals, ok := listed(v)
	if !ok {
		return noName("list")
	}
	out := []SpanName{nil}
	for i, x := range vals {
		if x == nil {
			return noName("list")
		}
		if i > 0 && sep != "" {
			out = joined(out, textName(sep))
		}
		out = joined(out, n.of(e, x, depth+1))
	}
	return out
}

// listed returns the elements of a slice literal, or of a variadic call's arguments, in order.
func listed(v ssa.Value) ([]ssa.Value, bool) {
	if c, ok := v.(*ssa.Const); ok && c.Value == nil {
		return nil, true
	}
	sl, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	al, ok := sl.X.(*ssa.Alloc)
	if !ok {
		return nil, false
	}
	arr, ok := al.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok || arr.Len() > maxNameParts {
		return nil, false
	}
	out := make([]ssa.Value, arr.Len())
	for _, ref := range *al.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		k, ok := ia.Index.(*ssa.Const)
		if !ok {
			return nil, false
		}
		i, exact := constant.Int64Val(k.Value)
		if !exact || i < 0 || i >= arr.Len() {
			return nil, false
		}
		for _, r := range *ia.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == ia {
				if out[i] != nil {
					return nil, false
				}
				out[i] = st.Val
			}
		}
	}
	return out, true
}

// built is what was written into a builder or buffer of this function, in the
// order of the source.
func (n *namer) built(e *evaluator, v ssa.Value, depth int) []SpanName {
	al, ok := v.(*ssa.Alloc)
	if !ok {
		return noName("builder")
	}
	out := []SpanName{nil}
	for _, b := range e.fn.Blocks {
		for _, in := range b.Instrs {
			ci, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c := ci.Common()
			obj := n.p.calleeObj(c)
			if obj == nil || len(c.Args) < 2 {
				continue
			}
			into := c.Args[0]
			if mi, ok := into.(*ssa.MakeInterface); ok {
				into = mi.X
			}
			if into != al {
				continue
			}
			switch obj.Name() {
			case "WriteString", "Write":
				out = joined(out, n.of(e, c.Args[1], depth+1))
			case "WriteByte", "WriteRune":
				out = joined(out, textName(" "))
			case "Fprintf":
				out = joined(out, n.format(e, c.Args[1:], depth))
			case "Fprint":
				out = joined(out, n.list(e, c.Args[1], "", depth))
			case "Grow":
			default:
				return noName("builder")
			}
		}
	}
	if len(out) == 1 && len(out[0]) == 0 {
		return noName("builder")
	}
	return out
}

// finite reports whether v is one of few values: a route's template, a method,
// the name of a topic or of an event's type.
func (n *namer) finite(v ssa.Value) bool {
	ref, name, _ := n.source(v)
	return model.IsTemplate(ref) || words.IsDestination(name)
}

// source returns what a value is read from: the field or method, if it is one,
// with its name and the type that has it.
func (n *namer) source(v ssa.Value) (ref model.Ref, name string, owner types.Type) {
	field := func(t types.Type, i int) (model.Ref, string, types.Type) {
		f := fieldOf(t, i)
		if f == nil {
			return model.Ref{}, "", nil
		}
		r := model.Ref{Name: f.Name(), Kind: model.FieldKind}
		if named := namedOf(t); named != nil {
			r.Recv = named.Obj().Name()
			if named.Obj().Pkg() != nil {
				r.Pkg = named.Obj().Pkg().Path()
			}
		}
		return r, f.Name(), t
	}
	switch x := v.(type) {
	case *ssa.UnOp:
		if fa, ok := x.X.(*ssa.FieldAddr); ok && x.Op == token.MUL {
			return field(fa.X.Type(), fa.Field)
		}
		if fv, ok := x.X.(*ssa.FreeVar); ok {
			return model.Ref{}, fv.Name(), nil
		}
	case *ssa.Field:
		return field(x.X.Type(), x.Field)
	case *ssa.FieldAddr:
		return field(x.X.Type(), x.Field)
	case *ssa.Call:
		if obj := n.p.calleeObj(x.Common()); obj != nil {
			r, _ := model.RefOf(obj)
			name := obj.Name()
			if recv := obj.Signature().Recv(); recv != nil {
				t := recv.Type()
				if args := callArgs(x.Common()); len(args) > 0 {
					t = args[0].Type()
				}
				return r, name, t
			}
			return r, name, nil
		}
	case *ssa.Extract:
		return n.source(x.Tuple)
	case *ssa.Parameter:
		return model.Ref{}, x.Name(), nil
	case *ssa.FreeVar:
		return model.Ref{}, x.Name(), nil
	}
	return model.Ref{}, "", nil
}

// varying reports whether v is for certain another value for each message or
// request, and what it is.
func (n *namer) varying(e *evaluator, v ssa.Value) (NamePart, bool) {
	what := n.varies(e, v, 0)
	if what == "" {
		return NamePart{}, false
	}
	return NamePart{Kind: VaryingPart, What: what, Expr: written(n.p, e, v, 0)}, true
}

func (n *namer) varies(e *evaluator, v ssa.Value, depth int) string {
	if depth > 8 {
		return ""
	}
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return n.varies(e, x.X, depth+1)
	case *ssa.ChangeType:
		return n.varies(e, x.X, depth+1)
	case *ssa.Convert:
		return n.varies(e, x.X, depth+1)
	case *ssa.Slice:
		return n.varies(e, x.X, depth+1)
	case *ssa.Const, *ssa.Global, *ssa.Function:
		return ""
	}
	if kept(v) {
		return "" // as long-lived as what has it
	}
	ref, name, owner := n.source(v)
	if what := model.Varying(ref); what != "" && (ref.Pkg != "net/url" || n.fromOutside(v)) {
		return what
	}
	if c, ok := v.(*ssa.Call); ok {
		// Of something that varies: uuid.New().String(), time.Now().Format(...).
		obj := n.p.calleeObj(c.Common())
		if obj != nil && obj.Signature().Recv() != nil {
			if args := callArgs(c.Common()); len(args) > 0 {
				if what := n.varies(e, args[0], depth+1); what != "" {
					return what
				}
				if t := namedOf(args[0].Type()); t != nil && n.fromOutside(args[0]) && obj.Name() == "String" && (t.Obj().Name() == "URL" || t.Obj().Name() == "URI") {
					return model.AnyURL
				}
			}
		}
	}
	if t := namedOf(v.Type()); t != nil && t.Obj().Pkg() != nil {
		path := t.Obj().Pkg().Path()
		switch {
		case model.IsIDType(path, t.Obj().Name()):
			if name != "" && len(words.Split(name)) > 1 && !words.IsManyID(name, "") {
				return ""
			}
			return "an id"
		case path == "time" && t.Obj().Name() == "Time":
			return "a time"
		case !isString(v.Type()):
		default:
			if finiteType(t) {
				return ""
			}
		}
	}
	if owner != nil {
		if mt := n.p.index.Message(owner); mt != nil {
			switch {
			case name == "Key":
				return "the message's key"
			case name == mt.Body || name+"()" == mt.Body:
				return "the message's payload"
			}
		}
	}
	ownerName := ""
	if named := ownerNamed(owner); named != nil {
		ownerName = named.Obj().Name()
	} else if owner == nil {
		outer := e.fn
		for outer.Parent() != nil {
			outer = outer.Parent()
		}
		ownerName = outer.Name()
	}
	if name != "" && words.IsManyID(name, ownerName) {
		if _, lib := v.(*ssa.Call); lib && owner == nil {
			return "" // a function's name, not a value's
		}
		return "an id"
	}
	return ""
}

func ownerNamed(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	return namedOf(t)
}

// finiteType reports whether a named string type has constants of its own: it
// enumerates.
func finiteType(t *types.Named) bool {
	scope := t.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(c.Type(), t) {
			return true
		}
	}
	return false
}

// kept reports whether v is read from a field of the receiver, or of what is
// kept there: it lasts longer than a message.
func kept(v ssa.Value) bool {
	u, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	fa, ok := u.X.(*ssa.FieldAddr)
	for ok {
		switch x := fa.X.(type) {
		case *ssa.Parameter:
			fn := x.Parent()
			return fn.Signature.Recv() != nil && len(fn.Params) > 0 && fn.Params[0] == x && keeps(x.Type())
		case *ssa.FieldAddr:
			fa = x
			continue
		case *ssa.UnOp:
			fa, ok = x.X.(*ssa.FieldAddr)
			if !ok {
				_, global := x.X.(*ssa.Global)
				return global
			}
			continue
		case *ssa.Global:
			return true
		}
		return false
	}
	return false
}

// keeps reports whether a type is that of something that works on messages, as
// opposed to one of their kind.
func keeps(t types.Type) bool {
	n := namedOf(t)
	if n == nil {
		return true
	}
	ws := words.Split(n.Obj().Name())
	if len(ws) == 0 {
		return true
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return true
	}
	// What a service is made of: clients, channels, functions, locks.
	for i := 0; i < st.NumFields(); i++ {
		switch u := st.Field(i).Type().Underlying().(type) {
		case *types.Chan, *types.Signature:
			return true
		case *types.Interface:
			if u.NumMethods() > 0 {
				return true
			}
		}
	}
	last := ws[len(ws)-1]
	return strings.HasSuffix(last, "er") || strings.HasSuffix(last, "or") || last == "service" || last == "client"
}

// fromOutside reports whether v comes with a call: it is, or is part of, a
// parameter other than the receiver.
func (n *namer) fromOutside(v ssa.Value) bool {
	for range 8 {
		switch x := v.(type) {
		case *ssa.Parameter:
			fn := x.Parent()
			return fn.Signature.Recv() == nil || len(fn.Params) == 0 || fn.Params[0] != x
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.Call:
			if x.Common().Signature().Recv() == nil || len(x.Common().Args) == 0 {
				return false
			}
			v = x.Common().Args[0]
		case *ssa.FreeVar:
			b, _ := n.p.eval(x.Parent()).binding(x)
			if b == nil {
				return false
			}
			v = b
		case *ssa.Alloc:
			// A parameter that is kept in memory.
			for _, ref := range *x.Referrers() {
				if st, ok := ref.(*ssa.Store); ok && st.Addr == x {
					q, ok := st.Val.(*ssa.Parameter)
					return ok && n.fromOutside(q)
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// written is how the source writes a value, "" if that would be long.
func written(p *pkg, e *evaluator, v ssa.Value, depth int) string {
	if depth > 5 {
		return ""
	}
	dot := func(x ssa.Value, name string) string {
		base := written(p, e, x, depth+1)
		if base == "" || name == "" {
			return ""
		}
		return base + "." + name
	}
	switch x := v.(type) {
	case *ssa.Parameter:
		return x.Name()
	case *ssa.FreeVar:
		return x.Name()
	case *ssa.Alloc:
		if token.IsIdentifier(x.Comment) {
			return x.Comment
		}
	case *ssa.MakeInterface:
		return written(p, e, x.X, depth)
	case *ssa.ChangeType:
		return written(p, e, x.X, depth)
	case *ssa.Convert:
		return written(p, e, x.X, depth)
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return written(p, e, x.X, depth)
		}
	case *ssa.FieldAddr:
		if f := fieldOf(x.X.Type(), x.Field); f != nil {
			return dot(x.X, f.Name())
		}
	case *ssa.Field:
		if f := fieldOf(x.X.Type(), x.Field); f != nil {
			return dot(x.X, f.Name())
		}
	case *ssa.Call:
		if obj := p.calleeObj(x.Common()); obj != nil {
			if obj.Signature().Recv() == nil {
				if obj.Pkg() == nil || obj.Pkg() == p.types {
					return obj.Name() + "()"
				}
				return obj.Pkg().Name() + "." + obj.Name() + "()"
			}
			if args := callArgs(x.Common()); len(args) > 0 {
				return dot(args[0], obj.Name()+"()")
			}
		}
	case *ssa.Extract:
		return written(p, e, x.Tuple, depth)
	}
	return ""
}
