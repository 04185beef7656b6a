package docs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/testenv"
)

// TestAdoptionPage runs the commands of docs/adoption.md as they stand there, one
// after the other, in a git repository with a copy of the example, and compares
// what they print with the page.
func TestAdoptionPage(t *testing.T) {
	page := pages(t)["docs/adoption.md"]
	for _, block := range regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		if _, err := config.Parse("adoption.md", []byte(block[1])); err != nil {
			t.Error(err)
		}
	}
	if runtime.GOOS != "linux" {
		t.Skip("the commands are for GNU's sed")
	}
	for _, tool := range []string{"git", "sed", "grep"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	bin := testenv.Build(t, testenv.Root(t), "./cmd/tracelint")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, shop))); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	run := func(command string) (string, int) {
		t.Helper()
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, code := run("git init -q -b main && git add -A && git commit -qm before"); code != 0 {
		t.Fatal(out)
	}
	ran := 0
	for _, block := range regexp.MustCompile("(?ms)^```console\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		for _, entry := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			command, want, _ := strings.Cut(strings.TrimSuffix(entry, "\n")+"\n", "\n")
			wantCode := 0
			if strings.HasSuffix(command, "# exit code 1") {
				wantCode = 1
			}
			if got, code := run(command); got != want || code != wantCode {
				t.Errorf("%s: exit code %d, prints\n%s\nwant\n%s", command, code, got, want)
			}
			ran++
		}
	}
	if ran < 25 {
		t.Errorf("ran %d commands", ran)
	}
}
