package cli

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/tracelint/tracelint/docs"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/diag"
)

// explain prints what is known of a rule or category, or the list of all.
func explain(args []string, stdout, stderr io.Writer) int {
	var text string
	switch len(args) {
	case 0:
		text = overview()
	case 1:
		if err := known(args[0]); err != nil {
			fmt.Fprintf(stderr, "tracelint: %v\n\n%s", err, overview())
			return Usage
		}
		text = page(args[0])
	default:
		fmt.Fprintln(stderr, "tracelint: usage: tracelint explain [rule or category]")
		return Usage
	}
	out := bufio.NewWriter(stdout)
	out.WriteString(text)
	if err := out.Flush(); err != nil {
		fmt.Fprintf(stderr, "tracelint: %v\n", err)
		return Failed
	}
	return Clean
}

// overview lists the rules and their categories.
func overview() string {
	var b strings.Builder
	rule, width := "", 0
	for _, c := range catalogue.All() {
		width = max(width, len(c.Name()))
	}
	for _, c := range catalogue.All() {
		if c.Rule != rule {
			if rule != "" {
				b.WriteByte('\n')
			}
			rule = c.Rule
			b.WriteString(rule + "\n")
		}
		fmt.Fprintf(&b, "  %-*s  %-7s %s", width, c.Name(), state(c), c.Finds)
		if c.Needs != "" {
			b.WriteString(" [" + c.Needs + "]")
		}
		b.WriteByte('\n')
	}
	b.WriteString(`
on: reported by default, surest: in the preset migrate too, opt-in: if it is
switched on, or in the preset strict. What is in brackets has to be configured
first. tracelint explain followed by one of these names says more.
`)
	return b.String()
}

// state says in one word when a category is reported.
func state(c catalogue.Category) string {
	switch c.Confidence {
	case catalogue.OptIn:
		return "opt-in"
	case catalogue.Sure:
		return "surest"
	}
	return "on"
}

// page returns the page of a rule, or a category's part of it.
func page(name string) string {
	rule, variant, _ := strings.Cut(name, "/")
	file, _, _ := strings.Cut(strings.TrimPrefix(diag.URL(rule, variant), diag.Pages), "#")
	data, err := docs.Rules.ReadFile("rules/" + file)
	body := plain(section(string(data), variant))
	if err != nil || body == "" {
		body = "There is no page about it yet.\n"
	}
	var b strings.Builder
	categories := catalogue.All()
	if c := catalogue.Find(name); c != nil {
		categories = []catalogue.Category{*c}
	}
	for _, c := range categories {
		if c.Rule == rule {
			fmt.Fprintf(&b, "%s (%s)\n    %s\n", c.Name(), state(c), c.Finds)
			if c.Needs != "" {
				fmt.Fprintf(&b, "    It is active once %s is configured.\n", c.Needs)
			}
		}
	}
	return b.String() + "\n" + body
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

// plain makes Markdown readable on a terminal: code is set in, headings are
// underlined, links are their text, and comments are left out.
func plain(markdown string) string {
	// Compiled here, since most runs of the executable never come here.
	var (
		linkRE  = regexp.MustCompile(`\[([^\]]+)\]\(([^()\s]+)\)`)
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
			parts := strings.Split(linkRE.ReplaceAllString(line, "$1"), "`")
			for i := 0; i < len(parts); i += 2 {
				parts[i] = emphRE.ReplaceAllString(parts[i], "$1$2")
			}
			b.WriteString(strings.Join(parts, "`") + "\n")
		}
	}
	return strings.TrimLeft(blankRE.ReplaceAllString(b.String(), "\n\n"), "\n")
}
