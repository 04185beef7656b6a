// Package report writes what a run found: as text for people and editors, as
// JSON for programs.
package report

import (
	"bufio"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"strings"

	"github.com/tracelint/tracelint/internal/driver"
)

// Text writes one line for each finding, "file:line:col: message (category)",
// and below it, if related is set, its related places, indented. File names
// are relative to dir where that is shorter.
func Text(w io.Writer, dir string, findings []driver.Finding, related bool) error {
	out := bufio.NewWriter(w)
	for _, f := range findings {
		fmt.Fprintf(out, "%s: %s", Position(dir, f.Pos), oneLine(f.Message))
		if f.Category != "" {
			fmt.Fprintf(out, " (%s)", f.Category)
		}
		out.WriteByte('\n')
		if related {
			for _, r := range f.Related {
				fmt.Fprintf(out, "\t%s: %s\n", Position(dir, r.Pos), oneLine(r.Message))
			}
		}
	}
	return out.Flush()
}

// Problem returns the line that tells of p: "file:line:col: message", or
// "package: message" if it has no place.
func Problem(dir string, p driver.Problem) string {
	switch {
	case p.Pos.IsValid():
		return Position(dir, p.Pos) + ": " + p.Message
	case p.Package != "":
		return p.Package + ": " + p.Message
	}
	return "tracelint: " + p.Message
}

// Position returns "file:line:col", or what of it is known, relative to dir
// where that is shorter.
func Position(dir string, p token.Position) string {
	if rel, err := filepath.Rel(dir, p.Filename); err == nil && filepath.IsAbs(p.Filename) && len(rel) < len(p.Filename) {
		p.Filename = rel
	}
	return p.String()
}

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
