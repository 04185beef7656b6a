package edits

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"

	"github.com/tracelint/tracelint/internal/driver"
)

// Changes are files as they are, and as they are to be.
type Changes struct {
	before, after map[string][]byte
}

// Files returns the names of the files, sorted.
func (c *Changes) Files() []string { return slices.Sorted(maps.Keys(c.after)) }

// add adds what a plan changes, which was made on top of c.
func (c *Changes) add(p *plan) {
	for name, text := range p.files {
		if _, ok := c.before[name]; !ok {
			c.before[name] = p.texts[name]
		}
		c.after[name] = text
		if bytes.Equal(text, c.before[name]) {
			delete(c.before, name)
			delete(c.after, name)
		}
	}
}

// An Outcome is what became of the fixes of a run.
type Outcome struct {
	Changes
	Fixed int            // how many findings
	Left  []Left         // whose fix cannot be applied, in the order of the findings
	Last  *driver.Result // of the run with all changes; nil if nothing changes
}

// rounds is how often fixes are looked for at most: those of the findings, and
// those that are offered once the others are applied.
const rounds = 5

// Settle applies the fixes that a run offered. Run runs again with other
// contents of files, check type-checks the packages in directories so. Nothing
// is written.
//
// Some fixes stand in each other's way, so it asks again after each round for
// the findings that are left. One that its fix has not removed is not fixed
// once more.
func Settle(res *driver.Result, run func(overlay map[string][]byte) (*driver.Result, error), check func(dirs []string) Checker) (*Outcome, error) {
	out := &Outcome{Changes: Changes{make(map[string][]byte), make(map[string][]byte)}}
	whys := make(map[key]string)
	found, candidates := res.Findings, res.Findings
	expected := count(found)
	for range rounds {
		p := newPlan(candidates, res.Texts, out.after)
		if err := p.verify(check(p.dirs())); err != nil {
			return nil, err
		}
		for _, left := range p.left {
			whys[keyOf(left.Finding)] = left.Why
		}
		if len(p.files) == 0 {
			break
		}
		out.add(p)
		out.Fixed += len(p.fixes)
		for _, x := range p.fixes {
			expected[keyOf(x.finding)]--
			delete(whys, keyOf(x.finding))
		}
		var err error
		if res, err = run(out.after); err != nil {
			return nil, err
		}
		found, out.Last = res.Findings, res
		left := count(found)
		candidates = nil
		for _, f := range found {
			if k := keyOf(f); left[k] <= expected[k] {
				candidates = append(candidates, f)
			}
		}
	}
	for _, f := range found {
		if why, ok := whys[keyOf(f)]; ok {
			out.Left = append(out.Left, Left{f, why})
		}
	}
	return out, nil
}

// key tells findings apart that may have moved.
type key struct{ file, category, message string }

func keyOf(f driver.Finding) key { return key{f.Pos.Filename, f.Category, f.Message} }

func count(findings []driver.Finding) map[key]int {
	n := make(map[key]int)
	for _, f := range findings {
		n[keyOf(f)]++
	}
	return n
}

// dirs returns the directories of the files that change, sorted.
func (p *plan) dirs() []string {
	var out []string
	for name := range p.files {
		out = append(out, filepath.Dir(name))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
