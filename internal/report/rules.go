package report

import (
	"regexp"
	"strings"

	"github.com/tracelint/tracelint/docs"
	"github.com/tracelint/tracelint/internal/diag"
)

// Page returns the Markdown page of a rule, or a category's part of it; "" if
// there is none.
func Page(name string) string {
	rule, variant, _ := strings.Cut(name, "/")
	file, _, _ := strings.Cut(strings.TrimPrefix(diag.URL(rule, variant), diag.Pages), "#")
	data, err := docs.Rules.ReadFile("rules/" + file)
	if err != nil {
		return ""
	}
	return section(string(data), variant)
}

// section returns the part of a page below the heading of that name, the
// heading included; all of it if the name is empty.
func section(page, heading string) string {
	if heading == "" {
		return page
	}
	level, fenced := 0, false
	var b strings.Builder
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if n := len(line) - len(strings.TrimLeft(line, "#")); n > 0 && !fenced {
			if level > 0 && n <= level {
				break
			}
			if strings.TrimSpace(line[n:]) == heading {
				level = n
			}
		}
		if level > 0 {
			b.WriteString(line)
		}
	}
	return b.String()
}

// Plain makes Markdown readable on a terminal: code is set in, headings are
// underlined, links are their text, and comments are left out.
func Plain(markdown string) string {
	// Compiled here, since most runs of the executable never come here.
	var (
		link    = linkRE()
		emphRE  = regexp.MustCompile(`(^|[\s(])\*\*?([^\s*][^*]*)\*\*?`)
		blankRE = regexp.MustCompile(`\n{3,}`)
	)
	var b strings.Builder
	fenced := false
	for line := range strings.Lines(markdown) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced:
			b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		case strings.HasPrefix(line, "<!--"):
		case strings.HasPrefix(line, "#"):
			title := strings.TrimSpace(strings.TrimLeft(line, "#"))
			rule := "-"
			if strings.HasPrefix(line, "# ") {
				rule = "="
			}
			b.WriteString(title + "\n" + strings.Repeat(rule, len([]rune(title))) + "\n")
		default:
			// What stands between backquotes is code, and stays as it is.
			parts := strings.Split(link.ReplaceAllString(line, "$1"), "`")
			for i := 0; i < len(parts); i += 2 {
				parts[i] = emphRE.ReplaceAllString(parts[i], "$1$2")
			}
			b.WriteString(strings.Join(parts, "`") + "\n")
		}
	}
	return strings.TrimLeft(blankRE.ReplaceAllString(b.String(), "\n\n"), "\n")
}

func linkRE() *regexp.Regexp { return regexp.MustCompile(`\[([^\]]+)\]\(([^()\s]+)\)`) }

// uncommented returns a page without its comments, which are for those who
// write it.
func uncommented(page string) string {
	var b strings.Builder
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "<!--") {
			b.WriteString(line)
		}
	}
	return b.String()
}
