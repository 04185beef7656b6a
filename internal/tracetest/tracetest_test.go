package tracetest

import (
	"go/token"
	"reflect"
	"testing"

	"github.com/tracelint/tracelint/internal/driver"
)

// TestCompare sees to it that each way to disagree is told.
func TestCompare(t *testing.T) {
	const file = "a.go"
	wants, err := parseWants(file, `
missed // want "r/a"
met    // want "r/a: because .* empty" "r/b"
other  // want "r/a"
not yet // todo want "r/c"
by now // todo want "r/c"
`)
	if err != nil {
		t.Fatal(err)
	}
	at := func(line int, category, message string) driver.Finding {
		return driver.Finding{Category: category, Message: message, Pos: token.Position{Filename: file, Line: line, Column: 1}}
	}
	var got []string
	for _, d := range compare(wants, []driver.Finding{
		at(1, "r/a", "one too many"),
		at(3, "r/b", "x"), at(3, "r/a", "because it is empty"),
		at(4, "r/b", "another category"),
		at(6, "r/c", "x"),
	}) {
		got = append(got, d.text)
	}
	want := []string{
		`want nothing more, got ["r/a: one too many"]`,
		`want ["r/a"], got []`,
		`want ["r/a"], got ["r/b: another category"]`,
		`["r/c"] is found now: make the todo a want`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if _, err := parseWants(file, "x // want r/a"); err == nil {
		t.Error("no error for a want comment without quotes")
	}
}
