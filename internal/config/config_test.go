package config

import "testing"

func TestOn(t *testing.T) {
	for _, c := range []struct {
		name     string
		cfg      Config
		category string
		want     bool
	}{
		{"default, on", Config{}, "spanname/technical", true},
		{"default, opt-in", Config{}, "spanname/style", false},
		{"recommended is the default", Config{Preset: "recommended"}, "followup/causation", false},
		{"strict has all", Config{Preset: "strict"}, "followup/causation", true},
		{"migrate leaves out what is not sure", Config{Preset: "migrate"}, "spanname/technical", false},
		{"migrate has what is sure", Config{Preset: "migrate"}, "publishctx/no-carrier", true},
		{"rule off", Config{Rules: map[string]bool{"spanname": false}}, "spanname/technical", false},
		{"category on, rule off", Config{Rules: map[string]bool{"spanname": false, "spanname/style": true}}, "spanname/style", true},
		{"rule on brings its defaults", Config{Preset: "migrate", Rules: map[string]bool{"spanname": true}}, "spanname/technical", true},
		{"rule on does not bring opt-ins", Config{Rules: map[string]bool{"spanname": true}}, "spanname/style", false},
		{"category off", Config{Preset: "strict", Rules: map[string]bool{"spanname/style": false}}, "spanname/style", false},
		{"what is no category", Config{}, "tracelint/internal", true},
	} {
		if got := c.cfg.On(c.category); got != c.want {
			t.Errorf("%s: On(%q) = %v", c.name, c.category, got)
		}
	}
}
