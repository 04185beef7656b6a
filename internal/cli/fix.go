package cli

import (
	"strings"

	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/edits"
	"github.com/tracelint/tracelint/internal/report"
)

// fixing is what is done about fixes.
type fixing struct {
	fix  bool
	diff bool
}

func (f *fixing) register(flags *flag.FlagSet) {
	flags.BoolVar(&f.fix, "fix", false, "apply the first fix of each finding, and report what remains")
	flags.BoolVar(&f.diff, "diff", false, "print what -fix would change as a patch, and change nothing")
}

// wanted reports whether there is anything to do.
func (f *fixing) wanted() bool { return f.fix || f.diff }

// check refuses what contradicts itself.
func (f *fixing) check(json bool) error {
	if f.diff && json {
		return errors.New("-diff prints a patch, -json findings: use one of them")
	}
	return nil
}

// run applies the fixes of what a run found and returns what another run finds
// then. With -diff it returns the patch instead. Notes is told what was done,
// and what could not be.
func (f *fixing) run(notes io.Writer, opts driver.Options, res *driver.Result, again func() (*driver.Result, error)) (*driver.Result, []byte, error) {
	plan := edits.New(res.Findings, res.Texts)
	if err := plan.Verify(checker(opts, plan.Dirs())); err != nil {
		return nil, nil, err
	}
	for _, left := range plan.Left() {
		fmt.Fprintf(notes, "%s: not fixed: %s (%s)\n", report.Position(opts.Dir, left.Finding.Pos), left.Why, left.Finding.Category)
	}
	switch {
	case f.diff:
		return res, plan.Patch(opts.Dir), nil
	case len(plan.Files()) == 0:
		return res, nil, nil
	}
	if err := plan.Write(); err != nil {
		return nil, nil, err
	}
	fmt.Fprintf(notes, "tracelint: fixed %s in %s\n", count(plan.Fixed(), "finding"), count(len(plan.Files()), "file"))
	res, err := again()
	return res, nil, err
}

// checker type-checks the packages in the directories, with their tests, in
// which a new import may collide with something.
func checker(opts driver.Options, dirs []string) edits.Checker {
	if len(opts.Patterns) > 0 && strings.HasSuffix(opts.Patterns[0], ".go") {
		dirs = opts.Patterns // files, which may be of no package otherwise
	}
	return func(overlay map[string][]byte) ([]driver.Problem, error) {
		opts.Phase("checking fixes")
		return driver.Check(driver.Options{Dir: opts.Dir, Patterns: dirs, Tests: true, Env: opts.Env, Overlay: overlay})
	}
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
