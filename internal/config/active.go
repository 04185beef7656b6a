package config

import "github.com/tracelint/tracelint/internal/catalogue"

// Active reports whether findings of the category are wanted and can be made
// somewhere: a category that needs something configured finds nothing without
// it.
func (c *Config) Active(category string) bool {
	return c.OnSomewhere(category) && c.possible(category)
}

// ActiveIn is Active for one file.
func (c *Config) ActiveIn(category, file string) bool {
	return c.OnIn(category, file) && c.possible(category)
}

// possible reports whether what the category needs is configured.
func (c *Config) possible(category string) bool {
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

// SettledIn reports whether all that the rule finds by default is active in the
// file, so that a rule which finds nothing in a place has nothing to find there.
func (c *Config) SettledIn(rule, file string) bool {
	for _, cat := range catalogue.All() {
		if cat.Rule == rule && cat.Confidence != catalogue.OptIn && !c.ActiveIn(cat.Name(), file) {
			return false
		}
	}
	return true
}
