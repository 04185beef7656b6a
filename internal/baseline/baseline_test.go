package baseline_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tracelint/tracelint/internal/baseline"
	"github.com/tracelint/tracelint/internal/fingerprint"
)

const text = `{
  "version": 1,
  "findings": [
    {"category":"publishctx/no-carrier","package":"example.com/a","function":"Service.Place","callee":"example.com/bus.Bus.Publish","topic":"orders <new>","count":2,"reason":"is replaced"},
    {"category":"freshroot/root","package":"example.com/b","function":"serve","count":1,"tests":true,"expires":"2027-03-31"},
    {"category":"propagator/unset","package":"example.com/b","function":"serve","count":1}
  ]
}
`

var (
	place   = finding("publishctx/no-carrier", "example.com/a", "Service.Place", "example.com/bus.Bus.Publish", "orders <new>")
	serve   = finding("freshroot/root", "example.com/b", "serve", "", "")
	unset   = finding("propagator/unset", "example.com/b", "serve", "", "")
	planted = finding("publishctx/no-carrier", "example.com/a", "Service.Place", "example.com/bus.Bus.Publish", "cancelled")
)

func finding(category, pkg, function, callee, topic string) baseline.Finding {
	return baseline.Finding{Key: baseline.Key{Category: category, Package: pkg, Subject: fingerprint.Subject{Function: function, Callee: callee, Topic: topic}}}
}

var today = time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)

func parse(t *testing.T, text string) *baseline.File {
	t.Helper()
	f, err := baseline.Parse("b.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func everywhere(*baseline.Entry) bool { return true }

func TestFormat(t *testing.T) {
	f := parse(t, text)
	if got := string(f.Format()); got != text {
		t.Errorf("got\n%s\nwant\n%s", got, text)
	}
	var lines []int
	for _, e := range f.Entries {
		lines = append(lines, e.Line)
	}
	if want := []int{4, 5, 6}; !reflect.DeepEqual(lines, want) {
		t.Errorf("entries are in lines %v, want %v", lines, want)
	}
	empty := "{\n  \"version\": 1,\n  \"findings\": []\n}\n"
	if got := string(new(baseline.File).Format()); got != empty || len(parse(t, got).Entries) != 0 {
		t.Errorf("an empty one is %q, want %q", got, empty)
	}
	// As an editor may write it.
	loose := `{"findings" : [ {"package": "example.com/a", "category": "publishctx/dropped"} ], "version" : 1}`
	if got := parse(t, loose).Entries; len(got) != 1 || got[0].Count != 1 || got[0].Line != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestHidden(t *testing.T) {
	f := parse(t, text)
	findings := []baseline.Finding{place, planted, place, serve, place, unset}
	if got, want := f.Hidden(findings, today), []bool{true, false, true, true, false, true}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for day, want := range map[string]bool{"2027-03-31": true, "2027-04-01": false} {
		now, err := time.ParseInLocation(time.DateOnly, day, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Hidden([]baseline.Finding{serve}, now.Add(23*time.Hour)); got[0] != want {
			t.Errorf("on %s hidden: %v", day, got)
		}
	}
}

func TestUpdate(t *testing.T) {
	expired := strings.Replace(text, "2027-03-31", "2026-03-31", 1)
	none := func(*baseline.Entry) bool { return false }
	for _, test := range []struct {
		name     string
		text     string
		findings []baseline.Finding
		looked   func(*baseline.Entry) bool
		add      bool
		change   baseline.Change
		want     string // "function topic count", of each entry
	}{
		{"nothing", text, []baseline.Finding{place, place, serve, unset}, everywhere, false, baseline.Change{Kept: 4}, "Service.Place 2, serve 1, serve 1"},
		{"fewer", text, []baseline.Finding{place, serve, unset}, everywhere, false, baseline.Change{Removed: 1, Kept: 3}, "Service.Place 1, serve 1, serve 1"},
		{"gone", text, []baseline.Finding{serve, unset}, everywhere, false, baseline.Change{Removed: 2, Kept: 2}, "serve 1, serve 1"},
		{"more", text, []baseline.Finding{place, place, place, planted, serve, unset}, everywhere, false, baseline.Change{Kept: 4}, "Service.Place 2, serve 1, serve 1"},
		{"more added", text, []baseline.Finding{place, place, place, planted, serve}, everywhere, true, baseline.Change{Added: 2, Removed: 1, Kept: 5}, "Service.Place cancelled 1, Service.Place 3, serve 1"},
		{"not looked at", text, nil, none, false, baseline.Change{Kept: 4}, "Service.Place 2, serve 1, serve 1"},
		{"not looked at, and more", text, []baseline.Finding{place, place, place}, none, true, baseline.Change{Added: 1, Kept: 5}, "Service.Place 3, serve 1, serve 1"},
		{"expired", expired, []baseline.Finding{place, place, serve, serve, unset}, everywhere, true, baseline.Change{Kept: 4}, "Service.Place 2, serve 1, serve 1"},
		{"expired and gone", expired, []baseline.Finding{place, place, unset}, everywhere, false, baseline.Change{Removed: 1, Kept: 3}, "Service.Place 2, serve 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := parse(t, test.text)
			change := f.Update(test.findings, test.looked, test.add, today)
			var got []string
			for _, e := range f.Entries {
				got = append(got, strings.Join(strings.Fields(strings.TrimSuffix(e.Function+" "+e.Topic, "orders <new>")+" "+string(rune('0'+e.Count))), " "))
			}
			if all := strings.Join(got, ", "); all != test.want || change != test.change {
				t.Errorf("got %s, %+v, want %s, %+v", all, change, test.want, test.change)
			}
			if test.name == "fewer" && f.Entries[0].Reason != "is replaced" {
				t.Error("the reason is lost")
			}
			again := parse(t, string(f.Format()))
			for i := range again.Entries {
				again.Entries[i].Line = f.Entries[i].Line
			}
			if !reflect.DeepEqual(again.Entries, f.Entries) {
				t.Errorf("read again: %+v, want %+v", again.Entries, f.Entries)
			}
		})
	}
}

func TestStale(t *testing.T) {
	f := parse(t, text)
	entries, found := f.Stale([]baseline.Finding{place, serve}, func(e *baseline.Entry) bool { return true })
	if len(entries) != 2 || entries[0].Line != 4 || entries[1].Line != 6 || !reflect.DeepEqual(found, []int{1, 0}) {
		t.Errorf("got %+v, %v", entries, found)
	}
	if entries, _ := f.Stale(nil, func(e *baseline.Entry) bool { return e.Package == "example.com/a" }); len(entries) != 1 {
		t.Errorf("got %+v", entries)
	}
}

func TestErrors(t *testing.T) {
	entry := func(e string) string { return "{\"version\": 1, \"findings\": [\n" + e + "\n]}" }
	for _, test := range []struct{ text, want string }{
		{"", "b.json:1: the file is empty; remove it and make it anew with -baseline-update"},
		{"{\n  \"version\": 1,\n<<<<<<< HEAD\n}", "b.json:3: not JSON: invalid character '<' looking for beginning of object key string"},
		{"{\n\"version\": 1,\n\"findings\": [\n", "b.json:3: not JSON: unexpected end of JSON input"},
		{"\n[]", "b.json:2: want an object with version and findings"},
		{"{\n\"version\": 2, \"findings\": {}}", "b.json:2: version 2 is not one that this tracelint reads, which is 1"},
		{"{\"version\": \"1\", \"findings\": []}", `b.json:1: version "1" is not one that this tracelint reads, which is 1`},
		{"{\"findings\": []}", `b.json:1: there is no version; want "version": 1`},
		{"{\"version\": 1}", `b.json:1: there are no findings; want "findings": []`},
		{"{\"version\": 1,\n\"findings\": {}}", "b.json:2: findings: want a list"},
		{"{\"version\": 1,\n\"finding\": []}", `b.json:2: unknown key "finding"; want version and findings`},
		{"{\"version\": 1, \"findings\": [],\n\"findings\": []}", "b.json:2: findings is there twice"},
		{entry(`1`), `b.json:2: an entry has to be an object, as {"category": ..., "package": ..., "count": 1}`},
		{entry(`{}`), "b.json:2: an entry without category"},
		{entry(`{"category": "publishctx"}`), `b.json:2: category "publishctx": want rule/category, as in publishctx/no-carrier`},
		{entry(`{"category": "a/b"}`), "b.json:2: an entry without package"},
		{entry(`{"category": "a/b", "package": "p", "count": 0}`), "b.json:2: count 0: want 1 or more"},
		{entry(`{"category": "a/b", "package": "p", "count": "1"}`), "b.json:2: count: want a number"},
		{entry(`{"category": "a/b", "package": 1}`), "b.json:2: package: want a text"},
		{entry(`{"category": "a/b", "package": "p", "tests": 1}`), "b.json:2: tests: want true or false"},
		{entry(`{"category": "a/b", "package": "p", "line": 1}`), `b.json:2: unknown key "line"`},
		{entry(`{"category": "a/b", "package": "p", "expires": "31.3.2027"}`), `b.json:2: expires "31.3.2027": want a day, as in 2027-03-31`},
		{entry("{\"category\": \"a/b\", \"package\": \"p\"},\n\n{\"category\": \"a/b\", \"package\": \"p\"}"), "b.json:4: the same findings as in line 2; make one entry of them, with the sum of their counts"},
	} {
		_, err := baseline.Parse("b.json", []byte(test.text))
		if err == nil || err.Error() != test.want {
			t.Errorf("%q: got %v, want %s", test.text, err, test.want)
		}
	}
	missing := filepath.Join(t.TempDir(), "b.json")
	if _, err := baseline.Read(missing); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "baseline "+missing+": ") {
		t.Errorf("no file: %v", err)
	}
	if _, err := baseline.Read(filepath.Dir(missing)); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a directory: %v", err)
	}
	if err := os.WriteFile(missing, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if f, err := baseline.Read(missing); err != nil || len(f.Entries) != 3 || f.Name != missing {
		t.Errorf("got %+v, %v", f, err)
	}
}
