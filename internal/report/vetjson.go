package report

import (
	"encoding/json"
	"fmt"
	"go/token"
	"io"

	"github.com/tracelint/tracelint/internal/driver"
)

// The types have the field order and the tags of go vet -json.
type (
	vetDiagnostic struct {
		Category       string       `json:"category,omitempty"`
		Posn           string       `json:"posn"`
		End            string       `json:"end"`
		Message        string       `json:"message"`
		SuggestedFixes []vetFix     `json:"suggested_fixes,omitempty"`
		Related        []vetRelated `json:"related,omitempty"`
	}
	vetFix struct {
		Message string    `json:"message"`
		Edits   []vetEdit `json:"edits"`
	}
	vetEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	vetRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
)

// vetJSON writes the findings as go vet -json does: a stream of objects, one a
// package, that map the import path to analyzers and these to lists of
// diagnostics. Positions are absolute, fixes are byte offsets. Packages
// without findings are left out.
func vetJSON(r *Report, w io.Writer) error {
	var order []string
	trees := make(map[string]map[string][]vetDiagnostic)
	for _, f := range r.Findings {
		if trees[f.Package] == nil {
			trees[f.Package] = make(map[string][]vetDiagnostic)
			order = append(order, f.Package)
		}
		trees[f.Package][f.Analyzer] = append(trees[f.Package][f.Analyzer], diagnostic(f))
	}
	for _, pkg := range order {
		data, err := json.MarshalIndent(map[string]any{pkg: trees[pkg]}, "", "\t")
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n", data); err != nil {
			return err
		}
	}
	return nil
}

func diagnostic(f driver.Finding) vetDiagnostic {
	d := vetDiagnostic{
		Category: f.Category,
		Posn:     posn(f.Pos),
		End:      posn(f.End),
		Message:  f.Message,
	}
	for _, fix := range f.Fixes {
		edits := make([]vetEdit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = vetEdit(e)
		}
		d.SuggestedFixes = append(d.SuggestedFixes, vetFix{fix.Message, edits})
	}
	for _, r := range f.Related {
		d.Related = append(d.Related, vetRelated{posn(r.Pos), posn(r.End), r.Message})
	}
	return d
}

func posn(p token.Position) string { return p.String() }
