package lib

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/tracelint/tracelint/internal/model"
)

// TestResolve holds every table against the library's own export data.
func TestResolve(t *testing.T) {
	pkgs := loaded(t)
	all := All()
	for i, lib := range all {
		t.Run(lib.Name, func(t *testing.T) {
			if !slices.Equal(lib.Paths, Loaders[i].Paths) {
				t.Errorf("the loader has the paths %v, the library %v", Loaders[i].Paths, lib.Paths)
			}
			for _, p := range resolve(typesOf(pkgs), lib, all...) {
				t.Error(p)
			}
			if lib.Module != "std" && !lib.Stub {
				checkVersion(t, pkgs, lib)
			}
		})
	}
}

// checkVersion compares the version that the table was verified with to the one that testdata pins.
func checkVersion(t *testing.T, pkgs map[string]*packages.Package, lib *model.Library) {
	found := false
	for _, path := range lib.Paths {
		if p := pkgs[path]; p != nil && p.Module != nil && p.Module.Path == lib.Module {
			found = true
			if p.Module.Version != lib.Verified {
				t.Errorf("verified with %s, but testdata has %s", lib.Verified, p.Module.Version)
			}
			break
		}
	}
	if !found {
		t.Errorf("no path belongs to the module %s", lib.Module)
	}
}

// TestIndex looks every row up by the object that the type checker would find.
func TestIndex(t *testing.T) {
	pkgs := loaded(t)
	ix := model.NewIndex(Loaders)
	r := &resolver{pkgs: typesOf(pkgs)}
	for _, lib := range All() {
		for i := range lib.Rows {
			row := &lib.Rows[i]
			obj := r.object(row.On)
			if obj == nil {
				continue // TestResolve says so
			}
			var rows []*model.Row
			if row.On.Kind == model.FuncTypeKind {
				rows = ix.FuncTypeRows(obj.Type())
			} else {
				rows = ix.Rows(obj)
			}
			if !slices.ContainsFunc(rows, func(r *model.Row) bool { return r.Role == row.Role }) {
				t.Errorf("%v: the index does not find the row", row.On)
			}
		}
		for _, m := range lib.Messages {
			if tn := r.typeName(m.Type.Pkg, m.Type.Name); tn != nil && ix.Message(tn.Type()) == nil {
				t.Errorf("%v: the index does not find the message", m.Type)
			}
		}
	}
}

// TestLoadersAreLazy keeps tables out of start-up: a loader brings its library
// only when asked, and a new one each time.
func TestLoadersAreLazy(t *testing.T) {
	for _, l := range Loaders {
		if l.Load() == l.Load() {
			t.Errorf("%v: the table is built once and kept", l.Paths)
		}
	}
}

// TestResolveFails makes sure that the checks of TestResolve can fail.
func TestResolveFails(t *testing.T) {
	pkgs := typesOf(loaded(t))
	kafka, watermillLib := kafkaGo(), watermill()
	write := model.Row{
		On: model.Method(kafkaGoPkg, "Writer", "WriteMessages"), Role: model.Publish,
		Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msgs"),
	}
	with := func(change func(*model.Row)) model.Row {
		row := write
		change(&row)
		return row
	}
	handle := func(cb model.Callback) model.Row {
		return model.Row{On: model.Method(watermillMessage, "Router", "AddConsumerHandler"), Role: model.Handle, Callback: cb}
	}
	lib := func(rows ...model.Row) *model.Library {
		return &model.Library{Name: "broken", Paths: []string{kafkaGoPkg, watermillMessage}, Rows: rows}
	}
	message := func(m model.MessageType) *model.Library {
		return &model.Library{Name: "broken", Paths: []string{kafkaGoPkg}, Messages: []model.MessageType{m}}
	}

	tests := []struct {
		name string
		lib  *model.Library
		want string
	}{
		{"nothing", lib(write), ""},
		{"ghost package", &model.Library{Paths: []string{"example.com/ghost"}}, "example.com/ghost: is not loaded"},
		{"idle path", &model.Library{Paths: []string{kafkaGoPkg}}, kafkaGoPkg + ": no row names the package"},
		{"path not given", &model.Library{Name: "broken", Rows: []model.Row{write}}, "is not in a package of broken.Paths"},
		{"borrowed from nobody", &model.Library{Name: "broken", Paths: []string{kafkaGoPkg}, Rows: []model.Row{write}, Borrows: []model.MessageType{{Type: model.Type(natsPkg, "Conn"), Sent: true}}}, "no other library has such a message"},
		{"same row twice", lib(write, write), "has two rows with the role publish"},
		{"ghost function", lib(with(func(r *model.Row) { r.On = model.Func(kafkaGoPkg, "WriteMessages") })), "there is no such object"},
		{"ghost type", lib(with(func(r *model.Row) { r.On.Recv = "Producer" })), "there is no type Producer"},
		{"ghost method", lib(with(func(r *model.Row) { r.On.Name = "Produce" })), "there is no such method"},
		{"type for a function type", lib(with(func(r *model.Row) { r.On = model.FuncType(kafkaGoPkg, "Writer") })), "there is no such object"},
		{"wrong index", lib(with(func(r *model.Row) { r.Message = model.Arg(2, "msgs") })), "Message: argument 2 of 2"},
		{"wrong name", lib(with(func(r *model.Row) { r.Message = model.Arg(1, "messages") })), `argument 1 is called "msgs", not "messages"`},
		{"no name", lib(with(func(r *model.Row) { r.Ctx = model.Arg(0, "") })), `argument 0 is called "ctx", not ""`},
		{"context and message swapped", lib(with(func(r *model.Row) { r.Ctx, r.Message = r.Message, r.Ctx })), "Ctx: []github.com/segmentio/kafka-go.Message is no context.Context"},
		{"context left out", lib(with(func(r *model.Row) { r.Ctx = model.Place{} })), "Ctx is not given, but parameter 0 is a context"},
		{"context for the message", lib(with(func(r *model.Row) { r.Message = r.Ctx })), "Message: is a context"},
		{"message left out", lib(with(func(r *model.Row) { r.Message = model.Place{} })), "Message is missing"},
		{"no such field", lib(with(func(r *model.Row) { r.Topic = model.Recv().At("Subject") })), "has no Subject"},
		{"topic that is none", lib(with(func(r *model.Row) { r.Topic = model.Recv().At("Async") })), "Topic: bool is no string"},
		{"no channel", lib(with(func(r *model.Row) { r.Message = model.Got(0) })), "error is no channel"},
		{"no result", lib(with(func(r *model.Row) { r.Result = model.Result(1) })), "Result: result 1 of 1"},
		{"payload with headers", lib(with(func(r *model.Row) { r.Payload = true })), "has room for a carrier"},
		{"subtypes of a struct", lib(with(func(r *model.Row) { r.Subtypes = true })), "Subtypes is for methods of interfaces"},
		{"ghost twin", lib(with(func(r *model.Row) { r.Twin = "WriteMessagesWithContext" })), "Twin: there is no"},
		{"reply on a settle", lib(with(func(r *model.Row) { r.Role, r.Reply = model.Settle, true })), "are for publishes"},
		{"promoted method", &model.Library{
			Paths: []string{jetstreamPkg}, Rows: []model.Row{{On: model.Method(jetstreamPkg, "JetStream", "PublishMsg"), Role: model.Neutral}},
		}, "calls resolve to (github.com/nats-io/nats.go/jetstream.Publisher).PublishMsg"},
		{"not received", lib(model.Row{
			On: model.Method(kafkaGoPkg, "Reader", "ReadMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(1),
		}), "error is no message"},
		{"result that is no context", lib(with(func(r *model.Row) { r.Role = model.Detach })), "Result: error is no context.Context"},
		{"inject without a carrier", lib(with(func(r *model.Row) { r.Role = model.Inject })), "Carrier is missing"},
		{"carrier that is none", lib(with(func(r *model.Row) { r.Role, r.Carrier = model.Stamp, model.Recv().At("Topic") })), "Carrier: string has no Set"},
		{"callback left out", lib(handle(model.Callback{})), "Callback is missing"},
		{"callback that is none", lib(handle(model.Callback{At: model.Arg(0, "handlerName")})), "Callback.At: string is no function"},
		{"single of one", lib(handle(model.Callback{At: model.Arg(3, "handlerFunc"), Message: model.In(0), Single: true})), "Callback.Single without a slice for a message"},
		{"list of callbacks", &model.Library{
			Paths: []string{rocketMQProducer},
			Rows:  []model.Row{{On: model.Func(rocketMQProducer, "WithInterceptor"), Role: model.Construct, Callback: model.Callback{At: model.Arg(0, "f")}, Result: model.Result(0)}},
		}, `is a list of functions: add .At("[]")`},
		{"container that is settled", &model.Library{
			Paths:    []string{rocketMQPkg, rocketMQConsumer},
			Messages: []model.MessageType{{Type: model.Type(rocketMQPrimitive, "MessageExt"), Carrier: "GetProperties()", Body: "Body", Received: true}},
			Rows: []model.Row{
				{On: model.Method(rocketMQConsumer, "ConsumeRequest", "GetMsgList"), Role: model.Element, Message: model.Result(0)},
				{On: model.Method(rocketMQPkg, "PullConsumer", "ACK"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "cr")},
			},
		}, "ConsumeRequest is no message but holds some: leave Message out"},
		{"callback's parameter", lib(handle(model.Callback{At: model.Arg(3, "handlerFunc"), Message: model.In(1)})), "callback's parameter 1 of 1"},
		{"callback's context", lib(handle(model.Callback{At: model.Arg(3, "handlerFunc"), Ctx: model.In(0)})), "Callback.Ctx: *github.com/ThreeDotsLabs/watermill/message.Message is no context.Context"},
		{"callback's method", lib(handle(model.Callback{At: model.Arg(2, "subscriber"), Method: "Handle"})), "has no method Handle"},
		{"holds without context", lib(handle(model.Callback{At: model.Arg(3, "handlerFunc"), Holds: model.FromContext})), "Callback.Holds without Callback.Ctx"},
		{"ghost message", message(model.MessageType{Type: model.Type(kafkaGoPkg, "Event")}), "there is no such type"},
		{"ghost carrier", message(model.MessageType{Type: model.Type(kafkaGoPkg, "Message"), Carrier: "Header"}), "Carrier: there is no Header"},
		{"body for a carrier", message(model.MessageType{Type: model.Type(kafkaGoPkg, "Message"), Carrier: "Topic"}), "Carrier: Topic is no map or slice of headers"},
		{"method for a field", message(model.MessageType{Type: model.Type(kafkaGoPkg, "Message"), Carrier: "Headers()"}), "there is no Headers()"},
		{"ghost delivery count", message(model.MessageType{Type: model.Type(kafkaGoPkg, "Message"), Deliveries: "Attempts"}), "Deliveries: there is no Attempts"},
		{"context that is none", message(model.MessageType{Type: model.Type(kafkaGoPkg, "Message"), Context: "Time"}), "Context: Time is no context.Context"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range resolve(pkgs, tt.lib, kafka, watermillLib) {
				// The frame has two paths, of which most rows use one.
				if tt.name == "idle path" || !strings.HasSuffix(p, "no row names the package") {
					got = append(got, p)
				}
			}
			switch {
			case tt.want == "" && len(got) > 0:
				t.Errorf("a right row is reported: %q", got)
			case tt.want != "" && !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, tt.want) }):
				t.Errorf("got %q, want one that says %q", got, tt.want)
			}
		})
	}
}

// TestResolveReadsEveryPlace bends every place of every row, one at a time: a
// place that TestResolve does not read would go unnoticed.
func TestResolveReadsEveryPlace(t *testing.T) {
	pkgs := typesOf(loaded(t))
	all := All()
	bend := map[string]func(*model.Place){
		"another index": func(p *model.Place) { p.Index += 100 },
		"another name":  func(p *model.Place) { p.Name += "Ghost" },
		"another path":  func(p *model.Place) { p.Path = "Ghost" },
	}
	for _, lib := range all {
		for i := range lib.Rows {
			row := lib.Rows[i]
			if row.Before != "" {
				continue
			}
			cb := &row.Callback
			for what, p := range map[string]*model.Place{
				"Ctx": &row.Ctx, "Message": &row.Message, "Carrier": &row.Carrier, "Topic": &row.Topic, "Name": &row.Name,
				"Options": &row.Options, "Asks": &row.Asks, "Client": &row.Client, "Result": &row.Result,
				"Callback.At": &cb.At, "Callback.Ctx": &cb.Ctx, "Callback.Message": &cb.Message, "Callback.Returns": &cb.Returns,
			} {
				if p.IsZero() {
					continue
				}
				for how, change := range bend {
					if how == "another index" && p.Base == model.RecvOf || how == "another name" && p.Base != model.ArgOf && p.Base != model.ChanArg {
						continue // means nothing there
					}
					right := *p
					change(p)
					bent := &model.Library{Name: lib.Name, Paths: []string{row.On.Pkg}, Rows: []model.Row{row}}
					if len(resolve(pkgs, bent, all...)) == 0 {
						t.Errorf("%v: %s: %s of %s goes unnoticed", row.On, row.Role, how, what)
					}
					*p = right
				}
			}
		}
	}
}

// TestPlacesAreAllBent keeps the list of places in TestResolveReadsEveryPlace complete.
func TestPlacesAreAllBent(t *testing.T) {
	place := reflect.TypeFor[model.Place]()
	count := 0
	for _, s := range []reflect.Type{reflect.TypeFor[model.Row](), reflect.TypeFor[model.Callback]()} {
		for i := range s.NumField() {
			if s.Field(i).Type == place {
				count++
			}
		}
	}
	if count != 13 {
		t.Errorf("rows have %d places, TestResolveReadsEveryPlace bends 13", count)
	}
}
