package directive

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

func parse(t *testing.T, src string) (*token.File, *Set) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return fset.File(f.Package), Parse(fset, []*ast.File{f})
}

// TestCovers marks the lines that a directive speaks of with "+".
func TestCovers(t *testing.T) {
	const dir = "//tracelint:ignore publishctx -- r"
	for _, c := range []struct{ name, src string }{
		{"after code", `
func f() {
	a()
+	b() DIR
	c()
}`},
		{"on a line of its own", `
func f() {
	a()
	DIR
+	b()
	c()
}`},
		{"above a statement of several lines", `
func f() {
	DIR
+	b(
+		1,
+	)
	c()
}`},
		{"after a statement of several lines", `
func f() {
+	b(
+		1,
+	) DIR
	c()
}`},
		{"after a line in the middle of a statement", `
func f() {
	b(
+		1, DIR
		2,
	)
}`},
		{"above a block", `
func f() {
	DIR
+	if a(
+		1) {
		b()
	}
}`},
		{"above a function literal", `
func f() {
	DIR
+	a(1,
+		func() {
			b()
		})
}`},
		{"in a function's documentation", `
// f does it.
//
DIR
+func f() {
+	a()
+}

func g() {}`},
		{"above an undocumented line of a group", `
func f() {
	DIR
	// b is next.
+	b()
	c()
}`},
		{"apart from a function", `
DIR

func f() {
	a()
}`},
		{"a type", `
// T is one.
//
DIR
+type T struct {
+	A int
+}

type U struct{}`},
		{"a field", `
type T struct {
	A int
	DIR
+	B int
+	C int DIR
}`},
		{"a case", `
func f() {
	switch {
	DIR
+	case a(),
+		b():
		c()
	}
}`},
		{"in a function on one line", `
+func f() { a() } DIR
func g() {}`},
		{"whatever line comments say", `
func f() {
//line b.go:100
	DIR
+	a()
}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var plain []string
			for line := range strings.Lines("package p" + c.src) {
				plain = append(plain, strings.TrimPrefix(line, "+"))
			}
			src := strings.ReplaceAll(strings.Join(plain, ""), "DIR", dir)
			file, set := parse(t, src)
			if len(set.Ignores) == 0 {
				t.Fatal("no directive")
			}
			want, got := "package p"+c.src, ""
			for i, line := range plain {
				// The first code on the line, and comments are none.
				col := len(line) - len(strings.TrimLeft(line, "\t"))
				if col < len(line)-1 && set.Ignored(file.LineStart(i+1)+token.Pos(col), "publishctx/dropped") {
					line = "+" + line
				}
				got += line
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if set.Ignored(file.LineStart(2), "freshroot/root") {
				t.Error("another rule's findings are left out")
			}
		})
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"publishctx/dropped -- must not die", "publishctx/dropped 'must not die' []"},
		{"publishctx/dropped,freshroot  --  two", "publishctx/dropped freshroot 'two' []"},
		{"publishctx", "publishctx '' []"},
		{"publishctx --", "publishctx '' []"},
		{"publishctx -- see https://example.com // and a remark", "publishctx 'see https://example.com' []"},
		{"publishctx -- a -- b", "publishctx 'a -- b' []"},
		{"publishctx, nothing -- r", "publishctx 'r' [there is no category or rule nothing]"},
		{"publishcxt -- r", "'' [there is no category or rule publishcxt; did you mean publishctx?]"},
		{"spanname/styel -- r", "'' [there is no category or rule spanname/styel; did you mean spanname/style?]"},
		{"", "'' [the directive does not say what to ignore: //tracelint:ignore <category> -- <reason>]"},
		{"publishctx/unused-ignore -- r", "'' [there is no category or rule publishctx/unused-ignore]"},
	} {
		_, set := parse(t, "package p\n\n//tracelint:ignore "+c.text+"\n")
		got := ""
		for _, ig := range set.Ignores {
			for _, n := range ig.Names {
				got += n.String() + " "
			}
			got += "'" + ig.Reason + "' "
		}
		if len(set.Ignores) == 0 {
			got = "'' "
		}
		var problems []string
		for _, p := range set.Problems {
			problems = append(problems, p.Message)
		}
		if got += fmt.Sprint(problems); got != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestPositions sees to it that a name can be pointed at.
func TestPositions(t *testing.T) {
	const src = "package p\n\n//tracelint:ignore publishctx/stale,  freshroot/root -- r\n"
	file, set := parse(t, src)
	var got []string
	for _, n := range set.Ignores[0].Names {
		got = append(got, src[file.Offset(n.Pos):file.Offset(n.End)])
	}
	if want := "[publishctx/stale freshroot/root]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNoDirectives(t *testing.T) {
	var none *Set
	if none.At(1) != nil || none.Ignored(1, "publishctx") {
		t.Error("there is something in nothing")
	}
	_, set := parse(t, "package p\n\n// About tracelint:ignore and //tracelint:ignore.\n\n/*tracelint:ignore publishctx*/\n")
	if len(set.Ignores)+len(set.Problems) > 0 {
		t.Errorf("%+v", set)
	}
}
