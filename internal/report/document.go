package report

import (
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/jsonschema"
)

// DocumentVersion is the version of the json format. It grows when something
// is taken away or comes to mean something else, not when something is added.
const DocumentVersion = 1

// The types are the json format. Their doc tags are what its schema says.
type (
	jsonDocument struct {
		Version    int           `json:"version" doc:"of this format; it grows when something is taken away or comes to mean something else, not when something is added"`
		Tool       jsonTool      `json:"tool"`
		Findings   []jsonFinding `json:"findings" doc:"by file and line"`
		Suppressed []jsonFinding `json:"suppressed,omitempty" doc:"what directives, exclusions and a baseline leave out; only with -suppressed"`
		Problems   []jsonProblem `json:"problems" doc:"what could not be analysed"`
		More       int           `json:"more,omitempty" doc:"how many findings -max-findings keeps from being written"`
		Summary    *jsonSummary  `json:"summary,omitempty" doc:"only with -summary"`
	}
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonFinding struct {
		Rule        string           `json:"rule" doc:"rule and category, such as publishctx/dropped"`
		Level       string           `json:"level" enum:"error,warning,note" doc:"error: reported in the preset migrate too; note: only if asked for"`
		Message     string           `json:"message"`
		URL         string           `json:"url,omitempty" doc:"the page about it"`
		Package     string           `json:"package" doc:"import path"`
		Location    jsonLocation     `json:"location"`
		Related     []jsonRelated    `json:"related,omitempty"`
		Fixes       []jsonFix        `json:"fixes,omitempty" doc:"ways to repair it, the best first"`
		Fingerprint string           `json:"fingerprint,omitempty" doc:"stays the same when code moves; findings that look alike are numbered"`
		Suppression *jsonSuppression `json:"suppression,omitempty"`
	}
	jsonLocation struct {
		File      string `json:"file" doc:"relative to the directory in which tracelint works if it lies below, with slashes"`
		Line      int    `json:"line" doc:"from 1"`
		Column    int    `json:"column,omitempty" doc:"from 1, in bytes; missing if it is not known"`
		EndLine   int    `json:"endLine,omitempty"`
		EndColumn int    `json:"endColumn,omitempty" doc:"the first column behind it"`
	}
	jsonRelated struct {
		Location jsonLocation `json:"location"`
		Message  string       `json:"message"`
		Role     string       `json:"role" enum:"origin,before,after,beside" doc:"a step on the way of the value, from its origin past the finding's own place to where it is missed, or a place beside it"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits" doc:"belong together"`
	}
	jsonEdit struct {
		File    string `json:"file"`
		Start   int    `json:"start" doc:"offset in bytes, from 0"`
		End     int    `json:"end" doc:"offset of the first byte that stays"`
		NewText string `json:"newText" doc:"what comes instead"`
	}
	jsonSuppression struct {
		Kind   string `json:"kind" enum:"inSource,external" doc:"by a directive, or by configuration or baseline"`
		Reason string `json:"reason,omitempty"`
		Line   int    `json:"line,omitempty" doc:"of the directive, in the same file"`
	}
	jsonProblem struct {
		Package  string        `json:"package,omitempty"`
		Location *jsonLocation `json:"location,omitempty"`
		Message  string        `json:"message"`
	}
	jsonSummary struct {
		Packages  int                     `json:"packages" doc:"how many were looked at"`
		Baseline  int                     `json:"baseline,omitempty" doc:"findings that are not reported since they are in the baseline"`
		Stale     int                     `json:"stale,omitempty" doc:"findings in the baseline that are not found any more"`
		Untouched int                     `json:"untouched,omitempty" doc:"findings that are not reported since what they are about was not touched"`
		Rules     map[string]int          `json:"rules" doc:"findings by rule"`
		ByPackage map[string]jsonHandOffs `json:"byPackage" doc:"packages that have findings or hand-offs"`
		Total     jsonHandOffs            `json:"total"`
		Silences  map[string]int          `json:"silences" doc:"places at which the analysis stays silent, by the reason that -debug names"`
	}
	jsonHandOffs struct {
		Findings  int       `json:"findings"`
		Publishes jsonCount `json:"publishes"`
		Consumers jsonCount `json:"consumers"`
	}
	jsonCount struct {
		Seen       int `json:"seen"`
		Understood int `json:"understood"`
		Unknown    int `json:"unknown" doc:"nothing can be said about them, and nothing is"`
	}
)

// document writes everything as one JSON object.
func document(r *Report, w io.Writer) error {
	doc := jsonDocument{
		Version:    DocumentVersion,
		Tool:       jsonTool{"tracelint", r.Version},
		Findings:   make([]jsonFinding, 0, len(r.Findings)),
		Problems:   []jsonProblem{},
		Suppressed: nil,
		More:       len(r.More),
	}
	for _, f := range r.Findings {
		doc.Findings = append(doc.Findings, r.jsonFinding(f))
	}
	for _, f := range r.LeftOut {
		doc.Suppressed = append(doc.Suppressed, r.jsonFinding(f))
	}
	for _, p := range r.Problems {
		j := jsonProblem{Package: p.Package, Message: p.Message}
		if p.Pos.IsValid() {
			j.Location = &jsonLocation{File: slashed(r.Dir, p.Pos.Filename), Line: p.Pos.Line, Column: p.Pos.Column}
		}
		doc.Problems = append(doc.Problems, j)
	}
	if s := r.Summary; s != nil {
		rules, packages := r.counts()
		doc.Summary = &jsonSummary{Packages: s.Packages, Rules: rules, Total: handOffs(s.total(), len(r.Findings)+len(r.More)), Silences: s.Silences, ByPackage: map[string]jsonHandOffs{},
			Baseline: s.Baseline, Stale: s.Stale, Untouched: s.Untouched}
		for path, n := range packages {
			doc.Summary.ByPackage[path] = handOffs(s.HandOffs[path], n)
		}
		for path, h := range s.HandOffs {
			doc.Summary.ByPackage[path] = handOffs(h, packages[path])
		}
	}
	return encode(w, doc)
}

func handOffs(h HandOff, findings int) jsonHandOffs {
	return jsonHandOffs{findings,
		jsonCount{h.Publishes, h.Publishes - h.UnknownPublishes, h.UnknownPublishes},
		jsonCount{h.Consumers, h.Consumers - h.UnknownConsumers, h.UnknownConsumers}}
}

func (r *Report) jsonFinding(f driver.Finding) jsonFinding {
	j := jsonFinding{
		Rule: ruleOf(f), Level: level(f.Category), Message: oneLine(f.Message), URL: f.URL, Package: f.Package, Fingerprint: f.Fingerprint,
		Location: jsonLocation{slashed(r.Dir, f.Pos.Filename), f.Pos.Line, f.Pos.Column, 0, 0},
	}
	if f.End.Filename == f.Pos.Filename && f.End != f.Pos {
		j.Location.EndLine, j.Location.EndColumn = f.End.Line, f.End.Column
	}
	for _, rel := range f.Related {
		role, _ := diag.RoleOf(rel.Message)
		at := jsonLocation{File: slashed(r.Dir, rel.Pos.Filename), Line: rel.Pos.Line, Column: rel.Pos.Column}
		j.Related = append(j.Related, jsonRelated{at, oneLine(rel.Message), role.String()})
	}
	for _, fix := range f.Fixes {
		edits := make([]jsonEdit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = jsonEdit{slashed(r.Dir, e.Filename), e.Start, e.End, e.New}
		}
		j.Fixes = append(j.Fixes, jsonFix{fix.Message, edits})
	}
	if s := f.Suppression; s != nil {
		j.Suppression = &jsonSuppression{Kind: kindOf(s), Reason: s.Reason, Line: s.Pos.Line}
	}
	return j
}

// encode writes a value as indented JSON.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// Schema returns the JSON Schema of the json format.
func Schema() []byte {
	s := schemaOf(reflect.TypeFor[jsonDocument]())
	s.Schema = jsonschema.Draft
	s.ID = "https://raw.githubusercontent.com/tracelint/tracelint/main/docs/output.schema.json"
	s.Title = "What tracelint -format json prints"
	s.Properties[0].Schema = &jsonschema.Schema{Description: s.Properties[0].Description, Const: DocumentVersion}
	return s.Text()
}

func schemaOf(t reflect.Type) *jsonschema.Schema {
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Slice:
		return &jsonschema.Schema{Type: "array", Items: schemaOf(t.Elem())}
	case reflect.Map:
		return &jsonschema.Schema{Type: "object", Additional: schemaOf(t.Elem())}
	case reflect.Int:
		return &jsonschema.Schema{Type: "integer"}
	case reflect.String:
		return &jsonschema.Schema{Type: "string"}
	}
	s := &jsonschema.Schema{Type: "object"}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := schemaOf(f.Type)
		p.Description = f.Tag.Get("doc")
		for _, word := range strings.FieldsFunc(f.Tag.Get("enum"), func(c rune) bool { return c == ',' }) {
			p.Enum = append(p.Enum, word)
		}
		s.Properties = append(s.Properties, jsonschema.Property{Name: name, Schema: p})
		if options != "omitempty" {
			s.Required = append(s.Required, name)
		}
	}
	return s
}
