package tracetest

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The kinds of variants.
var kinds = []struct {
	name  string
	write func(t testing.TB, w *writer)
}{
	{"alias", alias},
	{"rename", rename},
	{"parens", parens},
	{"closure", closure},
	{"else", elseBranch},
	{"branch", branch},
	{"values", values},
	{"order", order},
	{"statements", statements},
	{"fields", fields},
	{"helper", helper},
	{"elsewhere", elsewhere},
	{"call", call},
	{"callelsewhere", callElsewhere},
	{"testfile", mock},
}

// alias imports every package under another name.
func alias(t testing.TB, w *writer) {
	for _, f := range w.source.Files {
		for _, spec := range f.Imports {
			p, ok := w.source.Info.Implicits[spec].(*types.PkgName)
			if spec.Name != nil {
				if spec.Name.Name == "_" || spec.Name.Name == "." {
					continue
				}
				w.replace(f, spec.Name.Pos(), spec.Name.End(), "zz"+spec.Name.Name)
			} else if ok {
				w.insert(f, spec.Path.Pos(), "zz"+p.Name()+" ")
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if _, ok := w.source.Info.Uses[id].(*types.PkgName); ok {
					w.replace(f, id.Pos(), id.End(), "zz"+id.Name)
				}
			}
			return true
		})
	}
	w.finish(t, w.dir())
}

var word = regexp.MustCompile(`\w+`)

// rename gives parameters and local variables other names.
func rename(t testing.TB, w *writer) {
	local := make(map[types.Object]bool)
	for id, obj := range w.source.Info.Defs {
		if v, ok := obj.(*types.Var); ok && !v.IsField() && v.Parent() != w.source.Types.Scope() && id.Name != "_" {
			local[v] = true
		}
	}
	for _, f := range w.source.Files {
		said := make(map[string]bool) // names that directives say
		for _, g := range f.Comments {
			for _, c := range g.List {
				if strings.HasPrefix(c.Text, "//tracelint:") {
					for _, name := range word.FindAllString(c.Text, -1) {
						said[name] = true
					}
				}
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && !said[id.Name] && (local[w.source.Info.Defs[id]] || local[w.source.Info.Uses[id]]) {
				w.replace(f, id.Pos(), id.End(), "zz"+id.Name)
			}
			return true
		})
	}
	w.finish(t, w.dir())
}

// closure wraps the body of every function in a closure that is called at once.
func closure(t testing.TB, w *writer) {
	for _, f := range w.source.functions() {
		head := "func() "
		if r := f.Type.Results; r != nil {
			head = "return func() " + w.source.src(f.file, r) + " "
		}
		w.insert(f.file, f.Body.Lbrace+1, "\n"+head+"{")
		w.insert(f.file, f.Body.Rbrace, "}()\n")
	}
	w.finish(t, w.dir())
}

// elseBranch moves the body of every function to an else.
func elseBranch(t testing.TB, w *writer) {
	for _, f := range w.source.functions() {
		w.insert(f.file, f.Body.Lbrace+1, "\nif zzNever {\npanic(\"never\")\n} else {")
		w.insert(f.file, f.Body.Rbrace, "}\n")
	}
	w.declare(w.source.Files[0], "var zzNever bool")
	w.finish(t, w.dir())
}

// parameters returns the parameters of a function with names for all, as they
// are declared and as they are passed on.
func (w *writer) parameters(f function) (declared, passed []string) {
	n := 0
	for _, field := range f.Type.Params.List {
		typ := w.source.src(f.file, field.Type)
		names := []string{""}
		if len(field.Names) > 0 {
			names = nil
			for _, id := range field.Names {
				names = append(names, id.Name)
			}
		}
		for _, name := range names {
			n++
			if name == "" || name == "_" {
				name = fmt.Sprintf("zz%d", n)
			}
			declared = append(declared, name+" "+typ)
			if strings.HasPrefix(typ, "...") {
				name += "..."
			}
			passed = append(passed, name)
		}
	}
	return declared, passed
}

// helper moves the body of every function to a helper, which it calls.
func helper(t testing.TB, w *writer) {
	for _, f := range w.source.functions() {
		moved := f.Name.Name + "Helper"
		w.insert(f.file, f.Name.End(), "Helper")
		declared, passed := w.parameters(f)
		head, callee := "func ", moved
		if f.Recv != nil {
			head = "func (zzr " + w.source.src(f.file, f.Recv.List[0].Type) + ") "
			callee = "zzr." + moved
			w.names[strings.TrimSuffix(f.key, f.Name.Name)+moved] = f.key
		} else {
			w.names[moved] = f.key
		}
		head += f.Name.Name
		if tp := f.Type.TypeParams; tp != nil {
			head += w.source.src(f.file, tp)
			var args []string
			for _, field := range tp.List {
				for _, id := range field.Names {
					args = append(args, id.Name)
				}
			}
			callee += "[" + strings.Join(args, ", ") + "]"
		}
		head += "(" + strings.Join(declared, ", ") + ") "
		do := callee + "(" + strings.Join(passed, ", ") + ")"
		if r := f.Type.Results; r != nil {
			var results []string
			for _, field := range r.List {
				for range max(1, len(field.Names)) {
					results = append(results, w.source.src(f.file, field.Type))
				}
			}
			head += "(" + strings.Join(results, ", ") + ") "
			do = "return " + do
		}
		w.declare(f.file, head+"{ "+do+" }")
	}
	w.finish(t, w.dir())
}

var ownType = regexp.MustCompile(`\bimpl\.([a-z]\w*)`)

// imports collects what the types that are printed need.
type imports map[string]string // path to name

func (is imports) qualifier(own *types.Package, as string) types.Qualifier {
	return func(p *types.Package) string {
		if p == own {
			return as
		}
		name := fmt.Sprintf("zz%d%s", len(is), p.Name())
		if is[p.Path()] == "" {
			is[p.Path()] = name
		}
		return is[p.Path()]
	}
}

func (is imports) String() string {
	var b strings.Builder
	for _, p := range sortedKeys(is) {
		fmt.Fprintf(&b, "import %s %q\n", is[p], p)
	}
	return b.String()
}

// elsewhere puts a package before the source that calls every function that
// is not called in the source itself.
func elsewhere(t testing.TB, w *writer) {
	info, own := w.source.Info, w.source.Types
	used := make(map[types.Object]bool)
	for _, obj := range info.Uses {
		used[obj] = true
	}
	entries, front := make(imports), make(imports)
	var impl, calls []string
	aliases := make(map[string]bool)
	print := func(is imports, as string, typ types.Type) string {
		return types.TypeString(typ, is.qualifier(own, as))
	}
	for _, f := range w.source.functions() {
		sig := f.obj.Signature()
		switch {
		case used[f.obj]:
			w.skip(f.key, "used in its package")
			continue
		case sig.TypeParams() != nil || sig.RecvTypeParams() != nil:
			w.skip(f.key, "generic")
			continue
		}
		name := "ZZ" + strings.ReplaceAll(f.key, ".", "_")
		w.names[name], w.names["zz"+name] = f.key, f.key
		var inner, outer, passed []string
		param := func(typ types.Type, variadic bool) {
			n := fmt.Sprintf("zz%d", len(passed))
			a, b := print(entries, "", typ), ownType.ReplaceAllString(print(front, "impl", typ), "impl.ZZ$1")
			for _, m := range ownType.FindAllStringSubmatch(print(front, "impl", typ), -1) {
				aliases[m[1]] = true
			}
			if variadic {
				a, b = "..."+strings.TrimPrefix(a, "[]"), "..."+strings.TrimPrefix(b, "[]")
				inner, outer, passed = append(inner, n+" "+a), append(outer, n+" "+b), append(passed, n+"...")
				return
			}
			inner, outer, passed = append(inner, n+" "+a), append(outer, n+" "+b), append(passed, n)
		}
		callee := f.Name.Name
		if r := sig.Recv(); r != nil {
			param(r.Type(), false)
			callee = "zz0." + callee
		}
		for i := range sig.Params().Len() {
			param(sig.Params().At(i).Type(), sig.Variadic() && i == sig.Params().Len()-1)
		}
		args := passed
		if sig.Recv() != nil {
			args = passed[1:]
		}
		ret, results, frontResults := "", "", ""
		if sig.Results().Len() > 0 {
			ret = "return "
			results = print(entries, "", sig.Results())
			frontResults = ownType.ReplaceAllString(print(front, "impl", sig.Results()), "impl.ZZ$1")
			for _, m := range ownType.FindAllStringSubmatch(print(front, "impl", sig.Results()), -1) {
				aliases[m[1]] = true
			}
		}
		impl = append(impl, fmt.Sprintf("func %s(%s) %s { %s%s(%s) }", name, strings.Join(inner, ", "), results, ret, callee, strings.Join(args, ", ")))
		calls = append(calls, fmt.Sprintf("func zz%s(%s) %s { %simpl.%s(%s) }", name, strings.Join(outer, ", "), frontResults, ret, name, strings.Join(passed, ", ")))
	}
	if len(impl) == 0 {
		return
	}
	for _, a := range sortedKeys(aliases) {
		impl = append(impl, fmt.Sprintf("type ZZ%s = %s", a, a))
	}
	w.add(t, w.dir("impl", "zzentries.go"), []byte(fmt.Sprintf("package %s\n\n%s\n%s\n", w.source.Name, entries, strings.Join(impl, "\n\n"))))
	w.add(t, w.dir("front", "front.go"), []byte(fmt.Sprintf("package front\n\n%s\nimport impl %q\n\n%s\n", front, w.module+"/"+w.dir("impl"), strings.Join(calls, "\n\n"))))
	w.finish(t, w.dir("impl"))
}

// call moves the calls that want comments stand beside to helpers.
func call(t testing.TB, w *writer) { extractCalls(t, w, false) }

// callElsewhere moves them to another package.
func callElsewhere(t testing.TB, w *writer) { extractCalls(t, w, true) }

// unnamed is a name, of another package, that is not exported.
var unnamed = regexp.MustCompile(`\bzz\d+\w*\.[a-z_]`)

func extractCalls(t testing.TB, w *writer, away bool) {
	info, own := w.source.Info, w.source.Types
	is := make(imports)
	var helpers []string
	used := make(map[*ast.File]bool)
	for _, f := range w.source.functions() {
		lines := make(map[int]bool)
		name := w.source.Fset.Position(f.Pos()).Filename
		for line := range w.source.wants[name] {
			if w.source.Fset.Position(f.Pos()).Line <= line && line <= w.source.Fset.Position(f.End()).Line {
				lines[line] = true
			}
		}
		for _, line := range slices.Sorted(maps.Keys(lines)) {
			c, reason := w.source.callAt(f, line)
			if c == nil {
				w.skip(f.key, "%s", reason)
				continue
			}
			if w.source.directed(f.file, line) {
				w.skip(f.key, "a directive is about the line of the call")
				continue
			}
			sig, ok := info.TypeOf(c.Fun).(*types.Signature)
			if !ok {
				w.skip(f.key, "not a call")
				continue
			}
			helperName := fmt.Sprintf("zzcall%d%s", line, strings.ReplaceAll(f.key, ".", "_"))
			before := maps.Clone(is)
			as := ""
			if away {
				helperName = "ZZ" + strings.TrimPrefix(helperName, "zz")
				as = "OWN"
			}
			q := is.qualifier(own, as)
			var params, args []string
			for i := range sig.Params().Len() {
				n, typ := fmt.Sprintf("zz%d", i), types.TypeString(sig.Params().At(i).Type(), q)
				if sig.Variadic() && i == sig.Params().Len()-1 {
					typ = "..." + strings.TrimPrefix(typ, "[]")
					args = append(args, n+"...")
				} else {
					args = append(args, n)
				}
				params = append(params, n+" "+typ)
			}
			callee, recv := "", ""
			switch fun := ast.Unparen(c.Fun).(type) {
			case *ast.Ident:
				callee = fun.Name
				if away {
					callee = "OWN." + callee
				}
			case *ast.SelectorExpr:
				if sel := info.Selections[fun]; sel != nil {
					typ := info.TypeOf(fun.X)
					recv = w.source.src(f.file, fun.X)
					if _, isPtr := typ.Underlying().(*types.Pointer); !isPtr && !types.IsInterface(typ) && ptrMethod(sel) {
						typ, recv = types.NewPointer(typ), "&"+recv
					}
					params = append([]string{"zzr " + types.TypeString(typ, q)}, params...)
					callee = "zzr." + fun.Sel.Name
					if away && !fun.Sel.IsExported() {
						callee = "OWN"
					}
				} else if pkg, ok := info.Uses[fun.X.(*ast.Ident)].(*types.PkgName); ok {
					callee = q(pkg.Imported()) + "." + fun.Sel.Name
				}
			}
			ret := ""
			results := ""
			if sig.Results().Len() > 0 {
				ret, results = "return ", types.TypeString(sig.Results(), q)
			}
			text := fmt.Sprintf("func %s(%s) %s { %s%s(%s) }", helperName, strings.Join(params, ", "), results, ret, callee, strings.Join(args, ", "))
			if strings.Contains(text, "OWN") {
				is = before
				w.skip(f.key, "the call needs types or functions of its own package")
				continue
			}
			if unnamed.MatchString(text) {
				is = before
				w.skip(f.key, "the call needs a type that a library does not export")
				continue
			}
			w.names[helperName] = f.key
			helpers = append(helpers, text)
			used[f.file] = true
			to := helperName + "("
			if away {
				to = "zzhelpers." + to
			}
			if recv != "" {
				to += recv
				if len(c.Args) > 0 {
					to += ", "
				}
			}
			w.replace(f.file, c.Pos(), c.Lparen+1, to)
		}
	}
	if len(helpers) == 0 {
		w.edits = nil
		return
	}
	if away {
		imp := w.dir("helpers")
		w.add(t, path.Join(imp, "helpers.go"), []byte(fmt.Sprintf("package helpers\n\n%s\n%s\n", is, strings.Join(helpers, "\n\n"))))
		for f := range used {
			w.insert(f, f.Name.End(), fmt.Sprintf("\n\nimport zzhelpers %q\n", w.module+"/"+imp))
		}
	} else {
		w.add(t, w.dir("zzhelpers.go"), []byte(fmt.Sprintf("package %s\n\n%s\n%s\n", w.source.Name, is, strings.Join(helpers, "\n\n"))))
	}
	for f := range used { // what was imported for the moved calls only
		var keep []string
		for _, spec := range f.Imports {
			p, _ := info.Implicits[spec].(*types.PkgName)
			if spec.Name != nil {
				p, _ = info.Defs[spec.Name].(*types.PkgName)
			}
			if p == nil {
				continue
			}
			if name := firstExported(p.Imported()); name != "" {
				keep = append(keep, "type _ = "+p.Name()+"."+name)
			} else if name := firstFunc(p.Imported()); name != "" {
				keep = append(keep, "var _ = "+p.Name()+"."+name)
			}
		}
		var b strings.Builder
		for _, k := range keep {
			fmt.Fprintln(&b, k)
		}
		w.declare(f, b.String())
	}
	w.finish(t, w.dir())
}

// firstExported returns the name of a type that is no generic one.
func firstExported(p *types.Package) string {
	for _, name := range p.Scope().Names() {
		if tn, ok := p.Scope().Lookup(name).(*types.TypeName); ok && tn.Exported() {
			if n, ok := types.Unalias(tn.Type()).(*types.Named); ok && n.TypeParams() == nil {
				return name
			}
		}
	}
	return ""
}

// firstFunc returns the name of a function that is no generic one.
func firstFunc(p *types.Package) string {
	for _, name := range p.Scope().Names() {
		if fn, ok := p.Scope().Lookup(name).(*types.Func); ok && fn.Exported() && fn.Signature().TypeParams() == nil {
			return name
		}
	}
	return ""
}

func ptrMethod(sel *types.Selection) bool {
	recv := sel.Obj().(*types.Func).Signature().Recv()
	_, ok := recv.Type().(*types.Pointer)
	return ok
}

// callAt returns the call on the line that a want comment means: the
// outermost one that is given anything, or one without arguments.
func (s *source) callAt(f function, line int) (found *ast.CallExpr, reason string) {
	reason = "no call beside the want comment"
	var bare *ast.CallExpr
	ast.Inspect(f.Body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || found != nil || s.Fset.Position(c.Lparen).Line != line {
			return found == nil
		}
		tv := s.Info.Types[c.Fun]
		if tv.IsType() || tv.IsBuiltin() {
			return true
		}
		switch fun := ast.Unparen(c.Fun).(type) {
		case *ast.Ident:
			if _, ok := s.Info.Uses[fun].(*types.Func); !ok {
				reason = "the call is of a function value"
				return true
			}
		case *ast.SelectorExpr:
			if _, ok := s.Info.Uses[fun.Sel].(*types.Func); !ok {
				reason = "the call is of a function value"
				return true
			}
		default:
			reason = "the call is of a function value"
			return true
		}
		if len(c.Args) == 0 {
			if bare == nil {
				bare = c
			}
			return true
		}
		found = c
		return false
	})
	if found == nil {
		found = bare
	}
	return found, reason
}

// mock adds a test file with implementations of the package's interfaces that
// calls every function with an empty context.
func mock(t testing.TB, w *writer) {
	own := w.source.Types
	is := imports{"context": "context", "testing": "testing"}
	q := is.qualifier(own, "")
	var decls, calls []string
	for _, name := range own.Scope().Names() {
		tn, ok := own.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		iface, ok := tn.Type().Underlying().(*types.Interface)
		if !ok || !iface.IsMethodSet() || tn.Type().(*types.Named).TypeParams() != nil {
			continue
		}
		decls = append(decls, fmt.Sprintf("type zzmock%s struct{}", name))
		for i := range iface.NumMethods() {
			m := iface.Method(i)
			sig := types.TypeString(m.Type(), q)
			decls = append(decls, fmt.Sprintf("func (zzmock%s) %s%s { panic(0) }", name, m.Name(), strings.TrimPrefix(sig, "func")))
		}
		calls = append(calls, fmt.Sprintf("var _ %s = zzmock%s{}", name, name))
	}
	for _, f := range w.source.functions() {
		sig := f.obj.Signature()
		if sig.TypeParams() != nil || sig.RecvTypeParams() != nil {
			w.skip(f.key, "generic: not called by the test")
			continue
		}
		callee := f.Name.Name
		var vars, args []string
		if r := sig.Recv(); r != nil {
			typ := types.TypeString(r.Type(), q)
			if strings.HasPrefix(typ, "*") {
				vars = append(vars, "zzr := &"+typ[1:]+"{}")
			} else {
				vars = append(vars, "var zzr "+typ)
			}
			callee = "zzr." + callee
		}
		for i := range sig.Params().Len() {
			p := sig.Params().At(i).Type()
			typ := types.TypeString(p, q)
			if typ == "context.Context" {
				args = append(args, "context.Background()")
				continue
			}
			v := fmt.Sprintf("zz%d", i)
			vars = append(vars, "var "+v+" "+typ)
			if sig.Variadic() && i == sig.Params().Len()-1 {
				v += "..."
			}
			args = append(args, v)
		}
		calls = append(calls, fmt.Sprintf("{\n%s\n%s(%s)\n}", strings.Join(vars, "\n"), callee, strings.Join(args, ", ")))
	}
	w.add(t, w.dir("zzmock_test.go"), []byte(fmt.Sprintf("package %s\n\n%s\n%s\n\nvar _ context.Context\n\nfunc TestZZ(t *testing.T) {\n%s\n}\n",
		w.source.Name, is, strings.Join(decls, "\n\n"), strings.Join(calls, "\n"))))
	w.tests = true
	w.finish(t, w.dir())
}
