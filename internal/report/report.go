// Package report writes what a run found: as text for people and editors, and
// in the formats that other programs read.
package report

import (
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"strings"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/near"
)

// home is where tracelint is.
const home = "https://github.com/tracelint/tracelint"

// A Report is what a run has to say.
type Report struct {
	Dir      string           // where the command works, absolute; text, json and agent name files relative to it
	Root     string           // the root of the repository; the other formats name files relative to it
	Version  string           // of tracelint
	Findings []driver.Finding // those that count
	More     []driver.Finding // those that count and are not written, since there is an end to it
	LeftOut  []driver.Finding // those that do not, each with its suppression; nil unless they are asked for
	Problems []driver.Problem
	Summary  *Summary // nil unless asked for
	Again    []string // the flags with which a further run sees the same things, for agent
	Style    Style    // of text

	sources sources
}

// Style says how text is written.
type Style struct {
	Related bool // related places below each finding
	Excerpt bool // the source with the value's way, for people
	Color   bool
}

// A Format is a way to write a report.
type Format struct {
	Name string
	Doc  string // what it is for
	write
}

type write func(*Report, io.Writer) error

// VetJSON is what go vet -json prints. It is no format to be named.
const VetJSON = "vet-json"

// formats has the default first.
var formats = []Format{
	{"text", "lines for people, editors and grep; on a terminal with the source", text},
	{"json", "one document with everything, for programs", document},
	{"sarif", "SARIF 2.1.0, for code scanning", sarif},
	{"github", "annotations of GitHub Actions", github},
	{"checkstyle", "XML as checkstyle writes it, for Jenkins, reviewdog and others", checkstyle},
	{"junit", "XML as JUnit writes it, for test reports", junit},
	{"gitlab", "GitLab's code quality report", gitlab},
	{"agent", "one JSON object a line, for coding agents", agent},
}

// Formats returns all formats, the default first.
func Formats() []Format { return append([]Format(nil), formats...) }

// Known returns what is wrong with the name of a format.
func Known(name string) error {
	var names []string
	for _, f := range formats {
		if f.Name == name {
			return nil
		}
		names = append(names, f.Name)
	}
	return fmt.Errorf("there is no format %q%s (formats: %s)", name, near.Hint(name, names), strings.Join(names, ", "))
}

// Write writes the report in the format of that name.
func (r *Report) Write(w io.Writer, format string) error {
	if format == VetJSON {
		return vetJSON(r, w)
	}
	for _, f := range formats {
		if f.Name == format {
			return f.write(r, w)
		}
	}
	return Known(format)
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
	p.Filename = shorter(dir, p.Filename)
	return p.String()
}

// shorter returns the file's name relative to dir, if that is shorter.
func shorter(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsAbs(file) && len(rel) < len(file) {
		return rel
	}
	return file
}

// below returns the name of a file as other programs want it: with slashes,
// relative to dir if it lies below it.
func below(dir, file string) (name string, ok bool) {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel), true
	}
	return filepath.ToSlash(file), false
}

func slashed(dir, file string) string {
	name, _ := below(dir, file)
	return name
}

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// level says how grave a finding is: "error", "warning" or "note". What is
// reported to those who want to be told of certain breaks only is an error.
func level(category string) string {
	c := catalogue.Find(category)
	switch {
	case c == nil && category != internal:
		return "warning"
	case c == nil || c.Confidence == catalogue.Sure:
		return "error"
	case c.Confidence == catalogue.On:
		return "warning"
	}
	return "note"
}

// internal is the category of what tells of a failure of tracelint itself.
const internal = "tracelint/internal"

// ruleOf is what a finding is called: its category if it has one.
func ruleOf(f driver.Finding) string {
	if f.Category != "" {
		return f.Category
	}
	return f.Analyzer
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// kindOf is SARIF's word for what a suppression comes from.
func kindOf(s *driver.Suppression) string {
	if s.InSource {
		return "inSource"
	}
	return "external"
}
