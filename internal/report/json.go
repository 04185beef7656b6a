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
	jsonDiagnostic struct {
		Category       string        `json:"category,omitempty"`
		Posn           string        `json:"posn"`
		End            string        `json:"end"`
		Message        string        `json:"message"`
		SuggestedFixes []jsonFix     `json:"suggested_fixes,omitempty"`
		Related        []jsonRelated `json:"related,omitempty"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	jsonRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
)

// JSON writes the findings as go vet -json does: a stream of objects, one a
// package, that map the import path to analyzers and these to lists of
// diagnostics. Positions are absolute, fixes are byte offsets. Packages
// without findings are left out.
func JSON(w io.Writer, findings []driver.Finding) error {
	var order []string
	trees := make(map[string]map[string][]jsonDiagnostic)
	for _, f := range findings {
		if trees[f.Package] == nil {
			trees[f.Package] = make(map[string][]jsonDiagnostic)
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

func diagnostic(f driver.Finding) jsonDiagnostic {
	d := jsonDiagnostic{
		Category: f.Category,
		Posn:     posn(f.Pos),
		End:      posn(f.End),
		Message:  f.Message,
	}
	for _, fix := range f.Fixes {
		edits := make([]jsonEdit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = jsonEdit(e)
		}
		d.SuggestedFixes = append(d.SuggestedFixes, jsonFix{fix.Message, edits})
	}
	for _, r := range f.Related {
		d.Related = append(d.Related, jsonRelated{posn(r.Pos), posn(r.End), r.Message})
	}
	return d
}

func posn(p token.Position) string { return p.String() }
