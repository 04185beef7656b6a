package report

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/driver"
)

// githubCap is how many annotations of each level GitHub shows for a step.
const githubCap = 10

var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// github writes workflow commands, which GitHub turns into annotations, the
// gravest first, and a line that says how many there are.
func github(r *Report, w io.Writer) error {
	out := bufio.NewWriter(w)
	findings := slices.Clone(r.Findings)
	grave := []string{"error", "warning", "note"}
	slices.SortStableFunc(findings, func(a, b driver.Finding) int {
		return cmp.Compare(slices.Index(grave, level(a.Category)), slices.Index(grave, level(b.Category)))
	})
	counts := make(map[string]int)
	for _, f := range findings {
		command := level(f.Category)
		counts[command]++
		if command == "note" {
			command = "notice"
		}
		fmt.Fprintf(out, "::%s file=%s,line=%d", command, githubProperty.Replace(slashed(r.Root, f.Pos.Filename)), f.Pos.Line)
		if g := r.region(f.Pos, f.End); g.column > 0 {
			if g.endLine == g.line { // columns count on one line only
				fmt.Fprintf(out, ",endLine=%d,col=%d,endColumn=%d", g.endLine, g.column, g.endColumn)
			} else {
				fmt.Fprintf(out, ",col=%d", g.column)
			}
		}
		message := oneLine(f.Message)
		if f.URL != "" {
			message += "\n" + f.URL
		}
		fmt.Fprintf(out, ",title=%s::%s\n", githubProperty.Replace("tracelint: "+ruleOf(f)), githubData.Replace(message))
	}
	fmt.Fprintf(out, "tracelint: %s (%s, %s, %s)\n", plural(len(findings), "finding"), plural(counts["error"], "error"), plural(counts["warning"], "warning"), plural(counts["note"], "note"))
	for _, n := range counts {
		if n > githubCap {
			fmt.Fprintf(out, "tracelint: GitHub shows %d annotations of each level for a step; all are in this log, and with -format sarif in code scanning\n", githubCap)
			break
		}
	}
	return out.Flush()
}

type (
	checkstyleReport struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr,omitempty"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// checkstyle writes what checkstyle does: a file with its findings.
func checkstyle(r *Report, w io.Writer) error {
	doc := checkstyleReport{Version: "5.0"}
	for _, f := range r.Findings {
		name := slashed(r.Root, f.Pos.Filename)
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != name {
			doc.Files = append(doc.Files, checkstyleFile{Name: name})
		}
		severity := level(f.Category)
		if severity == "note" {
			severity = "info"
		}
		file := &doc.Files[len(doc.Files)-1]
		file.Errors = append(file.Errors, checkstyleError{f.Pos.Line, r.region(f.Pos, f.End).column, severity, oneLine(f.Message), ruleOf(f)})
	}
	return encodeXML(w, doc)
}

type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Time    string        `xml:"time,attr"`
		Failure *junitOutcome `xml:"failure"`
		Error   *junitOutcome `xml:"error"`
		Skipped *junitOutcome `xml:"skipped"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// junit writes a suite for each package, in which a finding is a test that
// failed, what is suppressed one that was skipped, and what could not be
// analysed one that ended in an error. If there is nothing of all that, it is
// one test that passed: some servers take an empty report for a broken one.
func junit(r *Report, w io.Writer) error {
	doc := junitSuites{Name: "tracelint"}
	add := func(pkg string, c junitCase) {
		i := slices.IndexFunc(doc.Suites, func(s junitSuite) bool { return s.Name == pkg })
		if i < 0 {
			i = len(doc.Suites)
			doc.Suites = append(doc.Suites, junitSuite{Name: pkg})
		}
		s := &doc.Suites[i]
		c.Class, c.Time = pkg, "0"
		s.Cases = append(s.Cases, c)
		s.Tests, doc.Tests = s.Tests+1, doc.Tests+1
		switch {
		case c.Failure != nil:
			s.Failures, doc.Failures = s.Failures+1, doc.Failures+1
		case c.Error != nil:
			s.Errors, doc.Errors = s.Errors+1, doc.Errors+1
		case c.Skipped != nil:
			s.Skipped, doc.Skipped = s.Skipped+1, doc.Skipped+1
		}
	}
	for _, f := range slices.Concat(r.Findings, r.LeftOut) {
		pos := f.Pos
		pos.Filename = slashed(r.Root, f.Pos.Filename)
		c := junitCase{Name: ruleOf(f) + " " + pos.String(), File: pos.Filename, Line: pos.Line}
		if s := f.Suppression; s != nil {
			c.Skipped = &junitOutcome{Message: cmp.Or(s.Reason, "suppressed without a reason")}
		} else {
			c.Failure = &junitOutcome{Message: oneLine(f.Message), Type: level(f.Category), Text: r.prose(f)}
		}
		add(f.Package, c)
	}
	for _, p := range r.Problems {
		c := junitCase{Name: "analysis", Error: &junitOutcome{Message: oneLine(p.Message), Text: Problem(r.Root, p)}}
		if p.Pos.IsValid() {
			c.File, c.Line = slashed(r.Root, p.Pos.Filename), p.Pos.Line
			c.Name += fmt.Sprintf(" %s:%d", c.File, c.Line)
		}
		add(cmp.Or(p.Package, "tracelint"), c)
	}
	if doc.Tests == 0 {
		add("tracelint", junitCase{Name: "no findings"})
	}
	return encodeXML(w, doc)
}

// prose is a finding with its related places and page, in a few lines.
func (r *Report) prose(f driver.Finding) string {
	line := func(pos string, message string) string { return pos + ": " + oneLine(message) + "\n" }
	at := f.Pos
	at.Filename = slashed(r.Root, at.Filename)
	s := line(at.String(), f.Message)
	for _, rel := range f.Related {
		at := rel.Pos
		at.Filename = slashed(r.Root, at.Filename)
		s += line(at.String(), rel.Message)
	}
	if f.URL != "" {
		s += f.URL + "\n"
	}
	return s
}

// encodeXML writes a document. Characters that XML cannot have are replaced.
func encodeXML(w io.Writer, doc any) error {
	data, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, data)
	return err
}

// gitlabIssue is an element of GitLab's code quality report.
type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

// gitlab writes GitLab's code quality report. GitLab shows one of several
// issues with the same fingerprint, so these are numbered.
func gitlab(r *Report, w io.Writer) error {
	severity := map[string]string{"error": "major", "warning": "minor", "note": "info"}
	issues := []gitlabIssue{}
	seen := make(map[string]int)
	for _, f := range r.Findings {
		p := f.Fingerprint
		seen[p]++
		if n := seen[p]; n > 1 {
			p = fmt.Sprintf("%s-%d", p, n)
		}
		issue := gitlabIssue{oneLine(f.Message), ruleOf(f), p, severity[level(f.Category)], gitlabLocation{slashed(r.Root, f.Pos.Filename), gitlabLines{Begin: f.Pos.Line}}}
		if f.End.Filename == f.Pos.Filename && f.End.Line > f.Pos.Line {
			issue.Location.Lines.End = f.End.Line
		}
		issues = append(issues, issue)
	}
	return encode(w, issues)
}
