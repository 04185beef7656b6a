// Package config holds what a user may set, and reads it from .tracelint.yml.
// Drivers make a Config, from flags or from the file, and hand it to the
// analyzers' constructors; no analyzer reads a file.
package config

import (
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/model"
)

// Config is the configuration of one run. The zero value is the default.
type Config struct {
	// Preset is "recommended" (the default, also if empty), "strict" (all
	// categories) or "migrate" (only the surest).
	Preset string
	// Rules switches rules (by name) and categories (by rule/variant) on and
	// off. A category's own entry wins over its rule's, that over the preset.
	Rules map[string]bool
	// RequiredFields are the fields that every envelope must have: any of
	// traceId, eventId, correlationId, causationId, consumerName.
	RequiredFields []string
	// SpanNaming says how spans are to be named.
	SpanNaming SpanNaming
	// ConsumerStructure is how a consumer's span relates to the message:
	// "parent", "link" or "either" (the default, also if empty).
	ConsumerStructure string
	// DenyOrigin makes idoverload flag the first event of a flow that takes
	// its own id for its correlation too.
	DenyOrigin bool
	// Renames lets spanname attach edits that give a span another name. What
	// looks for spans by name (dashboards, alerts, saved searches) would not
	// find the span any more, and go vet -fix takes the first edit that it is
	// offered: only an editor, or a user who asked for it, sets this.
	Renames bool
	// SeenOnly makes only what is seen at a client count. Otherwise a client
	// of those that its module's requirements can instrument out of sight, as
	// AWS's, may be instrumented.
	SeenOnly bool
	// Tests makes the rules report in _test.go files too.
	Tests bool
	// Models say what calls mean that are in no table of package model/lib.
	Models []*model.Library

	// Deps are prefixes of import paths that the command follows into besides
	// the own modules; AllDeps makes it follow all.
	Deps    []string
	AllDeps bool
	// Exclude lists findings that drivers leave out; see Excluded.
	Exclude []Exclusion
	// Overrides switch rules and categories on and off in some files; see OnIn.
	Overrides []Override
	// Baseline is a file with findings that are not reported, "" for none.
	Baseline string
	// Root is the directory, absolute, that paths are relative to: those in
	// Exclude and Overrides, and Baseline. If it is empty, those of files are
	// relative to the directory of their module.
	Root string `json:"-"`
	// Debug receives one line for each hand-off on which the engine stays
	// silent because something is unknown: position, reason and detail.
	// It may be called from several goroutines at once.
	Debug func(posn, reason, detail string) `json:"-"`
	// LeftOut receives the findings that directives leave out: the finding, the
	// directive's place, and its reason. It may be nil, and may be called from
	// several goroutines at once.
	LeftOut func(pass *analysis.Pass, d analysis.Diagnostic, directive token.Pos, reason string) `json:"-"`
}

// SpanNaming is the vocabulary and the style of span names.
type SpanNaming struct {
	Style     string   // "" or "business-step-first": a verb, then what it is done to
	Case      string   // "kebab" (the default), "snake", "camel", "pascal" or "words"
	Machinery []string // further words that say only which machinery runs
	Business  []string // words that would be machinery elsewhere and are the business here
}

// Exclusion is a set of findings that are left out.
type Exclusion struct {
	Path   string   // glob, with slashes, of files or of directories
	Rules  []string // names of rules and categories; none means all
	Reason string   `json:"-"`
}

// Override is what holds in some files only.
type Override struct {
	Paths  []string        // globs, as in Exclusion
	Rules  map[string]bool // as in Config
	Reason string          `json:"-"`
}

// Excluded returns the exclusion by which a finding of the category in the file
// is left out, nil if it is not. What tells of a failure of tracelint itself
// never is.
func (c *Config) Excluded(category, file string) *Exclusion {
	if len(c.Exclude) == 0 || category == "tracelint/internal" {
		return nil
	}
	rel := c.relative(file)
	if rel == "" {
		return nil
	}
	rule, _, _ := strings.Cut(category, "/")
	for i := range c.Exclude {
		e := &c.Exclude[i]
		if (len(e.Rules) == 0 || slices.Contains(e.Rules, rule) || slices.Contains(e.Rules, category)) && match(e.Path, rel) {
			return e
		}
	}
	return nil
}

// On reports whether findings of the category are wanted.
func (c *Config) On(category string) bool {
	if on, said := switched(c.Rules, category, c.Preset); said {
		return on
	}
	cat := catalogue.Find(category)
	if cat == nil {
		return true
	}
	switch c.Preset {
	case "strict":
		return true
	case "migrate":
		return cat.Confidence == catalogue.Sure
	}
	return cat.Confidence != catalogue.OptIn
}

// relative returns the name of a file below Root, with slashes; "" if it is
// not there.
func (c *Config) relative(file string) string {
	root := c.Root
	if root == "" {
		root = ModuleRoot(filepath.Dir(file))
	}
	rel, err := filepath.Rel(root, file)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// OnIn reports whether findings of the category are wanted in the file: what the
// last of Overrides says that has it, else what holds everywhere.
func (c *Config) OnIn(category, file string) bool {
	if rel := c.relative(file); len(c.Overrides) > 0 && rel != "" {
		for i := len(c.Overrides) - 1; i >= 0; i-- {
			o := &c.Overrides[i]
			if !slices.ContainsFunc(o.Paths, func(glob string) bool { return match(glob, rel) }) {
				continue
			}
			if on, said := switched(o.Rules, category, c.Preset); said {
				return on
			}
		}
	}
	return c.On(category)
}

// OnSomewhere reports whether findings of the category are wanted in any file.
func (c *Config) OnSomewhere(category string) bool {
	return c.On(category) || slices.ContainsFunc(c.Overrides, func(o Override) bool {
		on, _ := switched(o.Rules, category, c.Preset)
		return on
	})
}

// switched returns what a list of rules and categories says of a category. A
// rule that is switched on brings what is reported by default.
func switched(rules map[string]bool, category, preset string) (on, said bool) {
	if on, ok := rules[category]; ok {
		return on, true
	}
	rule, _, _ := strings.Cut(category, "/")
	if on, ok := rules[rule]; ok {
		cat := catalogue.Find(category)
		return on && (cat == nil || cat.Confidence != catalogue.OptIn || preset == "strict"), true
	}
	return false, false
}

// Presets returns the names of the presets, the default first.
func Presets() []string { return preset("").words() }

// Switch sets rules and categories. What it says of a rule replaces all that
// was said before of the rule and of its categories, in all files.
func (c *Config) Switch(names map[string]bool) {
	if len(names) == 0 {
		return
	}
	c.Rules = replaced(c.Rules, names)
	maps.Copy(c.Rules, names)
	overrides := slices.Clone(c.Overrides)
	for i, o := range c.Overrides {
		o.Rules = replaced(o.Rules, names)
		for name, on := range names {
			// What is left of the rule must not win over the category.
			if rule, _, _ := strings.Cut(name, "/"); hasKey(o.Rules, rule) || hasKey(o.Rules, name) {
				o.Rules[name] = on
			}
		}
		overrides[i] = o
	}
	c.Overrides = overrides
}

// replaced returns rules without what other names replace.
func replaced(rules, by map[string]bool) map[string]bool {
	out := make(map[string]bool)
	for name, on := range rules {
		if rule, _, _ := strings.Cut(name, "/"); !hasKey(by, rule) {
			out[name] = on
		}
	}
	return out
}

func hasKey(m map[string]bool, key string) bool { _, ok := m[key]; return ok }

// Requires reports whether the field is one of RequiredFields.
func (c *Config) Requires(field string) bool {
	for _, f := range c.RequiredFields {
		if f == field {
			return true
		}
	}
	return false
}
