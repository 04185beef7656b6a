package cli

import (
	"strings"

	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"

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

// run applies the fixes of what was found and returns what another run finds
// then. With -diff it returns the patch instead. Notes is told what was done,
// and what could not be.
func (f *fixing) run(notes io.Writer, opts driver.Options, res *driver.Result, again func(overlay map[string][]byte) (*driver.Result, error)) (*driver.Result, []byte, error) {
	out, err := edits.Settle(res, again, func(dirs []string) edits.Checker { return checker(opts, dirs) })
	if err != nil {
		return nil, nil, err
	}
	if out.Last != nil {
		res = out.Last
	}
	for _, left := range out.Left {
		fmt.Fprintf(notes, "%s: not fixed: %s (%s)\n", report.Position(opts.Dir, left.Finding.Pos), left.Why, left.Finding.Category)
	}
	if f.diff {
		return res, out.Patch(opts.Dir), nil
	}
	if n := len(out.Files()); n > 0 {
		if err := out.Write(); err != nil {
			return nil, nil, err
		}
		fmt.Fprintf(notes, "tracelint: fixed %s in %s\n", count(out.Fixed, "finding"), count(n, "file"))
	}
	return res, nil, nil
}

// checker type-checks the packages in the directories, with their tests, in
// which a new import may collide with something.
func checker(opts driver.Options, dirs []string) edits.Checker {
	patterns := slices.Clone(dirs)
	for i, dir := range dirs {
		if rel, err := filepath.Rel(opts.Dir, dir); err == nil && filepath.IsLocal(rel) {
			patterns[i] = "./" + filepath.ToSlash(rel) // whatever is above, such as three dots
		}
	}
	if len(opts.Patterns) > 0 && strings.HasSuffix(opts.Patterns[0], ".go") {
		patterns = opts.Patterns // files, which may be of no package otherwise
	}
	return func(overlay map[string][]byte) ([]driver.Problem, error) {
		opts.Phase("checking fixes")
		return driver.Check(driver.Options{Dir: opts.Dir, Patterns: patterns, Tests: true, Env: opts.Env, Overlay: overlay})
	}
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
