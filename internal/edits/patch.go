package edits

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// context is how many lines a hunk shows around what it changes.
const context = 3

// Patch returns the changes as git diff prints them, for git apply and patch
// -p1. Names are relative to the work tree that dir is in, as git wants them,
// otherwise to dir.
func (c *Changes) Patch(dir string) []byte {
	if tree := workTree(dir); tree != "" {
		dir = tree
	}
	var out bytes.Buffer
	for _, name := range c.Files() {
		shown := name
		if rel, err := filepath.Rel(dir, name); err == nil {
			shown = filepath.ToSlash(rel)
		}
		before, after := lines(c.before[name]), lines(c.after[name])
		fmt.Fprintf(&out, "diff --git %s %s\n--- %s\n+++ %s\n", quoted("a/"+shown, ""), quoted("b/"+shown, ""), quoted("a/"+shown, "\t"), quoted("b/"+shown, "\t"))
		for _, h := range hunks(changes(before, after), len(before)) {
			h.print(&out, before, after)
		}
	}
	return out.Bytes()
}

// workTree returns the directory of the git work tree around dir, "" if there is none.
func workTree(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// quoted returns a file's name as git writes it. A name with a blank is followed
// by end.
func quoted(name, end string) string {
	switch {
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }):
		return strconv.Quote(name)
	case strings.Contains(name, " "):
		return name + end
	}
	return name
}

// lines splits a text behind its line feeds.
func lines(text []byte) []string {
	all := strings.SplitAfter(string(text), "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

// A change replaces lines start to end of the old text by lines from to upto of
// the new one.
type change struct{ start, end, from, upto int }

// changes returns how b comes about from a, with as few lines as possible
// (E. Myers, An O(ND) Difference Algorithm and Its Variations).
func changes(a, b []string) []change {
	// furthest[d][k+d] is how far in a the best path with d changes gets on
	// diagonal k, where k is the position in a less that in b.
	var furthest [][]int
	x := 0
	for d := 0; ; d++ {
		row := make([]int, 2*d+1)
		furthest = append(furthest, row)
		done := false
		for k := -d; k <= d && !done; k += 2 {
			switch {
			case d == 0:
				x = 0
			case k == -d || k != d && furthest[d-1][k-1+d-1] < furthest[d-1][k+1+d-1]:
				x = furthest[d-1][k+1+d-1] // a line of b more
			default:
				x = furthest[d-1][k-1+d-1] + 1 // a line of a less
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			row[k+d] = x
			done = x >= len(a) && x-k >= len(b)
		}
		if done {
			return trace(furthest, len(a), len(b))
		}
	}
}

// trace walks the best path back.
func trace(furthest [][]int, x, y int) []change {
	var out []change
	for d := len(furthest) - 1; d > 0; d-- {
		k := x - y
		before := furthest[d-1]
		px, py := 0, 0
		if k == -d || k != d && before[k-1+d-1] < before[k+1+d-1] {
			px = before[k+1+d-1]
			py = px - (k + 1)
			out = append(out, change{px, px, py, py + 1})
		} else {
			px = before[k-1+d-1]
			py = px - (k - 1)
			out = append(out, change{px, px + 1, py, py})
		}
		x, y = px, py
	}
	// From last to first, line by line: join what touches.
	var joined []change
	for i := len(out) - 1; i >= 0; i-- {
		c := out[i]
		if n := len(joined); n > 0 && joined[n-1].end == c.start && joined[n-1].upto == c.from {
			joined[n-1].end, joined[n-1].upto = c.end, c.upto
			continue
		}
		joined = append(joined, c)
	}
	return joined
}

// A hunk is changes that share their context.
type hunk struct {
	changes []change
	end     int // of the old text
}

func hunks(list []change, end int) []hunk {
	var out []hunk
	for _, c := range list {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if c.start-last.changes[len(last.changes)-1].end <= 2*context {
				last.changes = append(last.changes, c)
				continue
			}
		}
		out = append(out, hunk{[]change{c}, end})
	}
	return out
}

func (h hunk) print(out *bytes.Buffer, a, b []string) {
	first, last := h.changes[0], h.changes[len(h.changes)-1]
	start := max(0, first.start-context)
	end := min(h.end, last.end+context)
	from := first.from - (first.start - start)
	upto := last.upto + (end - last.end)
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(start, end), span(from, upto))
	at := start
	for _, c := range h.changes {
		write(out, " ", a[at:c.start])
		write(out, "-", a[c.start:c.end])
		write(out, "+", b[c.from:c.upto])
		at = c.end
	}
	write(out, " ", a[at:end])
}

// span is a range of lines, in the way of a hunk's header.
func span(start, end int) string {
	switch end - start {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return strconv.Itoa(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, end-start)
}

func write(out *bytes.Buffer, sign string, list []string) {
	for _, line := range list {
		out.WriteString(sign + line)
		if !strings.HasSuffix(line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}
