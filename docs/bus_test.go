package docs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

// pageStep is a file or a session of a page, in its order.
type pageStep struct {
	language, text string
	at             [2]int // where the text is in the page
}

var stepRE = regexp.MustCompile("(?ms)^```(go|yaml|console)\n(.*?)^```$")

func steps(page string) []pageStep {
	var out []pageStep
	for _, m := range stepRE.FindAllStringSubmatchIndex(page, -1) {
		out = append(out, pageStep{page[m[2]:m[3]], page[m[4]:m[5]], [2]int{m[4], m[5]}})
	}
	return out
}

// TestOwnBusPage makes the module that docs/your-own-bus.md shows, file by file
// and command by command, and compares what these print with the page. What a
// directive is there for has no finding without it.
func TestOwnBusPage(t *testing.T) {
	const name = "docs/your-own-bus.md"
	page := pages(t)[name]
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	bin := testenv.Build(t, testenv.Root(t), "./cmd/tracelint")
	dir := t.TempDir()
	write := func(file, text string) {
		t.Helper()
		file = filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"go.mod", "go.sum"} { // the page's module requires what the example does
		data, err := os.ReadFile(filepath.Join(testenv.Module(t, shop), file))
		if err != nil {
			t.Fatal(err)
		}
		write(file, strings.Replace(string(data), "module example.com/orders\n", "module example.com/shop\n", 1))
	}
	run := func(command string) string {
		t.Helper()
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "GOWORK=off", "GOFLAGS=-mod=readonly")
		out, err := cmd.CombinedOutput()
		if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
			t.Errorf("%s: %v", command, err)
		}
		return string(out)
	}

	directiveRE := regexp.MustCompile(`(?m)^\s*//tracelint:.*\n`)
	said := make(map[string]string) // files with directives
	ran := 0
	fresh, last := "", 0
	for _, s := range steps(page) {
		first, _, _ := strings.Cut(s.text, "\n")
		text := s.text
		switch s.language {
		case "go":
			file := strings.TrimPrefix(first, "// ")
			write(file, s.text)
			if directiveRE.MatchString(s.text) {
				said[file] = s.text
			}
		case "yaml":
			write(strings.TrimPrefix(first, "# "), s.text)
		case "console":
			command := strings.TrimPrefix(first, "$ ")
			text = first + "\n" + run(command)
			if text != s.text && !*update {
				t.Errorf("%s: %s prints (go test ./docs -run OwnBus -update writes it anew)\n%s\nwant\n%s", name, command, text, s.text)
			}
			ran++
		}
		fresh += page[last:s.at[0]] + text
		last = s.at[1]
	}
	fresh += page[last:]
	if ran < 5 || len(said) < 3 {
		t.Errorf("ran %d commands, with directives in %d files", ran, len(said))
	}
	if *update && fresh != page {
		write := filepath.Join(testenv.Root(t), filepath.FromSlash(name))
		if err := os.WriteFile(write, []byte(fresh), 0o666); err != nil {
			t.Fatal(err)
		}
	}

	var dirs []string
	for file, text := range said {
		write(file, directiveRE.ReplaceAllString(text, ""))
		dirs = append(dirs, "./"+filepath.ToSlash(filepath.Dir(file)))
	}
	slices.Sort(dirs)
	if out := run("tracelint " + strings.Join(dirs, " ")); out != "" {
		t.Errorf("%s: without the directives there are findings too:\n%s", name, out)
	}
}
