package driver_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/fingerprint"
)

// TestFingerprints follows findings through an edit that moves all of them.
func TestFingerprints(t *testing.T) {
	of := func(opts driver.Options, text string) (sums []string, subjects []fingerprint.Subject) {
		t.Helper()
		opts.Dir = write(t, text)
		for _, f := range run(t, opts).Findings {
			sums, subjects = append(sums, f.Fingerprint), append(subjects, f.Subject)
		}
		return sums, subjects
	}
	text := twoPackages + `
-- b/more.go --
package b

import "context"

type T struct{}

func (*T) Twice() {
	context.TODO()
	func() { context.TODO() }()
}
-- b/b_test.go --
package b
`
	sums, subjects := of(driver.Options{}, text)
	want := []fingerprint.Subject{{Function: "A", Callee: "example.com/acme/orders/b.B"}, {Function: "B", Callee: "context.TODO"}, {Function: "T.Twice", Callee: "context.TODO"}, {Function: "T.Twice", Callee: "context.TODO"}}
	if !reflect.DeepEqual(subjects, want) {
		t.Errorf("got %q, want %q", subjects, want)
	}
	seen := make(map[string]bool)
	for _, sum := range sums {
		if len(sum) != 32 || seen[sum] {
			t.Errorf("%q is no fingerprint, or another finding's", sum)
		}
		seen[sum] = true
	}
	moved := strings.NewReplacer("-- b/more.go --\n", "-- b/0.go --\n// Package b is about nothing.\n", "(*T)", "(t T)", "\tfunc() {", "\n\n\tfunc() {\n").Replace(text)
	for name, now := range map[string]func() ([]string, []fingerprint.Subject){
		"with tests": func() ([]string, []fingerprint.Subject) { return of(driver.Options{Tests: true}, text) },
		"moved": func() ([]string, []fingerprint.Subject) {
			sums, subjects := of(driver.Options{}, moved)
			// b/0.go comes before b/b.go now.
			return append(append(sums[:1:1], sums[3]), sums[1:3]...), append(append(subjects[:1:1], subjects[3]), subjects[1:3]...)
		},
	} {
		if got, subjects := now(); !reflect.DeepEqual(got, sums) {
			t.Errorf("%s: got %q for %q, want %q for %q", name, got, subjects, sums, want)
		}
	}
	if got, _ := of(driver.Options{Patterns: []string{"./b"}}, text); !reflect.DeepEqual(got, sums[1:]) {
		t.Errorf("one package: got %q, want %q", got, sums[1:])
	}
}
