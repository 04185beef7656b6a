// Package docs holds the documentation, and the rules' pages for those who
// read them in a terminal.
package docs

import "embed"

// Rules has the page of each rule, as rules/<rule>.md.
//
//go:embed rules/*.md
var Rules embed.FS
