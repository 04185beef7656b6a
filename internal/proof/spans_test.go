package proof

import (
	"strings"
	"testing"
)

func TestExpectations(t *testing.T) {
	const output = `{"name":"place","kind":"internal","traceID":"t1","spanID":"a","status":"Unset"}
{"name":"publish","kind":"producer","traceID":"t1","spanID":"b","parent":"a","status":"Unset"}
{"name":"reserve","kind":"consumer","traceID":"t1","spanID":"c","parent":"b","status":"Unset","attributes":{"order.id":"o-1"}}
{"name":"reserve","kind":"consumer","traceID":"t2","spanID":"d","status":"Unset","attributes":{"order.id":"o-2"}}
{"name":"review","kind":"consumer","traceID":"t3","spanID":"e","links":[{"traceID":"t2","spanID":"d"},{"traceID":"t1","spanID":"b"}],"status":"Unset"}
{"name":"orphan","kind":"consumer","traceID":"t4","spanID":"f","parent":"x","status":"Unset"}
{"name":"ship","kind":"consumer","traceID":"t5","spanID":"g","status":"Unset","attributes":{"corr":"c1","event":"e1","copy":"e1","trace":"t1","made-up":"u1","none":""}}
{"name":"bill","kind":"consumer","traceID":"t5","spanID":"h","status":"Unset","attributes":{"corr":"c1","event":"e2","cause":"e1"}}
`
	spans, err := DecodeSpans([]byte(output))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		expect Expectation
		want   string // of the error; "" for none
	}{
		{"parent", Joined("publish", "reserve[o-1]"), ""},
		{"grandparent", Joined("place", "reserve[o-1]"), ""},
		{"link", Joined("reserve[o-2]", "review"), ""},
		{"parent of a link", Joined("place", "review"), ""},
		{"other trace", Joined("place", "reserve[o-2]"), "does not lead back"},
		{"cause and effect swapped", Joined("review", "place"), "does not lead back"},
		{"sibling", Joined("reserve[o-1]", "review"), "does not lead back"},
		{"unended parent", Joined("place", "orphan"), "does not lead back"},
		{"no such effect", Joined("place", "deliver"), "0 spans named deliver"},
		{"ambiguous", Joined("place", "reserve"), "2 spans named reserve"},

		{"apart", Apart("place", "reserve[o-2]"), ""},
		{"not apart", Apart("place", "review"), "leads back"},
		{"apart needs both", Apart("place", "deliver"), "0 spans named deliver"},

		{"lost", Lost("place", "deliver"), ""},
		{"not lost", Lost("place", "reserve"), "2 spans named reserve"},
		{"lost needs a cause", Lost("deliver", "bill"), "0 spans named deliver"},

		{"attribute", Attribute("reserve[o-1]", "order.id", "o-1"), ""},
		{"other value", Attribute("reserve[o-1]", "order.id", "o-2"), `order.id of reserve[o-1] is "o-1", want "o-2"`},
		{"no attribute", Attribute("place", "order.id", ""), ""},
		{"attribute of nothing", Attribute("deliver", "order.id", ""), "0 spans named deliver"},
		{"alike", Alike("reserve", 2), ""},
		{"one more", Alike("reserve", 3), "2 spans named reserve, want 3"},
		{"alike in one order", Alike("reserve[o-1]", 1), ""},

		{"distinct", Distinct("p", 2), ""},
		{"not distinct", Distinct("re", 3), "3 spans have 2 names"},
		{"too few", Distinct("place", 2), "1 spans have 1 names"},
		{"ended", Ended("reserve", "Unset", "Unset"), ""},
		{"ended otherwise", Ended("reserve", "Unset", "Error"), `spans named reserve ended as ["Unset" "Unset"], want ["Unset" "Error"]`},
		{"ended more often", Ended("reserve", "Unset"), "spans named reserve ended as"},
		{"never began", Ended("deliver"), ""},

		{"kept", Kept("corr", "ship", "bill"), ""},
		{"not kept", Kept("event", "ship", "bill"), `event is "e1" for ship and "e2" for bill`},
		{"kept needs a value", Kept("none", "ship"), "none of ship is empty"},
		{"kept to the end", Kept("cause", "bill", "ship"), "cause of ship is empty"},
		{"kept by whom", Kept("corr", "ship", "deliver"), "0 spans named deliver"},
		{"changed", Changed("event", "ship", "bill"), ""},
		{"not changed", Changed("corr", "ship", "bill"), `corr is "c1" for ship and for bill`},
		{"changed needs both values", Changed("cause", "bill", "ship"), "cause of ship is empty"},

		{"confused", Confused("ship", "event", "copy"), ""},
		{"not confused", Confused("ship", "event", "corr"), `event of ship is "e1" and corr is "c1"`},
		{"confused needs values", Confused("ship", "none", "missing"), "none of ship is empty"},
		{"told apart", ToldApart("ship", "event", "corr"), ""},
		{"not told apart", ToldApart("ship", "event", "copy"), `event and copy of ship are both "e1"`},
		{"told apart needs values", ToldApart("ship", "event", "none"), "none of ship is empty"},
		{"names", Names("bill", "cause", "ship", "event"), ""},
		{"does not name", Names("bill", "event", "ship", "event"), `event of bill is "e2", but event of ship is "e1"`},
		{"names nothing", Names("ship", "cause", "bill", "event"), "cause of ship is empty"},

		{"leads nowhere", LeadsNowhere("ship", "made-up"), ""},
		{"leads somewhere", LeadsNowhere("ship", "trace"), "trace of ship leads to place"},
		{"nowhere needs an id", LeadsNowhere("ship", "none"), "none of ship is empty"},
		{"leads to", LeadsTo("ship", "trace", "publish"), ""},
		{"does not lead to", LeadsTo("ship", "made-up", "publish"), `made-up of ship is "u1", and publish is in trace "t1"`},
		{"leads to nothing", LeadsTo("ship", "trace", "deliver"), "0 spans named deliver"},

		{"all", All(Joined("place", "review"), Lost("place", "deliver")), ""},
		{"not all", All(Joined("place", "review"), Lost("place", "review")), "1 spans named review"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.expect(spans)
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error = %v, want one that says %q", err, tt.want)
			}
		})
	}
	if drawn, want := spans.String(), "trace 3: review, linked to reserve, linked to publish\n"; !strings.Contains(drawn, want) {
		t.Errorf("drawn as\n%s, want a line %q", drawn, want)
	}
}

func TestDecodeSpansError(t *testing.T) {
	if _, err := DecodeSpans([]byte("{\"name\":\"a\"}\nlisten: address in use\n")); err == nil || !strings.Contains(err.Error(), "span 2") {
		t.Errorf("error = %v, want one about span 2", err)
	}
}
