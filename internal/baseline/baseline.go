// Package baseline keeps the findings that a code base had when it began to be
// watched, so that only what comes after them is reported.
//
// A finding is known again by what it is about ([Key]), not by its line. The
// file can be read and edited: each entry is one line of JSON and may have a
// reason and a date after which it hides nothing any longer.
package baseline

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/tracelint/tracelint/internal/fingerprint"
)

// Version is the version of the file's format. Entries are found by what
// package fingerprint says of findings, so it goes up with that version too.
const Version = 1

// A Key is what findings have in common that one entry stands for.
type Key struct {
	Category string
	Package  string
	fingerprint.Subject
}

// An Entry stands for some findings.
type Entry struct {
	Category string `json:"category"`
	Package  string `json:"package"`
	Function string `json:"function,omitempty"`
	Callee   string `json:"callee,omitempty"`
	Topic    string `json:"topic,omitempty"`
	Count    int    `json:"count"`             // how many
	Tests    bool   `json:"tests,omitempty"`   // they are in test files
	Reason   string `json:"reason,omitempty"`  // why they may stay
	Expires  string `json:"expires,omitempty"` // the last day, as 2006-01-02, on which they may

	Line int `json:"-"` // in the file, 0 if the entry is new
}

// Key returns the key of the entry's findings.
func (e *Entry) Key() Key {
	return Key{e.Category, e.Package, fingerprint.Subject{Function: e.Function, Callee: e.Callee, Topic: e.Topic}}
}

// Expired reports whether the entry hides nothing any longer.
func (e *Entry) Expired(now time.Time) bool {
	return e.Expires != "" && e.Expires < now.Format(time.DateOnly)
}

// A File is a baseline.
type File struct {
	Name    string // absolute
	Entries []Entry
}

// A Finding is what a baseline has to know of one.
type Finding struct {
	Key
	Tests bool // it is in a test file
}

// Hidden returns for each of the findings whether the baseline hides it. If
// there are more of a kind than the entry says, the last ones are not hidden.
func (f *File) Hidden(findings []Finding, now time.Time) []bool {
	left := make(map[Key]int)
	for i := range f.Entries {
		if e := &f.Entries[i]; !e.Expired(now) {
			left[e.Key()] += e.Count
		}
	}
	out := make([]bool, len(findings))
	for i, finding := range findings {
		if left[finding.Key] > 0 {
			left[finding.Key]--
			out[i] = true
		}
	}
	return out
}

// Stale returns the entries of which there are fewer findings than they say,
// with the number that there is. Looked tells where there would be some if they
// were still there.
func (f *File) Stale(findings []Finding, looked func(*Entry) bool) (entries []Entry, found []int) {
	count := tally(findings)
	for i := range f.Entries {
		if e := &f.Entries[i]; count[e.Key()] < e.Count && looked(e) {
			entries, found = append(entries, *e), append(found, count[e.Key()])
		}
	}
	return entries, found
}

// A Change says what became of a baseline, in numbers of findings.
type Change struct {
	Added   int
	Removed int
	Kept    int // in the file now
}

// Update makes the baseline smaller by what was not found any more where it was
// looked for. If add is set it makes it larger by what it does not hide, except
// for what an expired entry is about: that was given a date.
func (f *File) Update(findings []Finding, looked func(*Entry) bool, add bool, now time.Time) Change {
	var change Change
	count := tally(findings)
	var entries []Entry
	for _, e := range f.Entries {
		n := count[e.Key()]
		delete(count, e.Key())
		switch {
		case n < e.Count && looked(&e):
			change.Removed += e.Count - n
			e.Count = n
		case n > e.Count && add && !e.Expired(now):
			change.Added += n - e.Count
			e.Count = n
		}
		if e.Count > 0 {
			entries = append(entries, e)
		}
	}
	if add {
		tests := make(map[Key]bool)
		for _, finding := range findings {
			tests[finding.Key] = finding.Tests
		}
		for k, n := range count {
			entries = append(entries, Entry{Category: k.Category, Package: k.Package, Function: k.Function, Callee: k.Callee, Topic: k.Topic, Count: n, Tests: tests[k]})
			change.Added += n
		}
	}
	f.Entries = entries
	f.sort()
	for i := range f.Entries {
		change.Kept += f.Entries[i].Count
	}
	return change
}

func tally(findings []Finding) map[Key]int {
	count := make(map[Key]int)
	for _, finding := range findings {
		count[finding.Key]++
	}
	return count
}

// sort orders the entries as a reader would look for them.
func (f *File) sort() {
	slices.SortStableFunc(f.Entries, func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Function, b.Function), strings.Compare(a.Category, b.Category),
			strings.Compare(a.Callee, b.Callee), strings.Compare(a.Topic, b.Topic))
	})
}
