package report

import (
	"encoding/json"
	"io"
	"path"
	"strings"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/driver"
)

// agentFinding is a line of the agent format: what is wrong, what to write,
// how to see that it is right, and what not to do.
type agentFinding struct {
	Rule        string      `json:"rule"`
	Cause       string      `json:"cause"` // one sentence
	File        string      `json:"file"`
	Line        int         `json:"line"`
	Column      int         `json:"column,omitempty"` // in bytes
	Related     []string    `json:"related,omitempty"`
	Edits       []agentEdit `json:"edits,omitempty"` // belong together
	Edit        string      `json:"edit"`            // what the edits do, or what to write
	Verify      string      `json:"verify"`          // exits with 0 when this and its like in the package are mended
	Explain     string      `json:"explain,omitempty"`
	Avoid       []string    `json:"avoid,omitempty"`
	Fingerprint string      `json:"fingerprint,omitempty"`
}

type agentEdit struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"` // in bytes
	OldText string `json:"oldText"`
	NewText string `json:"newText"`
}

// agent writes one JSON object a line.
func agent(r *Report, w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range r.Findings {
		if err := enc.Encode(r.agentFinding(f)); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) agentFinding(f driver.Finding) agentFinding {
	a := agentFinding{Rule: ruleOf(f), File: slashed(r.Dir, f.Pos.Filename), Line: f.Pos.Line, Column: f.Pos.Column, Verify: r.verify(f), Fingerprint: f.Fingerprint}
	a.Cause, a.Edit = split(oneLine(f.Message))
	for _, rel := range f.Related {
		at := rel.Pos
		at.Filename = slashed(r.Dir, at.Filename)
		a.Related = append(a.Related, at.String()+": "+oneLine(rel.Message))
	}
	if c := catalogue.Find(f.Category); c != nil {
		a.Avoid = c.Avoid()
		a.Explain = "tracelint explain " + c.Name()
		a.Edit = instruction(c.Repair(), a.Edit)
	}
	if len(f.Fixes) > 0 {
		a.Edit = f.Fixes[0].Message
		for _, e := range f.Fixes[0].Edits {
			s := r.source(e.Filename)
			line, column := s.at(e.Start)
			a.Edits = append(a.Edits, agentEdit{slashed(r.Dir, e.Filename), line, column, s.between(e.Start, e.End), e.New})
		}
	}
	return a
}

// instruction joins what is to be done about all findings of a category and
// what the message says of this one.
func instruction(repair, do string) string {
	if do == "" || strings.HasPrefix(strings.ToLower(repair), strings.ToLower(do)) {
		return repair
	}
	return strings.TrimSuffix(repair, ".") + ": " + do + "."
}

// verify returns the command that looks for findings of the category in the
// package again.
func (r *Report) verify(f driver.Finding) string {
	args := append([]string{"tracelint"}, r.Again...)
	if catalogue.Find(f.Category) != nil {
		name := f.Category
		if rule, variant, _ := strings.Cut(name, "/"); variant == "unused-ignore" || variant == "ignore-without-reason" {
			name = rule // whether a directive is of use depends on the rest of the rule
		}
		args = append(args, "-only", name)
	}
	pkg := f.Package
	if file, ok := below(r.Dir, f.Pos.Filename); ok {
		pkg = "./" + path.Dir(file)
		if path.Dir(file) == "." {
			pkg = "."
		}
	}
	args = append(args, pkg)
	for i := range args {
		args[i] = shell(args[i])
	}
	return strings.Join(args, " ")
}

// shell quotes an argument for a POSIX shell if it has to be.
func shell(arg string) string {
	if arg != "" && strings.Trim(arg, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./,:@%+") == "" {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// split divides a message into what is wrong, as a sentence, and what to do;
// what to do is empty if the message does not say it apart from the rest.
func split(message string) (cause, do string) {
	via := ""
	if i := strings.LastIndex(message, " (via "); i >= 0 && strings.HasSuffix(message, ")") {
		message, via = message[:i], message[i:]
	}
	cause, do, ok := strings.Cut(message, "; ")
	if !ok {
		if i := strings.LastIndex(message, ": "); i >= 0 {
			cause, do = message[:i], message[i+2:]
		}
	}
	return cause + via + ".", do
}
