package fingerprint_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/fingerprint"
)

var (
	fset = token.NewFileSet()
	std  = importer.ForCompiler(fset, "source", nil)
)

// subject returns the subject of the one place in the source between /*<*/ and
// /*>*/, which is put into a package that has a bus.
func subject(t *testing.T, source string) fingerprint.Subject {
	t.Helper()
	const bus = `package shop

import "context"

type Conn struct{ Send func(topic string) }

func (*Conn) Publish(topic string, data []byte) error                       { return nil }
func (*Conn) Produce(ctx context.Context, m *Message, more ...Option) error { return nil }
func (*Conn) Subscribe(topic string, fn func(m *Message))                   {}
func (*Conn) Topic(name string) *Topic                                      { return nil }
func (*Conn) Log(format string, args ...any)                                {}

type Topic struct{}

func (*Topic) Publish(ctx context.Context, data any) {}

type Message struct {
	Topic, Key string
	ID, Trace  string
	Kind       *string
}

type Option func()

type Publisher interface{ Publish(topic string, data []byte) error }

type Typed[T any] struct{}

func (Typed[T]) Emit(exchange, key string, v T) {}

func Wrap(topic string, v any) {}

func NewMessage(topic string) *Message { return nil }

func String(s string) *string { return &s }

const placed = "order.placed"

var send = func(topic string) {}
`
	var files []*ast.File
	for name, text := range map[string]string{"bus.go": bus, "shop.go": "package shop\n\nimport \"context\"\n\nvar _ context.Context\n" + source} {
		f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{}}
	conf := types.Config{Importer: std}
	if _, err := conf.Check("example.com/shop", fset, files, info); err != nil {
		t.Fatal(err)
	}
	var pos, end token.Pos
	for _, f := range files {
		for _, g := range f.Comments {
			for _, c := range g.List {
				switch c.Text {
				case "/*<*/":
					pos = c.End()
				case "/*>*/":
					end = c.Pos()
				}
			}
		}
	}
	return fingerprint.Of(files, info, pos, end)
}

func TestSubject(t *testing.T) {
	for _, test := range []struct {
		name, source            string
		function, callee, topic string
	}{
		{"method", `func (s *Conn) Place() { /*<*/s.Publish/*>*/("orders", nil) }`, "Conn.Place", "Conn.Publish", "orders"},
		{"constant", `func Place(s *Conn) { /*<*/s.Publish/*>*/(placed, nil) }`, "Place", "Conn.Publish", "order.placed"},
		{"variable topic", `func Place(s *Conn, to string) { /*<*/s.Publish/*>*/(to, nil) }`, "Place", "Conn.Publish", ""},
		{"interface", `func Place(s Publisher) { /*<*/s.Publish/*>*/("orders", nil) }`, "Place", "Publisher.Publish", "orders"},
		{"generic", `func (t Typed[T]) place() { /*<*/t.Emit/*>*/("events", "orders", *new(T)) }`, "Typed.place", "Typed.Emit", "events orders"},
		{"instance", `func place(t Typed[int]) { /*<*/t.Emit/*>*/("", "orders", 1) }`, "place", "Typed.Emit", "orders"},
		{"function", `func place() { /*<*/Wrap/*>*/("orders", "the event") }`, "place", "Wrap", "orders"},
		{"context", `func place(s *Conn) { s.Produce(/*<*/context.Background()/*>*/, &Message{Topic: "orders", Key: "7"}) }`, "place", "Conn.Produce", "orders"},
		{"context in a context", `func place(s *Conn) { s.Produce(context.WithoutCancel(/*<*/context.Background()/*>*/), nil) }`, "place", "Conn.Produce", ""},
		{"context of a helper", `func place(s *Conn, fresh func() context.Context) { s.Produce(/*<*/fresh()/*>*/, nil) }`, "place", "Conn.Produce", ""},
		{"context variable", `func place(s *Conn) { ctx := /*<*/context.Background()/*>*/; s.Produce(ctx, nil) }`, "place", "context.Background", ""},
		{"message variable", `func place(s *Conn) { m := &Message{Topic: "orders"}; /*<*/s.Produce/*>*/(nil, m) }`, "place", "Conn.Produce", "orders"},
		{"message built", `func place(s *Conn) { var m = NewMessage("orders"); /*<*/s.Produce/*>*/(nil, m) }`, "place", "Conn.Produce", "orders"},
		{"message filled", `func place(s *Conn) { m := new(Message); m.Topic = "orders"; /*<*/s.Produce/*>*/(nil, m) }`, "place", "Conn.Produce", "orders"},
		{"context started", `func place(s *Conn, start func(name string) context.Context) { ctx := start("place-order"); /*<*/s.Produce/*>*/(ctx, nil) }`, "place", "Conn.Produce", ""},
		{"pointer", `func place(s *Conn) { /*<*/s.Produce/*>*/(nil, &Message{Kind: String("placed")}) }`, "place", "Conn.Produce", "placed"},
		{"chain", `func place(s *Conn) { /*<*/s.Topic("orders").Publish/*>*/(nil, 1) }`, "place", "Topic.Publish", ""},
		{"start of a chain", `func place(s *Conn) { /*<*/s.Topic/*>*/("orders").Publish(nil, 1) }`, "place", "Conn.Topic", "orders"},
		{"text", `func place(s *Conn) { /*<*/s.Log/*>*/("failed: %v", 1) }`, "place", "Conn.Log", ""},
		{"field", `func place(s *Conn) { /*<*/s.Send/*>*/("orders") }`, "place", "Conn.Send", "orders"},
		{"variable", `func place() { /*<*/send/*>*/("orders") }`, "place", "send", "orders"},
		{"local variable", `func place(publish func(string)) { /*<*/publish/*>*/("orders") }`, "place", "", "orders"},
		{"literal", `func place(id string) *Message { return &Message{ID: id, Trace: /*<*/id/*>*/, Topic: placed} }`, "place", "Message", "order.placed"},
		{"literal in a call", `func place(s *Conn, id string) { Wrap("orders", Message{ID: id, /*<*/Trace: id/*>*/}) }`, "place", "Message", "orders"},
		{"value of a field", `func place(m *Message) { m.Trace = /*<*/NewMessage("x").ID/*>*/ }`, "place", "Message", ""},
		{"value made for a field", `func place(m *Message) { m.Trace = /*<*/string(placed)/*>*/ }`, "place", "Message", ""},
		{"closure", `func place(s *Conn) { go func() { /*<*/s.Publish/*>*/("orders", nil) }() }`, "place", "Conn.Publish", "orders"},
		{"handler's message", `func serve(s *Conn) { s.Subscribe("orders", func(/*<*/m *Message/*>*/) {}) }`, "serve", "Conn.Subscribe", "orders"},
		{"in a handler", `func serve(s *Conn) { s.Subscribe("orders", func(m *Message) { /*<*/for range 3 {}/*>*/ }) }`, "serve", "", ""},
		{"loop", `func place() { /*<*/for range 3 { Wrap("orders", 1) }/*>*/ }`, "place", "", ""},
		{"name of a function", `func /*<*/place/*>*/() {}`, "place", "", ""},
		{"comment", "// a comment /*<*/\n\n/*<*//*>*/\nfunc place() {}", "place", "", ""},
		{"comment inside", "func place() {\n/*<*//*>*/\n}", "place", "", ""},
		{"comment outside", "/*<*//*>*/\n\nfunc place() {}", "", "", ""},
		{"type", `type placed2 struct { /*<*/id/*>*/ string }`, "placed2", "", ""},
		{"grouped variable", "var (\n\ta = 1\n\tb = func() int { /*<*/Wrap/*>*/(\"x\", 1); return 1 }()\n)", "b", "Wrap", "x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := fingerprint.Subject{Function: test.function, Callee: test.callee, Topic: test.topic}
			if first, _, _ := strings.Cut(test.callee, "."); test.callee != "" && first != "context" {
				want.Callee = "example.com/shop." + test.callee
			}
			if got := subject(t, test.source); got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

// TestSame rewrites code in ways that leave a finding what it was, and in ways
// that make another of it.
func TestSame(t *testing.T) {
	const was = `func (s *Conn) Place() { m := &Message{Topic: placed, Key: "7"}; /*<*/s.Produce/*>*/(nil, m) }`
	for name, source := range map[string]string{
		"gofmt":             "func (s *Conn) Place() {\n\tm := &Message{\n\t\tTopic: placed,\n\t\tKey: \"7\",\n\t}\n\t/*<*/s.Produce/*>*/(nil, m)\n}",
		"added lines":       "// Place places.\n\nfunc (s *Conn) Place() {\n\tprintln()\n\tm := &Message{Topic: placed}\n\tprintln(m)\n\t/*<*/s.Produce/*>*/(nil, m)\n}",
		"renamed locals":    `func (conn *Conn) Place() { msg := &Message{Topic: placed}; /*<*/conn.Produce/*>*/(nil, msg) }`,
		"moved":             "func before() {}\n" + was,
		"constant in place": `func (s *Conn) Place() { m := &Message{Topic: "order.placed"}; /*<*/s.Produce/*>*/(nil, m) }`,
		"inlined":           `func (s *Conn) Place() { /*<*/s.Produce/*>*/(nil, &Message{Topic: placed}) }`,
		"other receiver":    `func (s Conn) Place() { m := &Message{Topic: placed}; /*<*/s.Produce/*>*/(nil, m) }`,
		"in a closure":      `func (s *Conn) Place() { go func() { m := &Message{Topic: placed}; /*<*/s.Produce/*>*/(nil, m) }() }`,
		"at its context":    `func (s *Conn) Place() { m := &Message{Topic: placed}; s.Produce(/*<*/context.TODO()/*>*/, m) }`,
		"options":           `func (s *Conn) Place() { m := &Message{Topic: placed}; /*<*/s.Produce/*>*/(nil, m, nil, nil) }`,
	} {
		if got, want := subject(t, source), subject(t, was); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for name, source := range map[string]string{
		"function": strings.Replace(was, "Place()", "Order()", 1),
		"receiver": strings.Replace(was, "(s *Conn) Place", "(t *Topic) Place", 1) + "\nvar s *Conn",
		"callee":   strings.Replace(was, "s.Produce/*>*/(nil, m)", "s.Publish/*>*/(m.Topic, nil)", 1),
		"topic":    strings.Replace(was, "Topic: placed", `Topic: "order.cancelled"`, 1),
	} {
		if got, want := subject(t, source), subject(t, was); got == want {
			t.Errorf("another %s: still %q", name, got)
		}
	}
}

func TestSum(t *testing.T) {
	s := fingerprint.Subject{Function: "Service.Place", Callee: "example.com/shop/bus.Bus.Publish", Topic: "order.placed"}
	// What is written here must not change without Version: baselines and
	// dashboards keep it.
	if got, want := fingerprint.Sum("publishctx/no-carrier", "example.com/shop/orders", s, 0), "858eb8b7c61cca79f32e1c60e4c9205f"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	seen := map[string]bool{}
	for _, sum := range []string{
		fingerprint.Sum("publishctx/no-carrier", "example.com/shop/orders", s, 0),
		fingerprint.Sum("publishctx/no-carrier", "example.com/shop/orders", s, 1),
		fingerprint.Sum("publishctx/dropped", "example.com/shop/orders", s, 0),
		fingerprint.Sum("publishctx/no-carrier", "example.com/shop/billing", s, 0),
		fingerprint.Sum("publishctx/no-carrier", "example.com/shop/orders", fingerprint.Subject{}, 0),
	} {
		if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(sum) || seen[sum] {
			t.Errorf("%q is no fingerprint, or another finding's", sum)
		}
		seen[sum] = true
	}
}
