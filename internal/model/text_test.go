package model

import "testing"

func TestPlaces(t *testing.T) {
	for text, want := range map[string]Place{
		"arg 0":                        Arg(0, ""),
		"arg 1 msg":                    Arg(1, "msg"),
		"arg 1 config.Endpoint.Handle": Arg(1, "config").At("Endpoint.Handle"),
		"arg 2.Headers":                Arg(2, "").At("Headers"),
		"recv":                         Recv(),
		"recv.SpanContext()":           Recv().At("SpanContext()"),
		"result 1":                     Result(1),
		"in 0.[].Value":                In(0).At("[].Value"),
		"out 0":                        Out(0),
		"sent 0":                       Sent(0),
		"got 0":                        Got(0),
		"chan 1 ch":                    OnChan(1, "ch"),
	} {
		got, err := ParsePlace(text)
		if err != nil || got != want {
			t.Errorf("ParsePlace(%q) = %+v, %v", text, got, err)
		}
		if got := want.String(); got != text {
			t.Errorf("%+v is written %q, want %q", want, got, text)
		}
	}
	for _, text := range []string{"", "arg", "arg x", "arg -1", "arg 1000", "recv 0", "result 0 err", "argument 0", "arg 0 a b", "arg 0.", "arg 0..X", "arg 0.1x", ".X"} {
		if p, err := ParsePlace(text); err == nil {
			t.Errorf("ParsePlace(%q) = %+v", text, p)
		}
	}
	if s := (Place{}).String(); s != "" {
		t.Errorf("no place is written %q", s)
	}
}

func TestRefs(t *testing.T) {
	for _, c := range []struct {
		text, kind string
		want       Ref
	}{
		{"example.com/shop/bus.Publish", "", Func("example.com/shop/bus", "Publish")},
		{"example.com/shop/bus.Bus.Publish", "", Method("example.com/shop/bus", "Bus", "Publish")},
		{"github.com/nats-io/nats.go.Conn.Publish", "", Method("github.com/nats-io/nats.go", "Conn", "Publish")},
		{"github.com/nats-io/nats.go.Connect", "", Func("github.com/nats-io/nats.go", "Connect")},
		{"github.com/Acme/Bus.Publish", "", Func("github.com/Acme/Bus", "Publish")},
		{"(example.com/shop/bus.bus).send", "", Method("example.com/shop/bus", "bus", "send")},
		{"bus.Send", "", Func("bus", "Send")},
		{"example.com/shop/bus.Handler", "function-type", FuncType("example.com/shop/bus", "Handler")},
		{"example.com/shop/bus.Msg.Headers", "field", Field("example.com/shop/bus", "Msg", "Headers")},
		{"example.com/shop/bus.Link", "type", Type("example.com/shop/bus", "Link")},
	} {
		if got, err := ParseRef(c.text, c.kind); err != nil || got != c.want {
			t.Errorf("ParseRef(%q, %q) = %+v, %v", c.text, c.kind, got, err)
		}
	}
	for _, c := range [][2]string{
		{"", ""}, {"Publish", ""}, {"example.com/shop", ""}, {"example.com/shop/bus.", ""}, {"(example.com/bus).X", ""}, {"(bus.T)X", ""}, {"a.b-c", ""},
		{"example.com/shop/bus.Bus.Publish", "function"}, {"example.com/shop/bus.Publish", "method"}, {"example.com/shop/bus.Publish", "nosuch"}, {".X", ""},
	} {
		if ref, err := ParseRef(c[0], c[1]); err == nil {
			t.Errorf("ParseRef(%q, %q) = %+v", c[0], c[1], ref)
		}
	}
}

// TestNames sees to it that each role, source and kind has a name of its own
// by which it is found.
func TestNames(t *testing.T) {
	for _, name := range Roles() {
		if r, ok := ParseRole(name); !ok || r.String() != name {
			t.Errorf("role %q is %v, %v", name, r, ok)
		}
	}
	for _, name := range Sources() {
		if s, ok := ParseSource(name); !ok || s.String() != name {
			t.Errorf("source %q is %v, %v", name, s, ok)
		}
	}
	for _, name := range Kinds() {
		if k, ok := ParseKind(name); !ok || k.String() != name {
			t.Errorf("kind %q is %v, %v", name, k, ok)
		}
	}
	if len(Roles()) != len(roleNames)-1 || len(Sources()) != len(sourceNames) || len(Kinds()) != len(kindNames) {
		t.Error("something has no name")
	}
	if _, ok := ParseRole(""); ok {
		t.Error("there is a role without a name")
	}
}
