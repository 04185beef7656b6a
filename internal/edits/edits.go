// Package edits applies the fixes of findings to files: those that fit
// together, to files that are the user's own, as far as the packages still
// compile afterwards. Nothing is written before all of that is settled.
package edits

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/driver"
)

// A plan is the first fix of each finding, as far as it can be applied.
type plan struct {
	base  map[string][]byte // files that have changed already
	texts map[string][]byte // as they were analysed
	fixes []fix             // that fit together, in the order of the findings
	files map[string][]byte // as they will be; only what changes
	left  []Left
}

// fix is the fix of one finding: all of its edits or none.
type fix struct {
	finding driver.Finding
	edits   []driver.Edit
}

// file returns the file that the fix is for. A fix is for one.
func (x fix) file() string { return x.edits[0].Filename }

// Left is a finding whose fix is not applied.
type Left struct {
	Finding driver.Finding
	Why     string
}

// newPlan plans the first fix of each finding that has one. Texts are the files
// that may be edited, as they were analysed, base those that are not on disk
// so. Of fixes that touch the same bytes in different ways the first wins; edits
// that are the same are made once.
func newPlan(findings []driver.Finding, texts, base map[string][]byte) *plan {
	p := &plan{base: base, texts: texts, files: make(map[string][]byte)}
	spared := make(map[string]string) // why a file is left alone
	taken := make(map[string][]driver.Edit)
	for _, f := range findings {
		if len(f.Fixes) == 0 || len(f.Fixes[0].Edits) == 0 {
			continue
		}
		x := fix{f, f.Fixes[0].Edits}
		if why := p.obstacle(x, spared, taken); why != "" {
			p.left = append(p.left, Left{f, why})
			continue
		}
		neighbours, _ := split(p.fixes, func(y fix) bool { return y.file() == x.file() })
		files, bad := p.assembled(append(neighbours, x))
		if len(bad) > 0 {
			p.left = append(p.left, Left{f, broken(bad[0])})
			continue
		}
		maps.Copy(p.files, files)
		p.fixes = append(p.fixes, x)
		for _, e := range x.edits {
			taken[e.Filename] = append(taken[e.Filename], e)
		}
	}
	return p
}

// obstacle returns why a fix cannot be applied after those that are, "" if it can.
func (p *plan) obstacle(x fix, spared map[string]string, taken map[string][]driver.Edit) string {
	name := x.file()
	text, ok := p.texts[name]
	if !ok {
		return filepath.Base(name) + " is none of the packages' own files, or is not in your modules"
	}
	why, known := spared[name]
	if !known {
		why = spare(text)
		spared[name] = why
	}
	if why != "" {
		return filepath.Base(name) + " " + why
	}
	for _, e := range x.edits {
		if e.Filename != name {
			return "it changes several files"
		}
		if e.Start < 0 || e.End < e.Start || e.End > len(text) {
			return fmt.Sprintf("its edit of bytes %d to %d does not fit the file", e.Start, e.End)
		}
		for _, other := range taken[name] {
			if e != other && clash(e, other) {
				return "it touches what another fix changes; run again"
			}
		}
	}
	return ""
}

// clash reports whether two edits of a file touch the same bytes.
func clash(a, b driver.Edit) bool {
	return a.Start == b.Start || a.Start < b.End && b.Start < a.End
}

var lineDirective = regexp.MustCompile(`(?m)^//line |/\*line `)

// spare returns why a file is not edited, "" if it may be.
func spare(text []byte) string {
	if lineDirective.Match(text) {
		return "has line directives: it is made from another file"
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ParseComments|parser.SkipObjectResolution)
	switch {
	case err != nil:
		return "does not parse"
	case ast.IsGenerated(file):
		return "is generated"
	case slices.ContainsFunc(file.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` }):
		return "uses cgo"
	}
	return ""
}

// assembled returns the files after the fixes, and what keeps some from being
// parsed.
func (p *plan) assembled(fixes []fix) (files map[string][]byte, bad []driver.Problem) {
	files = make(map[string][]byte)
	for name, list := range byFile(fixes) {
		text, err := tidy(p.texts[name], apply(p.texts[name], list))
		switch {
		case err != nil:
			bad = append(bad, driver.Problem{Pos: token.Position{Filename: name}, Message: err.Error()})
		case !bytes.Equal(text, p.texts[name]):
			files[name] = text
		}
	}
	return files, bad
}

// split divides fixes into those of which good holds and the others.
func split(fixes []fix, good func(fix) bool) (yes, no []fix) {
	for _, x := range fixes {
		if good(x) {
			yes = append(yes, x)
		} else {
			no = append(no, x)
		}
	}
	return yes, no
}

// byFile returns the edits of each file, sorted, each once.
func byFile(fixes []fix) map[string][]driver.Edit {
	files := make(map[string][]driver.Edit)
	for _, x := range fixes {
		for _, e := range x.edits {
			files[e.Filename] = append(files[e.Filename], e)
		}
	}
	for name, list := range files {
		slices.SortFunc(list, func(a, b driver.Edit) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), strings.Compare(a.New, b.New))
		})
		files[name] = slices.Compact(list)
	}
	return files
}

// apply applies edits, which are sorted and do not clash.
func apply(text []byte, edits []driver.Edit) []byte {
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, text[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, text[at:]...)
}

// A Checker returns what is wrong with the packages when files have other
// contents, which are given by absolute name.
type Checker func(overlay map[string][]byte) ([]driver.Problem, error)

// verify has the packages type-checked as they will be, and gives up those
// fixes with which they would not compile. What was wrong before is not held
// against the fixes. Imports that nobody uses any more are removed.
func (p *plan) verify(check Checker) error {
	if len(p.files) == 0 {
		return nil
	}
	v := &verifier{check: check, plan: p}
	bad, files, err := v.problems(p.fixes)
	if err != nil {
		return err
	}
	p.files = files
	if len(bad) == 0 {
		return nil
	}
	// Those of other directories are not to blame.
	dirs := make(map[string]bool)
	for _, prob := range bad {
		dirs[filepath.Dir(prob.Pos.Filename)] = true
	}
	good, suspects := split(p.fixes, func(x fix) bool { return !dirs[filepath.Dir(x.file())] })
	if len(suspects) == 0 {
		good, suspects = nil, p.fixes
	}
	if good, err = v.extend(good, suspects, bad); err != nil {
		return err
	}
	p.fixes = good
	bad, p.files, err = v.problems(good)
	if err == nil && len(bad) > 0 { // not by these fixes alone, then
		for _, x := range p.fixes {
			p.left = append(p.left, Left{x.finding, broken(bad[0])})
		}
		p.fixes, p.files = nil, nil
	}
	return err
}

func broken(p driver.Problem) string { return "it would not compile: " + p.Message }

type verifier struct {
	check  Checker
	plan   *plan
	before map[driver.Problem]int // what is wrong as it is; nil until it is asked for
}

// extend returns good with those of the suspects with which the packages
// compile, and gives up the others. Bad is what is wrong with all of them.
func (v *verifier) extend(good, suspects []fix, bad []driver.Problem) ([]fix, error) {
	if len(suspects) == 1 {
		v.plan.left = append(v.plan.left, Left{suspects[0].finding, broken(bad[0])})
		return good, nil
	}
	for _, half := range [][]fix{suspects[:len(suspects)/2], suspects[len(suspects)/2:]} {
		both := append(slices.Clone(good), half...)
		bad, _, err := v.problems(both)
		switch {
		case err != nil:
			return nil, err
		case len(bad) == 0:
			good = both
		default:
			if good, err = v.extend(good, half, bad); err != nil {
				return nil, err
			}
		}
	}
	return good, nil
}

// problems returns what is wrong with the packages after the fixes and was not
// before, and the files.
func (v *verifier) problems(fixes []fix) ([]driver.Problem, map[string][]byte, error) {
	files, bad := v.plan.assembled(fixes)
	if len(bad) > 0 {
		return bad, files, nil
	}
	for {
		overlay := maps.Clone(v.plan.base)
		if overlay == nil {
			overlay = make(map[string][]byte)
		}
		maps.Copy(overlay, files)
		after, err := v.check(overlay)
		if err != nil || len(after) == 0 {
			return nil, files, err
		}
		if v.before == nil {
			before, err := v.check(v.plan.base)
			if err != nil {
				return nil, nil, err
			}
			v.before = make(map[driver.Problem]int)
			for _, p := range before {
				v.before[placeless(p)]++
			}
		}
		before := maps.Clone(v.before)
		var bad []driver.Problem
		orphan := false
		for _, p := range after {
			key := placeless(p)
			if before[key]--; before[key] >= 0 {
				continue
			}
			if text, ok := files[p.Pos.Filename]; ok && unusedImport(p) {
				if text, ok := withoutImport(text, p.Pos.Line); ok && !orphan {
					files[p.Pos.Filename], orphan = text, true
				}
				continue
			}
			bad = append(bad, p)
		}
		if !orphan || len(bad) > 0 {
			return bad, files, nil
		}
	}
}

// placeless returns a problem without the line, which fixes change.
func placeless(p driver.Problem) driver.Problem {
	p.Pos = token.Position{Filename: p.Pos.Filename}
	return p
}

// unusedImport reports whether a problem is the type checker's about an import.
func unusedImport(p driver.Problem) bool {
	return strings.HasSuffix(p.Message, " and not used") && strings.Contains(p.Message, " imported")
}
