package config

import (
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// lowered returns a decoded file as programs hand it on that fold its keys,
// but not those within lists, to lower case.
func lowered(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make(map[string]any)
	for k, v := range m {
		out[strings.ToLower(k)] = lowered(v)
	}
	return out
}

// TestSettingsAreTheFile checks that the keys of the file mean the same as
// settings, whatever became of their case.
func TestSettingsAreTheFile(t *testing.T) {
	want, err := Parse("x.yml", []byte(full))
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := yaml.Unmarshal([]byte(full), &tree); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{"as written": tree, "in lower case": lowered(tree)} {
		if got, err := Settings(value, nil); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, want)
		}
	}
	if got, err := Settings(nil, nil); err != nil || !reflect.DeepEqual(got, new(Config)) {
		t.Errorf("none: %+v, %v", got, err)
	}
}

func TestSettingsProblems(t *testing.T) {
	elsewhere := map[string]string{"exclude": "use the other list"}
	for text, want := range map[string]string{
		`{presett: strict}`:                                    "settings: unknown key presett; did you mean preset?",
		`{preset: strikt}`:                                     `settings.preset: unknown preset "strikt"; did you mean strict?`,
		`{rules: {publishctx/droped: off}}`:                    `settings.rules: unknown rule or category "publishctx/droped"; did you mean publishctx/dropped?`,
		`{rules: {publishctx: maybe}}`:                         `settings.rules.publishctx: want on or off, not "maybe"`,
		`{publishctx: off}`:                                    "settings: unknown key publishctx; it belongs below rules",
		`{requiredfields: [traceId]}`:                          "settings: unknown key requiredfields; it belongs below traceConventions",
		`{traceconventions: {spannaming: {stile: a}}}`:         "settings.traceConventions.spanNaming: unknown key stile; did you mean style?",
		`{exclude: [{path: a}], tests: 7}`:                     "settings: exclude is not read here: use the other list\nsettings.tests: want true or false, not \"7\"",
		`{version: 2, presett: 1}`:                             "settings: version 2 is not one that this tracelint reads, which is 1",
		`{models: [{rows: [{on: example.com/a.F, role: x}]}]}`: `settings.models.0.rows.0.role: unknown role "x"`,
		`[a]`: "settings: want keys and values, not a list",
	} {
		var tree any
		if err := yaml.Unmarshal([]byte(text), &tree); err != nil {
			t.Fatal(err)
		}
		if c, err := Settings(tree, elsewhere); err == nil || err.Error() != want {
			t.Errorf("%s: %+v\n got %v\nwant %s", text, c, err, want)
		}
	}
}
