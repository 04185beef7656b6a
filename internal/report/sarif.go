package report

import (
	"go/token"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/driver"
)

// The types are as much of SARIF 2.1.0 as is written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool                `json:"tool"`
		Invocations []sarifInvocation        `json:"invocations"`
		URIBases    map[string]sarifArtifact `json:"originalUriBaseIds"`
		Results     []sarifResult            `json:"results"`
		ColumnKind  string                   `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string          `json:"id"`
		ShortDescription sarifMessage    `json:"shortDescription"`
		FullDescription  sarifMessage    `json:"fullDescription"`
		Help             *sarifMessage   `json:"help,omitempty"`
		HelpURI          string          `json:"helpUri,omitempty"`
		Default          sarifDefault    `json:"defaultConfiguration"`
		Properties       sarifProperties `json:"properties"`
	}
	sarifDefault struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifProperties struct {
		Tags            []string `json:"tags"`
		Precision       string   `json:"precision"`        // GitHub sorts by these two
		ProblemSeverity string   `json:"problem.severity"` //
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifArtifact struct {
		URI         string        `json:"uri,omitempty"`
		URIBaseID   string        `json:"uriBaseId,omitempty"`
		Description *sarifMessage `json:"description,omitempty"`
	}
	sarifLocation struct {
		ID       int            `json:"id,omitempty"`
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Message  *sarifMessage  `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifResult struct {
		RuleID       string              `json:"ruleId"`
		RuleIndex    int                 `json:"ruleIndex"`
		Level        string              `json:"level"`
		Message      sarifMessage        `json:"message"`
		Locations    []sarifLocation     `json:"locations"`
		Related      []sarifLocation     `json:"relatedLocations,omitempty"`
		CodeFlows    []sarifCodeFlow     `json:"codeFlows,omitempty"`
		Fixes        []sarifFix          `json:"fixes,omitempty"`
		Fingerprints map[string]string   `json:"partialFingerprints,omitempty"`
		Suppressions *[]sarifSuppression `json:"suppressions,omitempty"` // empty, not missing, if others have some
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifStep `json:"locations"`
	}
	sarifStep struct {
		Location   sarifLocation `json:"location"`
		Importance string        `json:"importance"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion   `json:"deletedRegion"`
		Inserted *sarifContent `json:"insertedContent,omitempty"`
	}
	sarifContent struct {
		Text string `json:"text"`
	}
	sarifSuppression struct {
		Kind          string         `json:"kind"`
		Status        string         `json:"status"`
		Justification string         `json:"justification,omitempty"`
		Location      *sarifLocation `json:"location,omitempty"`
	}
)

// sourceRoot is the name of the repository's root, as GitHub has it.
const sourceRoot = "%SRCROOT%"

// fingerprintName is the name, with the version, of fingerprints.
const fingerprintName = "tracelint/v1"

// sarif writes SARIF 2.1.0. Paths are relative to the root of the repository,
// and nothing in it depends on where that is.
func sarif(r *Report, w io.Writer) error {
	rules, index := sarifRules(r)
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "tracelint", Version: r.Version, InformationURI: home, Rules: rules}},
		Invocations: []sarifInvocation{{Successful: len(r.Problems) == 0}},
		URIBases:    map[string]sarifArtifact{sourceRoot: {Description: &sarifMessage{Text: "The root of the repository."}}},
		Results:     []sarifResult{},
		ColumnKind:  "utf16CodeUnits",
	}
	for _, p := range r.Problems {
		n := sarifNotification{Level: "error", Message: sarifMessage{Text: p.Message}}
		if p.Pos.IsValid() {
			n.Locations = []sarifLocation{r.sarifLocation(p.Pos, p.Pos, "")}
		} else if p.Package != "" {
			n.Message.Text = p.Package + ": " + p.Message
		}
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, n)
	}
	for _, f := range slices.Concat(r.Findings, r.LeftOut) {
		res := r.sarifResult(f)
		res.RuleIndex = index[res.RuleID]
		if len(r.LeftOut) > 0 {
			res.Suppressions = &[]sarifSuppression{}
			if f.Suppression != nil {
				*res.Suppressions = append(*res.Suppressions, r.sarifSuppression(f.Suppression))
			}
		}
		run.Results = append(run.Results, res)
	}
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// sarifRules lists the categories, and whatever else was found.
func sarifRules(r *Report) ([]sarifRule, map[string]int) {
	var rules []sarifRule
	index := make(map[string]int)
	for _, c := range catalogue.All() {
		index[c.Name()] = len(rules)
		rules = append(rules, sarifRuleOf(c.Name(), diag.URL(c.Rule, c.Variant)))
	}
	for _, f := range slices.Concat(r.Findings, r.LeftOut) {
		name := ruleOf(f)
		if _, ok := index[name]; !ok {
			index[name] = len(rules)
			rules = append(rules, sarifRuleOf(name, f.URL))
		}
	}
	return rules, index
}

func sarifRuleOf(name, link string) sarifRule {
	rule := sarifRule{
		ID: name, HelpURI: link,
		ShortDescription: sarifMessage{Text: name},
		Default:          sarifDefault{Enabled: true, Level: level(name)},
		Properties:       sarifProperties{Tags: []string{"tracing", "observability", "event-driven"}, Precision: "high", ProblemSeverity: level(name)},
	}
	if rule.Properties.ProblemSeverity == "note" {
		rule.Properties.ProblemSeverity = "recommendation"
	}
	c := catalogue.Find(name)
	if c == nil {
		rule.FullDescription = rule.ShortDescription
		return rule
	}
	rule.ShortDescription.Text = c.Finds
	rule.FullDescription = rule.ShortDescription
	if c.Repair() != "" {
		rule.FullDescription.Text += " " + c.Repair()
	}
	rule.Default.Enabled = c.Confidence != catalogue.OptIn
	if c.Confidence == catalogue.Sure {
		rule.Properties.Precision = "very-high"
	}
	rule.Properties.Tags = append(rule.Properties.Tags, c.Rule)
	if page := Page(name); page != "" {
		// Links are relative to where the page is.
		rule.Help = &sarifMessage{Text: strings.TrimSpace(Plain(page)), Markdown: strings.TrimSpace(absolute(page, link))}
	}
	return rule
}

// absolute makes the relative links of a page absolute.
func absolute(page, link string) string {
	base, err := url.Parse(link)
	if err != nil {
		return page
	}
	return linkRE().ReplaceAllStringFunc(uncommented(page), func(s string) string {
		text, target, _ := strings.Cut(s, "](")
		u, err := base.Parse(strings.TrimSuffix(target, ")"))
		if err != nil {
			return s
		}
		return text + "](" + u.String() + ")"
	})
}

func (r *Report) sarifResult(f driver.Finding) sarifResult {
	res := sarifResult{
		RuleID: ruleOf(f), Level: level(f.Category), Message: sarifMessage{Text: oneLine(f.Message)},
		Locations: []sarifLocation{r.sarifLocation(f.Pos, f.End, "")},
	}
	if p := f.Fingerprint; p != "" {
		res.Fingerprints = map[string]string{fingerprintName: p}
	}
	for i, rel := range f.Related {
		l := r.sarifLocation(rel.Pos, rel.End, rel.Message)
		l.ID = i + 1
		res.Related = append(res.Related, l)
	}
	if steps, _ := way(f); len(steps) > 1 {
		var flow sarifThreadFlow
		for _, s := range steps {
			step := sarifStep{r.sarifLocation(s.pos, s.end, s.note), "important"}
			if s.self {
				step = sarifStep{r.sarifLocation(s.pos, s.end, f.Message), "essential"}
			}
			flow.Locations = append(flow.Locations, step)
		}
		res.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{flow}}}
	}
	for _, fix := range f.Fixes {
		if fix, ok := r.sarifFix(fix); ok {
			res.Fixes = append(res.Fixes, fix)
		}
	}
	return res
}

// sarifFix converts a fix. It fails if a file is not there to tell lines from.
func (r *Report) sarifFix(fix driver.Fix) (sarifFix, bool) {
	out := sarifFix{Description: sarifMessage{Text: fix.Message}}
	for _, e := range fix.Edits {
		g := r.source(e.Filename).region(e.Start, e.End)
		if g.column == 0 || g.endColumn == 0 {
			return out, false
		}
		replacement := sarifReplacement{Deleted: g.sarif()}
		if e.New != "" {
			replacement.Inserted = &sarifContent{e.New}
		}
		a := r.sarifArtifact(e.Filename)
		i := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.Artifact == a })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: a})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, replacement)
	}
	return out, len(out.Changes) > 0
}

func (r *Report) sarifSuppression(s *driver.Suppression) sarifSuppression {
	out := sarifSuppression{Kind: kindOf(s), Status: "accepted", Justification: s.Reason}
	if s.Pos.IsValid() {
		l := r.sarifLocation(s.Pos, s.Pos, "")
		out.Location = &l
	}
	return out
}

func (g region) sarif() sarifRegion {
	return sarifRegion{g.line, g.column, g.endLine, g.endColumn}
}

// sarifArtifact names a file: relative to the root, or else by its full path.
func (r *Report) sarifArtifact(file string) sarifArtifact {
	if name, ok := below(r.Root, file); ok {
		return sarifArtifact{URI: (&url.URL{Path: name}).String(), URIBaseID: sourceRoot}
	}
	name := filepath.ToSlash(file)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive
	}
	return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
}

func (r *Report) sarifLocation(pos, end token.Position, message string) sarifLocation {
	l := sarifLocation{Physical: &sarifPhysical{Artifact: r.sarifArtifact(pos.Filename)}}
	if pos.Line > 0 {
		g := r.region(pos, end).sarif()
		l.Physical.Region = &g
	}
	if message != "" {
		l.Message = &sarifMessage{Text: oneLine(message)}
	}
	return l
}
