// The tests of this package keep the documentation true: what it shows of programs and of
// tracelint is generated between markers,
//
//	<!-- generated: trace kafkago/nocarrier -->
//	...
//	<!-- end -->
//
// and compared with what is printed today. After a change,
//
//	go test ./docs -update
//
// writes it anew. The kinds of blocks are the cases of [blocks.generate].

package docs_test

import (
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/gopls"
	"github.com/tracelint/tracelint/internal/proof"
	"github.com/tracelint/tracelint/internal/report"
	"github.com/tracelint/tracelint/internal/testenv"
)

var update = flag.Bool("update", false, "write the generated blocks anew")

// The two commands that README.md promises, and .ci/run takes from there.
const (
	mainCommand = "go run ./cmd/tracelint -C examples/orders ./..."
	testCommand = "go test -timeout 60m ./..."
)

const (
	shop     = "examples/orders"
	programs = "analyzers/testdata"
)

var blockRE = regexp.MustCompile(`(?ms)^<!-- generated: ([^\n]*?) -->\n(.*?)^<!-- end -->$`)

// TestGenerated compares the generated blocks with what would be generated now.
func TestGenerated(t *testing.T) {
	pages := pages(t)
	b := &blocks{t: t}
	b.run(wanted(pages))
	rewrite(t, pages, func(kind string) bool { return kind != "libraries" }, b.generate)
}

// rewrite compares the generated blocks of some kinds with what would be
// generated now, given what is there, and writes them anew if asked to.
func rewrite(t *testing.T, pages map[string]string, kinds func(string) bool, generate func(f []string, now string) (string, bool)) {
	t.Helper()
	for name, text := range pages {
		fresh := blockRE.ReplaceAllStringFunc(text, func(block string) string {
			m := blockRE.FindStringSubmatch(block)
			f := strings.Fields(m[1])
			if len(f) > 0 && !kinds(f[0]) {
				return block
			}
			body, ok := generate(f, m[2])
			switch {
			case !ok:
				t.Errorf("%s: nothing is known about a block %q", name, m[1])
				return block
			case body != m[2] && !*update:
				t.Errorf("%s: the block %q is out of date (go test ./docs -update writes it anew); now it is\n%s", name, m[1], body)
			}
			return fmt.Sprintf("<!-- generated: %s -->\n%s<!-- end -->", m[1], body)
		})
		if n := strings.Count(text, "<!-- generated: "); n != len(blockRE.FindAllString(text, -1)) || n != strings.Count(text, "<!-- end -->") {
			t.Errorf("%s: a marker without its counterpart", name)
			continue
		}
		if *update && fresh != text {
			if err := os.WriteFile(filepath.Join(testenv.Root(t), filepath.FromSlash(name)), []byte(fresh), 0o666); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestSchema compares the JSON Schemas of the configuration and of the json
// format with those that would be generated now.
func TestSchema(t *testing.T) {
	for name, schema := range map[string][]byte{"tracelint.schema.json": config.Schema(), "output.schema.json": report.Schema()} {
		name := filepath.Join(testenv.Root(t), "docs", name)
		if *update {
			if err := os.WriteFile(name, schema, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if data, err := os.ReadFile(name); err != nil || string(data) != string(schema) {
			t.Errorf("%s is out of date (go test ./docs -update writes it anew): %v", name, err)
		}
	}
}

// TestConfigurationPage sees to it that the files that the page shows are sound.
func TestConfigurationPage(t *testing.T) {
	samples := regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllStringSubmatch(pages(t)["docs/configuration.md"], -1)
	if len(samples) < 3 {
		t.Errorf("%d samples", len(samples))
	}
	for _, m := range samples {
		if _, err := config.Parse("docs/configuration.md", []byte(m[1])); err != nil {
			t.Errorf("%v in\n%s", err, m[1])
		}
	}
}

// wanted returns the programs whose traces the pages show.
func wanted(pages map[string]string) []string {
	programs := make(map[string]bool)
	for _, text := range pages {
		for _, m := range blockRE.FindAllStringSubmatch(text, -1) {
			if f := strings.Fields(m[1]); len(f) >= 2 && f[0] == "trace" {
				programs[f[1]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(programs))
}

// blocks makes the contents of generated blocks.
type blocks struct {
	t        *testing.T
	traces   map[string]proof.Spans // of programs
	findings []proof.Finding        // in the programs
	tool     string                 // the executable
}

// run builds and lints the programs, and runs those named.
func (b *blocks) run(names []string) {
	t := b.t
	dir := testenv.Module(t, programs)
	b.tool = testenv.Executable(testenv.Build(t, testenv.Root(t), "./cmd/tracelint"), "tracelint")
	bin := testenv.Build(t, dir, "./lib/...")

	var mu sync.Mutex
	b.traces = make(map[string]proof.Spans)
	t.Run("programs", func(t *testing.T) {
		for _, name := range names {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				library, program, _ := strings.Cut(name, "/")
				exe, args := testenv.Program(t, bin, library, program)
				out, err := testenv.Run(t, bin, exe, args...)
				if err != nil {
					t.Fatal(err)
				}
				spans, err := proof.DecodeSpans(out)
				if err != nil {
					t.Fatal(err)
				}
				mu.Lock()
				b.traces[name] = spans
				mu.Unlock()
			})
		}
	})
	out, err := testenv.Run(t, dir, b.tool, "-json", "-enable", optIn(), "./lib/...")
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if b.findings, err = proof.DecodeFindings(out); err != nil {
		t.Fatal(err)
	}
	required, err := proof.LintRequiring(dir, proof.Required, "./lib/...")
	if err != nil {
		t.Fatal(err)
	}
	b.findings = append(b.findings, required...)
}

// optIn lists the categories that are not on by default.
func optIn() string {
	var names []string
	for _, c := range catalogue.All() {
		if c.Confidence == catalogue.OptIn {
			names = append(names, c.Name())
		}
	}
	return strings.Join(names, ",")
}

// generate returns what belongs into a block, given what is there now; false
// if there is no such block.
func (b *blocks) generate(f []string, now string) (string, bool) {
	switch {
	case len(f) == 0:
	case f[0] == "shop": // what the example prints
		dir := testenv.Module(b.t, shop)
		bin := testenv.Build(b.t, dir, ".")
		out, err := testenv.Run(b.t, dir, testenv.Executable(bin, "orders"), f[1:]...)
		if err != nil {
			b.t.Error(err)
		}
		return fence("text", string(out)), true
	case f[0] == "findings": // what the main command says about the example
		return b.mainOutput(now), true
	case f[0] == "help":
		out, err := testenv.Run(b.t, ".", b.tool, "-h")
		if err != nil {
			b.t.Error(err)
		}
		return fence("text", string(out)), true
	case f[0] == "formats":
		return formats(), true
	case f[0] == "output": // what the command prints about the example, its status whatever it is
		return b.output(f[1:], now), true
	case f[0] == "configuration":
		return config.Table(), true
	case f[0] == "template": // what tracelint init writes
		return fence("yaml", config.Template()), true
	case f[0] == "gopls": // the versions that were built and driven
		var s strings.Builder
		s.WriteString("| gopls | needs Go |\n|---|---|\n")
		for _, r := range gopls.Tested {
			fmt.Fprintf(&s, "| %s | %s |\n", r.Version, r.Go)
		}
		return s.String(), true
	case f[0] == "trace" && len(f) >= 2: // what a program's spans look like, with some of their attributes
		spans, ok := b.traces[f[1]]
		if !ok {
			return now, true // its run has failed
		}
		return fence("text", tree(spans, f[2:]...)), true
	case f[0] == "code" && len(f) == 3: // a function of a program
		return fence("go", function(b.t, f[1], f[2])), true
	case f[0] == "message" && len(f) == 3: // what tracelint says about a program
		return b.message(f[1], f[2], now), true
	case f[0] == "fixes" && len(f) == 2:
		return b.fixes(f[1]), true
	}
	return "", false
}

func fence(language, text string) string {
	return "```" + language + "\n" + strings.TrimRight(text, "\n") + "\n```\n"
}

// formats is the table of what -format takes.
func formats() string {
	var s strings.Builder
	s.WriteString("| format | what it is for |\n|---|---|\n")
	for _, f := range report.Formats() {
		fmt.Fprintf(&s, "| `%s` | %s |\n", f.Name, f.Doc)
	}
	return s.String()
}

var colorRE = regexp.MustCompile("\x1b\\[[0-9;]*m")

// output runs the command in the directory of the example. Colours are left
// out, and so are the version, which is another one each time, and where the
// example lies in this repository.
func (b *blocks) output(args []string, now string) string {
	cmd := exec.Command(b.tool, args...)
	cmd.Dir = testenv.Module(b.t, shop)
	out, err := cmd.CombinedOutput()
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		b.t.Errorf("tracelint %q: %v\n%s", args, err, out)
		return now
	}
	language := "text"
	switch {
	case slices.Contains(args, "json"), slices.Contains(args, "agent"), slices.Contains(args, "gitlab"):
		language = "json"
	case slices.Contains(args, "checkstyle"), slices.Contains(args, "junit"):
		language = "xml"
	}
	text := colorRE.ReplaceAllString(string(out), "")
	text = versionRE.ReplaceAllString(text, `"version": "v1.2.3"`)
	return fence(language, strings.ReplaceAll(text, "file="+shop+"/", "file=")) // the example's own repository, so to speak
}

var versionRE = regexp.MustCompile(`"version": "[^"]*"`)

// mainOutput runs the command as it stands in README.md.
func (b *blocks) mainOutput(now string) string {
	testenv.Module(b.t, shop)
	args := strings.Fields(mainCommand)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = testenv.Root(b.t)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	// What go run adds to standard error is all that may be there.
	if exit := new(exec.ExitError); !errors.As(err, &exit) || strings.TrimSpace(stderr.String()) != "exit status 1" || len(out) == 0 {
		b.t.Errorf("%s: %v, want exit code 1 and findings; standard error:\n%s", mainCommand, err, &stderr)
		return now
	}
	if strings.Contains(string(out), "internal/fixed/") {
		b.t.Errorf("%s: finds something in the repaired services:\n%s", mainCommand, out)
	}
	return fence("text", string(out))
}

// message returns what tracelint says about a program. That it finds the mistake
// at all is not for this test to say but for package proof's: a message that
// nothing prints stays as it is.
func (b *blocks) message(program, category, now string) string {
	for _, f := range b.of(program) {
		if f.Category == category {
			return fence("text", f.Message)
		}
	}
	b.t.Logf("lib/%s: %s is not reported", program, category)
	return now
}

// of returns the findings in a program.
func (b *blocks) of(program string) []proof.Finding {
	var list []proof.Finding
	for _, f := range b.findings {
		if file, _ := f.File(); strings.HasSuffix(filepath.ToSlash(filepath.Dir(file)), "/lib/"+program) {
			list = append(list, f)
		}
	}
	return list
}

// fixes lists the categories of a rule in which findings come with a fix.
func (b *blocks) fixes(rule string) string {
	titles := make(map[string]bool)
	for _, f := range b.findings {
		if variant, ok := strings.CutPrefix(f.Category, rule+"/"); ok {
			for _, fix := range f.Fixes {
				titles[fmt.Sprintf("- `%s`: %s\n", variant, fix.Message)] = true
			}
		}
	}
	if len(titles) == 0 {
		return "None yet.\n"
	}
	return strings.Join(slices.Sorted(maps.Keys(titles)), "")
}

var wantRE = regexp.MustCompile(`// want (\S+)`)

// function returns the source of a function or method of a program.
func function(t *testing.T, program, name string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(testenv.Root(t), programs, "lib", filepath.FromSlash(program), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, data, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || qualified(fd) != name {
				continue
			}
			src, err := format.Source(data[fset.Position(fd.Pos()).Offset:fset.Position(fd.End()).Offset])
			if err != nil {
				t.Fatal(err)
			}
			return wantRE.ReplaceAllString(string(src), "// $1")
		}
	}
	t.Errorf("lib/%s has no function %s", program, name)
	return ""
}

// qualified returns the name of a function, and of a method with its receiver's type.
func qualified(fd *ast.FuncDecl) string {
	if fd.Recv == nil {
		return fd.Name.Name
	}
	recv := fd.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	return types.ExprString(recv) + "." + fd.Name.Name
}

// pages returns the texts of all pages by slash-separated name below the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	root := testenv.Root(t)
	pages := make(map[string]string)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".md":
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		pages[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// TestCommands sees to it that README.md has each of the two commands once, on
// a line of its own, to be copied from there.
func TestCommands(t *testing.T) {
	readme := pages(t)["README.md"]
	for _, command := range []string{mainCommand, testCommand} {
		if n := strings.Count(readme, "\n"+command+"\n"); n != 1 {
			t.Errorf("README.md has %d lines %q, want 1", n, command)
		}
	}
}

// TestCategories compares the headings of the rules' pages with the categories
// of the rules.
func TestCategories(t *testing.T) {
	pages := pages(t)
	rules := make(map[string]bool)
	for _, a := range analyzers.Suite {
		rules[a.Name] = true
		page, ok := strings.CutPrefix(diag.URL(a.Name, ""), diag.Pages)
		if !ok {
			t.Errorf("%s: its page is not below %s", a.Name, diag.Pages)
			continue
		}
		text, ok := pages["docs/rules/"+page]
		if !ok {
			t.Errorf("%s: there is no docs/rules/%s", a.Name, page)
			continue
		}
		_, list, ok := strings.Cut(strings.Join(strings.Fields(a.Doc), " "), "Categories: ")
		if !ok {
			t.Errorf("%s: its documentation lists no categories", a.Name)
		}
		list, _, _ = strings.Cut(list, ".")
		anchors := anchors(text)
		for _, variant := range strings.Split(list, ", ") {
			if anchors[variant] != 1 {
				t.Errorf("docs/rules/%s: %d headings for %s/%s, want 1", page, anchors[variant], a.Name, variant)
			}
		}
	}
	for name := range pages {
		rule, ok := strings.CutPrefix(name, "docs/rules/")
		if ok && !rules[strings.TrimSuffix(rule, ".md")] {
			t.Errorf("%s: there is no such rule", name)
		}
	}
}

var (
	headingRE = regexp.MustCompile(`(?m)^#+ +(.*?) *$`)
	linkRE    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	fenceRE   = regexp.MustCompile("(?ms)^```.*?^```$")
	codeRE    = regexp.MustCompile("`[^`\n]*`")
)

// anchors returns how often a page has each anchor, as GitHub makes them of headings.
func anchors(text string) map[string]int {
	found := make(map[string]int)
	for _, m := range headingRE.FindAllStringSubmatch(fenceRE.ReplaceAllString(text, ""), -1) {
		slug := strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
				return r
			case r == ' ':
				return '-'
			}
			return -1
		}, strings.ToLower(m[1]))
		found[slug]++
	}
	return found
}

// TestLinks looks for what the pages link to in this repository.
func TestLinks(t *testing.T) {
	pages := pages(t)
	for name, text := range pages {
		text = codeRE.ReplaceAllString(fenceRE.ReplaceAllString(text, ""), "")
		for _, m := range linkRE.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			target, anchor, _ := strings.Cut(m[1], "#")
			path := name
			if target != "" {
				path = filepath.ToSlash(filepath.Join(filepath.Dir(filepath.FromSlash(name)), filepath.FromSlash(target)))
			}
			if _, err := os.Stat(filepath.Join(testenv.Root(t), filepath.FromSlash(path))); err != nil {
				t.Errorf("%s: %s is not there", name, m[1])
			} else if page, ok := pages[path]; anchor != "" && (!ok || anchors(page)[anchor] == 0) {
				t.Errorf("%s: %s has no heading for the anchor", name, m[1])
			}
		}
	}
}
