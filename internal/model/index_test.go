package model

import (
	"go/types"
	"testing"
)

// TestHouseReplaces sees to it that what configuration says of an object takes
// the place of what the tables say, and leaves the rest of the package alone.
func TestHouseReplaces(t *testing.T) {
	const pkg = "example.com/bus"
	table := &Library{Name: "table", Paths: []string{pkg}, Messages: []MessageType{{Type: Type(pkg, "Msg"), Carrier: "Headers"}, {Type: Type(pkg, "Other")}}, Rows: []Row{
		{On: Method(pkg, "Bus", "Publish"), Role: Publish, Subtypes: true},
		{On: Method(pkg, "Bus", "Send"), Role: Publish, Subtypes: true},
	}}
	house := &Library{Name: "house", House: true, Paths: []string{pkg}, Messages: []MessageType{{Type: Type(pkg, "Msg"), Carrier: "Meta"}}, Rows: []Row{
		{On: Method(pkg, "Bus", "Publish"), Role: Neutral, Subtypes: true},
		{On: Method(pkg, "Bus", "Publish"), Role: Stamp, Subtypes: true},
	}}
	ix := NewIndex(append(Loaded([]*Library{house}), Loaded([]*Library{table})...))
	for method, want := range map[string][]Role{"Publish": {Neutral, Stamp}, "Send": {Publish}} {
		var got []Role
		for _, r := range ix.Subtyped(pkg, method) {
			got = append(got, r.Role)
		}
		if len(got) != len(want) || got[0] != want[0] {
			t.Errorf("%s means %v, want %v", method, got, want)
		}
		if rows := ix.rows[Method(pkg, "Bus", method)]; len(rows) != len(want) || rows[0].Role != want[0] {
			t.Errorf("%s has %d rows", method, len(rows))
		}
	}
	if m := ix.types[Type(pkg, "Msg")]; m.Carrier != "Meta" {
		t.Errorf("the message's carrier is %s", m.Carrier)
	}
	if ix.types[Type(pkg, "Other")] == nil {
		t.Error("the other message is not known any more")
	}
	if !ix.Stands(pkg) || ix.House(pkg) || len(ix.OfHouse(pkg)) != 1 {
		t.Error("a package of a table is looked at because configuration mentions it")
	}
	if own := NewIndex(Loaded([]*Library{house})); own.Stands(pkg) || !own.House(pkg) || !own.Knows(pkg) {
		t.Error("a package that only configuration mentions is not looked at")
	}
}

// TestVersions looks functions up that had no context in an older version of
// their library: the row that fits the signature at hand counts.
func TestVersions(t *testing.T) {
	pkg := types.NewPackage("example.com/queue", "queue")
	contextType := types.NewNamed(types.NewTypeName(0, types.NewPackage("context", "context"), "Context", nil), types.NewInterfaceType(nil, nil), nil)
	param := func(t types.Type) *types.Var { return types.NewParam(0, nil, "", t) }
	signature := func(params ...*types.Var) *types.Signature {
		return types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), nil, false)
	}
	text := param(types.Typ[types.String])
	before, now := signature(text), signature(param(contextType), text)
	taking := func(handler *types.Signature) *types.Signature { return signature(param(handler)) }
	lib := &Library{Paths: []string{"example.com/queue"}, Rows: []Row{
		{On: Func("example.com/queue", "Push"), Role: Publish, Ctx: Arg(0, "ctx"), Message: Arg(1, "v")},
		{On: Func("example.com/queue", "Push"), Role: Publish, Message: Arg(0, "v"), Before: "v2"},
		{On: Func("example.com/queue", "Run"), Role: Handle, Callback: Callback{At: Arg(0, "handle"), Ctx: In(0), Message: In(1)}},
		{On: Func("example.com/queue", "Run"), Role: Handle, Callback: Callback{At: Arg(0, "handle"), Message: In(0)}, Before: "v2"},
		{On: Method("example.com/queue", "Handler", "Handle"), Role: Handle, Subtypes: true, Callback: Callback{Ctx: In(0), Message: In(1)}},
		{On: Method("example.com/queue", "Handler", "Handle"), Role: Handle, Subtypes: true, Callback: Callback{Message: In(0)}, Before: "v2"},
	}}
	ix := NewIndex(Loaded([]*Library{lib}))
	for _, tt := range []struct {
		name string
		sig  *types.Signature
		want string
	}{
		{"Push", now, ""}, {"Push", before, "v2"}, {"Run", taking(now), ""}, {"Run", taking(before), "v2"},
	} {
		rows := ix.Rows(types.NewFunc(0, pkg, tt.name, tt.sig))
		if len(rows) != 1 || rows[0].Before != tt.want {
			t.Errorf("%s%v: %d rows, the first before %q, want one before %q", tt.name, tt.sig, len(rows), rows[0].Before, tt.want)
		}
	}
	for want, sig := range map[string]*types.Signature{"": now, "v2": before} {
		iface := types.NewInterfaceType([]*types.Func{types.NewFunc(0, pkg, "Handle", sig)}, nil)
		name := types.NewTypeName(0, pkg, "Handler", nil)
		types.NewNamed(name, iface, nil)
		for _, r := range ix.Subtyped("example.com/queue", "Handle") {
			if got := ix.HoldsIn(r, name); got != (r.Before == want) {
				t.Errorf("row before %q of a handler%v: %v", r.Before, sig, got)
			}
		}
	}
}
