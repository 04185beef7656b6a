package config

import "testing"

func TestActive(t *testing.T) {
	fields := []string{"eventId"}
	for _, c := range []struct {
		name     string
		cfg      Config
		category string
		want     bool
	}{
		{"on", Config{}, "publishctx/dropped", true},
		{"off", Config{Rules: map[string]bool{"publishctx": false}}, "publishctx/dropped", false},
		{"opt-in", Config{}, "followup/causation", false},
		{"on and not configured", Config{}, "envelope/undeclared", false},
		{"configured", Config{RequiredFields: fields}, "envelope/undeclared", true},
		{"a style that is asked for and not said", Config{Preset: "strict"}, "spanname/style", false},
		{"a style", Config{Preset: "strict", SpanNaming: SpanNaming{Style: "business-step-first"}}, "spanname/style", true},
		{"what is no category", Config{}, "tracelint/internal", true},
	} {
		if got := c.cfg.Active(c.category); got != c.want {
			t.Errorf("%s: Active(%q) = %v", c.name, c.category, got)
		}
	}
	for _, c := range []struct {
		name string
		cfg  Config
		rule string
		want bool
	}{
		{"by default", Config{}, "publishctx", true},
		{"opt-in categories do not count", Config{}, "followup", true},
		{"one category off", Config{Rules: map[string]bool{"publishctx/stale": false}}, "publishctx", false},
		{"not configured", Config{}, "envelope", false},
		{"configured", Config{RequiredFields: fields}, "envelope", true},
	} {
		if got := c.cfg.SettledIn(c.rule, "/src/a.go"); got != c.want {
			t.Errorf("%s: SettledIn(%q) = %v", c.name, c.rule, got)
		}
	}
}
