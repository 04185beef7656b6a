package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/report"
)

// file writes a file and returns its name.
func file(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// found is a finding at the first occurrence of some text in a file, with the
// edit that replaces it.
func found(t *testing.T, name, text string) driver.Finding {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(data, []byte(text))
	if i < 0 {
		t.Fatalf("%s has no %q", name, text)
	}
	at := func(offset int) token.Position {
		line := 1 + bytes.Count(data[:offset], []byte("\n"))
		return token.Position{Filename: name, Offset: offset, Line: line, Column: offset - bytes.LastIndexByte(data[:offset], '\n')}
	}
	return driver.Finding{
		Package: "example.com/a", Analyzer: "publishctx", Category: "publishctx/dropped", Message: "the message; mend it",
		Pos: at(i), End: at(i + len(text)), Fingerprint: "f",
		Fixes: []driver.Fix{{Message: "mend it", Edits: []driver.Edit{{Filename: name, Start: i, End: i + len(text), New: "new"}}}},
	}
}

// TestColumns looks at regions in SARIF, whose columns are UTF-16 code units,
// and in GitHub's annotations.
func TestColumns(t *testing.T) {
	for _, test := range []struct {
		text                             string
		line, column, endLine, endColumn int
	}{
		{"mark", 1, 1, 1, 5},
		{"x := mark", 1, 6, 1, 10},
		{"größe(mark)", 1, 7, 1, 11},
		{"日本(mark)", 1, 4, 1, 8},
		{"🚀🚀(mark)", 1, 6, 1, 10},
		{"e\u0301(mark)", 1, 4, 1, 8},
		{"\ufeffx(mark)", 1, 3, 1, 7},
		{"a\r\n\tmark\r\n", 2, 2, 2, 6},
		{"🚀\n\n  mark\n", 3, 3, 3, 7},
	} {
		name := file(t, "a.go", test.text)
		r := &report.Report{Dir: filepath.Dir(name), Root: filepath.Dir(name), Findings: []driver.Finding{found(t, name, "mark")}}
		want := fmt.Sprintf(`"startLine":%d,"startColumn":%d,"endLine":%d,"endColumn":%d}`, test.line, test.column, test.endLine, test.endColumn)
		var sarif bytes.Buffer
		if err := json.Compact(&sarif, []byte(written(t, "sarif", r))); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(sarif.String(), want); n != 2 { // the finding and its edit
			t.Errorf("%q: %d times %s in SARIF", test.text, n, want)
		}
		want = fmt.Sprintf("line=%d,endLine=%d,col=%d,endColumn=%d,", test.line, test.endLine, test.column, test.endColumn)
		if got := written(t, "github", r); !strings.Contains(got, want) {
			t.Errorf("%q: no %s in %s", test.text, want, got)
		}
	}
}

// TestWithoutSource writes findings in files that cannot be read, that have
// become shorter, or of which only the line is known.
func TestWithoutSource(t *testing.T) {
	name := file(t, "a.go", "package a\n")
	gone := found(t, name, "package")
	gone.Pos.Filename, gone.End.Filename, gone.Fixes[0].Edits[0].Filename = name+"x", name+"x", name+"x"
	behind := found(t, name, "package")
	behind.Pos.Line, behind.End.Line, behind.Fixes[0].Edits[0].End = 70, 71, 4000
	noColumn := found(t, name, "package")
	noColumn.Pos.Column, noColumn.End, noColumn.Fixes = 0, noColumn.Pos, nil
	r := &report.Report{Dir: filepath.Dir(name), Root: filepath.Dir(name), Findings: []driver.Finding{gone, behind, noColumn}, Style: report.Style{Excerpt: true}}
	for _, f := range report.Formats() {
		out := written(t, f.Name, r)
		if out == "" {
			t.Errorf("%s: nothing", f.Name)
		}
		if f.Name == "sarif" && (strings.Contains(out, `"startColumn"`) || strings.Contains(out, `"fixes"`) || strings.Count(out, `"startLine": 70`) != 1) {
			t.Errorf("sarif makes columns up:\n%s", out[strings.Index(out, `"results"`):])
		}
	}
}

// TestEscapes has names and messages that the formats must not take for their own.
func TestEscapes(t *testing.T) {
	name := "a b%,;&<>#?ü.go"
	if runtime.GOOS != "windows" {
		name = `a:b"\` + name
	}
	name = file(t, name, "package a // größe\n")
	f := found(t, name, "größe")
	f.Message = "100% of <a>, \"b\" & 'c'::d\r\n\x00\x1b[31m\u2028\ufffe end; ]]> do"
	f.Suppression = nil
	r := &report.Report{Dir: filepath.Dir(name), Root: filepath.Dir(name), Findings: []driver.Finding{f}}
	base := filepath.Base(name)

	github := written(t, "github", r)
	if lines := strings.Split(github, "\n"); len(lines) != 3 || strings.ContainsAny(lines[0], "\r") || !strings.Contains(lines[0], "::100%25 of <a>, ") || strings.Contains(lines[0][len("::error "):strings.Index(lines[0], ",line=")], ",") {
		t.Errorf("github: %q", lines)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(written(t, "sarif", r)), &log); err != nil {
		t.Fatal(err)
	}
	uri := log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI
	if strings.ContainsAny(uri, " #?<>\"\\ü") {
		t.Errorf("sarif: %s", uri)
	}
	var style struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Message string `xml:"message,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(written(t, "checkstyle", r)), &style); err != nil {
		t.Fatal(err)
	}
	if style.Files[0].Name != base || !strings.HasPrefix(style.Files[0].Errors[0].Message, `100% of <a>, "b" & 'c'::d `) {
		t.Errorf("checkstyle: %+v", style)
	}
	var suites struct {
		Suites []struct {
			Cases []struct {
				File    string `xml:"file,attr"`
				Failure string `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(written(t, "junit", r)), &suites); err != nil {
		t.Fatal(err)
	}
	if c := suites.Suites[0].Cases[0]; c.File != base || !strings.Contains(c.Failure, "]]> do") {
		t.Errorf("junit: %+v", c)
	}
	for _, format := range []string{"json", "gitlab", "agent"} {
		out := written(t, format, r)
		if !json.Valid([]byte(out)) || !strings.Contains(out, `größe`) == (format == "agent") && format == "agent" || format == "agent" && strings.Count(out, "\n") != 1 {
			t.Errorf("%s: %s", format, out)
		}
	}
	r.Style = report.Style{Excerpt: true}
	if out := written(t, "text", r); strings.Count(out, "\n") != 6 {
		t.Errorf("text: %q", out)
	}
}

// TestVerify has the shell take apart what the agent format quotes.
func TestVerify(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no POSIX shell")
	}
	dir := filepath.FromSlash("/home/me")
	for file, want := range map[string]string{
		"/home/me/a.go":                "[-config][it's; $HOME].yml][-only][publishctx/dropped][.]",
		"/home/me/a/b/c.go":            "[-config][it's; $HOME].yml][-only][publishctx/dropped][./a/b]",
		"/home/me/with `blank` &/c.go": "[-config][it's; $HOME].yml][-only][publishctx/dropped][./with `blank` &]",
		"/elsewhere/c.go":              "[-config][it's; $HOME].yml][-only][publishctx/dropped][example.com/bus]",
	} {
		f := driver.Finding{Package: "example.com/bus", Category: "publishctx/dropped", Message: "m", Pos: at(file, 3, 4), End: at(file, 3, 4)}
		var line struct{ Verify string }
		if err := json.Unmarshal([]byte(written(t, "agent", &report.Report{Dir: dir, Again: []string{"-config", "it's; $HOME].yml"}, Findings: []driver.Finding{f}})), &line); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(sh, "-c", "tracelint() { for a; do printf '[%s]' \"$a\"; done; }\n"+line.Verify).Output()
		if err != nil || string(out) != want {
			t.Errorf("%s\nis taken for %s, want %s (%v)", line.Verify, out, want, err)
		}
	}
	// Whether a directive is of use only the whole rule can tell.
	f := driver.Finding{Package: "example.com/bus", Category: "publishctx/unused-ignore", Message: "m", Pos: at("/home/me/a.go", 3, 4)}
	if out := written(t, "agent", &report.Report{Dir: dir, Findings: []driver.Finding{f}}); !strings.Contains(out, `"verify":"tracelint -only publishctx ."`) {
		t.Error(out)
	}
}

// TestAgentSentences divides messages into what is wrong and what to do.
func TestAgentSentences(t *testing.T) {
	for message, want := range map[string][2]string{
		"it is lost: so be it; pass it on (via Bus.Publish, bus.go:49)":            {"it is lost: so be it (via Bus.Publish, bus.go:49).", "Pass the causal context on; if the publish must outlive it, context.WithoutCancel of it: pass it on."},
		"it does not say what, though it is known: name it \"process \" + subject": {"it does not say what, though it is known.", "Pass the causal context on; if the publish must outlive it, context.WithoutCancel of it: name it \"process \" + subject."},
		"DB.ExecContext is given ctx, not record.Context, which holds the trace":   {"DB.ExecContext is given ctx, not record.Context, which holds the trace.", "Pass the causal context on; if the publish must outlive it, context.WithoutCancel of it."},
	} {
		f := driver.Finding{Category: "publishctx/dropped", Message: message}
		var line struct{ Cause, Edit string }
		if err := json.Unmarshal([]byte(written(t, "agent", &report.Report{Dir: "/", Findings: []driver.Finding{f}})), &line); err != nil {
			t.Fatal(err)
		}
		if got := [2]string{line.Cause, line.Edit}; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestGithubCap sees to it that what GitHub leaves out is said to be somewhere.
func TestGithubCap(t *testing.T) {
	r := &report.Report{Dir: "/", Root: "/"}
	for i := range 10 {
		r.Findings = append(r.Findings,
			driver.Finding{Category: "spanname/technical", Message: "m", Pos: at("/a.go", i+1, 1)},
			driver.Finding{Category: "publishctx/dropped", Message: "m", Pos: at("/a.go", i+1, 9)})
	}
	out := written(t, "github", r)
	if !strings.HasSuffix(out, "\ntracelint: 20 findings (10 errors, 10 warnings, 0 notes)\n") {
		t.Errorf("ten of each: %s", out)
	}
	if first, _, _ := strings.Cut(out, "::warning"); strings.Count(first, "::error") != 10 {
		t.Errorf("the gravest do not come first: %s", out)
	}
	r.Findings = append(r.Findings, driver.Finding{Category: "followup/causation", Message: "m", Pos: at("/a.go", 1, 1)}, r.Findings[0])
	if out := written(t, "github", r); !strings.Contains(out, "(10 errors, 11 warnings, 1 note)\ntracelint: GitHub shows 10 annotations") || !strings.Contains(out, "::notice file=a.go,line=1,title=tracelint%3A followup/causation::m\n") {
		t.Errorf("eleven: %s", out)
	}
}

// TestEmpty writes reports without findings.
func TestEmpty(t *testing.T) {
	for format, want := range map[string]string{
		"text": "", "agent": "", "gitlab": "[]\n", "github": "tracelint: 0 findings (0 errors, 0 warnings, 0 notes)\n",
		report.VetJSON: "",
		"checkstyle":   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"5.0\"></checkstyle>\n",
	} {
		if got := written(t, format, &report.Report{Style: report.Style{Excerpt: true}}); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
	if out := written(t, "junit", new(report.Report)); strings.Count(out, "<testcase") != 1 || !strings.Contains(out, `tests="1" failures="0" errors="0" skipped="0"`) {
		t.Errorf("junit: %s", out)
	}
	if out := written(t, "json", new(report.Report)); !strings.Contains(out, `"findings": []`) || !strings.Contains(out, `"problems": []`) {
		t.Errorf("json: %s", out)
	}
	if out := written(t, "sarif", new(report.Report)); !strings.Contains(out, `"results": []`) || !strings.Contains(out, `"executionSuccessful": true`) {
		t.Errorf("sarif: %s", out)
	}
}

// TestGitlabFingerprints sees to it that no issue hides another.
func TestGitlabFingerprints(t *testing.T) {
	f := driver.Finding{Category: "publishctx/dropped", Message: "m", Fingerprint: "same", Pos: at("/a.go", 1, 1)}
	out := written(t, "gitlab", &report.Report{Root: "/", Findings: []driver.Finding{f, f, f}})
	for _, want := range []string{`"same"`, `"same-2"`, `"same-3"`} {
		if strings.Count(out, want) != 1 {
			t.Errorf("no %s in %s", want, out)
		}
	}
}

// TestExcerpt shows the source with the way of the value.
func TestExcerpt(t *testing.T) {
	name := file(t, "shop/shop.go", "package shop\n\nfunc 注文(größe ctx) {\n\t// nothing\n\tbus.Publish(größe, \"\x1b[31m\", mark)\n}\n")
	far := file(t, "bus/bus.go", strings.Repeat("\n", 120)+"\tsend(\""+strings.Repeat("x", 200)+"\", ctx)"+strings.Repeat(" ", 300)+"// end\n")
	f := found(t, name, "mark")
	f.Fixes = append(f.Fixes, driver.Fix{Message: "or so"})
	place := func(file, text, message string) driver.Related {
		at := found(t, file, text)
		return driver.Related{Pos: at.Pos, End: at.Pos, Message: message}
	}
	f.Related = []driver.Related{
		place(far, "ctx)", "the event is handed off here"),
		place(name, "größe ctx", "the message größe is the cause"),
		place(name, "(größe, ", "from here on nobody waits for it"),
		place(name, "package", "so does this call"),
		{Pos: at(filepath.Join(filepath.Dir(name), "nosuch.go"), 3, 4), Message: "the span starts here"},
	}
	const want = `shop/shop.go:5:32: the message; mend it (publishctx/dropped)
   3 │ func 注文(größe ctx) {
     │           ^^^^^ 1 the message größe is the cause
     ┆
   5 │     bus.Publish(größe, "·[31m", mark)
     │     ^^^^^^^^^^^ 2 from here on nobody waits for it
     │                                 ^^^^ 3 dropped
     ┌ ../bus/bus.go
 121 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ctx)                                                                                                    …
     │                                    ^^^ 4 the event is handed off here
     = shop/shop.go:1:1: so does this call
     = fix: mend it
     =  or: or so

1 finding, 1 of them with a fix
`
	root := filepath.Dir(filepath.Dir(name))
	got := filepath.ToSlash(written(t, "text", &report.Report{Dir: root, Findings: []driver.Finding{f}, Style: report.Style{Excerpt: true}}))
	rel, err := filepath.Rel(root, far)
	if err != nil {
		t.Fatal(err)
	}
	if got = strings.ReplaceAll(strings.ReplaceAll(got, filepath.ToSlash(rel), "../bus/bus.go"), filepath.ToSlash(far), "../bus/bus.go"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSummaryText prints a summary.
func TestSummaryText(t *testing.T) {
	r := &report.Report{
		Findings: findings, LeftOut: findings[:1],
		Summary: &report.Summary{
			Packages: 7,
			HandOffs: map[string]report.HandOff{"a": {Publishes: 3, UnknownPublishes: 1, Consumers: 2}, "b": {Publishes: 1}},
			Silences: map[string]int{"interface": 1, "dynamic-call": 12},
		},
	}
	const want = `3 findings in 2 packages of 7; 1 suppressed

findings by rule
      2  dropped
      1  freshroot

findings by package
      2  example.com/orders/a
      1  example.com/bus

hand-offs      seen  understood  unknown
  publishes       4           3        1
  consumers       2           2        0

silent because of (-debug says where)
     12  dynamic-call
      1  interface
`
	var out strings.Builder
	if err := r.PrintSummary(&out); err != nil || out.String() != want {
		t.Errorf("got\n%s\nwant\n%s%v", &out, want, err)
	}
}

// TestKnown suggests what was meant.
func TestKnown(t *testing.T) {
	for _, f := range report.Formats() {
		if err := report.Known(f.Name); err != nil || f.Doc == "" {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if err := report.Known("git-hub"); err == nil || !strings.Contains(err.Error(), "did you mean github?") {
		t.Error(err)
	}
	if err := new(report.Report).Write(new(strings.Builder), "nosuch"); err == nil {
		t.Error("an unknown format is written")
	}
}
