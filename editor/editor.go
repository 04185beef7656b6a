// Package editor has the analyzers as a language server takes them: once, when
// it starts, for all the folders that it will serve.
//
// The gopls that "tracelint gopls build" makes adds them to its own. Use
// "github.com/tracelint/tracelint/analyzers" anywhere else.
package editor

import (
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
)

// A Rule is an analyzer, and how its findings are shown.
type Rule struct {
	Analyzer *analysis.Analyzer
	Severity Severity
	Off      bool // nothing it finds is reported by default
}

// Severity is that of the Language Server Protocol.
type Severity uint32

const (
	Warning     Severity = 2
	Information Severity = 3
)

// Rules returns all rules for the server that this process is, with the
// configuration files of the folders that it serves. If the process reads a
// client's messages from standard input, Rules waits for the first, which
// names the folders. It is to be called once, before anything else reads
// standard input.
func Rules() []Rule {
	folders := served(os.Args[1:])
	if len(folders) == 0 {
		if wd, err := os.Getwd(); err == nil {
			folders = []string{wd}
		}
	}
	return rules(read(folders), analyzers.New)
}

// rules returns what Rules does. The suite makes analyzers for a configuration.
func rules(files *files, suite func(config.Config) []*analysis.Analyzer) []Rule {
	var out []Rule
	for _, a := range merge(files, suite) {
		r := Rule{Analyzer: a, Severity: Information, Off: true}
		for _, c := range catalogue.All() {
			if c.Rule == a.Name && c.Confidence == catalogue.Sure {
				r.Severity = Warning
			}
			if c.Rule == a.Name && c.Confidence != catalogue.OptIn {
				r.Off = false
			}
		}
		out = append(out, r)
	}
	return out
}
