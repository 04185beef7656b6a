package model

import "testing"

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
