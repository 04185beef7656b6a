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
