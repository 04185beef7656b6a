package docs_test

import (
	"encoding/json"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

// adding are the pages for contributors.
var adding = []string{"docs/adding-a-library.md", "docs/adding-a-rule.md"}

// TestAddingCommands sees to it that the tests which the pages say to run are
// there, and the flags that they are given.
func TestAddingCommands(t *testing.T) {
	pages, root := pages(t), testenv.Root(t)
	commandRE := regexp.MustCompile(`(?m)^go test (.*)$`)
	checked := 0
	for _, name := range adding {
		for _, m := range commandRE.FindAllStringSubmatch(pages[name], -1) {
			var tests, flags []string
			dirs := make(map[string]string) // to what their test files have
			words := strings.Fields(m[1])
			for i, w := range words {
				w = strings.Trim(w, `"'`)
				switch {
				case i > 0 && words[i-1] == "-run":
					for _, part := range strings.Split(w, "|") {
						first, _, _ := strings.Cut(part, "/")
						tests = append(tests, first)
					}
				case strings.HasPrefix(w, "./") && (i == 0 || words[i-1] != "-cases"):
					if strings.Contains(w, "early") || strings.HasSuffix(w, "client") {
						continue // what the page adds
					}
					dir := strings.TrimSuffix(w, "/...")
					files, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
					if err != nil || len(files) == 0 {
						t.Errorf("%s: %s: no tests in %s", name, m[0], dir)
					}
					for _, f := range files {
						data, err := os.ReadFile(f)
						if err != nil {
							t.Fatal(err)
						}
						dirs[dir] += string(data)
					}
				case strings.HasPrefix(w, "-") && w != "-run":
					flags = append(flags, w[1:])
				}
			}
			for _, test := range tests {
				if test != "" && !slices.ContainsFunc(slices.Collect(maps.Values(dirs)), func(text string) bool {
					return regexp.MustCompile(`func Test\w*` + test).MatchString(text)
				}) {
					t.Errorf("%s: %s: there is no test %s", name, m[0], test)
				}
			}
			for _, flag := range flags {
				for dir, text := range dirs {
					if !strings.Contains(text, `("`+flag+`"`) {
						t.Errorf("%s: %s: the tests of %s have no flag %s", name, m[0], dir, flag)
					}
				}
			}
			checked++
		}
	}
	if checked < 8 {
		t.Errorf("%d commands", checked)
	}
}

// TestAddingCode compiles the table and the rule that the pages show, as if
// they had been added.
func TestAddingCode(t *testing.T) {
	pages, root := pages(t), testenv.Root(t)
	blocks := func(name string) (out []string) {
		for _, m := range regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllStringSubmatch(pages[name], -1) {
			out = append(out, m[1])
		}
		return out
	}
	table, rule := blocks(adding[0]), blocks(adding[1])
	files := map[string]string{
		"internal/model/lib/client.go": "package lib\n\nimport \"github.com/tracelint/tracelint/internal/model\"\n\n" + table[0] + "\nvar _ = model.Loader{Paths: clientPaths, Load: client}\n",
		"analyzers/early/doc.go":       rule[0],
		"analyzers/early/early.go":     rule[1],
	}
	dir := t.TempDir()
	overlay := struct{ Replace map[string]string }{make(map[string]string)}
	for name, text := range files {
		if formatted, err := format.Source([]byte(text)); err != nil || string(formatted) != text {
			t.Errorf("%s is not formatted: %v", name, err)
		}
		file := filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(root, filepath.FromSlash(name))] = file
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	testenv.Go(t, root, "build", "-overlay", file, "./internal/model/lib", "./analyzers/early")
}
