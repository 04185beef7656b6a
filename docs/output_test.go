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

	"github.com/tracelint/tracelint/internal/testenv"
)

// TestOutputPage runs the commands of docs/output.md as they stand there, in a
// copy of the example, and looks for the files that they name.
func TestOutputPage(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a POSIX shell")
	}
	bin := testenv.Build(t, testenv.Root(t), "./cmd/tracelint")
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, shop))); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, block := range regexp.MustCompile("(?ms)^```sh\n(.*?)^```$").FindAllStringSubmatch(pages(t)["docs/output.md"], -1) {
		for command := range strings.Lines(block[1]) {
			command = strings.TrimSpace(command)
			files := regexp.MustCompile(`[a-z]=([\w.-]+)`).FindAllStringSubmatch(command, -1)
			cmd := exec.Command("sh", "-c", command)
			cmd.Dir = dir
			var stdout, stderr strings.Builder
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			err := cmd.Run()
			if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != 1 {
				t.Errorf("%s: %v, want exit code 1\n%s", command, err, &stderr)
			}
			if stderr.Len() > 0 != strings.Contains(command, "-summary") || stdout.Len() == 0 != (len(files) > 0 && !strings.Contains(command, "text")) {
				t.Errorf("%s: prints %d bytes, and to standard error\n%s", command, stdout.Len(), &stderr)
			}
			for _, f := range files {
				if info, err := os.Stat(filepath.Join(dir, f[1])); err != nil || info.Size() == 0 {
					t.Errorf("%s: %s: %v", command, f[1], err)
				}
			}
			ran++
		}
	}
	if ran < 6 {
		t.Errorf("ran %d commands", ran)
	}
}
