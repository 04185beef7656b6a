package cli

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/baseline"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/changes"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/fingerprint"
	"github.com/tracelint/tracelint/internal/report"
)

// adoption is what lets a code base with many findings begin: a baseline of
// those that may stay, a revision after which findings count, and an end to
// what is printed.
type adoption struct {
	flags    *flag.FlagSet
	baseline string
	update   bool
	add      bool
	check    bool
	newFrom  string
	newSince string // the branch of -new-from-merge-base
	max      int

	file  *baseline.File // nil if there is no baseline
	fresh bool           // the file is yet to be made
	notes strings.Builder
	stale bool
	more  int // findings that are not written

	hidden, gone, untouched int // findings in the baseline, those that it has beyond them, and those left out by git
}

// register defines the flags.
func (a *adoption) register(flags *flag.FlagSet) {
	a.flags = flags
	flags.StringVar(&a.baseline, "baseline", "", "leave out the findings in `file`; \"none\" for no baseline")
	flags.BoolVar(&a.update, "baseline-update", false, "take out of the baseline what is not found any more; make it if there is none")
	flags.BoolVar(&a.add, "baseline-add", false, "add new findings to the baseline as well")
	flags.BoolVar(&a.check, "baseline-check", false, "fail if the baseline has what is not found any more")
	flags.StringVar(&a.newFrom, "new-from", "", "report only what was touched since `revision`, by git")
	flags.StringVar(&a.newSince, "new-from-merge-base", "", "report only what was touched since the work left `branch`, by git")
	flags.IntVar(&a.max, "max-findings", 0, "write at most `n` findings; 0 for all")
}

// prepare returns what is wrong with the flags, the baseline, or the
// repository, before anything is analysed.
func (a *adoption) prepare(cfg *config.Config, dir string, fixing bool) error {
	a.update = a.update || a.add
	given := make(map[string]bool)
	a.flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	changed := given["new-from"] || given["new-from-merge-base"]
	since := "-new-from"
	if given["new-from-merge-base"] {
		since = "-new-from-merge-base"
	}
	writes := "-baseline-update"
	if a.add {
		writes = "-baseline-add"
	}
	switch {
	case a.max < 0:
		return fmt.Errorf("-max-findings: want a number from 0 on, not %d", a.max)
	case given["new-from"] && given["new-from-merge-base"]:
		return errors.New("-new-from and -new-from-merge-base: use one of them")
	case a.update && changed:
		return fmt.Errorf("%s is about all findings, not only new ones: leave %s away", writes, since)
	case a.update && fixing:
		return fmt.Errorf("%s and -fix: use one after the other", writes)
	case a.update && a.check:
		return fmt.Errorf("-baseline-check finds nothing that %s would not repair: use one of them", writes)
	}
	if err := a.open(cfg, dir, given["baseline"], writes); err != nil {
		return err
	}
	if changed {
		_, err := a.changes(dir)
		return err
	}
	return nil
}

// open reads the baseline: that of the flag, else that of the configuration.
func (a *adoption) open(cfg *config.Config, dir string, given bool, writes string) error {
	name := ""
	switch {
	case given && a.baseline == "":
		return errors.New("-baseline: the name of a file is missing")
	case given && a.baseline != config.None:
		name = absolute(dir, a.baseline)
	case !given && cfg.Baseline != "":
		name = baselineOf(cfg)
	case a.update || a.check:
		if a.check {
			writes = "-baseline-check"
		}
		return fmt.Errorf("%s needs a baseline: name it with -baseline, or in %s by baseline", writes, config.Name)
	default:
		return nil
	}
	file, err := baseline.Read(name)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist) && a.update:
		a.fresh = true
		file = &baseline.File{Name: name}
	default:
		return orMake(err)
	}
	a.file = file
	if a.update {
		if err := writable(name); err != nil {
			return fmt.Errorf("baseline: %v", err)
		}
	}
	return nil
}

// orMake says how a baseline is made, if there is none.
func orMake(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%v; make it with -baseline-update", err)
	}
	return err
}

// baselineOf returns the name of the configuration's baseline.
func baselineOf(cfg *config.Config) string {
	return absolute(cfg.Root, filepath.FromSlash(cfg.Baseline))
}

// underBaseline makes the analyzers keep to themselves what is in the
// configuration's baseline.
func underBaseline(cfg *config.Config, analyzers []*analysis.Analyzer) ([]*analysis.Analyzer, error) {
	if cfg.Baseline == "" {
		return analyzers, nil
	}
	file, err := baseline.Read(baselineOf(cfg))
	if err != nil {
		return nil, orMake(err)
	}
	return file.Hiding(analyzers, time.Now()), nil
}

// digest is config.Digest with what the files' baselines hide today.
func digest(files []string) [sha256.Size]byte {
	h := sha256.New()
	sum := config.Digest(files)
	h.Write(sum[:])
	for _, name := range files {
		cfg, err := config.Load(name)
		if err != nil || cfg.Baseline == "" {
			continue
		}
		file, err := baseline.Read(baselineOf(cfg))
		if err != nil {
			fmt.Fprintf(h, "%s: %v\n", name, err)
			continue
		}
		for i := range file.Entries {
			if e := &file.Entries[i]; !e.Expired(time.Now()) {
				fmt.Fprintf(h, "%s: %+v %d\n", name, e.Key(), e.Count)
			}
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// changes asks git what was touched.
func (a *adoption) changes(dir string) (*changes.Changes, error) {
	if a.newFrom == "" && a.newSince == "" && !given(a.flags, "new-from") && !given(a.flags, "new-from-merge-base") {
		return nil, nil
	}
	if given(a.flags, "new-from-merge-base") {
		c, err := changes.SinceMergeBase(dir, a.newSince)
		if err != nil {
			err = fmt.Errorf("-new-from-merge-base: %v", err)
		}
		return c, err
	}
	c, err := changes.Since(dir, a.newFrom)
	if err != nil {
		err = fmt.Errorf("-new-from: %v", err)
	}
	return c, err
}

// byRevision reports whether findings are left out by what git says of the files.
func (a *adoption) byRevision() bool {
	return given(a.flags, "new-from") || given(a.flags, "new-from-merge-base")
}

func given(flags *flag.FlagSet, name string) bool {
	found := false
	flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// apply takes the findings that do not count out of the result. Leave is told
// of those in the baseline, and why they may stay.
func (a *adoption) apply(cfg *config.Config, dir string, res *driver.Result, leave func(f driver.Finding, reason string)) error {
	a.notes.Reset()
	a.stale, a.hidden, a.gone, a.untouched = false, 0, 0, 0
	if err := a.applyBaseline(cfg, dir, res, leave); err != nil {
		return err
	}
	touched, err := a.changes(dir)
	if touched == nil || err != nil {
		return err
	}
	packages := make(map[string]changes.Package)
	for _, p := range res.Loaded {
		packages[p.Path] = changes.Package{Dir: p.Dir, Imports: p.Imports}
	}
	touched.Packages(packages)
	res.Findings = slices.DeleteFunc(res.Findings, func(f driver.Finding) bool {
		place := changes.Finding{Pos: f.Pos, End: f.End, Callee: f.Subject.Callee}
		if far := farRE.FindStringSubmatch(f.Message); far != nil {
			place.Far = changes.Func{Name: far[1], File: far[2]}
		}
		place.Program = strings.HasPrefix(f.Category, "propagator/")
		place.Unused = f.Category == "freshroot/discarded"
		for _, r := range f.Related {
			place.Related = append(place.Related, r.Pos)
		}
		if f.Category == internalError || touched.Touched(place) {
			return false
		}
		if cfg.Debug != nil {
			cfg.Debug(f.Pos.String(), "untouched", f.Category+" since "+touched.Revision)
		}
		a.untouched++
		return true
	})
	return nil
}

// farRE finds what a rule's message says of a function in another package, which
// no position leads to: "(via bus.Send, bus.go:12)", "bus.Send (bus.go:12)".
var farRE = regexp.MustCompile(`([\w.]+)(?:, | \()([^:(),]+\.go):\d+\)`)

// internalError is the category of what tells of a failure of tracelint itself,
// which nothing leaves out.
const internalError = "tracelint/internal"

// applyBaseline takes out what is in the baseline, and updates it.
func (a *adoption) applyBaseline(cfg *config.Config, dir string, res *driver.Result, leave func(f driver.Finding, reason string)) error {
	if a.file == nil {
		return nil
	}
	var of []int // indexes
	var findings []baseline.Finding
	for i := range res.Findings {
		if f := &res.Findings[i]; f.Category != internalError {
			of = append(of, i)
			findings = append(findings, baseline.Finding{
				Key:   baseline.Key{Category: f.Category, Package: f.Package, Subject: f.Subject},
				Tests: strings.HasSuffix(f.Pos.Filename, "_test.go"),
			})
		}
	}
	now := time.Now()
	looked := looker(cfg, res)
	switch {
	case a.update:
		change := a.file.Update(findings, looked, a.add || a.fresh, now)
		if err := a.write(dir, change); err != nil {
			return err
		}
	default:
		entries, found := a.file.Stale(findings, looked)
		for i := range entries {
			e := &entries[i]
			a.gone += e.Count - found[i]
			if !a.check {
				continue
			}
			a.stale = true
			there := "there is none any more"
			if found[i] > 0 {
				there = fmt.Sprintf("there are %d, not %d", found[i], e.Count)
				if found[i] == 1 {
					there = fmt.Sprintf("there is 1, not %d", e.Count)
				}
			}
			where := e.Package
			if e.Function != "" {
				where = e.Function + " of " + where
			}
			fmt.Fprintf(&a.notes, "%s: %s in %s: %s; run tracelint -baseline-update\n", report.Position(dir, token.Position{Filename: a.file.Name, Line: e.Line}), e.Category, where, there)
		}
	}
	reasons := make(map[baseline.Key]string)
	for i := range a.file.Entries {
		reasons[a.file.Entries[i].Key()] = a.file.Entries[i].Reason
	}
	hidden := make([]bool, len(res.Findings))
	for i, h := range a.file.Hidden(findings, now) {
		hidden[of[i]] = h
		if h {
			a.hidden++
			f := res.Findings[of[i]]
			reason := reasons[findings[i].Key]
			leave(f, reason)
			if cfg.Debug != nil {
				cfg.Debug(f.Pos.String(), "baseline", strings.TrimSuffix(f.Category+": "+reason, ": "))
			}
		}
	}
	i := -1
	res.Findings = slices.DeleteFunc(res.Findings, func(driver.Finding) bool { i++; return hidden[i] })
	return nil
}

// errBaseline is what keeps a baseline from being written: it is for those who
// asked for it to repair.
type errBaseline struct{ error }

// write stores the baseline and takes note of what became of it.
func (a *adoption) write(dir string, change baseline.Change) error {
	if a.fresh || change.Added+change.Removed > 0 {
		if err := replaceFile(a.file.Name, a.file.Format()); err != nil {
			return errBaseline{fmt.Errorf("baseline %s cannot be written: %v", a.file.Name, cause(err))}
		}
	}
	name := report.Position(dir, token.Position{Filename: a.file.Name})
	switch {
	case a.fresh:
		fmt.Fprintf(&a.notes, "tracelint: %s is new: %s\n", name, count(change.Kept, "finding"))
		a.fresh = false
	case change.Added+change.Removed == 0:
		fmt.Fprintf(&a.notes, "tracelint: %s is unchanged: %s\n", name, count(change.Kept, "finding"))
	default:
		fmt.Fprintf(&a.notes, "tracelint: %s: %d added, %d gone, %d left\n", name, change.Added, change.Removed, change.Kept)
	}
	return nil
}

// tell prints what there is to say about the baseline.
func (a *adoption) tell(stderr io.Writer) { io.WriteString(stderr, a.notes.String()) }

// cut divides the findings into those that are written and the others.
func (a *adoption) cut(findings []driver.Finding) (written, more []driver.Finding) {
	if a.max == 0 || len(findings) <= a.max {
		return findings, nil
	}
	a.more = len(findings) - a.max
	return findings[:a.max], findings[a.max:]
}

// tellMore prints how many findings were not written.
func (a *adoption) tellMore(stderr io.Writer) {
	if a.more > 0 {
		fmt.Fprintf(stderr, "tracelint: %s more (-max-findings %d)\n", count(a.more, "finding"), a.max)
	}
}

// looker returns a function that tells whether the findings of an entry would
// have been found if they were still there: not if its category is off, if it is
// about tests and these are not analysed, if its package was not asked for or
// not analysed, or if its function is, perhaps in another version, in a file
// that is for other builds.
func looker(cfg *config.Config, res *driver.Result) func(*baseline.Entry) bool {
	packages := make(map[string]*driver.Package)
	modules := make(map[string]string)
	for i := range res.Loaded {
		p := &res.Loaded[i]
		packages[p.Path] = p
		if p.Module != "" {
			modules[p.Module] = p.ModuleDir
		}
	}
	elsewhere := make(map[*driver.Package]map[string]bool)
	return func(e *baseline.Entry) bool {
		if e.Tests && !cfg.Tests || catalogue.Find(e.Category) == nil || !cfg.Active(e.Category) {
			return false
		}
		p := packages[e.Package]
		if p == nil {
			tested := packages[strings.TrimSuffix(e.Package, "_test")]
			return e.Tests && tested != nil && tested.Whole || removed(e.Package, modules)
		}
		if !p.Whole {
			return false
		}
		if elsewhere[p] == nil {
			elsewhere[p] = declared(p.Ignored)
		}
		return !elsewhere[p][e.Function]
	}
}

// removed reports whether a package of one of the modules is not there at all:
// its directory has no Go files.
func removed(pkg string, modules map[string]string) bool {
	for module := pkg; ; {
		if dir, ok := modules[module]; ok {
			files, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(pkg, module))))
			return (err == nil || errors.Is(err, fs.ErrNotExist)) && !slices.ContainsFunc(files, func(f fs.DirEntry) bool { return strings.HasSuffix(f.Name(), ".go") })
		}
		i := strings.LastIndex(module, "/")
		if i < 0 {
			return false
		}
		module = module[:i]
	}
}

// declared returns the names of what is declared in files, as a baseline has them.
func declared(files []string) map[string]bool {
	names := make(map[string]bool)
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if f == nil || err != nil && len(f.Decls) == 0 {
			continue
		}
		for _, decl := range fingerprint.Declared(f) {
			names[decl] = true
		}
	}
	return names
}
