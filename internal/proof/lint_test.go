//go:build linted

package proof

import (
	"errors"
	"os/exec"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

// lint runs tracelint on the programs of the module in dir.
func lint(t *testing.T, dir string) []Finding {
	t.Helper()
	bin := testenv.Build(t, testenv.Root(t), "./cmd/tracelint")
	out, err := testenv.Run(t, dir, testenv.Executable(bin, "tracelint"), "-json", "./lib/...")
	// Exit code 1 says that there are findings.
	if exit := new(exec.ExitError); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		t.Fatal(err)
	}
	findings, err := DecodeFindings(out)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}
