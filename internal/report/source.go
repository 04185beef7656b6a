package report

import (
	"bytes"
	"cmp"
	"go/token"
	"os"
	"slices"
	"strings"
	"unicode"
)

// sources are the files that findings lie in, read when they are asked for.
type sources map[string]*source

// A source is the text of a file. The zero value is one that cannot be read.
type source struct {
	text  []byte
	lines []int // offsets
}

func (r *Report) source(file string) *source {
	if r.sources == nil {
		r.sources = make(sources)
	}
	s := r.sources[file]
	if s == nil {
		s = new(source)
		if text, err := os.ReadFile(file); err == nil {
			s.text, s.lines = text, []int{0}
			for i, c := range text {
				if c == '\n' {
					s.lines = append(s.lines, i+1)
				}
			}
		}
		r.sources[file] = s
	}
	return s
}

// line returns a line without its end, false if there is none.
func (s *source) line(n int) (string, bool) {
	if n < 1 || n > len(s.lines) {
		return "", false
	}
	text := s.text[s.lines[n-1]:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSuffix(string(text), "\r"), true
}

// utf16 returns the column, counted in UTF-16 code units, of one that is
// counted in bytes; 0 if it is not known.
func (s *source) utf16(line, column int) int {
	text, ok := s.line(line)
	if !ok || column < 1 || column > len(text)+1 {
		return 0
	}
	text = text[:column-1]
	if line == 1 {
		text = strings.TrimPrefix(text, "\ufeff") // not part of the text
	}
	n := 1
	for _, c := range text {
		if c > 0xffff {
			n++
		}
		n++
	}
	return n
}

// at returns line and column (in bytes) of an offset, zeros if there is no such.
func (s *source) at(offset int) (line, column int) {
	if offset < 0 || offset > len(s.text) || len(s.lines) == 0 {
		return 0, 0
	}
	i, found := slices.BinarySearch(s.lines, offset)
	if !found {
		i--
	}
	return i + 1, offset - s.lines[i] + 1
}

// between returns the text from one offset to another.
func (s *source) between(start, end int) string {
	if start < 0 || end < start || end > len(s.text) {
		return ""
	}
	return string(s.text[start:end])
}

// A region is a range of a file in lines and UTF-16 columns, which are 0 where
// they are not known.
type region struct{ line, column, endLine, endColumn int }

// region converts a range.
func (r *Report) region(pos, end token.Position) region {
	s := r.source(pos.Filename)
	if pos == end {
		pos, end = s.around(pos)
	}
	g := region{line: pos.Line, column: s.utf16(pos.Line, pos.Column)}
	if g.column == 0 || end.Filename != pos.Filename || cmp.Or(cmp.Compare(end.Line, pos.Line), cmp.Compare(end.Column, pos.Column)) < 0 {
		return g
	}
	if g.endColumn = s.utf16(end.Line, end.Column); g.endColumn > 0 {
		g.endLine = end.Line
	}
	return g
}

// region converts a range of offsets.
func (s *source) region(start, end int) region {
	var g region
	var column int
	g.line, column = s.at(start)
	g.column = s.utf16(g.line, column)
	g.endLine, column = s.at(end)
	g.endColumn = s.utf16(g.endLine, column)
	return g
}

// around returns the range of the name, with those it is selected from, that
// begins at a place, or that is called there.
func (s *source) around(pos token.Position) (start, end token.Position) {
	text, ok := s.line(pos.Line)
	if !ok || pos.Column < 1 || pos.Column > len(text) {
		return pos, pos
	}
	partOf := func(c rune) bool { return c == '.' || c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) }
	start, end = pos, pos
	if head, tail := text[:pos.Column-1], text[pos.Column-1:]; tail[0] == '(' {
		start.Column -= len(head) - len(strings.TrimRightFunc(head, partOf))
	} else {
		end.Column += len(tail) - len(strings.TrimLeftFunc(tail, partOf))
	}
	return start, end
}
