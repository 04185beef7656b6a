package docs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/testenv"
)

// TestReadme runs the commands of README.md in their order, in a copy of the
// example, and reads its configuration. A line that ends in "# exits with 1"
// has to; "go install" runs in this repository. What other tests run, since it
// takes long or is the main or the test command, is left to them.
func TestReadme(t *testing.T) {
	page := pages(t)["README.md"]
	for _, block := range regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		if _, err := config.Parse("README.md", []byte(block[1])); err != nil {
			t.Error(err)
		}
	}
	for _, tool := range []string{"git", "sh"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	elsewhere := map[string]bool{
		mainCommand:             true, // TestGenerated
		testCommand:             true, // these
		"tracelint gopls build": true, // package internal/editors
	}
	dir, bin := t.TempDir(), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, shop))); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "GOBIN="+bin, "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	run := func(dir, command string) (string, int) {
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, code := run(dir, "git init -q -b main && git add -A && git commit -qm before"); code != 0 {
		t.Fatal(out)
	}
	ran := 0
	for _, block := range regexp.MustCompile("(?ms)^```sh\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		for line := range strings.Lines(block[1]) {
			command, comment, _ := strings.Cut(strings.TrimSpace(line), "#")
			command = strings.TrimSpace(command)
			if elsewhere[command] {
				delete(elsewhere, command)
				continue
			}
			in, want := dir, 0
			if strings.Contains(comment, "exits with 1") {
				want = 1
			}
			if strings.HasPrefix(command, "go install") {
				in = testenv.Root(t)
			}
			ran++
			if out, code := run(in, command); code != want {
				t.Errorf("%s: exit code %d, want %d\n%s", command, code, want, out)
			}
		}
	}
	if ran < 10 {
		t.Errorf("ran %d commands", ran)
	}
	for command := range elsewhere {
		t.Errorf("%s is not in README.md", command)
	}
}
