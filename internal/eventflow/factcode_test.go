package eventflow

import (
	"reflect"
	"testing"

	"github.com/tracelint/tracelint/internal/words"
)

// TestFactCode writes facts down and reads them again, whole, cut short and
// with a byte too many.
func TestFactCode(t *testing.T) {
	for _, f := range []interface {
		GobEncode() ([]byte, error)
		GobDecode([]byte) error
	}{
		&IDFlow{
			Results: []IDResult{{Index: 1, Open: true, Parts: []IDPart{{Role: words.TraceID, Kind: IDParam, Param: 3, Path: "Meta.TraceID"}, {Kind: IDMinted}}}, {Index: 0}},
			Groups:  [][]IDPart{{{Role: words.CausationID, Kind: IDContents, Param: 200}, {Role: words.EventID, Kind: IDConst}}},
			Emits:   [][]IDPart{{{Role: words.CorrelationID, Kind: IDParam}}},
			Sets:    []IDSet{{Param: 2, Parts: []IDPart{{Role: words.ParentSpanID, Kind: IDTraced}}}},
		},
		&Summary{
			Results:  []Val{{{Kind: KParam, Index: 1, Path: "Meta"}, {Kind: KUnknown}}, nil},
			Handlers: []Registration{{Param: 2, Ctx: -1, Msg: 0, Traced: true}},
			Names:    []string{"", "x"},
			Links:    true,
		},
		&Reach{},
	} {
		data, err := f.GobEncode()
		if err != nil {
			t.Fatal(err)
		}
		got := reflect.New(reflect.TypeOf(f).Elem()).Interface().(interface{ GobDecode([]byte) error })
		if err := got.GobDecode(data); err != nil || len(data) > 1 && reflect.DeepEqual(reflect.New(reflect.TypeOf(f).Elem()).Interface(), got) {
			t.Fatalf("wrote %+v, read %+v, %v", f, got, err)
		}
		again, _ := got.(interface{ GobEncode() ([]byte, error) }).GobEncode()
		if string(again) != string(data) {
			t.Errorf("%T: wrote %q, then %q", f, data, again)
		}
		for n := range data {
			if err := got.GobDecode(data[:n]); err == nil {
				t.Errorf("%T: no error for the first %d bytes of %d", f, n, len(data))
			}
		}
		if err := got.GobDecode(append(data, 0)); err == nil {
			t.Errorf("%T: no error for a byte too many", f)
		}
	}
}
