package eventflow

import (
	"slices"
	"testing"
)

// TestPacked packs attempts and takes them out again.
func TestPacked(t *testing.T) {
	list := []Attempts{{0, No, 0}, {1, Maybe, 3}, {12, Yes, 1}}
	if got := unpacked(packed(list)); !slices.Equal(got, list) {
		t.Errorf("got %v, want %v", got, list)
	}
	if s := packed(nil); s != "" || unpacked(s) != nil {
		t.Errorf("nothing is packed as %q", s)
	}
}
