package eventflow

import (
	"reflect"
	"testing"

	"github.com/tracelint/tracelint/internal/words"
)

// TestIDFact writes flows of ids down and reads them again, whole and cut short.
func TestIDFact(t *testing.T) {
	f := &IDFlow{
		Results: []IDResult{{Index: 1, Open: true, Parts: []IDPart{{Role: words.TraceID, Kind: IDParam, Param: 3, Path: "Meta.TraceID"}, {Kind: IDMinted}}}, {Index: 0}},
		Groups:  [][]IDPart{{{Role: words.CausationID, Kind: IDContents, Param: 200}, {Role: words.EventID, Kind: IDConst}}},
		Emits:   [][]IDPart{{{Role: words.CorrelationID, Kind: IDParam}}},
		Sets:    []IDSet{{Param: 2, Parts: []IDPart{{Role: words.ParentSpanID, Kind: IDTraced}}}},
	}
	data, err := f.GobEncode()
	if err != nil {
		t.Fatal(err)
	}
	var got IDFlow
	if err := got.GobDecode(data); err != nil || !reflect.DeepEqual(*f, got) {
		t.Fatalf("wrote %+v, read %+v, %v", *f, got, err)
	}
	for n := range data {
		if err := got.GobDecode(data[:n]); err == nil {
			t.Errorf("no error for the first %d bytes of %d", n, len(data))
		}
	}
}
