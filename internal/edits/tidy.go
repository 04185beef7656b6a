package edits

import (
	"bytes"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

var (
	bom  = []byte("\xef\xbb\xbf")
	crlf = []byte("\r\n")
	lf   = []byte("\n")
)

// tidy returns an edited file as its author would have left it: formatted if it
// was before, with the line ends and the byte order mark that it had, each
// import once. It fails if the file does not parse.
func tidy(before, after []byte) ([]byte, error) {
	marked := bytes.HasPrefix(before, bom)
	returns := bytes.Contains(before, crlf) && bytes.Count(before, crlf) == bytes.Count(before, lf)
	plain := func(text []byte) []byte {
		text = bytes.TrimPrefix(text, bom)
		if returns {
			text = bytes.ReplaceAll(text, crlf, lf)
		}
		return text
	}
	before, after = plain(before), plain(after)
	after, err := importsOnce(after)
	if err != nil {
		return nil, err
	}
	if formatted, err := format.Source(before); err == nil && bytes.Equal(formatted, before) {
		if after, err = format.Source(after); err != nil {
			return nil, err
		}
	}
	if returns {
		after = bytes.ReplaceAll(after, lf, crlf)
	}
	if marked {
		after = append(slices.Clone(bom), after...)
	}
	return after, nil
}

// importsOnce removes imports that are there already under the same name.
func importsOnce(text []byte) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for _, spec := range slices.Clone(file.Imports) {
		key := spec.Path.Value
		if spec.Name != nil {
			key = spec.Name.Name + " " + key
		}
		if seen[key] {
			if shorter, ok := withoutImport(text, fset.Position(spec.Pos()).Line); ok {
				return importsOnce(shorter)
			}
		}
		seen[key] = true
	}
	return text, nil
}

// withoutImport removes the import on a line of the file, which has to be alone
// there.
func withoutImport(text []byte, line int) ([]byte, bool) {
	lines := strings.SplitAfter(string(text), "\n")
	if line < 1 || line > len(lines) {
		return nil, false
	}
	content := strings.TrimSpace(lines[line-1])
	content = strings.TrimSpace(strings.TrimPrefix(content, "import "))
	if strings.ContainsAny(content, "();") || !strings.ContainsAny(content, "\"`") {
		return nil, false
	}
	shorter := []byte(strings.Join(slices.Delete(lines, line-1, line), ""))
	if _, err := parser.ParseFile(token.NewFileSet(), "", shorter, parser.SkipObjectResolution); err != nil {
		return nil, false
	}
	return shorter, true
}
