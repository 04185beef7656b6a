package docs_test

import (
	"cmp"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/model/lib"
	"github.com/tracelint/tracelint/internal/testenv"
)

// TestLibraries compares what the pages say of libraries with the models and the
// programs. It costs nothing, so that whoever adds a library need not run all of
// TestGenerated to have it in the pages.
func TestLibraries(t *testing.T) {
	rewrite(t, pages(t), func(kind string) bool { return kind == "libraries" }, func(f []string, _ string) (string, bool) {
		if len(f) == 1 {
			return libraryNames(), true
		}
		group, ok := libraryGroups[f[1]]
		if !ok {
			return "", false
		}
		return group(t), true
	})
}

// libraryGroups are the tables of docs/libraries.md.
var libraryGroups = map[string]func(*testing.T) string{
	"clients": func(t *testing.T) string { return libraryTable(t, isClient) },
	"tracing": func(t *testing.T) string { return plainTable(t, func(l *model.Library) bool { return l.Tracing }) },
	"logging": func(t *testing.T) string { return plainTable(t, isLogger) },
	"retry":   func(t *testing.T) string { return plainTable(t, isRetry) },
}

// isLogger: what takes the trace from a context without being asked for it is a logger.
func isLogger(l *model.Library) bool {
	return helpers()[l.Name] && slices.ContainsFunc(l.Rows, func(r model.Row) bool { return r.Role == model.SpanData })
}

func isRetry(l *model.Library) bool { return helpers()[l.Name] && !isLogger(l) }

func isClient(l *model.Library) bool {
	return !l.Tracing && !helpers()[l.Name] && l.Module != "std"
}

// helpers are the names of the libraries that hand nothing off and trace nothing.
func helpers() map[string]bool {
	names := make(map[string]bool)
	for _, l := range lib.Loaders {
		if l.Helper {
			names[l.Load().Name] = true
		}
	}
	return names
}

// libraryNames is what README.md has: the names alone.
func libraryNames() string {
	var s strings.Builder
	for _, g := range []struct {
		title string
		in    func(*model.Library) bool
	}{
		{"Clients", func(l *model.Library) bool { return isClient(l) && len(l.Wraps) == 0 }},
		{"Instrumentation of these, as far as it is a module of its own", func(l *model.Library) bool { return len(l.Wraps) > 0 }},
		{"Tracing", func(l *model.Library) bool { return l.Tracing }},
		{"Logging", isLogger},
		{"Retrying", isRetry},
	} {
		var names []string
		for _, l := range sorted() {
			if g.in(l) {
				names = append(names, l.Name)
			}
		}
		fmt.Fprintf(&s, "- %s: %s\n", g.title, strings.Join(names, ", "))
	}
	return s.String()
}

// sorted returns all libraries by name, each followed by those that instrument
// it and nothing before it.
func sorted() []*model.Library {
	all := lib.All()
	slices.SortStableFunc(all, func(a, b *model.Library) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	var out []*model.Library
	for _, l := range all {
		if len(l.Wraps) > 0 {
			continue
		}
		out = append(out, l)
		for _, w := range all {
			if len(w.Wraps) > 0 && w.Wraps[0] == l.Name {
				out = append(out, w)
			}
		}
	}
	return out
}

// wrappers returns the libraries that instrument l.
func wrappers(l *model.Library) []*model.Library {
	var out []*model.Library
	for _, w := range lib.All() {
		if slices.Contains(w.Wraps, l.Name) {
			out = append(out, w)
		}
	}
	return out
}

// TestLibrariesAreListed finds libraries that the tables would leave out.
func TestLibrariesAreListed(t *testing.T) {
	names := make(map[string]bool)
	for _, l := range sorted() {
		names[l.Name] = true
		if n := count(isClient(l), l.Tracing, isLogger(l), isRetry(l)); n != 1 && l.Module != "std" {
			t.Errorf("%s is in %d tables, want 1", l.Name, n)
		}
	}
	for _, l := range lib.All() {
		if !names[l.Name] {
			t.Errorf("%s instruments %q, which is no library or instrumentation itself", l.Name, l.Wraps)
		}
		for _, name := range l.Wraps {
			if !names[name] {
				t.Errorf("%s instruments %q, which is no library", l.Name, name)
			}
		}
	}
}

func count(facts ...bool) int {
	n := 0
	for _, f := range facts {
		if f {
			n++
		}
	}
	return n
}

func libraryTable(t *testing.T, in func(*model.Library) bool) string {
	var s strings.Builder
	s.WriteString("| library | read at | its calls | how the trace travels | tested |\n|---|---|---|---|---|\n")
	runs := programRuns(t)
	for _, l := range sorted() {
		if !in(l) {
			continue
		}
		name := "**" + l.Name + "**"
		if len(l.Wraps) > 0 {
			name = "instruments " + strings.Join(l.Wraps, ", ") + ":<br>" + name
		}
		fmt.Fprintf(&s, "| %s<br>%s | %s | %s | %s | %s |\n",
			name, strings.Join(quoted(l.Paths), "<br>"), l.Verified, calls(l), strings.Join(ways(l), "<br>"), tested(l, runs))
	}
	return s.String()
}

// plainTable is for libraries through which nothing travels.
func plainTable(t *testing.T, in func(*model.Library) bool) string {
	var s strings.Builder
	s.WriteString("| library | read at | its calls | tested |\n|---|---|---|---|\n")
	runs := programRuns(t)
	for _, l := range sorted() {
		if in(l) {
			fmt.Fprintf(&s, "| **%s**<br>%s | %s | %s | %s |\n", l.Name, strings.Join(quoted(l.Paths), "<br>"), l.Verified, calls(l), tested(l, runs))
		}
	}
	return s.String()
}

// calls says what a library's calls are, and how many.
func calls(l *model.Library) string {
	words := []struct {
		role model.Role
		word string
	}{
		{model.Publish, "publish"}, {model.Receive, "receive"}, {model.Handle, "handle"}, {model.Settle, "settle"},
		{model.Wrap, "instrument"}, {model.Inject, "inject"}, {model.Extract, "extract"},
		{model.StartSpan, "start spans"}, {model.Link, "link"}, {model.Retry, "retry"},
	}
	var parts []string
	for _, w := range words {
		each := map[model.Ref]bool{} // a call may take several callbacks
		for _, r := range l.Rows {
			if r.Role == w.role && r.Before == "" {
				each[r.On] = true
			}
		}
		if n := len(each); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, w.word))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "-")
}

// ways says how a trace gets into what a library publishes and out of what it
// delivers.
func ways(l *model.Library) []string {
	w := &way{lib: l}
	var out []string
	add := func(what string, names ...string) {
		if names = unique(names); len(names) > 0 {
			out = append(out, what+": "+some(names))
		}
	}

	publishes := w.rows(func(r *model.Row) bool { return r.Role == model.Publish && !r.Reply })
	reads := w.names(publishes, func(r *model.Row) bool { return takes(r.Reads) })
	if len(reads) > 0 && len(reads) == len(w.names(publishes, anyRow)) {
		out = append(out, "**out** by itself, from the context")
	} else {
		add("**out** by itself, from the context", reads...)
	}
	with := w.instrumentation(func(r *model.Row) bool { return takes(r.Reads) || takes(r.MayRead) })
	if slices.ContainsFunc(publishes, func(r *model.Row) bool { return takes(r.MayRead) }) && len(with) == 0 {
		out = append(out, "**out** with instrumentation of the client")
	}
	if len(l.Wraps) == 0 || len(reads) == 0 {
		add("**out** with", with...)
	}
	carriers, among, bodies := w.messages(func(m *model.MessageType) bool { return m.Sent }, true)
	if len(carriers)+len(among)+len(bodies) == 0 && len(l.Wraps) == 0 && slices.ContainsFunc(publishes, func(r *model.Row) bool { return !r.Payload && !takes(r.Reads) }) {
		bare := func(r *model.Row) bool { return !r.Payload && !takes(r.Reads) }
		carriers = []string{"the headers of what is given to " + some(w.names(publishes, bare))}
		if slices.ContainsFunc(publishes, func(r *model.Row) bool { return bare(r) && r.Adds.Option != "" }) {
			carriers[0] += " (fix)"
		}
	}
	add("**out** by hand", carriers...)
	add("**out** by hand, among the values", among...)
	add("takes its parent from the headers", w.instrumentation(func(r *model.Row) bool { return r.Role == model.Wrap && r.Reads == model.FromHeaders })...)
	add("hooks for all that is sent", w.names(w.rows(func(r *model.Row) bool { return r.Role == model.Construct && !r.Callback.At.IsZero() }), anyRow)...)
	var twins []string
	for _, r := range publishes {
		if r.Payload && !takes(r.Reads) && w.roomy(r.Twin) {
			twins = append(twins, "`"+w.name(r.On)+"` (use `"+r.Twin+"`)")
		}
	}
	add("no room for headers", twins...)
	never := w.names(publishes, func(r *model.Row) bool { return r.Payload && !takes(r.Reads) && !w.roomy(r.Twin) })
	if len(publishes) > 0 && len(never)+len(carriers)+len(among) == 0 {
		never = bodies
	}
	add("**out** in the payload only", never...)

	handles := w.rows(func(r *model.Row) bool { return r.Role == model.Handle })
	add("**in** by itself, in the context of", w.names(handles, func(r *model.Row) bool {
		return takes(r.Callback.Holds) && r.Callback.Holds != model.FromMessageContext
	})...)
	add("**in** with middleware or instrumentation, in the context of", w.names(handles, func(r *model.Row) bool {
		return r.Callback.Holds == model.FromMessageContext || takes(r.Callback.MayHold)
	})...)
	carriers, among, bodies = w.messages(func(m *model.MessageType) bool { return m.Received }, false)
	add("**in** by hand", append(carriers, among...)...)
	add("**in** from the payload only", bodies...)

	if len(out) == 0 {
		for _, r := range l.Rows {
			if (r.Role == model.Neutral || r.Role == model.StartSpan) && r.Note != "" && len(l.Wraps) > 0 && !slices.Contains(out, "never. "+r.Note) {
				out = append(out, "never. "+r.Note)
			}
		}
	}
	return out
}

// roomy reports whether the sibling of a publish is one that has room for headers.
func (w *way) roomy(twin string) bool {
	return twin != "" && !slices.ContainsFunc(w.lib.Rows, func(r model.Row) bool { return r.On.Name == twin && r.Payload && !takes(r.Reads) })
}

func anyRow(*model.Row) bool { return true }

// takes reports whether a call that reads its parent from there needs nobody to
// write it into the message before.
func takes(s model.Source) bool { return s != model.FromNothing && s != model.FromHeaders }

// way reads a library's table.
type way struct{ lib *model.Library }

func (w *way) rows(pred func(*model.Row) bool) []*model.Row {
	var out []*model.Row
	for i := range w.lib.Rows {
		if r := &w.lib.Rows[i]; r.Before == "" && pred(r) {
			out = append(out, r)
		}
	}
	return out
}

// names returns the names of the objects of some rows. A method of a type that
// is not exported is left out if another type has one of that name.
func (w *way) names(rows []*model.Row, pred func(*model.Row) bool) []string {
	var out []string
	for _, r := range rows {
		hidden := r.On.Recv != "" && !token.IsExported(r.On.Recv)
		if pred(r) && !(hidden && slices.ContainsFunc(rows, func(o *model.Row) bool { return o != r && o.On.Name == r.On.Name && token.IsExported(o.On.Recv) })) {
			out = append(out, "`"+w.name(r.On)+"`")
		}
	}
	return unique(out)
}

var versionDirRE = regexp.MustCompile(`^v[0-9]+$`)

// name returns the name of an object as code would write it, without the
// package if it is the library's main one.
func (w *way) name(ref model.Ref) string {
	name := ref.Name
	if ref.Recv != "" {
		name = ref.Recv + "." + ref.Name
	}
	if ref.Pkg == w.lib.Paths[0] && len(w.lib.Wraps) == 0 {
		return name
	}
	return pkgName(ref.Pkg) + "." + name
}

func pkgName(p string) string {
	base := path.Base(p)
	if versionDirRE.MatchString(base) {
		base = path.Base(path.Dir(p))
	}
	return strings.TrimSuffix(strings.TrimPrefix(base, "go-"), ".go")
}

// setter is the method that headers are put into a message with.
var setter = regexp.MustCompile(`^\$msg\.(\w+)\(`)

// messages returns where messages have their headers, or what these are written
// with, where these are among their values, and where those without any have
// their payload.
func (w *way) messages(pred func(*model.MessageType) bool, written bool) (carriers, among, bodies []string) {
	for _, m := range append(w.borrowed(pred), w.lib.Messages...) {
		h := &m.Headers
		fixed := h.Variable != "" && (!written || h.Carrier != "" || h.Put != "" || h.Whole != "" || h.Pairs)
		carrier := m.Carrier
		if put := setter.FindStringSubmatch(m.Headers.Put); written && put != nil && strings.HasSuffix(carrier, "()") {
			carrier = put[1] + "()" // the other one gives a copy away
		}
		at := func(part string) string {
			text := "`" + w.name(m.Type) + "." + part + "`"
			if fixed {
				text += " (fix)"
			}
			return text
		}
		switch {
		case !pred(&m) || m.Elements != "":
		case m.Carrier != "" && m.Carrier == m.Body:
			among = append(among, at(m.Carrier))
		case m.Carrier != "":
			carriers = append(carriers, at(carrier))
		case m.Body != "":
			bodies = append(bodies, at(m.Body))
		}
	}
	return carriers, among, bodies
}

// borrowed returns the messages of other libraries that the calls take or return.
func (w *way) borrowed(pred func(*model.MessageType) bool) []model.MessageType {
	var out []model.MessageType
	for _, b := range w.lib.Borrows {
		for _, l := range lib.All() {
			for _, m := range l.Messages {
				if pred(&b) && m.Type == b.Type {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// instrumentation returns what builds or wraps clients and of which pred holds:
// the library's own, and the names of other libraries.
func (w *way) instrumentation(pred func(*model.Row) bool) []string {
	var out []string
	for _, r := range w.rows(func(r *model.Row) bool {
		return (r.Role == model.Wrap || r.Role == model.Construct) && r.Callback.At.IsZero() && pred(r)
	}) {
		name := "`" + w.name(r.On) + "`"
		if r.Role == model.Construct && r.Options.Path != "" {
			name += " with `" + r.Options.Path + "`"
		}
		out = append(out, name)
	}
	for _, l := range wrappers(w.lib) {
		if len((&way{l}).instrumentation(pred)) > 0 {
			out = append(out, "**"+l.Name+"**")
		}
	}
	return out
}

func quoted(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "`" + n + "`"
	}
	return out
}

func unique(names []string) []string {
	var out []string
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// some lists names, not too many.
func some(names []string) string {
	const most = 4
	if more := len(names) - most; more > 1 {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names, ", ")
}

// tested says how a table is known to be right.
func tested(l *model.Library, runs map[string][]string) string {
	how := "resolve"
	if l.Stub {
		how = "stub"
	}
	dirs := make(map[string]int)
	for _, p := range l.Paths {
		for _, program := range runs[p] {
			dir, _, _ := strings.Cut(program, "/")
			if !slices.Contains(seen(runs, l.Paths, p), program) {
				dirs[dir]++
			}
		}
	}
	var parts []string
	total := 0
	for dir, n := range dirs {
		total += n
		parts = append(parts, fmt.Sprintf("[run](../analyzers/testdata/lib/%s) (%d)", dir, n))
	}
	if len(parts) > 3 {
		parts = []string{fmt.Sprintf("[run](../analyzers/testdata/lib) (%d)", total)}
	}
	slices.Sort(parts)
	return strings.Join(append(parts, how), ", ")
}

// seen returns the programs that import one of the paths before p.
func seen(runs map[string][]string, paths []string, p string) []string {
	var out []string
	for _, other := range paths {
		if other == p {
			break
		}
		out = append(out, runs[other]...)
	}
	return out
}

// programRuns returns, by import path, the programs that run against a broker
// with that package: those with a repaired twin, which is what package proof
// runs. What all programs of a library share counts for each of them.
func programRuns(t *testing.T) map[string][]string {
	t.Helper()
	root := filepath.Join(testenv.Root(t), programs, "lib")
	twins, err := filepath.Glob(filepath.Join(root, "*", "*_ok"))
	if err != nil || len(twins) == 0 {
		t.Fatal(err, "no programs")
	}
	runs := make(map[string][]string)
	for _, twin := range twins {
		program := strings.TrimSuffix(twin, "_ok")
		name, err := filepath.Rel(root, program)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range unique(append(importsBelow(t, program), importsBelow(t, filepath.Join(filepath.Dir(program), "shop"))...)) {
			runs[p] = append(runs[p], filepath.ToSlash(name))
		}
	}
	return runs
}

// importsBelow returns the imports of all Go files in dir and below.
func importsBelow(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return out
}
