package lib

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/model"
)

// resolver compares tables with the packages that they describe.
type resolver struct {
	pkgs       map[string]*types.Package
	messages   map[model.Ref]model.MessageType // of all libraries
	containers map[model.Ref]bool              // types that Element rows unpack
	apis       map[string]bool                 // packages of tracing APIs
	problems   []string
}

// resolve returns what is wrong with lib, whose places may use the messages of
// the other libraries. Every problem starts with the object's name.
func resolve(pkgs map[string]*types.Package, lib *model.Library, others ...*model.Library) []string {
	r := &resolver{pkgs: pkgs, messages: map[model.Ref]model.MessageType{}, containers: map[model.Ref]bool{}, apis: map[string]bool{}}
	for _, l := range append(others, lib) {
		for _, path := range l.Paths {
			r.apis[path] = r.apis[path] || l.Tracing
		}
		for _, m := range l.Messages {
			r.messages[m.Type] = m
		}
		for _, row := range l.Rows {
			if row.Role == model.Element && row.On.Kind == model.MethodKind {
				r.containers[model.Type(row.On.Pkg, row.On.Recv)] = true
			}
		}
	}
	r.library(lib)
	return r.problems
}

func (r *resolver) library(lib *model.Library) {
	named := map[string]bool{}
	seen := map[string]bool{}
	for _, m := range lib.Messages {
		named[m.Type.Pkg] = true
		r.message(lib, m)
	}
	for _, m := range lib.Borrows {
		if of, ok := r.messages[m.Type]; !ok || m.Received && !of.Received || m.Sent && !of.Sent || slices.Contains(lib.Paths, m.Type.Pkg) {
			r.problem(m.Type, "no other library has such a message")
		}
	}
	for i := range lib.Rows {
		row := &lib.Rows[i]
		named[row.On.Pkg] = true
		key := row.On.String() + " " + row.Role.String() + row.Before + " " + row.When + " " + row.Callback.At.Path
		if seen[key] {
			r.problem(row.On, "has two rows with the role %s", row.Role)
		}
		seen[key] = true
		if !slices.Contains(lib.Paths, row.On.Pkg) {
			r.problem(row.On, "is not in a package of %s.Paths", lib.Name)
			continue
		}
		if row.Before != "" {
			continue // of a version that is not here
		}
		rr := &rowResolver{resolver: r, row: row, lib: lib}
		rr.check()
	}
	for _, path := range lib.Paths {
		switch {
		case r.pkgs[path] == nil:
			r.problems = append(r.problems, path+": is not loaded")
		case !named[path]:
			r.problems = append(r.problems, path+": no row names the package")
		}
	}
}

func (r *resolver) problem(on fmt.Stringer, format string, args ...any) {
	r.problems = append(r.problems, on.String()+": "+fmt.Sprintf(format, args...))
}

// typeName looks up a type.
func (r *resolver) typeName(pkg, name string) *types.TypeName {
	if p := r.pkgs[pkg]; p != nil {
		tn, _ := p.Scope().Lookup(name).(*types.TypeName)
		return tn
	}
	return nil
}

// object looks up what a Ref names; nil if there is no such object of that kind.
func (r *resolver) object(ref model.Ref) types.Object {
	p := r.pkgs[ref.Pkg]
	if p == nil {
		return nil
	}
	switch ref.Kind {
	case model.FuncKind:
		if f, ok := p.Scope().Lookup(ref.Name).(*types.Func); ok {
			return f
		}
	case model.MethodKind:
		if tn := r.typeName(ref.Pkg, ref.Recv); tn != nil {
			if m := declaredMethod(tn.Type(), ref.Name); m != nil {
				return m
			}
		}
	case model.FieldKind:
		if tn := r.typeName(ref.Pkg, ref.Recv); tn != nil {
			if s, ok := tn.Type().Underlying().(*types.Struct); ok {
				for f := range s.Fields() {
					if f.Name() == ref.Name {
						return f
					}
				}
			}
		}
	case model.FuncTypeKind:
		if tn := r.typeName(ref.Pkg, ref.Name); tn != nil {
			if _, ok := tn.Type().Underlying().(*types.Signature); ok {
				return tn
			}
		}
	case model.TypeKind:
		if tn := r.typeName(ref.Pkg, ref.Name); tn != nil {
			return tn
		}
	case model.VarKind:
		if v, ok := p.Scope().Lookup(ref.Name).(*types.Var); ok {
			return v
		}
	}
	return nil
}

// declaredMethod returns the method that the type itself declares, not one it
// gets by embedding: calls of those resolve to the embedded type's method.
func declaredMethod(t types.Type, name string) *types.Func {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	if i, ok := n.Underlying().(*types.Interface); ok {
		for m := range i.ExplicitMethods() {
			if m.Name() == name {
				return m
			}
		}
	}
	for m := range n.Methods() {
		if m.Name() == name {
			return m
		}
	}
	return nil
}

func (r *resolver) message(lib *model.Library, m model.MessageType) {
	if m.Type.Kind != model.TypeKind {
		r.problem(m.Type, "is not given as a type")
		return
	}
	if !slices.Contains(lib.Paths, m.Type.Pkg) {
		r.problem(m.Type, "is not in a package of %s.Paths", lib.Name)
		return
	}
	tn, _ := r.object(m.Type).(*types.TypeName)
	if tn == nil {
		r.problem(m.Type, "there is no such type")
		return
	}
	if name, isMethod := strings.CutSuffix(m.Deliveries, "()"); name != "" {
		obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, nil, name)
		if _, ok := obj.(*types.Func); obj == nil || ok != isMethod {
			r.problem(m.Type, "Deliveries: there is no %s", m.Deliveries)
		}
	}
	for _, part := range []struct{ what, name string }{{"Carrier", m.Carrier}, {"Body", m.Body}, {"Context", m.Context}, {"Elements", m.Elements}} {
		if part.name == "" {
			continue
		}
		t := member(tn.Type(), part.name)
		if t == nil {
			r.problem(m.Type, "%s: there is no %s", part.what, part.name)
			continue
		}
		switch part.what {
		case "Elements":
			if byKey, ok := t.Underlying().(*types.Map); ok {
				t = byKey.Elem()
			}
			if _, ok := r.known(t); !ok {
				r.problem(m.Type, "Elements: %s is no message and no list of them", part.name)
			}
		case "Carrier":
			// Of some, the headers are among the values, or encoded.
			if !isCarrier(t) && !r.holdsCarrier(t) && m.Body != m.Carrier && !isBytes(t) {
				r.problem(m.Type, "Carrier: %s is no map or slice of headers but %s", part.name, t)
			}
		case "Context":
			if !isContext(t) {
				r.problem(m.Type, "Context: %s is no context.Context but %s", part.name, t)
			}
		}
	}
}

// member returns the type of the field name, of one of a field by way of that,
// or of the result of the method "name()"; nil if there is none.
func member(t types.Type, name string) types.Type {
	if outer, inner, ok := strings.Cut(name, "."); ok {
		if t = member(t, outer); t == nil {
			return nil
		}
		return member(t, inner)
	}
	method, isMethod := strings.CutSuffix(name, "()")
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
	switch obj := obj.(type) {
	case *types.Var:
		if !isMethod {
			return obj.Type()
		}
	case *types.Func:
		sig := obj.Signature()
		if isMethod && sig.Params().Len() == 0 && sig.Results().Len() == 1 {
			return sig.Results().At(0).Type()
		}
	}
	return nil
}

// rowResolver checks one row.
type rowResolver struct {
	*resolver
	row *model.Row
	lib *model.Library
	sig *types.Signature // of the function or method; nil if the row names something else
	cb  *types.Signature // of the callback; nil if there is none
}

func (r *rowResolver) problem(format string, args ...any) {
	r.resolver.problem(r.row.On, "%s: "+format, append([]any{r.row.Role}, args...)...)
}

func (r *rowResolver) check() {
	row := r.row
	obj := r.object(row.On)
	if obj == nil {
		r.missing()
		return
	}
	switch row.On.Kind {
	case model.FuncKind, model.MethodKind:
		r.sig = obj.(*types.Func).Signature()
		if ref, ok := model.RefOf(obj); !ok || ref != row.On {
			r.problem("calls resolve to %v", ref)
		}
	case model.FuncTypeKind:
		r.cb = obj.Type().Underlying().(*types.Signature)
	case model.VarKind:
		r.sig, _ = obj.Type().Underlying().(*types.Signature)
		if r.sig == nil && row.Role != model.SpanKind { // an option may be kept in one
			r.problem("the variable holds no function")
		}
	}

	cb := row.Callback
	switch {
	case cb.At.IsZero() && row.Role == model.Handle && row.On.Kind == model.MethodKind:
		r.cb = r.sig
	case !cb.At.IsZero():
		if at := r.place("Callback.At", cb.At); at != nil {
			r.cb = r.callback(at)
		}
	}

	r.required()
	r.flags(obj)
	r.twin()

	r.context("Ctx", row.Ctx)
	r.context("Callback.Ctx", cb.Ctx)
	r.event("Message", row.Message)
	r.event("Callback.Message", cb.Message)
	r.event("Callback.Returns", cb.Returns)
	r.carrier()
	r.text("Topic", row.Topic)
	if row.When == "" {
		r.text("Name", row.Name)
	} else if t := r.place("Name", row.Name); t != nil && !isText(t) && !isEmptyInterface(t) {
		r.problem("Name: %s is no string", t)
	} else if r.sig == nil || r.sig.Params().Len() < 2 || !isText(r.sig.Params().At(0).Type()) {
		r.problem("When: the call has no key")
	}
	r.place("Options", row.Options)
	if t := r.place("Asks", row.Asks); t != nil && element(t) == nil {
		r.problem("Asks: %s is no list", t)
	}
	r.place("Client", row.Client)
	r.result()

	if r.sig != nil && row.Ctx.IsZero() && r.cb != r.sig {
		for i := range r.sig.Params().Len() {
			if p := r.sig.Params().At(i); isContext(p.Type()) {
				r.problem("Ctx is not given, but parameter %d is a context", i)
			}
		}
	}
}

func (r *rowResolver) missing() {
	on := r.row.On
	if r.pkgs[on.Pkg] == nil {
		return // said once, for the path
	}
	if on.Kind != model.MethodKind {
		r.problem("there is no such object")
		return
	}
	tn := r.typeName(on.Pkg, on.Recv)
	if tn == nil {
		r.problem("there is no type %s", on.Recv)
		return
	}
	if m, _, _ := types.LookupFieldOrMethod(tn.Type(), true, nil, on.Name); m != nil {
		ref, _ := model.RefOf(m)
		r.problem("calls resolve to %v", ref)
		return
	}
	r.problem("there is no such method")
}

// place returns the type at p, or nil; what is wrong with p is reported.
func (r *rowResolver) place(what string, p model.Place) types.Type {
	if p.IsZero() {
		return nil
	}
	t, err := r.base(p)
	if err != nil {
		r.problem("%s: %v", what, err)
		return nil
	}
	for _, step := range strings.FieldsFunc(p.Path, func(c rune) bool { return c == '.' }) {
		next := types.Type(nil)
		if step == "[]" {
			next = element(t)
		} else {
			next = member(t, step)
		}
		if next == nil {
			r.problem("%s: %s has no %s", what, t, step)
			return nil
		}
		t = next
	}
	return t
}

func (r *rowResolver) base(p model.Place) (types.Type, error) {
	tuple := func(sig *types.Signature, tuple func(*types.Signature) *types.Tuple, kind string) (*types.Var, error) {
		if sig == nil {
			return nil, fmt.Errorf("%s %d of nothing that could be called", kind, p.Index)
		}
		if n := tuple(sig).Len(); p.Index < 0 || p.Index >= n {
			return nil, fmt.Errorf("%s %d of %d", kind, p.Index, n)
		}
		return tuple(sig).At(p.Index), nil
	}
	param := func() (*types.Var, error) {
		v, err := tuple(r.sig, (*types.Signature).Params, "argument")
		if err == nil && v.Name() != p.Name {
			err = fmt.Errorf("argument %d is called %q, not %q", p.Index, v.Name(), p.Name)
		}
		return v, err
	}
	result := func() (*types.Var, error) { return tuple(r.sig, (*types.Signature).Results, "result") }
	over := func(v *types.Var, dir types.ChanDir) (types.Type, error) {
		ch, ok := v.Type().Underlying().(*types.Chan)
		if !ok || ch.Dir() != types.SendRecv && ch.Dir() != dir {
			return nil, fmt.Errorf("%s is no channel of that direction", v.Type())
		}
		return ch.Elem(), nil
	}

	var v *types.Var
	var err error
	switch p.Base {
	case model.ArgOf:
		v, err = param()
	case model.ResultOf:
		v, err = result()
	case model.InOf:
		v, err = tuple(r.cb, (*types.Signature).Params, "callback's parameter")
	case model.OutOf:
		v, err = tuple(r.cb, (*types.Signature).Results, "callback's result")
	case model.GotFrom:
		if v, err = result(); err == nil {
			return over(v, types.RecvOnly)
		}
	case model.SentOn:
		if v, err = result(); err == nil {
			return over(v, types.SendOnly)
		}
	case model.ChanArg:
		if v, err = param(); err == nil {
			return over(v, types.RecvOnly)
		}
	case model.RecvOf:
		switch {
		case r.row.On.Kind == model.TypeKind:
			return r.object(r.row.On).Type(), nil
		case r.sig != nil && r.sig.Recv() != nil:
			return r.sig.Recv().Type(), nil
		}
		err = fmt.Errorf("there is no receiver")
	default:
		err = fmt.Errorf("unknown base %d", p.Base)
	}
	if err != nil {
		return nil, err
	}
	return v.Type(), nil
}

// callback returns the signature of the function at t, or of its method.
func (r *rowResolver) callback(t types.Type) *types.Signature {
	name := r.row.Callback.Method
	if name == "" {
		if sig, ok := t.Underlying().(*types.Signature); ok {
			return sig
		}
		if isEmptyInterface(t) && r.row.Callback.Message.IsZero() {
			return nil // found by reflection at run time
		}
		if e := element(t); e != nil {
			if _, ok := e.Underlying().(*types.Signature); ok {
				r.problem("Callback.At: %s is a list of functions: add .At(\"[]\")", t)
				return nil
			}
		}
		r.problem("Callback.At: %s is no function", t)
		return nil
	}
	if e := element(t); e != nil {
		t = e
	}
	if m, _, _ := types.LookupFieldOrMethod(t, true, nil, name); m != nil {
		if f, ok := m.(*types.Func); ok {
			return f.Signature()
		}
	}
	// An option type without methods, of which the library asks for one by a type assertion.
	if n, ok := types.Unalias(t).(*types.Named); ok && isEmptyInterface(t) && n.Obj().Pkg() != nil {
		scope := n.Obj().Pkg().Scope()
		for _, other := range scope.Names() {
			if tn, ok := scope.Lookup(other).(*types.TypeName); ok && types.IsInterface(tn.Type()) {
				if m := declaredMethod(tn.Type(), name); m != nil {
					return m.Signature()
				}
			}
		}
	}
	r.problem("Callback.Method: %s has no method %s", t, name)
	return nil
}

// required reports places without which a role says nothing.
func (r *rowResolver) required() {
	row := r.row
	need := func(what string, places ...model.Place) {
		for _, p := range places {
			if !p.IsZero() {
				return
			}
		}
		r.problem("%s is missing", what)
	}
	switch row.Role {
	case model.Publish, model.Receive, model.ContextOf, model.SetPropagator, model.CarrierOf:
		need("Message", row.Message)
	case model.Handle, model.Retry:
		if row.On.Kind != model.FuncTypeKind && (row.On.Kind != model.MethodKind || !row.Subtypes) {
			need("Callback", row.Callback.At)
		}
	case model.Element:
		need("Message", row.Message, row.Callback.Message)
	case model.Inject:
		need("Ctx or Message", row.Ctx, row.Message)
		need("Carrier", row.Carrier)
	case model.Parent:
		need("Ctx, Message, Carrier or Options", row.Ctx, row.Message, row.Carrier, row.Options)
	case model.Extract:
		need("Carrier", row.Carrier)
	case model.StartSpan:
		if row.Note == "" { // a span without a parent or a name is something to explain
			need("Ctx", row.Ctx, row.Message)
			need("Name", row.Name)
		}
	case model.Link, model.SpanData:
		need("Ctx or Message", row.Ctx, row.Message)
	case model.Detach:
		need("Ctx", row.Ctx)
	case model.SetContext:
		need("Ctx", row.Ctx)
		need("Message", row.Message)
	case model.WithSpanData:
		need("Message", row.Message)
	case model.Stamp:
		need("Ctx or Message", row.Ctx, row.Message)
		need("Carrier", row.Carrier)
	case model.Construct:
		if r.sig == nil || r.sig.Params().Len() > 0 {
			need("Options, Client or Callback", row.Options, row.Client, row.Callback.At)
		}
	}
}

// flags reports flags that do not go with the role or the object.
func (r *rowResolver) flags(obj types.Object) {
	row := r.row
	if row.Payload && row.Role != model.Publish && row.Role != model.Handle {
		r.problem("Payload is for publishes and handlers")
	}
	if (row.Async || row.Reply) && row.Role != model.Publish {
		r.problem("Async and Reply are for publishes")
	}
	if row.Subtypes {
		f, ok := obj.(*types.Func)
		if !ok || f.Signature().Recv() == nil || !types.IsInterface(f.Signature().Recv().Type()) {
			r.problem("Subtypes is for methods of interfaces")
		}
	}
	reflected := row.Role == model.Handle && row.Callback.Ctx.IsZero() && row.Callback.Message.IsZero() && r.cb == nil
	if (row.Callback.Holds != model.FromNothing || row.Callback.MayHold != model.FromNothing) && row.Callback.Ctx.IsZero() && !reflected {
		r.problem("Callback.Holds without Callback.Ctx")
	}
	if m := row.Callback.Message; row.Callback.Single && (r.cb == nil || m.Base != model.InOf || m.Index < r.cb.Params().Len() && !isSlice(r.cb.Params().At(m.Index).Type())) {
		r.problem("Callback.Single without a slice for a message")
	}
	if !row.Asks.IsZero() && row.Role != model.Receive {
		r.problem("Asks is for receives")
	}
}

// twin reports a sibling that does not exist: a method of the same type, or "Type.Method" of the package.
func (r *rowResolver) twin() {
	if r.row.Twin == "" {
		return
	}
	ref := r.row.On
	if recv, name, ok := strings.Cut(r.row.Twin, "."); ok {
		ref = model.Method(ref.Pkg, recv, name)
	} else {
		ref.Name = r.row.Twin
	}
	if r.object(ref) == nil {
		r.problem("Twin: there is no %v", ref)
	}
}

func (r *rowResolver) context(what string, p model.Place) {
	if t := r.place(what, p); t != nil && !isContext(t) {
		r.problem("%s: %s is no context.Context", what, t)
	}
}

func (r *rowResolver) text(what string, p model.Place) {
	if t := r.place(what, p); t != nil && !isText(t) {
		r.problem("%s: %s is no string", what, t)
	}
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// event checks the type of a message.
func (r *rowResolver) event(what string, p model.Place) {
	t := r.place(what, p)
	if t == nil {
		return
	}
	if isContext(t) {
		r.problem("%s: is a context", what)
		return
	}
	sent, received := false, false
	switch r.row.Role {
	case model.Publish:
		sent = true
	case model.Receive, model.Element:
		received = true
	case model.Handle:
		sent = what == "Callback.Returns"
		received = !sent
	case model.ContextOf, model.SetContext:
		m, ok := r.known(t)
		if !ok || m.Context == "" {
			r.problem("%s: %s is no message that has a context", what, t)
		}
		return
	case model.Settle, model.CarrierOf:
		switch _, ok := r.known(t); {
		case ok:
		case r.container(t):
			r.problem("%s: %s is no message but holds some: leave Message out", what, t)
		default:
			r.problem("%s: %s is no message", what, t)
		}
		return
	default:
		return
	}
	m, ok := r.known(t)
	switch {
	case ok && sent && !m.Sent:
		r.problem("%s: %s is never sent", what, t)
	case ok && received && !m.Received:
		r.problem("%s: %s is never received", what, t)
	case ok && r.row.Payload && m.Carrier != "":
		r.problem("%s: %s has room for a carrier, so the call does not only take a payload", what, t)
	case !ok && received && r.isOneOf(t): // a message is one of the things that come in
	case !ok && (r.row.Payload || r.row.Role == model.Handle) && isString(t):
	case !ok && !r.container(t) && !isPayload(t) && !isCarrier(t):
		r.problem("%s: %s is neither a message nor a payload", what, t)
	case !ok && received && !r.container(t) && r.row.Role != model.Handle:
		r.problem("%s: %s is no message", what, t)
	}
}

// known returns what the tables say of t, or of what it points to or consists of.
func (r *resolver) known(t types.Type) (model.MessageType, bool) {
	for {
		if tn := typeNameOf(t); tn != nil {
			if ref, ok := model.RefOf(tn); ok {
				if m, ok := r.messages[ref]; ok {
					return m, true
				}
			}
		}
		e := element(t)
		if e == nil {
			return model.MessageType{}, false
		}
		t = e
	}
}

// isOneOf reports whether t is an interface with methods that a message implements.
func (r *resolver) isOneOf(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok || iface.Empty() {
		return false
	}
	for ref, m := range r.messages {
		if tn := r.typeName(ref.Pkg, ref.Name); tn != nil && m.Received && types.Implements(types.NewPointer(tn.Type()), iface) {
			return true
		}
	}
	return false
}

func (r *resolver) container(t types.Type) bool {
	tn := typeNameOf(t)
	if tn == nil {
		return false
	}
	ref, ok := model.RefOf(tn)
	return ok && r.containers[ref]
}

func (r *rowResolver) carrier() {
	t := r.place("Carrier", r.row.Carrier)
	if base := r.row.Carrier; r.row.Role == model.Stamp && base.Path != "" {
		base.Path = ""
		if of := r.place("Carrier", base); of != nil {
			if mt, ok := r.known(of); ok && mt.Body == r.row.Carrier.Path {
				return // the body of a message
			}
		}
	}
	if ptr, ok := t.(*types.Pointer); ok && isCarrier(ptr.Elem()) {
		return
	}
	if t == nil || isCarrier(t) || isEmptyInterface(t) {
		return
	}
	if r.lib.Tracing && (isText(t) || isPayload(t)) && (r.row.Role == model.Extract || r.row.Role == model.Parent || r.row.Role == model.StartSpan) {
		return // what a header held
	}
	if _, ok := r.known(t); ok {
		return
	}
	want := "Set"
	if r.row.Role == model.Extract || r.row.Role == model.Neutral {
		want = "Get"
	}
	if r.implemented(t) {
		return
	}
	if m, _, _ := types.LookupFieldOrMethod(t, true, nil, want); m == nil {
		r.problem("Carrier: %s has no %s and is no message", t, want)
	}
}

// implemented reports whether t is an interface of messages.
func (r *rowResolver) implemented(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok || i.NumMethods() == 0 {
		return false
	}
	for ref := range r.messages {
		if tn := r.typeName(ref.Pkg, ref.Name); tn != nil && types.Implements(types.NewPointer(tn.Type()), i) {
			return true
		}
	}
	return false
}

func (r *rowResolver) result() {
	t := r.place("Result", r.row.Result)
	switch r.row.Role {
	case model.Extract, model.StartSpan, model.Detach, model.Request, model.Session, model.ContextOf, model.WithSpanData:
		if !r.row.Callback.Ctx.IsZero() {
			return // what comes out goes to the callback
		}
		if r.row.Result.IsZero() {
			t = r.place("Result", model.Result(0))
		}
		if t != nil && !isContext(t) && !r.ofAPI(t) {
			r.problem("Result: %s is no context.Context", t)
		}
	}
}

// ofAPI reports whether t belongs to a tracing API: spans and span contexts
// are its own, and instrumentation hands them around.
func (r *rowResolver) ofAPI(t types.Type) bool {
	tn := typeNameOf(t)
	return tn != nil && tn.Pkg() != nil && r.apis[tn.Pkg().Path()]
}

func typeNameOf(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

// element returns the type of the elements of a slice, array, channel or
// iterator, or what a pointer points to; nil if t has no elements.
func element(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return u.Elem()
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return nil
		}
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Chan:
		return u.Elem()
	case *types.Signature: // iter.Seq and iter.Seq2
		if u.Params().Len() == 1 && u.Results().Len() == 0 {
			if yield, ok := u.Params().At(0).Type().Underlying().(*types.Signature); ok && yield.Params().Len() > 0 {
				return yield.Params().At(0).Type()
			}
		}
	}
	return nil
}

func isContext(t types.Type) bool {
	tn := typeNameOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "context" && tn.Name() == "Context"
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && element(s) == nil
}

func isEmptyInterface(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// isPayload reports whether t can hold any event: bytes, an interface, a type parameter.
func isPayload(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok || types.IsInterface(t) {
		return true
	}
	s, ok := t.Underlying().(*types.Slice)
	return ok && (element(s) == nil || isPayload(s.Elem()))
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isCarrier reports whether t is a map by strings, or a slice of structs, as headers are.
func isCarrier(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Map:
		b, ok := u.Key().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsString != 0
	case *types.Slice:
		e := u.Elem()
		if p, ok := e.Underlying().(*types.Pointer); ok {
			e = p.Elem()
		}
		switch e.Underlying().(type) {
		case *types.Struct, *types.Map:
			return true
		}
	}
	return false
}

// holdsCarrier reports whether t points to headers that have methods of their
// own, to a struct with headers, or is a message itself.
func (r *resolver) holdsCarrier(t types.Type) bool {
	if m, ok := r.known(t); ok && m.Carrier != "" {
		return true
	}
	get, _, _ := types.LookupFieldOrMethod(t, true, nil, "Get")
	set, _, _ := types.LookupFieldOrMethod(t, true, nil, "Set")
	if get != nil && set != nil {
		return true
	}
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	s, ok := ptr.Elem().Underlying().(*types.Struct)
	return ok && slices.ContainsFunc(slices.Collect(s.Fields()), func(f *types.Var) bool { return isCarrier(f.Type()) })
}

// exported reports whether the name can be called from outside.
func exported(o types.Object) bool { return token.IsExported(o.Name()) }

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}
