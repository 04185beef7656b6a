package config

import "github.com/tracelint/tracelint/internal/catalogue"

// Active reports whether findings of the category are wanted and can be made:
// a category that needs something configured finds nothing without it.
func (c *Config) Active(category string) bool {
	if !c.On(category) {
		return false
	}
	cat := catalogue.Find(category)
	if cat == nil {
		return true
	}
	switch cat.Needs {
	case "traceConventions.requiredFields":
		return len(c.RequiredFields) > 0
	case "traceConventions.spanNaming.style":
		return c.SpanNaming.Style != ""
	}
	return true
}

// Settled reports whether all that the rule finds by default is active, so that
// a rule which finds nothing in a place has nothing to find there.
func (c *Config) Settled(rule string) bool {
	for _, cat := range catalogue.All() {
		if cat.Rule == rule && cat.Confidence != catalogue.OptIn && !c.Active(cat.Name()) {
			return false
		}
	}
	return true
}
