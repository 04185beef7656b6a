package proof

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/format"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Finding is a diagnostic as go vet -json and tracelint -json print it.
type Finding struct {
	Package  string `json:"-"`
	Analyzer string `json:"-"`

	Category string `json:"category"`
	Posn     string `json:"posn"` // file:line:column, absolute
	End      string `json:"end"`
	Message  string `json:"message"`
	Fixes    []Fix  `json:"suggested_fixes"`
	Related  []struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	} `json:"related"`
}

// Fix is one way to repair what was found: all of its edits or none.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces the bytes from Start to End of a file.
type Edit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

// File returns the file and the line that the finding is reported at.
func (f Finding) File() (name string, line int) {
	// The column is missing where a line directive is in force.
	rest, last, _ := cutLast(f.Posn)
	if name, number, ok := cutLast(rest); ok {
		if line, err := strconv.Atoi(number); err == nil {
			return name, line
		}
	}
	line, _ = strconv.Atoi(last)
	return rest, line
}

func cutLast(s string) (before, after string, ok bool) {
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func (f Finding) String() string {
	return fmt.Sprintf("%s: %s (%s)", f.Posn, f.Message, f.Category)
}

// DecodeFindings reads the output of go vet -json and tracelint -json: a stream
// of objects, one a package, of analyzers and their diagnostics.
func DecodeFindings(output []byte) ([]Finding, error) {
	var findings []Finding
	dec := json.NewDecoder(bytes.NewReader(output))
	for {
		var packages map[string]map[string]json.RawMessage
		err := dec.Decode(&packages)
		if errors.Is(err, io.EOF) {
			return findings, nil
		}
		if err != nil {
			return nil, fmt.Errorf("findings: %w", err)
		}
		for pkg, analyzers := range packages {
			for analyzer, raw := range analyzers {
				var list []Finding
				if err := json.Unmarshal(raw, &list); err != nil {
					// An analyzer that failed has an object in the list's place.
					return nil, fmt.Errorf("%s of %s: %s", analyzer, pkg, raw)
				}
				for _, f := range list {
					f.Package, f.Analyzer = pkg, analyzer
					findings = append(findings, f)
				}
			}
		}
		slices.SortStableFunc(findings, func(a, b Finding) int {
			return cmp.Or(cmp.Compare(a.Posn, b.Posn), cmp.Compare(a.Category, b.Category))
		})
	}
}

// Apply applies the first fix of every finding that has one and returns the new
// contents of the files. It is an error if two fixes change the same bytes in
// different ways, or if a file is not formatted afterwards.
func Apply(findings []Finding, readFile func(string) ([]byte, error)) (map[string][]byte, error) {
	edits := make(map[string][]Edit)
	for _, f := range findings {
		if len(f.Fixes) == 0 {
			continue
		}
		for _, e := range f.Fixes[0].Edits {
			edits[e.Filename] = append(edits[e.Filename], e)
		}
	}
	files := make(map[string][]byte)
	for name, list := range edits {
		old, err := readFile(name)
		if err != nil {
			return nil, err
		}
		fixed, err := applyEdits(old, list)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		formatted, err := format.Source(fixed)
		if err != nil {
			return nil, fmt.Errorf("%s: the fixed file does not parse: %w\n%s", name, err, fixed)
		}
		if !bytes.Equal(formatted, fixed) {
			return nil, fmt.Errorf("%s: the fixed file is not formatted\n%s", filepath.Base(name), fixed)
		}
		files[name] = fixed
	}
	return files, nil
}

func applyEdits(old []byte, edits []Edit) ([]byte, error) {
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	// Two fixes may add the same import.
	edits = slices.Compact(edits)
	var fixed []byte
	at := 0
	for _, e := range edits {
		if e.Start > e.End || e.End > len(old) {
			return nil, fmt.Errorf("edit %d to %d of a file of %d bytes", e.Start, e.End, len(old))
		}
		if e.Start < at {
			return nil, fmt.Errorf("two edits of the bytes from %d to %d", e.Start, at)
		}
		fixed = append(fixed, old[at:e.Start]...)
		fixed = append(fixed, e.New...)
		at = e.End
	}
	return append(fixed, old[at:]...), nil
}
