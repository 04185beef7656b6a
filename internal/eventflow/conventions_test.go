package eventflow_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/words"
)

// conventions are what the facts of s say about required fields, by function.
func conventions(s *store) map[string]*eventflow.Conventions {
	out := make(map[string]*eventflow.Conventions)
	for k := range s.facts {
		if c, ok := s.fact(k).(*eventflow.Conventions); ok {
			out[k.obj.Name()] = c
		}
	}
	return out
}

// TestConventions reads the facts about required fields.
func TestConventions(t *testing.T) {
	opts := driver.Options{Patterns: []string{"./optin/envelope/..."}}
	stores := analyseWith(t, config.Config{RequiredFields: []string{"eventId", "correlationId"}}, opts, 4)
	sameFacts(t, stores, 20)
	got := conventions(stores[0])
	for name, want := range map[string]eventflow.Leave{
		"NewPlaced":    {In: 0, Path: "Base.CorrelationID"},
		"NewPlacedFor": {In: 0, Path: "Base.CorrelationID", Params: []int{0}},
		"NewCancelled": {In: 0, Path: "CorrelationID"},
		"Explain":      {In: -1, Path: "CorrelationID"},
	} {
		c := got[name]
		if c == nil || !slices.ContainsFunc(c.Leaves, func(l eventflow.Leave) bool { return reflect.DeepEqual(l, want) }) {
			t.Errorf("%s: %+v, want %+v", name, c, want)
		}
	}
	if c := got["Publish"]; c == nil || !reflect.DeepEqual(c.Sends, []eventflow.Send{{Param: 2, Sets: 1 << words.TraceID}}) {
		t.Errorf("Publish: %+v", c)
	}
	if c := got["Plain"]; c == nil || !reflect.DeepEqual(c.Sends, []eventflow.Send{{Param: 1}}) {
		t.Errorf("Plain: %+v", c)
	}
	if c := got["Stamped"]; c == nil || len(c.Sends) != 1 || c.Sends[0].Sets == 0 {
		t.Errorf("Stamped: %+v", c)
	}
	if c := got["Annotate"]; c == nil || len(c.Annotates) != 1 || c.Annotates[0].Unknown || c.Annotates[0].Roles == 0 {
		t.Errorf("Annotate: %+v", c)
	}
	// Without required fields nobody pays for them.
	if none := conventions(analyse(t, opts, 1)[0]); len(none) > 0 {
		t.Errorf("facts about fields that nobody requires: %v", none)
	}
}
