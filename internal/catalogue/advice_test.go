package catalogue

import (
	"strings"
	"testing"
)

// TestAdvice sees to it that each category says how to repair it and what not
// to do, and that nothing is said of what does not exist.
func TestAdvice(t *testing.T) {
	said := make(map[string]bool)
	all := All()
	for _, s := range suppressions {
		s.Rule = "publishctx"
		all = append(all, s)
	}
	for _, c := range all {
		said[c.name()] = true
		if r := c.Repair(); r == "" || !strings.HasSuffix(r, ".") || strings.ToUpper(r[:1]) != r[:1] || strings.ContainsAny(r, "\n") {
			t.Errorf("%s: advice is to say how to repair it, in a sentence with a capital and a full stop: %q", c.Name(), r)
		}
		if len(c.Avoid()) == 0 {
			t.Errorf("%s: nothing says what not to do", c.Name())
		}
		for _, s := range c.Avoid() {
			if strings.ToLower(s[:1]) != s[:1] || strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q is to be an item of a list", c.Name(), s)
			}
		}
	}
	for name := range advice {
		if !said[name] {
			t.Errorf("advice about %s, which does not exist", name)
		}
	}
	for _, rule := range Rules() {
		if families[rule] == nil && rule != Housekeeping {
			t.Errorf("%s: nothing to avoid", rule)
		}
	}
}
