package report

import (
	"bufio"
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/driver"
)

// text writes one line for each finding, "file:line:col: message (category)",
// and below it what the style asks for.
func text(r *Report, w io.Writer) error {
	out := bufio.NewWriter(w)
	p := painter(r.Style.Color)
	for _, f := range r.Findings {
		fmt.Fprintf(out, "%s %s", p.bold(Position(r.Dir, f.Pos)+":"), oneLine(f.Message))
		if f.Category != "" {
			fmt.Fprintf(out, " %s", p.level(level(f.Category), "("+f.Category+")"))
		}
		out.WriteByte('\n')
		switch {
		case r.Style.Excerpt:
			r.excerpt(out, p, f)
			out.WriteByte('\n')
		case r.Style.Related:
			for _, rel := range f.Related {
				fmt.Fprintf(out, "\t%s: %s\n", Position(r.Dir, rel.Pos), oneLine(rel.Message))
			}
		}
	}
	if r.Style.Excerpt && len(r.Findings) > 0 {
		fixes := 0
		for _, f := range r.Findings {
			if len(f.Fixes) > 0 {
				fixes++
			}
		}
		fmt.Fprintf(out, "%s, %d of them with a fix\n", plural(len(r.Findings), "finding"), fixes)
	}
	return out.Flush()
}

// A step is a place on the way of the value that a finding is about.
type step struct {
	pos, end token.Position
	note     string
	self     bool // the finding's own place
}

// way returns the steps from where the value comes from to where it is lost or
// missed, and the places beside the way.
func way(f driver.Finding) (steps []step, beside []driver.Related) {
	_, variant, _ := strings.Cut(f.Category, "/")
	own := step{f.Pos, f.End, variant, true}
	byRole := map[diag.Role][]step{}
	for _, rel := range f.Related {
		role, _ := diag.RoleOf(rel.Message)
		if role == diag.Beside || !rel.Pos.IsValid() {
			beside = append(beside, rel)
			continue
		}
		byRole[role] = append(byRole[role], step{rel.Pos, rel.End, rel.Message, false})
	}
	return slices.Concat(byRole[diag.Origin], byRole[diag.Before], []step{own}, byRole[diag.After]), beside
}

// excerpt shows the source at the steps, file by file, the finding's own first.
func (r *Report) excerpt(out *bufio.Writer, p painter, f driver.Finding) {
	steps, beside := way(f)
	number := make(map[step]int)
	var files []string
	for i, s := range steps {
		if _, ok := r.source(s.pos.Filename).line(s.pos.Line); !ok {
			continue
		}
		number[s] = i + 1
		if !slices.Contains(files, s.pos.Filename) {
			files = append(files, s.pos.Filename)
		}
	}
	slices.SortStableFunc(files, func(a, b string) int {
		return cmp.Compare(index(a != f.Pos.Filename), index(b != f.Pos.Filename))
	})
	width := 2
	for s := range number {
		width = max(width, len(fmt.Sprint(s.pos.Line)))
	}
	margin := strings.Repeat(" ", width+2)
	for i, file := range files {
		if i > 0 {
			fmt.Fprintf(out, "%s%s\n", margin, p.dim("┌ "+shorter(r.Dir, file)))
		}
		shown := 0
		for _, s := range byLine(number, file) {
			text, _ := r.source(file).line(s.pos.Line)
			switch {
			case shown == 0 || s.pos.Line == shown+1:
			case s.pos.Line > shown+1:
				fmt.Fprintf(out, "%s%s\n", margin, p.dim("┆"))
			}
			line, before, marked := r.marked(text, s)
			if s.pos.Line != shown {
				fmt.Fprintf(out, "%s %s\n", p.dim(fmt.Sprintf(" %*d │", width, s.pos.Line)), line)
			}
			shown = s.pos.Line
			note := s.note
			if len(number) > 1 {
				note = strings.TrimSpace(fmt.Sprintf("%d %s", number[s], note))
			}
			mark := strings.TrimRight(strings.Repeat("^", marked)+" "+note, " ")
			if s.self {
				mark = p.level(level(f.Category), mark)
			} else {
				mark = p.note(mark)
			}
			fmt.Fprintf(out, "%s%s %s%s\n", margin, p.dim("│"), strings.Repeat(" ", before), mark)
		}
	}
	for _, rel := range beside {
		fmt.Fprintf(out, "%s%s %s\n", margin, p.dim("= "+Position(r.Dir, rel.Pos)+":"), oneLine(rel.Message))
	}
	for i, fix := range f.Fixes {
		word := "fix:"
		if i > 0 {
			word = " or:"
		}
		fmt.Fprintf(out, "%s%s %s\n", margin, p.dim("= "+word), oneLine(fix.Message))
	}
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// byLine returns the steps that lie in a file, by line and number.
func byLine(number map[step]int, file string) []step {
	var steps []step
	for s := range number {
		if s.pos.Filename == file {
			steps = append(steps, s)
		}
	}
	slices.SortFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(number[a], number[b]))
	})
	return steps
}

// widest is how many columns of a line are shown.
const widest = 140

// marked returns a line of source as a terminal shows it, how many columns
// come before the place, and how many it takes.
func (r *Report) marked(text string, s step) (line string, before, marked int) {
	if s.pos == s.end {
		s.pos, s.end = r.source(s.pos.Filename).around(s.pos)
	}
	start := min(max(s.pos.Column-1, 0), len(text))
	end := start
	switch {
	case s.pos.Column < 1:
		start, end = 0, len(text)
		start += len(text) - len(strings.TrimLeft(text, " \t"))
	case s.end.Filename == s.pos.Filename && s.end.Line > s.pos.Line:
		end = len(text)
	case s.end.Filename == s.pos.Filename && s.end.Column > s.pos.Column:
		end = min(s.end.Column-1, len(text))
	}
	head := cells(text[:start], 0)
	body := cells(text[start:end], len(head))
	tail := cells(text[end:], len(head)+len(body))
	before, marked = len(head), max(1, len(body))
	all := slices.Concat(head, body, tail)
	from := 0
	if before+marked > widest && len(all) > widest {
		from = min(before-widest/4, len(all)-widest)
		all = all[from:]
		all[0] = "…"
	}
	if len(all) > widest {
		all = all[:widest]
		all[widest-1] = "…"
	}
	return strings.TrimRight(strings.Join(all, ""), " "), before - from, min(marked, max(1, len(all)-(before-from)))
}

// cells returns what a terminal shows of a text in each of its columns; at is
// the column where it begins. A wide character takes two, the second empty.
func cells(text string, at int) []string {
	var out []string
	for _, c := range text {
		switch {
		case c == '\t':
			for ok := true; ok; ok = (at+len(out))%4 != 0 {
				out = append(out, " ")
			}
		case unicode.Is(unicode.Mn, c) || unicode.Is(unicode.Me, c):
			if len(out) > 0 {
				out[len(out)-1] += string(c)
			}
		case !unicode.IsPrint(c):
			out = append(out, "·") // nothing that a terminal would obey
		case isWide(c):
			out = append(out, string(c), "")
		default:
			out = append(out, string(c))
		}
	}
	return out
}

// isWide reports whether a terminal gives the character two columns.
func isWide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		c >= 0x3000 && c <= 0x303e || c >= 0xff01 && c <= 0xff60 || c >= 0x1f300 && c <= 0x1faff
}

// A painter writes in colour, or does not.
type painter bool

func (p painter) paint(code, s string) string {
	if !p {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p painter) bold(s string) string { return p.paint("1", s) }
func (p painter) dim(s string) string  { return p.paint("2", s) }
func (p painter) note(s string) string { return p.paint("36", s) }

func (p painter) level(level, s string) string {
	switch level {
	case "error":
		return p.paint("31;1", s)
	case "warning":
		return p.paint("33;1", s)
	}
	return p.paint("34;1", s)
}
