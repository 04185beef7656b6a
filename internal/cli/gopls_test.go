package cli

import (
	"os"
	"runtime/debug"
	"testing"
)

func TestPublished(t *testing.T) {
	const module = "github.com/tracelint/tracelint"
	checkout := t.TempDir() // is none
	for _, test := range []struct {
		name            string
		main            debug.Module
		dir             string
		version, source string
	}{
		{"release", debug.Module{Path: module, Version: "v1.2.3"}, checkout, "v1.2.3", ""},
		{"commit", debug.Module{Path: module, Version: "v0.0.0-20260101000000-0123456789ab"}, checkout, "v0.0.0-20260101000000-0123456789ab", ""},
		{"changed", debug.Module{Path: module, Version: "v0.0.0-20260101000000-0123456789ab+dirty"}, checkout, "", ""},
		{"development", debug.Module{Path: module, Version: "(devel)"}, checkout, "", ""},
		{"replaced", debug.Module{Path: module, Version: "v1.2.3", Replace: &debug.Module{Path: "/src/tracelint"}}, checkout, "", "/src/tracelint"},
		{"somebody else's", debug.Module{Path: "example.com/lint", Version: "v1.2.3"}, checkout, "", ""},
	} {
		version, source := published(&debug.BuildInfo{Main: test.main}, test.dir)
		if version != test.version || source != test.source {
			t.Errorf("%s: %q, %q", test.name, version, source)
		}
	}
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if version, source := published(nil, wd); version != "" || source == "" {
		t.Errorf("in the checkout: %q, %q", version, source)
	}
}
