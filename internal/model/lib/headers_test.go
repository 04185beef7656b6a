package lib

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
)

// imports finds packages among those that are loaded.
type imports map[string]*types.Package

func (m imports) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return importer.Default().Import(path)
}

// headersProblem type-checks what fixes make of a message's Headers, and
// returns what is wrong with it; "" if nothing is.
func headersProblem(pkgs map[string]*types.Package, m model.MessageType) string {
	names := map[string]string{}
	qualify := func(path, name string) string {
		if names[path] == "" {
			names[path] = fmt.Sprintf("p%d", len(names))
		}
		return names[path] + "." + name
	}
	h := m.Headers
	tn, _ := pkgs[m.Type.Pkg].Scope().Lookup(m.Type.Name).(*types.TypeName)
	if tn == nil {
		return "there is no such type"
	}
	message := qualify(m.Type.Pkg, m.Type.Name)
	if named, ok := tn.Type().(*types.Named); ok && named.TypeParams().Len() == 1 {
		// An interface that is a constraint is an argument, too.
		message += "[" + types.TypeString(named.TypeParams().At(0).Constraint(), func(p *types.Package) string {
			return strings.TrimSuffix(qualify(p.Path(), ""), ".")
		}) + "]"
	}
	var body strings.Builder
	code := func(text string) string {
		return h.Code(text, qualify, map[string]string{"msg": h.Variable, "carrier": "carrier", "key": "key", "value": "value"})
	}
	carrier := qualify(otelPropagation, "TextMapCarrier")
	if h.Make != "" && !strings.HasSuffix(m.Carrier, "()") {
		fmt.Fprintf(&body, "if %s.%s == nil { %s.%s = %s }\n", h.Variable, m.Carrier, h.Variable, m.Carrier, code(h.Make))
	}
	if h.Carrier != "" {
		fmt.Fprintf(&body, "var _ %s = %s\n", carrier, code(h.Carrier))
	} else {
		fmt.Fprintf(&body, "carrier := %s{}\n", qualify(otelPropagation, "MapCarrier"))
		if m.Received {
			fmt.Fprintf(&body, "%s\n", code(h.Each))
		}
		if h.Pairs {
			fmt.Fprintf(&body, "%s.%s = map[string]string{}\n%s.%s = []any{}\n_ = carrier\n", h.Variable, m.Carrier, h.Variable, m.Carrier)
		} else if m.Sent && h.Whole != "" {
			fmt.Fprintf(&body, "%s\n", code(h.Whole))
		} else if m.Sent && h.Put != "" {
			fmt.Fprintf(&body, "for key, value := range carrier { %s }\n", code(h.Put))
		}
	}
	if h.Adapter.Name != "" {
		fmt.Fprintf(&body, "var _ %s = %s(&%s)\n", carrier, qualify(h.Adapter.Pkg, h.Adapter.Name), h.Variable)
	}
	if h.Entry.Name != "" {
		fmt.Fprintf(&body, "for _, e := range %s.%s { var _ %s = e }\n", h.Variable, m.Carrier, qualify(h.Entry.Pkg, h.Entry.Name))
	}
	return compileProblem(pkgs, names, fmt.Sprintf("func f(%s %s) {\n%s}\n", h.Variable, message, body.String()))
}

// TestHeadersCompile compiles, against the real libraries, the code that fixes
// are made of, and looks for the fields that twins' messages are made with.
func TestHeadersCompile(t *testing.T) {
	pkgs := typesOf(loaded(t))
	n := 0
	for _, lib := range All() {
		for _, m := range lib.Messages {
			if m.Headers.Variable == "" {
				continue
			}
			n++
			if problem := headersProblem(pkgs, m); problem != "" {
				t.Errorf("%v: Headers: %s", m.Type, problem)
			}
		}
		for i := range lib.Rows {
			if problem := addsProblem(pkgs, &lib.Rows[i]); problem != "" {
				t.Errorf("%v: Adds: %s", lib.Rows[i].On, problem)
			}
			if problem := fieldsProblem(pkgs, &lib.Rows[i]); problem != "" {
				t.Errorf("%v: Fields: %s", lib.Rows[i].On, problem)
			}
		}
	}
	if n < 5 {
		t.Errorf("%d messages with headers", n)
	}
}

// addsProblem type-checks what fixes make of headers that go into an option of
// the call, and returns what is wrong with it; "" if nothing is.
func addsProblem(pkgs map[string]*types.Package, r *model.Row) string {
	h := r.Adds
	if h.Variable == "" {
		return ""
	}
	tn, _ := pkgs[r.On.Pkg].Scope().Lookup(r.On.Recv).(*types.TypeName)
	if tn == nil {
		return "is for methods"
	}
	on, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), r.On.Name)
	fn, ok := on.(*types.Func)
	if !ok || !fn.Signature().Variadic() || r.Options.Base != model.ArgOf || r.Options.Index != fn.Signature().Params().Len()-1 {
		return "Options are not what the call takes last, any number of them"
	}
	names := map[string]string{}
	qualify := func(path, name string) string {
		if names[path] == "" {
			names[path] = fmt.Sprintf("p%d", len(names))
		}
		return names[path] + "." + name
	}
	code := func(text string) string {
		return h.Code(text, qualify, map[string]string{"msg": h.Variable, "key": "key", "value": "value"})
	}
	options := fn.Signature().Params().At(r.Options.Index).Type().(*types.Slice).Elem()
	option := types.TypeString(options, func(p *types.Package) string { return strings.TrimSuffix(qualify(p.Path(), ""), ".") })
	body := fmt.Sprintf("func take(...%s) {}\nfunc f(carrier map[string]string) {\n%s := %s\nfor key, value := range carrier { %s }\ntake(%s)\n}\n",
		option, h.Variable, code(h.Make), code(h.Put), code(h.Option))
	return compileProblem(pkgs, names, body)
}

// compileProblem type-checks declarations of a file that imports packages under
// the names given; "" if nothing is wrong with them.
func compileProblem(pkgs map[string]*types.Package, names map[string]string, decls string) string {
	var src strings.Builder
	src.WriteString("package p\n")
	for path, name := range names {
		fmt.Fprintf(&src, "import %s %q\n", name, path)
	}
	src.WriteString(decls)
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "headers.go", src.String(), 0)
	if err == nil {
		_, err = (&types.Config{Importer: imports(pkgs)}).Check("p", fset, []*ast.File{file}, nil)
	}
	if err != nil {
		return fmt.Sprintf("%v in\n%s", err, src.String())
	}
	return ""
}

func fieldsProblem(pkgs map[string]*types.Package, r *model.Row) string {
	if r.Fields == "" {
		return ""
	}
	tn, _ := pkgs[r.On.Pkg].Scope().Lookup(r.On.Recv).(*types.TypeName)
	if tn == nil {
		return "is for methods"
	}
	on, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), r.On.Name)
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), r.Twin)
	if on == nil || obj == nil {
		obj, _, _ = types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), r.Twin)
		on, _, _ = types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), r.On.Name)
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		return "there is no twin " + r.Twin
	}
	first := 0
	if isContext(fn.Signature().Params().At(0).Type()) {
		first = 1
	}
	ptr, ok := fn.Signature().Params().At(first).Type().(*types.Pointer)
	if !ok {
		return "the twin takes no pointer to a message"
	}
	params := on.(*types.Func).Signature().Params()
	skip := 0
	if isContext(params.At(0).Type()) {
		skip = 1
	}
	for i, name := range strings.Fields(r.Fields) {
		f, _, _ := types.LookupFieldOrMethod(ptr.Elem(), true, tn.Pkg(), name)
		if f == nil || i+skip >= params.Len() || !types.AssignableTo(params.At(i+skip).Type(), f.Type()) {
			return fmt.Sprintf("argument %d does not go to %s", i+skip, name)
		}
	}
	return ""
}

// TestHeadersCompileFails makes sure that TestHeadersCompile can fail.
func TestHeadersCompileFails(t *testing.T) {
	pkgs := typesOf(loaded(t))
	right := slices.IndexFunc(kafkaGo().Messages, func(m model.MessageType) bool { return m.Headers.Variable != "" })
	for name, change := range map[string]func(*model.MessageType){
		"no such field": func(m *model.MessageType) { m.Headers.Put = strings.ReplaceAll(m.Headers.Put, "Headers", "Header") },
		"no such type":  func(m *model.MessageType) { m.Headers.Put = strings.ReplaceAll(m.Headers.Put, "Header)", "Ghost)") },
		"wrong value": func(m *model.MessageType) {
			m.Headers.Each = "for _, header := range $msg.Headers { $carrier.Set(header.Key, header.Value) }"
		},
		"no carrier":    func(m *model.MessageType) { m.Headers.Carrier = "$msg.Headers" },
		"wrong headers": func(m *model.MessageType) { m.Headers.Make = "map[string]string{}" },
		"wrong entry":   func(m *model.MessageType) { m.Headers.Entry = model.Type(kafkaGoPkg, "Message") },
		"no pairs":      func(m *model.MessageType) { m.Headers = model.Headers{Variable: "msg", Pairs: true} },
		"no whole": func(m *model.MessageType) {
			m.Headers = model.Headers{Variable: "msg", Whole: "$msg.Headers = $carrier"}
		},
		"wrong adapter": func(m *model.MessageType) { m.Headers.Adapter = model.Func(kotelPkg, "NewRecordCarrier") },
	} {
		m := kafkaGo().Messages[right]
		if problem := headersProblem(pkgs, m); problem != "" {
			t.Fatal(problem)
		}
		change(&m)
		if headersProblem(pkgs, m) == "" {
			t.Errorf("%s goes unnoticed", name)
		}
	}
	send := stomp().Rows[0]
	if problem := addsProblem(pkgs, &send); problem != "" || send.Adds.Option == "" {
		t.Error(send.On, problem)
	}
	for name, change := range map[string]func(*model.Row){
		"wrong option":   func(r *model.Row) { r.Adds.Option = "$msg" },
		"wrong key":      func(r *model.Row) { r.Adds.Put = strings.ReplaceAll(r.Adds.Put, "$key", "1") },
		"no options":     func(r *model.Row) { r.Options = model.Place{} },
		"other argument": func(r *model.Row) { r.Options.Index-- },
	} {
		r := send
		change(&r)
		if addsProblem(pkgs, &r) == "" {
			t.Errorf("%s goes unnoticed", name)
		}
	}
	row := model.Row{On: model.Method(natsPkg, "Conn", "Publish"), Twin: "PublishMsg", Fields: "Subject Data"}
	if problem := fieldsProblem(pkgs, &row); problem != "" {
		t.Error(problem)
	}
	for _, fields := range []string{"Data Subject", "Subject Ghost", "Subject Data Reply"} {
		row.Fields = fields
		if fieldsProblem(pkgs, &row) == "" {
			t.Errorf("%s goes unnoticed", fields)
		}
	}
}
