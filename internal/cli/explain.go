package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/report"
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
	rule, _, _ := strings.Cut(name, "/")
	body := report.Plain(report.Page(name))
	if body == "" {
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
