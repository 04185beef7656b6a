package main

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/tracelint/tracelint/internal/testenv"
)

// above is where the example lies in the repository of outputs: a name that has
// to be escaped wherever it is written.
const above = "ser vices%41/größe, a:b"

// outputs is what tracelint writes about the example in all formats. The copy
// of the example has a finding behind characters that are not ASCII, one that
// a directive suppresses, one that is excluded, and a package that does not
// compile.
type outputs struct {
	root, dir string
	data      map[string][]byte
}

var formats = []string{"text", "json", "sarif", "github", "checkstyle", "junit", "gitlab", "agent"}

// copyOrders makes the copy.
func copyOrders(t *testing.T) *outputs {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	name := above
	if runtime.GOOS == "windows" {
		name = strings.ReplaceAll(name, ":", "")
	}
	o := &outputs{root: root, dir: filepath.Join(root, filepath.FromSlash(name)), data: make(map[string][]byte)}
	if err := os.CopyFS(o.dir, os.DirFS(testenv.Module(t, "examples/orders"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, ".git"), 0o777); err != nil {
		t.Fatal(err)
	}
	o.replace(t, "internal/payment/payment.go", "context.WithTimeout(context.Background()", "context.WithTimeout(/* größe 🚀 */ context.Background()")
	o.replace(t, "internal/shipping/shipping.go", "\treturn s.bus.Publish(", "\t//tracelint:ignore publishctx/no-carrier -- \"they\" & <we> read no headers\n\treturn s.bus.Publish(")
	o.replace(t, ".tracelint.yml", "traceConventions:", "exclude: [{path: internal/ledger, reason: to be replaced}]\ntraceConventions:")
	if err := os.MkdirAll(filepath.Join(o.dir, "internal", "half"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.dir, "internal", "half", "half.go"), []byte("package half\n\nfunc F() { nosuch() }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *outputs) replace(t *testing.T, name, old, new string) {
	t.Helper()
	name = filepath.Join(o.dir, filepath.FromSlash(name))
	data, err := os.ReadFile(name)
	if err != nil || strings.Count(string(data), old) != 1 {
		t.Fatalf("%s: %d times %q, %v", name, strings.Count(string(data), old), old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, new, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// line returns a line of a file of the example.
func (o *outputs) line(t *testing.T, name string, n int) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(o.dir, filepath.FromSlash(name)))
	lines := strings.Split(string(data), "\n")
	if err != nil || n < 1 || n > len(lines) {
		t.Fatalf("%s has no line %d (%v)", name, n, err)
	}
	return lines[n-1]
}

// TestFormats runs the command once, with all formats, and looks at each.
func TestFormats(t *testing.T) {
	o := copyOrders(t)
	out := t.TempDir()
	args := []string{"-suppressed", "-summary"}
	for _, f := range formats {
		args = append(args, "-format", f+"="+filepath.Join(out, f))
	}
	stdout, stderr, code := run(t, o.dir, executable, args...)
	if code != 3 || stdout != "" || !strings.Contains(stderr, "undefined: nosuch") || !strings.Contains(stderr, "\nhand-offs ") {
		t.Fatalf("exit code %d, stdout %q, stderr:\n%s", code, stdout, stderr)
	}
	for _, f := range formats {
		data, err := os.ReadFile(filepath.Join(out, f))
		if err != nil {
			t.Fatal(err)
		}
		o.data[f] = data
	}
	bin := testenv.Build(t, testenv.Module(t, "internal/report/testdata/validate"), ".")
	// validate holds a document against a schema, and then a document that is
	// wrong in one place, which the schema must not take.
	validate := func(t *testing.T, schema, format, right, wrong string) {
		t.Helper()
		if _, err := testenv.Run(t, out, testenv.Executable(bin, "validate"), schema, filepath.Join(out, format)); err != nil {
			t.Error(err)
		}
		spoilt := strings.Replace(string(o.data[format]), right, wrong, 1)
		if err := os.WriteFile(filepath.Join(out, "spoilt"), []byte(spoilt), 0o666); err != nil || spoilt == string(o.data[format]) {
			t.Fatalf("%s has no %s (%v)", format, right, err)
		}
		if _, err := testenv.Run(t, out, testenv.Executable(bin, "validate"), schema, "spoilt"); err == nil {
			t.Errorf("the schema takes %s", wrong)
		}
	}
	// The lines are the measure: they are what is there without any format.
	lines := findingLine.FindAllString(string(o.data["text"]), -1)
	if plain, _, _ := run(t, o.dir, executable); plain != string(o.data["text"]) || strings.Count(plain, "\n") != len(lines) || len(lines) < 12 {
		t.Errorf("text is\n%s\nand without -format\n%s", o.data["text"], plain)
	}

	t.Run("json", func(t *testing.T) {
		validate(t, filepath.Join(testenv.Root(t), "docs", "output.schema.json"), "json", `"level": "error"`, `"level": "grave"`)
		var doc struct {
			Version              int
			Findings, Suppressed []struct {
				Rule, Message, Fingerprint string
				Location                   struct {
					File                             string
					Line, Column, EndLine, EndColumn int
				}
				Related []struct {
					Role     string
					Location struct{ File string }
				}
				Fixes []struct {
					Edits []struct {
						File, NewText string
						Start, End    int
					}
				}
				Suppression struct {
					Kind, Reason string
					Line         int
				}
			}
			Problems []struct {
				Message  string
				Location struct {
					File string
					Line int
				}
			}
			Summary struct {
				Rules     map[string]int
				ByPackage map[string]struct{ Findings int }
				Total     struct {
					Findings             int
					Publishes, Consumers struct{ Seen, Understood, Unknown int }
				}
				Silences map[string]int
			}
		}
		decodeJSON(t, o.data["json"], &doc)
		if len(doc.Findings) != len(lines) || doc.Version != 1 {
			t.Errorf("version %d, %d findings, want %d", doc.Version, len(doc.Findings), len(lines))
		}
		seen := make(map[string]bool)
		dropped := 0
		for i, f := range doc.Findings {
			if !strings.HasPrefix(lines[i], f.Location.File+":") || !strings.HasSuffix(lines[i], ": "+f.Message+" ("+f.Rule+")") {
				t.Errorf("finding %d is %+v, in text %s", i, f, lines[i])
			}
			if f.Fingerprint == "" || seen[f.Fingerprint] {
				t.Errorf("%s: fingerprint %q", lines[i], f.Fingerprint)
			}
			seen[f.Fingerprint] = true
			if f.Rule != "publishctx/dropped" {
				continue
			}
			dropped++
			l := f.Location
			if text := o.line(t, l.File, l.Line); text[l.Column-1:l.EndColumn-1] != "context.Background()" {
				t.Errorf("columns %d to %d of %s", l.Column, l.EndColumn, text)
			}
			data, err := os.ReadFile(filepath.Join(o.dir, f.Fixes[0].Edits[0].File))
			if e := f.Fixes[0].Edits[0]; err != nil || string(data[e.Start:e.End]) != "context.Background()" || !strings.Contains(e.NewText, "ctx") {
				t.Errorf("edit %+v, %v", e, err)
			}
			if len(f.Related) != 2 || f.Related[0].Role != "after" || f.Related[1].Role != "origin" || f.Related[0].Location.File != "internal/bus/bus.go" {
				t.Errorf("related places %+v", f.Related)
			}
		}
		if dropped != 1 {
			t.Errorf("%d findings of a dropped context", dropped)
		}
		if len(doc.Suppressed) != 2 {
			t.Fatalf("%d findings are suppressed, want 2", len(doc.Suppressed))
		}
		if s := doc.Suppressed[0]; s.Rule != "batchlinks/no-links" || s.Suppression.Kind != "external" || s.Suppression.Reason != "to be replaced" || seen[s.Fingerprint] || s.Fingerprint == "" {
			t.Errorf("suppressed: %+v", s)
		}
		if s := doc.Suppressed[1]; s.Rule != "publishctx/no-carrier" || s.Suppression.Kind != "inSource" || s.Suppression.Reason != `"they" & <we> read no headers` || s.Suppression.Line != s.Location.Line-1 {
			t.Errorf("suppressed: %+v", s)
		}
		if len(doc.Problems) != 1 || doc.Problems[0].Location.File != "internal/half/half.go" || doc.Problems[0].Location.Line != 3 {
			t.Errorf("problems: %+v", doc.Problems)
		}
		sum := 0
		for _, n := range doc.Summary.Rules {
			sum += n
		}
		s := doc.Summary
		if sum != len(lines) || s.Total.Findings != len(lines) || s.ByPackage["example.com/orders/internal/payment"].Findings != 2 {
			t.Errorf("summary: %+v", s)
		}
		for _, c := range []struct{ Seen, Understood, Unknown int }{s.Total.Publishes, s.Total.Consumers} {
			if c.Seen < 5 || c.Seen != c.Understood+c.Unknown {
				t.Errorf("summary: %+v", s.Total)
			}
		}
	})

	t.Run("sarif", func(t *testing.T) {
		schema := filepath.Join(strings.TrimSpace(string(testenv.Go(t, testenv.Module(t, "internal/report/testdata/validate"), "list", "-m", "-f", "{{.Dir}}", "github.com/securego/gosec/v2"))),
			"report", "sarif", "testdata", "sarif-schema-2.1.0.json")
		validate(t, schema, "sarif", `"startLine": `, `"startLine": -`)
		var log sarifLog
		decodeJSON(t, o.data["sarif"], &log)
		r := log.Runs[0]
		if len(r.Results) != len(lines)+2 || r.ColumnKind != "utf16CodeUnits" || r.Invocations[0].ExecutionSuccessful || len(r.Invocations[0].ToolExecutionNotifications) != 1 {
			t.Errorf("%d results, columns in %s, %+v", len(r.Results), r.ColumnKind, r.Invocations)
		}
		flows := 0
		for _, res := range r.Results {
			rule := r.Tool.Driver.Rules[res.RuleIndex]
			if rule.ID != res.RuleID || !strings.HasPrefix(rule.HelpURI, "https://") || rule.ShortDescription.Text == "" || rule.Help.Text == "" || !strings.HasPrefix(rule.Help.Markdown, "#") || rule.DefaultConfiguration.Level != res.Level {
				t.Errorf("rule of %s: %+v", res.RuleID, rule)
			}
			if res.PartialFingerprints["tracelint/v1"] == "" {
				t.Errorf("%s: no fingerprint", res.RuleID)
			}
			for _, l := range res.locations() {
				if l.PhysicalLocation.ArtifactLocation.URIBaseID != "%SRCROOT%" {
					t.Errorf("%s: %+v", res.RuleID, l)
				}
				u, err := url.Parse(l.PhysicalLocation.ArtifactLocation.URI)
				if err != nil || u.Scheme != "" {
					t.Errorf("%s: %v %v", res.RuleID, u, err)
				} else if _, err := os.Stat(filepath.Join(o.root, filepath.FromSlash(u.Path))); err != nil {
					t.Errorf("%s: %v", res.RuleID, err)
				}
			}
			if len(res.CodeFlows) > 0 {
				flows++
			}
			if res.Suppressions == nil {
				t.Errorf("%s does not say that it is not suppressed", res.RuleID)
			} else if s := *res.Suppressions; len(s) > 0 {
				want := map[string]string{"external": "to be replaced", "inSource": `"they" & <we> read no headers`}[s[0].Kind]
				if want == "" || s[0].Justification != want || s[0].Status != "accepted" {
					t.Errorf("%s: suppressions %+v", res.RuleID, s)
				}
			}
			if res.RuleID != "publishctx/dropped" {
				continue
			}
			at := res.Locations[0].PhysicalLocation.Region
			if got := between16(o.line(t, "internal/payment/payment.go", at.StartLine), at.StartColumn, at.EndColumn); got != "context.Background()" {
				t.Errorf("the region is %q", got)
			}
			if d := res.Fixes[0].ArtifactChanges[0].Replacements[0]; d.DeletedRegion != at || d.InsertedContent.Text != "context.WithoutCancel(ctx)" {
				t.Errorf("replacement %+v", d)
			}
			var way []string
			for _, s := range res.CodeFlows[0].ThreadFlows[0].Locations {
				way = append(way, s.Importance+": "+s.Location.Message.Text)
			}
			if len(way) != 3 || way[0] != "important: the context ctx is the cause" || !strings.HasPrefix(way[1], "essential: Bus.Publish is given") || way[2] != "important: the event is handed off here" {
				t.Errorf("the way is %q", way)
			}
		}
		if flows < 10 {
			t.Errorf("%d code flows", flows)
		}
	})

	t.Run("github", func(t *testing.T) {
		command := regexp.MustCompile(`^::(error|warning|notice) file=([^,:]+),line=(\d+)(?:,endLine=\d+)?(?:,col=\d+)?(?:,endColumn=\d+)?,title=([^:,]+)::(.*)$`)
		unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
		got := strings.Split(strings.TrimSpace(string(o.data["github"])), "\n")
		n, last := 0, "error"
		for _, line := range got[:len(lines)] {
			m := command.FindStringSubmatch(line)
			if m == nil {
				t.Errorf("%q is no annotation", line)
				continue
			}
			n++
			if m[1] < last {
				t.Errorf("%s after %s", m[1], last)
			}
			last = m[1]
			if _, err := os.Stat(filepath.Join(o.root, filepath.FromSlash(unescape.Replace(m[2])))); err != nil {
				t.Error(err)
			}
			if title := unescape.Replace(m[4]); !strings.HasPrefix(title, "tracelint: ") || !strings.Contains(title, "/") || !strings.Contains(m[5], "%0Ahttps://") {
				t.Errorf("title %q in %s", title, line)
			}
		}
		if n != len(lines) || len(got) != n+1 || !strings.HasPrefix(got[n], "tracelint: 13 findings (") {
			t.Errorf("%d annotations, want %d, and then %q", n, len(lines), got[n:])
		}
	})

	t.Run("checkstyle", func(t *testing.T) {
		var doc struct {
			XMLName xml.Name `xml:"checkstyle"`
			Version string   `xml:"version,attr"`
			Files   []struct {
				Name   string `xml:"name,attr"`
				Errors []struct {
					Line     int    `xml:"line,attr"`
					Column   int    `xml:"column,attr"`
					Severity string `xml:"severity,attr"`
					Message  string `xml:"message,attr"`
					Source   string `xml:"source,attr"`
				} `xml:"error"`
			} `xml:"file"`
		}
		decodeXML(t, o.data["checkstyle"], &doc)
		n := 0
		for _, f := range doc.Files {
			if _, err := os.Stat(filepath.Join(o.root, filepath.FromSlash(f.Name))); err != nil {
				t.Error(err)
			}
			for _, e := range f.Errors {
				n++
				if e.Line < 1 || e.Column < 1 || !slices.Contains([]string{"error", "warning", "info"}, e.Severity) || e.Message == "" || !strings.Contains(e.Source, "/") {
					t.Errorf("%s: %+v", f.Name, e)
				}
			}
		}
		if n != len(lines) || doc.Version == "" {
			t.Errorf("%d errors, want %d", n, len(lines))
		}
	})

	t.Run("junit", func(t *testing.T) {
		var doc junit
		decodeXML(t, o.data["junit"], &doc)
		if doc.Tests != len(lines)+3 || doc.Failures != len(lines) || doc.Errors != 1 || doc.Skipped != 2 {
			t.Errorf("%+v", doc)
		}
		tests := 0
		for _, s := range doc.Suites {
			tests += len(s.Cases)
			if s.Tests != len(s.Cases) {
				t.Errorf("%s has %d tests and says %d", s.Name, len(s.Cases), s.Tests)
			}
			for _, c := range s.Cases {
				if c.Name == "" || c.Classname != s.Name || len(c.Failure)+len(c.Error)+len(c.Skipped) != 1 {
					t.Errorf("%s: %+v", s.Name, c)
				}
				if len(c.Skipped) == 1 && c.Skipped[0].Message != "to be replaced" && c.Skipped[0].Message != `"they" & <we> read no headers` {
					t.Errorf("skipped: %+v", c.Skipped)
				}
			}
		}
		if tests != doc.Tests {
			t.Errorf("%d tests, said to be %d", tests, doc.Tests)
		}
	})

	t.Run("gitlab", func(t *testing.T) {
		var issues []struct {
			Description, Fingerprint, Severity string
			Check                              string `json:"check_name"`
			Location                           struct {
				Path  string
				Lines struct{ Begin int }
			}
		}
		decodeJSON(t, o.data["gitlab"], &issues)
		seen := make(map[string]bool)
		for _, i := range issues {
			if i.Description == "" || i.Check == "" || i.Fingerprint == "" || seen[i.Fingerprint] || i.Location.Lines.Begin < 1 || !slices.Contains([]string{"info", "minor", "major"}, i.Severity) || strings.HasPrefix(i.Location.Path, "./") {
				t.Errorf("%+v", i)
			}
			seen[i.Fingerprint] = true
			if _, err := os.Stat(filepath.Join(o.root, filepath.FromSlash(i.Location.Path))); err != nil {
				t.Error(err)
			}
		}
		if len(issues) != len(lines) {
			t.Errorf("%d issues, want %d", len(issues), len(lines))
		}
	})

	moved := filepath.Join(t.TempDir(), "moved")
	t.Run("elsewhere", func(t *testing.T) {
		// Nothing depends on where the repository lies, or on the run.
		if err := os.Rename(o.root, moved); err != nil {
			t.Fatal(err)
		}
		o.dir, o.root = filepath.Join(moved, strings.TrimPrefix(o.dir, o.root)), moved
		if _, stderr, code := run(t, o.dir, executable, args...); code != 3 {
			t.Fatalf("exit code %d, stderr:\n%s", code, stderr)
		}
		for _, f := range formats {
			if data, err := os.ReadFile(filepath.Join(out, f)); err != nil || string(data) != string(o.data[f]) {
				t.Errorf("%s differs, %v", f, err)
			}
		}
	})

	t.Run("suppressed", func(t *testing.T) {
		// Only what lies in the packages asked for is listed, only on demand.
		for args, want := range map[string]int{"-suppressed ./internal/shipping": 1, "-suppressed ./internal/payment": 0, "./internal/shipping": 0} {
			stdout, _, code := run(t, o.dir, executable, append([]string{"-format", "json"}, strings.Fields(args)...)...)
			if n := strings.Count(stdout, `"suppression":`); n != want || code != 1 {
				t.Errorf("%s: exit code %d, %d suppressed findings, want %d", args, code, n, want)
			}
		}
	})

	t.Run("agent", func(t *testing.T) {
		testAgent(t, o, len(lines))
	})
}

// testAgent does what a coding agent would with each line: look whether the
// command that verifies it finds something, make the edits, and look again.
func testAgent(t *testing.T, o *outputs, want int) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a POSIX shell")
	}
	path := t.TempDir()
	if err := os.Symlink(executable, filepath.Join(path, "tracelint")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", path+string(filepath.ListSeparator)+os.Getenv("PATH"))
	lines := strings.Split(strings.TrimSpace(string(o.data["agent"])), "\n")
	if len(lines) != want {
		t.Errorf("%d lines, want %d", len(lines), want)
	}
	edited := 0
	for _, line := range lines {
		var f struct {
			Rule, Cause, File, Edit, Verify, Explain string
			Line, Column                             int
			Avoid                                    []string
			Edits                                    []struct {
				File, OldText, NewText string
				Line, Column           int
			}
		}
		decodeJSON(t, []byte(line), &f)
		if !strings.HasSuffix(f.Cause, ".") || f.Edit == "" || len(f.Avoid) < 2 || f.Line < 1 || f.Explain != "tracelint explain "+f.Rule {
			t.Errorf("%+v", f)
		}
		stdout, stderr, code := run(t, o.dir, "sh", "-c", f.Verify)
		if code != 1 || stderr != "" || !strings.Contains(stdout, f.File) {
			t.Errorf("%s: exit code %d, %s%s", f.Verify, code, stdout, stderr)
		}
		for _, l := range findingLine.FindAllString(stdout, -1) {
			if !strings.HasSuffix(l, "("+f.Rule+")") {
				t.Errorf("%s finds %s", f.Verify, l)
			}
		}
		if len(f.Edits) == 0 || f.Rule != "publishctx/dropped" {
			continue
		}
		edited++
		for _, e := range f.Edits {
			text := o.line(t, e.File, e.Line)
			if !strings.HasPrefix(text[e.Column-1:], e.OldText) {
				t.Fatalf("%+v does not fit %q", e, text)
			}
			o.replace(t, e.File, text, text[:e.Column-1]+e.NewText+text[e.Column-1+len(e.OldText):])
		}
		if stdout, stderr, code := run(t, o.dir, "sh", "-c", f.Verify); code != 0 || stdout+stderr != "" {
			t.Errorf("after the edit, %s: exit code %d, %s%s", f.Verify, code, stdout, stderr)
		}
	}
	if edited == 0 {
		t.Error("no edit was tried")
	}
}

// between16 returns the part of a line between two columns, counted from 1 in
// UTF-16 code units.
func between16(line string, start, end int) string {
	return string(utf16.Decode(utf16.Encode([]rune(line))[start-1 : end-1]))
}

func decodeJSON(t *testing.T, data []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
}

func decodeXML(t *testing.T, data []byte, to any) {
	t.Helper()
	if err := xml.Unmarshal(data, to); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
}

type junit struct {
	XMLName  xml.Name `xml:"testsuites"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Skipped  int      `xml:"skipped,attr"`
	Suites   []struct {
		Name  string `xml:"name,attr"`
		Tests int    `xml:"tests,attr"`
		Cases []struct {
			Name      string    `xml:"name,attr"`
			Classname string    `xml:"classname,attr"`
			Failure   []outcome `xml:"failure"`
			Error     []outcome `xml:"error"`
			Skipped   []outcome `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type outcome struct {
	Message string `xml:"message,attr"`
}

// What is read of SARIF.
type (
	sarifLog struct{ Runs []sarifRun }
	sarifRun struct {
		ColumnKind  string
		Results     []sarifResult
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []any
		}
		Tool struct {
			Driver struct {
				Rules []struct {
					ID, HelpURI          string
					ShortDescription     struct{ Text string }
					Help                 struct{ Text, Markdown string }
					DefaultConfiguration struct{ Level string }
				}
			}
		}
	}
	sarifResult struct {
		RuleID              string
		RuleIndex           int
		Level               string
		Locations           []sarifLocation
		RelatedLocations    []sarifLocation
		PartialFingerprints map[string]string
		CodeFlows           []struct {
			ThreadFlows []struct {
				Locations []struct {
					Importance string
					Location   sarifLocation
				}
			}
		}
		Fixes []struct {
			ArtifactChanges []struct {
				Replacements []struct {
					DeletedRegion   sarifRegion
					InsertedContent struct{ Text string }
				}
			}
		}
		Suppressions *[]struct{ Kind, Status, Justification string }
	}
	sarifLocation struct {
		Message          struct{ Text string }
		PhysicalLocation struct {
			ArtifactLocation struct{ URI, URIBaseID string }
			Region           sarifRegion
		}
	}
	sarifRegion struct{ StartLine, StartColumn, EndLine, EndColumn int }
)

// locations returns all places that a result names.
func (r *sarifResult) locations() []sarifLocation {
	all := slices.Concat(r.Locations, r.RelatedLocations)
	for _, c := range r.CodeFlows {
		for _, f := range c.ThreadFlows {
			for _, l := range f.Locations {
				all = append(all, l.Location)
			}
		}
	}
	return all
}
