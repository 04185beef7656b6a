package eventflow

import (
	"go/token"
	"reflect"
	"testing"
)

func TestTally(t *testing.T) {
	ix := &Index{
		Publishes: []*Publish{{Carries: Bare, Others: []token.Pos{1, 2}}, {Carries: Conditional}, {Carries: Unknown, Others: []token.Pos{3}}},
		Handlers: []*Handler{
			{},
			{Starts: []*Start{{Context: UnknownContext, Linked: true}}, Works: []*Work{{Context: CausalContext}}},
			{Starts: []*Start{{Context: UnknownContext}}},
			{Works: []*Work{{Context: FreshContext}, {Name: "DB.Exec", Context: UnknownContext}}},
		},
		Silences: []Silence{{Reason: "interface"}, {Reason: "dynamic-call"}, {Reason: "interface"}},
	}
	want := Tally{Publishes: Count{6, 2}, Consumers: Count{4, 2}, Silences: map[string]int{"interface": 2, "dynamic-call": 1}}
	if got := ix.Tally(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
