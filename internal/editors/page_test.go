package editors

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "editors.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// snippets returns what docs/editors.md shows in a language.
func snippets(t *testing.T, language string) []string {
	t.Helper()
	var out []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(page(t), -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Fatalf("docs/editors.md shows no %s", language)
	}
	return out
}

// TestPage holds the page against what the tests of this package run.
func TestPage(t *testing.T) {
	text := page(t)
	for _, want := range []string{
		strconv.Quote(luaPattern),
		"errorformat=" + strings.ReplaceAll(errorformat, " ", `\ `),
		"lint-formats: ['" + errorformat + "']",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("docs/editors.md does not say %s", want)
		}
	}
	for _, s := range snippets(t, "json") {
		var settings map[string]any
		if err := json.Unmarshal([]byte(s), &settings); err != nil {
			t.Errorf("%v in %s", err, s)
		}
	}
}

// TestGoLandReadsLines holds the output filter of docs/editors.md, as its
// macros are documented, against what the linter prints.
func TestGoLandReadsLines(t *testing.T) {
	m := regexp.MustCompile("(?m)^\\| Output filters \\| `(.*)` \\|$").FindStringSubmatch(page(t))
	if m == nil {
		t.Fatal("docs/editors.md has no output filter")
	}
	filter := regexp.QuoteMeta(m[1])
	for macro, re := range map[string]string{"FILE_PATH": "(.+?)", "LINE": "([0-9]+)", "COLUMN": "([0-9]+)", "MESSAGE": "(.*)"} {
		filter = strings.Replace(filter, regexp.QuoteMeta("$"+macro+"$"), re, 1)
	}
	re, err := regexp.Compile("^" + filter + "$")
	if err != nil {
		t.Fatal(err)
	}
	_, _, stdout, want := linted(t)
	var got []string
	for l := range strings.Lines(stdout) {
		if m := re.FindStringSubmatch(strings.TrimSuffix(l, "\n")); m != nil {
			got = append(got, line(m[1], m[2], m[3], m[4]))
		}
	}
	if strings.Join(got, "\n") != strings.Join(lines(want), "\n") {
		t.Errorf("read:\n%s", strings.Join(got, "\n"))
	}
}

// TestLuaIsWellFormed has Neovim read what the page shows for it.
func TestLuaIsWellFormed(t *testing.T) {
	nvim(t)
	for _, s := range snippets(t, "lua") {
		name, result := filepath.Join(t.TempDir(), "snippet.lua"), filepath.Join(t.TempDir(), "result")
		write(t, name, s)
		neovim(t, scratch, "parse.lua", "SNIPPET="+name, "RESULT="+result)
		if said, err := os.ReadFile(result); err != nil || strings.TrimSpace(string(said)) != "well" {
			t.Errorf("%s%v in\n%s", said, err, s)
		}
	}
}
