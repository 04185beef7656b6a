//go:build !linted

package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lint stands in for tracelint until its rules report: what it finds is every
// program that differs from its twin, and the fix makes it the same. It shows
// that the rest of TestFixes works. Once lint_test.go loses its build tag, this
// file goes.
func lint(t *testing.T, dir string) []Finding {
	t.Helper()
	var findings []Finding
	for _, c := range cases {
		file := filepath.Join(dir, "lib", c.Library, c.Name, c.Name+".go")
		broken := read(t, file)
		good := read(t, filepath.Join(dir, "lib", c.Library, c.Name+twin, c.Name+".go"))
		// Package comments differ.
		start := strings.Index(broken, "\npackage ")
		good = good[strings.Index(good, "\npackage "):]
		rest := broken[start:]
		n := 0
		for n < len(rest) && n < len(good) && rest[n] == good[n] {
			n++
		}
		start, rest, good = start+n, rest[n:], good[n:]
		if rest == good {
			continue
		}
		n = 0
		for n < len(rest) && n < len(good) && rest[len(rest)-1-n] == good[len(good)-1-n] {
			n++
		}
		line, _ := wantComment(t, filepath.Dir(file))
		f := Finding{Category: c.Category, Posn: fmt.Sprintf("%s:%d:1", file, line)}
		if c.Fixable {
			f.Fixes = []Fix{{Edits: []Edit{{file, start, start + len(rest) - n, good[:len(good)-n]}}}}
		}
		findings = append(findings, f)
	}
	return findings
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
