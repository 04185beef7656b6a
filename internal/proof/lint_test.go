package proof

import (
	"errors"
	"os/exec"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/testenv"
)

// lint runs tracelint on the programs of the module in dir. Categories that are
// not on by default are switched on if there is a program for them.
func lint(t *testing.T, dir string) []Finding {
	t.Helper()
	bin := testenv.Build(t, testenv.Root(t), "./cmd/tracelint")
	// It has the packages compiled first, which takes longer than a program may run.
	var optIn []string
	for _, c := range cases {
		if found := catalogue.Find(c.Category); found != nil && found.Confidence == catalogue.OptIn {
			optIn = append(optIn, c.Category)
		}
	}
	cmd := exec.CommandContext(t.Context(), testenv.Executable(bin, "tracelint"), "-json", "-enable", strings.Join(optIn, ","), "./lib/...")
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	// Exit code 1 says that there are findings.
	if exit := new(exec.ExitError); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	findings, err := DecodeFindings(out)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}
