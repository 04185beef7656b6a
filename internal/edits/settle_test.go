package edits

import (
	"errors"
	"go/token"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/driver"
)

// TestSettle has a program that finds each word of certain ones, and offers to
// replace one of each kind at a time.
func TestSettle(t *testing.T) {
	const text = "package a\n\nvar x = []string{\"lower\", \"lower\", \"stays\"}\n"
	runs := 0
	run := func(overlay map[string][]byte) (*driver.Result, error) {
		runs++
		now := text
		if changed, ok := overlay["a.go"]; ok {
			now = string(changed)
		}
		res := &driver.Result{Texts: texts("a.go", now)}
		for word, repair := range map[string]string{"lower": "LOWER", "stays": "stays here"} {
			for at := 0; ; {
				i := strings.Index(now[at:], `"`+word)
				if i < 0 {
					break
				}
				at += i + 1
				f := driver.Finding{Category: word, Message: word, Pos: token.Position{Filename: "a.go", Offset: at}}
				if !strings.Contains(now[:at], `"`+word) { // the first of them
					f.Fixes = []driver.Fix{{Edits: []driver.Edit{{Filename: "a.go", Start: at, End: at + len(word), New: repair}}}}
				}
				res.Findings = append(res.Findings, f)
			}
		}
		return res, nil
	}
	first, _ := run(nil)
	out, err := Settle(first, run, func(dirs []string) Checker {
		return func(map[string][]byte) ([]driver.Problem, error) { return nil, nil }
	})
	if err != nil {
		t.Fatal(err)
	}
	// What "stays" is found once more, and left alone then.
	const want = "package a\n\nvar x = []string{\"LOWER\", \"LOWER\", \"stays here\"}\n"
	if got := string(out.after["a.go"]); got != want || out.Fixed != 3 || len(out.Left) != 0 {
		t.Errorf("%d fixed, left %v:\n%s\nwant:\n%s", out.Fixed, out.Left, got, want)
	}
	if len(out.Last.Findings) != 1 || string(out.before["a.go"]) != text {
		t.Errorf("findings %v, before:\n%s", out.Last.Findings, out.before["a.go"])
	}
	if runs > rounds {
		t.Errorf("%d runs", runs)
	}

	boom := errors.New("boom")
	if _, err := Settle(first, func(map[string][]byte) (*driver.Result, error) { return nil, boom }, func([]string) Checker {
		return func(map[string][]byte) ([]driver.Problem, error) { return nil, nil }
	}); err != boom {
		t.Errorf("error %v", err)
	}
}
