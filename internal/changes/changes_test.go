package changes_test

import (
	"bytes"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/tracelint/tracelint/internal/changes"
)

// git runs the git command in dir.
func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// repository makes a git repository whose one commit has the files.
func repository(t *testing.T, archive string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not in PATH")
	}
	dir := t.TempDir()
	git(t, dir, "init", "-q", "-b", "main")
	put(t, dir, archive)
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "before")
	return dir
}

// put writes files; an empty one is removed.
func put(t *testing.T, dir, archive string) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if len(bytes.TrimSpace(f.Data)) == 0 {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// find returns the range of a text in a file; of "a|b", that of b behind a.
func find(t *testing.T, dir, file, text string) (pos, end token.Position) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(file))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, what, ok := strings.Cut(text, "|")
	if !ok {
		before, what = "", text
	}
	i := strings.Index(string(data), before+what)
	if i < 0 {
		t.Fatalf("%s: no %q", file, text)
	}
	i += len(before)
	at := func(i int) token.Position {
		return token.Position{Filename: name, Offset: i, Line: 1 + strings.Count(string(data[:i]), "\n"), Column: i - strings.LastIndex(string(data[:i]), "\n")}
	}
	return at(i), at(i + len(what))
}

const shop = `
-- shop/shop.go --
package shop

import (
	"context"

	"example.com/bus"
)

type Service struct {
	conn *Conn
	log  Log
	bus  *bus.Bus
}

// Place places an order.
func (s *Service) Place(ctx context.Context, o Order) error {
	data := encode(o)
	msg := &Message{Subject: "orders", Data: data}
	inject(ctx, msg)
	s.log.Print("placing", o.ID)
	if err := s.conn.Publish(msg); err != nil {
		return err
	}
	return nil
}

func (s *Service) Cancel(ctx context.Context, id string) error {
	return s.bus.Publish(ctx, "cancelled", id)
}

func (s *Service) Serve() {
	s.conn.Subscribe("orders", func(m *Message) {
		ctx := extract(m)
		work(ctx, m)
		finish(ctx)
	})
}

func (s *Service) handle(ctx context.Context, m *Message) error {
	if err := work(ctx, m); err != nil {
		s.log.Print(err)
		return nil
	}
	for range 3 {
		if work(ctx, m) == nil {
			break
		}
		s.log.Print("again")
	}
	return nil
}

func (s *Service) Ship(ctx context.Context, o Order) error {
	ctx, span := tracer.Start(
		ctx,
		"ship",
	)
	defer span.End()
	shipped := &Message{
		Subject: "shipped",
		Header:  header(ctx),
	}
	fill(
		shipped,
		o,
		1,
	)
	s.log.Print(
		"shipping",
		o.ID,
	)
	return s.conn.PublishMsg(ctx, shipped)
}

func (s *Service) Bill(ctx context.Context, o Order) error {
	send := func(m *Message) error {
		inject(ctx, m)
		return s.conn.Publish(m)
	}
	log := func() {
		s.log.Print("billing")
	}
	log()
	return send(&Message{Subject: "billed"})
}

type Event struct {
	ID, CorrelationID string
}

func main() {
	setup()
	println("running")
}
-- shop/help.go --
package shop

func inject(ctx any, m *Message) {
	set(m, ctx)
}

func set(m *Message, v any) { m.Header = v }

func setup() { propagate() }

func unrelated() {}
-- bus/bus.go --
package bus

type Bus struct{}

func (b *Bus) Publish(ctx, topic, v any) error {
	return b.send(ctx, v)
}

func (b *Bus) send(ctx, v any) error {
	// Send it.
	inject(ctx, v)
	return nil
}

func (b *Bus) Close() {}
`

// The findings of the tests, in shop/shop.go.
const (
	publish   = "err := |s.conn.Publish"
	wrapper   = "return |s.bus.Publish"
	lines     = "return |s.conn.PublishMsg"
	closure   = "return |send"
	extracted = "ctx := |extract(m)"
	param     = "func(|m *Message"
	swallow   = "s.log.Print(err)\n\t\t|return nil"
	loop      = "for range 3 {"
	typ       = "|CorrelationID string"
	program   = "func |main"
)

func TestTouched(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new string // in shop/shop.go, unless a file is named in front, as "bus/bus.go: "
		finding  string
		want     bool
	}{
		{"nothing", "", "", publish, false},
		{"the line", `s.conn.Publish(msg)`, `s.conn.Publish(msg, 1)`, publish, true},
		{"the line's layout", `s.conn.Publish(msg);`, "s.conn.Publish(\n\t\tmsg,\n\t);", publish, false},
		{"another line", `"placing"`, `"will place"`, publish, false},
		{"a line added", "s.log.Print(\"placing\", o.ID)\n", "s.log.Print(\"placing\", o.ID)\n\ts.log.Print(ctx)\n", publish, false},
		{"a line removed", "\ts.log.Print(\"placing\", o.ID)\n", "", publish, false},
		{"a comment", "// Place places an order.", "// Place places an order and waits.", publish, false},
		{"the injection removed", "\tinject(ctx, msg)\n", "", publish, true},
		{"the injection changed", "inject(ctx, msg)", "inject(nil, msg)", publish, true},
		{"the message's making", `Subject: "orders"`, `Subject: "placed"`, publish, true},
		{"what the data is made of", "data := encode(o)", "data := encode(o.ID)", publish, true},
		{"the context set", "\tdata := encode(o)\n", "\tctx = context.Background()\n\tdata := encode(o)\n", publish, true},
		{"the context used", "\tdata := encode(o)\n", "\tuse(ctx)\n\tdata := encode(o)\n", publish, false},
		{"a new parameter", "o Order) error", "o Order, n int) error", publish, false},
		{"a directive", "\tif err := s.conn", "\t//tracelint:ignore publishctx -- why\n\tif err := s.conn", publish, true},
		{"another function", `"cancelled"`, `"ended"`, publish, false},
		{"a function that it calls", "shop/help.go: set(m, ctx)", "", publish, true},
		{"a function that that one calls", "shop/help.go: m.Header = v", "", publish, true},
		{"comments of a function that it calls", "shop/help.go: func inject", "// inject injects.\nfunc inject", publish, false},
		{"a function that it does not call", "shop/help.go: unrelated() {}", "unrelated() { println() }", publish, false},
		{"the type of the message", "ID, CorrelationID", "ID, Correlation, CorrelationID", publish, false},

		{"a field of several", "\t\tHeader:  header(ctx),\n", "", lines, true},
		{"an argument of what sets the context", "(\n\t\tctx,", "(\n\t\tcontext.Background(),", lines, true},
		{"an argument of what fills the message", "\t\t1,\n", "\t\t2,\n", lines, true},
		{"an argument of another call", "\t\to.ID,\n", "\t\to.ID, o.ID,\n", lines, false},
		{"the line above", "\tfill(\n", "\tprintln()\n\tfill(\n", lines, false},
		{"the line below", "\tdefer span.End()\n", "\tprintln()\n\tdefer span.End()\n", lines, false},

		{"in a function that is a variable", "\t\tinject(ctx, m)\n", "", closure, true},
		{"in another function that is a variable", "\"billing\"", "\"sending a bill\"", closure, false},

		{"a use of the context", "\t\tfinish(ctx)\n", "", extracted, true},
		{"a use of another", "\tdata := encode(o)\n", "", extracted, false},

		{"the wrapper", "bus/bus.go: return b.send(ctx, v)", "return b.send(nil, v)", wrapper, true},
		{"what the wrapper calls", "bus/bus.go: \tinject(ctx, v)\n", "", wrapper, true},
		{"the wrapper's comments", "bus/bus.go: // Send it.", "// Send it on.", wrapper, false},
		{"beside the wrapper", "bus/bus.go: Close() {}", "Close() { println() }", wrapper, false},

		{"in the handler", "\t\tctx := extract(m)\n", "", param, true},
		{"another handler", "return s.bus.Publish", "return s.conn.Publish", param, false},
		{"the log of a failure", "\t\ts.log.Print(err)\n", "", "m); err != nil {\n\t\t|return nil", true},
		{"above a failure", "if err := work(ctx, m)", "if err := work2(ctx, m)", swallow, true},
		{"beside a failure", "s.log.Print(err)", "s.log.Print(\"failed\")", "s.log.Print(\"failed\")\n\t\t|return nil", true},
		{"in the loop", "\t\ts.log.Print(\"again\")\n", "", loop, true},
		{"above the loop", "s.log.Print(err)", "s.log.Print(\"failed\")", loop, false},
		{"a field of the type", "ID, CorrelationID", "ID, CausationID, CorrelationID", typ, true},
		{"beside the type", "println(\"running\")", "println()", typ, false},
		{"in main", "\tsetup()\n", "", program, true},
		{"what main calls", "shop/help.go: propagate()", "", program, true},
		{"beside main", "data := encode(o)", "data := encode(o.ID)", program, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := repository(t, shop)
			file, old, named := strings.Cut(test.old, ".go: ")
			if file += ".go"; !named {
				file, old = "shop/shop.go", test.old
			}
			name := filepath.Join(dir, filepath.FromSlash(file))
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), old) {
				t.Fatalf("no %q in %s", old, file)
			}
			if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, test.new, 1)), 0o666); err != nil {
				t.Fatal(err)
			}
			if got := touched(t, dir, "HEAD", test.finding); got != test.want {
				t.Errorf("touched: %t, want %t", got, test.want)
			}
		})
	}
}

// touched reports whether a finding in shop/shop.go is about what was touched
// since a revision.
func touched(t *testing.T, dir, revision, finding string) bool {
	t.Helper()
	c, err := changes.Since(filepath.Join(dir, "shop"), revision)
	if err != nil {
		t.Fatal(err)
	}
	c.Packages(map[string]changes.Package{"example.com/bus": {Dir: filepath.Join(dir, "bus")}, "example.com/shop": {Dir: filepath.Join(dir, "shop"), Imports: []string{"example.com/bus"}}})
	f := changes.Finding{}
	f.Pos, f.End = find(t, dir, "shop/shop.go", finding)
	f.Unused = finding == extracted
	if finding == wrapper {
		f.Callee = "example.com/bus.Bus.Publish"
	}
	return c.Touched(f)
}

// wired is one whose propagator is set two packages away, and used in another.
const wired = `
-- cmd/main.go --
package main

import "example.com/app"

func main() {
	app.Run()
}
-- app/app.go --
package app

import (
	"example.com/bus"
	"example.com/setup"
)

type App struct{}

func Run() {
	setup.Tracing()
	bus.Send()
}
-- bus/bus.go --
package bus

func Send() {
	inject()
}

type Bus struct{}

func (Bus) Send() {
	println()
}
-- setup/setup.go --
package setup

func Tracing() {
	println("tracing")
	otel.SetTextMapPropagator(nil)
}

func Logging() {
	println("logging")
}
`

// TestFar has what was touched in packages that are not imported directly.
func TestFar(t *testing.T) {
	imports := map[string][]string{"cmd": {"example.com/app"}, "app": {"example.com/bus", "example.com/setup"}, "bus": nil, "setup": nil}
	send, bus := changes.Finding{Far: changes.Func{Name: "bus.Send", File: "bus.go"}}, changes.Finding{Far: changes.Func{Name: "Bus.Send", File: "bus.go"}}
	whole := changes.Finding{Program: true}
	for _, test := range []struct {
		name           string
		file, old, new string
		finding        changes.Finding
		want           bool
	}{
		{"a function", "bus/bus.go", "inject()", "", send, true},
		{"a method instead of a function", "bus/bus.go", "println()", "", send, false},
		{"a method", "bus/bus.go", "println()", "", bus, true},
		{"a function instead of a method", "bus/bus.go", "inject()", "", bus, false},
		{"no program", "setup/setup.go", "otel.SetTextMapPropagator(nil)", "", send, false},
		{"the propagator", "setup/setup.go", "otel.SetTextMapPropagator(nil)", "", whole, true},
		{"another propagator", "setup/setup.go", "(nil)", "(w3c)", whole, true},
		{"beside the propagator", "setup/setup.go", `"tracing"`, `"traces"`, whole, false},
		{"the function with the propagator", "setup/setup.go", "func Tracing() {\n\tprintln(\"tracing\")\n\totel.SetTextMapPropagator(nil)\n}\n", "", whole, true},
		{"a function without", "setup/setup.go", "func Logging() {\n\tprintln(\"logging\")\n}\n", "", whole, false},
		{"the import", "app/app.go", "\t\"example.com/setup\"\n", "", whole, true},
		{"another import", "app/app.go", "\t\"example.com/bus\"\n", "", whole, false},
		{"a use", "bus/bus.go", "println()", "otel.GetTextMapPropagator().Inject()", whole, true},
		{"in the program", "cmd/main.go", "app.Run()", "println()", whole, true},
		{"the whole file", "setup/setup.go", "", "", whole, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := repository(t, wired)
			name := filepath.Join(dir, filepath.FromSlash(test.file))
			if test.old == "" {
				if err := os.Remove(name); err != nil {
					t.Fatal(err)
				}
			} else {
				text, err := os.ReadFile(name)
				if err != nil || !strings.Contains(string(text), test.old) {
					t.Fatalf("no %q in %s: %v", test.old, test.file, err)
				}
				put(t, dir, "-- "+test.file+" --\n"+strings.Replace(string(text), test.old, test.new, 1))
			}
			c, err := changes.Since(dir, "HEAD")
			if err != nil {
				t.Fatal(err)
			}
			packages := make(map[string]changes.Package)
			for name, paths := range imports {
				p := changes.Package{Dir: filepath.Join(dir, name)}
				for _, path := range paths {
					if text, err := os.ReadFile(filepath.Join(dir, name, name+".go")); err != nil || strings.Contains(string(text), path) {
						p.Imports = append(p.Imports, path)
					}
				}
				packages["example.com/"+name] = p
			}
			c.Packages(packages)
			f := test.finding
			f.Pos, f.End = find(t, dir, "cmd/main.go", program)
			if got := c.Touched(f); got != test.want {
				t.Errorf("touched: %t, want %t", got, test.want)
			}
		})
	}
}

// TestMoves has changes that leave all code what it is.
func TestMoves(t *testing.T) {
	move := func(text, from, to string) (rest, moved string) {
		i, j := strings.Index(text, from), strings.Index(text, to)
		return text[:i] + text[j:], text[i:j]
	}
	archive := txtar.Parse([]byte(shop))
	text := string(archive.Files[0].Data)
	for _, test := range []struct {
		name   string
		change func(t *testing.T, dir string)
	}{
		{"within the file", func(t *testing.T, dir string) {
			rest, moved := move(text, "// Place places", "func (s *Service) Cancel")
			put(t, dir, "-- shop/shop.go --\n"+rest+"\n"+moved)
		}},
		{"to another file", func(t *testing.T, dir string) {
			rest, moved := move(text, "func (s *Service) Cancel", "func (s *Service) Serve")
			put(t, dir, "-- shop/shop.go --\n"+rest+"-- shop/cancel.go --\npackage shop\n\n"+moved)
		}},
		{"reformatted", func(t *testing.T, dir string) {
			put(t, dir, "-- shop/shop.go --\n"+strings.ReplaceAll(strings.ReplaceAll(text, "\t", "  "), "\n\n", "\n\n\n"))
		}},
		{"carriage returns", func(t *testing.T, dir string) {
			put(t, dir, "-- shop/shop.go --\n"+strings.ReplaceAll(text, "\n", "\r\n"))
		}},
		{"grouped", func(t *testing.T, dir string) {
			rest, _ := move(text, "type Event", "func main")
			put(t, dir, "-- shop/shop.go --\n"+rest+"\ntype (\n\t// Event is an event.\n\tEvent struct {\n\t\tID, CorrelationID string\n\t}\n)\n")
		}},
		{"committed", func(t *testing.T, dir string) {
			put(t, dir, "-- shop/shop.go --\n// Package shop is a shop.\n"+text)
			git(t, dir, "commit", "-aqm", "after")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := repository(t, shop)
			test.change(t, dir)
			revision := "HEAD"
			if test.name == "committed" {
				revision = "HEAD~1"
			}
			for _, finding := range []string{publish, wrapper, lines, closure, param, swallow, loop, typ, program} {
				file := "shop/shop.go"
				if test.name == "to another file" && finding == wrapper {
					file = "shop/cancel.go"
				}
				if test.name == "carriage returns" || test.name == "reformatted" {
					finding = strings.NewReplacer("\n\t\t", map[string]string{"carriage returns": "\r\n\t\t", "reformatted": "\n    "}[test.name]).Replace(finding)
				}
				c, err := changes.Since(dir, revision)
				if err != nil {
					t.Fatal(err)
				}
				pos, end := find(t, dir, file, finding)
				if c.Touched(changes.Finding{Pos: pos, End: end}) {
					t.Errorf("%q is touched", finding)
				}
			}
		})
	}
}

func TestFiles(t *testing.T) {
	dir := repository(t, shop)
	text := string(txtar.Parse([]byte(shop)).Files[0].Data)
	at := func(file, text string) bool {
		t.Helper()
		c, err := changes.Since(dir, "main")
		if err != nil {
			t.Fatal(err)
		}
		pos, end := find(t, dir, file, text)
		return c.Touched(changes.Finding{Pos: pos, End: end})
	}
	put(t, dir, "-- .gitignore --\n*_gen.go\n-- shop/new.go --\npackage shop\n\nfunc fresh(m *Message) { conn.Publish(m) }\n-- shop/x_gen.go --\npackage shop\n\nfunc made(m *Message) { conn.Publish(m) }\n-- shop/view.y --\nnot Go\n-- shop/broken.go --\npackage shop\n\nfunc {\n")
	for file, want := range map[string]bool{"shop/new.go": true, "shop/x_gen.go": false} {
		if got := at(file, "conn.Publish"); got != want {
			t.Errorf("untracked %s is touched: %t", file, got)
		}
	}
	if !at("shop/view.y", "Go") || !at("shop/broken.go", "func") {
		t.Error("a new file that is not Go is not touched")
	}
	git(t, dir, "mv", "shop", "store")
	if at("store/shop.go", publish) {
		t.Error("a renamed directory is touched")
	}
	put(t, dir, "-- store/shop.go --\n"+strings.Replace(text, "\tinject(ctx, msg)\n", "", 1))
	if !at("store/shop.go", publish) || at("store/shop.go", loop) {
		t.Error("what is changed in a renamed file is not told from the rest")
	}
	put(t, dir, "-- store/shop.go --\n\n-- other/shop.go --\n"+text)
	if at("other/shop.go", publish) {
		t.Error("a function that is in another package now is touched")
	}
	// Names that git would quote.
	put(t, dir, "-- other/ä \"b\".go --\npackage shop\n\nfunc odd() { conn.Publish(1) }\n")
	if !at("other/ä \"b\".go", "conn.Publish") {
		t.Error("a file with an odd name is not touched")
	}
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "after")
	put(t, dir, "-- other/ä \"b\".go --\npackage shop\n\nfunc odd() { conn.Publish(2) }\n")
	c, err := changes.Since(dir, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	pos, end := find(t, dir, "other/ä \"b\".go", "conn.Publish")
	if !c.Touched(changes.Finding{Pos: pos, End: end}) {
		t.Error("a changed file with an odd name is not touched")
	}
}

// TestElsewhere has files of which the repository knows nothing.
func TestElsewhere(t *testing.T) {
	dir, other := repository(t, shop), repository(t, shop)
	nested := filepath.Join(dir, "third", "party")
	if err := os.MkdirAll(filepath.Dir(nested), 0o777); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "clone", "-q", other, nested)
	c, err := changes.Since(dir, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]bool{dir: false, other: true, nested: true} {
		pos, end := find(t, at, "shop/shop.go", publish)
		if got := c.Touched(changes.Finding{Pos: pos, End: end}); got != want {
			t.Errorf("in %s: touched: %t, want %t", at, got, want)
		}
	}
}

func TestRelated(t *testing.T) {
	dir := repository(t, shop)
	related := func(file, text string) bool {
		t.Helper()
		c, err := changes.Since(dir, "main")
		if err != nil {
			t.Fatal(err)
		}
		f := changes.Finding{}
		f.Pos, f.End = find(t, dir, "shop/shop.go", loop)
		pos, _ := find(t, dir, file, text)
		f.Related = append(f.Related, pos)
		return c.Touched(f)
	}
	if related("shop/help.go", "set(m, ctx)") {
		t.Error("nothing was changed")
	}
	put(t, dir, "-- shop/help.go --\npackage shop\n\nfunc inject(ctx any, m *Message) {\n\tset(m, nil)\n\tprintln()\n}\n\nfunc set(m *Message, v any) { m.Header = v }\n")
	if !related("shop/help.go", "set(m, nil)") {
		t.Error("a related place was changed")
	}
	if related("shop/help.go", "m *Message") || related("shop/help.go", "m.Header") {
		t.Error("what is beside a related place was changed")
	}
}

func TestMergeBase(t *testing.T) {
	dir := repository(t, shop)
	git(t, dir, "checkout", "-qb", "feature")
	git(t, dir, "checkout", "-q", "main")
	put(t, dir, "-- shop/help.go --\npackage shop\n\nfunc help() { conn.Publish(1) }\n")
	git(t, dir, "commit", "-aqm", "on main")
	git(t, dir, "checkout", "-q", "feature")
	put(t, dir, "-- shop/mine.go --\npackage shop\n\nfunc mine() { conn.Publish(1) }\n")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "on feature")
	for finding, want := range map[[2]string]bool{{"shop/help.go", "set(m, ctx)"}: false, {"shop/mine.go", "conn.Publish"}: true} {
		c, err := changes.SinceMergeBase(dir, "main")
		if err != nil {
			t.Fatal(err)
		}
		pos, end := find(t, dir, finding[0], finding[1])
		if got := c.Touched(changes.Finding{Pos: pos, End: end}); got != want {
			t.Errorf("%s is touched: %t", finding[0], got)
		}
	}
	if c, err := changes.Since(dir, "main"); err != nil {
		t.Error(err)
	} else if pos, end := find(t, dir, "shop/help.go", "set(m, ctx)"); !c.Touched(changes.Finding{Pos: pos, End: end}) {
		t.Error("what differs from main is not touched")
	}
}

func TestErrors(t *testing.T) {
	dir := repository(t, shop)
	git(t, dir, "checkout", "-q", "--orphan", "alone")
	git(t, dir, "commit", "-qm", "alone")
	empty := t.TempDir()
	git(t, empty, "init", "-q")
	shallow := filepath.Join(t.TempDir(), "clone")
	git(t, dir, "clone", "-q", "--depth=1", "--branch=main", "file://"+filepath.ToSlash(dir), shallow)
	for _, test := range []struct {
		name, dir string
		do        func(string, string) (*changes.Changes, error)
		revision  string
		want      string
	}{
		{"no repository", t.TempDir(), changes.Since, "HEAD", "is not in a git repository"},
		{"unknown", dir, changes.Since, "nosuch", "there is no revision nosuch in "},
		{"an option", dir, changes.Since, "--output=x", `"--output=x" is not the name of a revision`},
		{"empty", dir, changes.Since, "", `"" is not the name of a revision`},
		{"a file", dir, changes.Since, "main:shop/shop.go", "there is no revision main:shop/shop.go"},
		{"nothing in common", dir, changes.SinceMergeBase, "main", "main and HEAD have no revision in common"},
		{"no commit", empty, changes.Since, "HEAD", "there is no revision HEAD in "},
		{"shallow", shallow, changes.Since, "HEAD~1", "the clone is shallow"},
	} {
		if _, err := test.do(test.dir, test.revision); err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want ...%s...", test.name, err, test.want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "x")); err == nil {
		t.Error("an option was passed to git")
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := changes.Since(dir, "HEAD"); err != changes.ErrNoGit {
		t.Errorf("without git: %v", err)
	}
}
