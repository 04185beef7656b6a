package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/near"
	"github.com/tracelint/tracelint/internal/report"
)

// output is what the flags say of how findings are written, and where to.
type output struct {
	flags      *flag.FlagSet
	json       bool
	formats    targets
	color      string
	related    bool
	suppressed bool
	summary    bool

	left  *driver.LeftOut // nil unless suppressed
	tally *tally          // nil unless summary
}

// A target is a format and the file that gets it, "" for standard output.
type target struct{ format, file string }

// targets is the value of -format.
type targets []target

func (t *targets) String() string { return "" }

func (t *targets) Set(s string) error {
	for part := range strings.SplitSeq(s, ",") { // names of files may have blanks
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		format, file, given := strings.Cut(part, "=")
		if given && file == "" {
			return fmt.Errorf("the name of a file is missing behind %s=", format)
		}
		if file == "-" {
			file = ""
		}
		*t = append(*t, target{format, file})
	}
	return nil
}

// register defines the flags.
func (o *output) register(flags *flag.FlagSet) {
	o.flags = flags
	names := make([]string, 0, 8)
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	flags.BoolVar(&o.json, "json", false, "print findings as go vet -json does")
	flags.Var(&o.formats, "format", "write `format[=file]` instead of text; may be repeated: "+strings.Join(names, ", "))
	flags.StringVar(&o.color, "color", "auto", "source and colours: on a terminal (auto), always, or never colours")
	flags.BoolVar(&o.related, "related", false, "print related places below findings")
	flags.BoolVar(&o.suppressed, "suppressed", false, "write what is suppressed too, with the reasons, in the formats json, sarif and junit")
	flags.BoolVar(&o.summary, "summary", false, "count findings and hand-offs, on standard error or in the format json")
}

var colors = []string{"auto", "always", "never"}

// check returns what is wrong with the flags, or with a file that is to be
// written. It touches none. If a patch goes to standard output, only files are
// left for findings. Read are files that the run reads, by what they are.
func (o *output) check(dir string, patch bool, read map[string]string) error {
	if !slices.Contains(colors, o.color) {
		return fmt.Errorf("-color: there is no %q%s (auto, always, never)", o.color, near.Hint(o.color, colors))
	}
	for _, t := range o.formats {
		if err := report.Known(t.format); err != nil {
			return fmt.Errorf("-format: %v", err)
		}
	}
	if o.json {
		o.formats = append(o.formats, target{report.VetJSON, ""})
	}
	if len(o.formats) == 0 && !patch {
		o.formats = targets{{report.Formats()[0].Name, ""}}
	}
	taken := make(map[string]string)
	for i := range o.formats {
		t := &o.formats[i]
		if t.file != "" {
			t.file = absolute(dir, t.file)
		}
		if other, twice := taken[t.file]; twice {
			where := "standard output"
			if t.file != "" {
				where = t.file
			}
			movable := t.format
			if movable == report.VetJSON {
				movable = other
			}
			return fmt.Errorf("-format: %s cannot have both %s and %s: name a file, as in -format %s=FILE", where, flagOf(other), flagOf(t.format), movable)
		}
		taken[t.file] = t.format
		if t.file == "" && patch {
			return fmt.Errorf("-diff prints a patch: name a file for findings, as in -format %s=FILE", t.format)
		}
		if t.file == "" {
			continue
		}
		if err := writable(t.file); err != nil {
			return fmt.Errorf("-format %s: %v", t.format, err)
		}
		for what, name := range read {
			if sameFile(t.file, name) {
				return fmt.Errorf("-format %s: %s is the %s: name another file", t.format, t.file, what)
			}
		}
	}
	return nil
}

func flagOf(format string) string {
	if format == report.VetJSON {
		return "-json"
	}
	return format
}

// prepare makes the run keep what is to be written besides findings.
func (o *output) prepare(cfg *config.Config, opts *driver.Options) {
	if o.suppressed {
		o.left = new(driver.LeftOut)
		cfg.LeftOut, opts.LeftOut = o.left.Add, o.left
	}
	if o.summary {
		o.tally = new(tally)
		opts.Matched = func(p *types.Package) { o.tally.matched = append(o.tally.matched, p) }
	}
}

// analyzers adds to the suite what counts.
func (o *output) analyzers(suite []*analysis.Analyzer) []*analysis.Analyzer {
	if o.tally == nil {
		return suite
	}
	return o.tally.join(suite)
}

// exclude moves what the configuration leaves out from the findings to those
// that do not count.
func (o *output) exclude(cfg *config.Config, res *driver.Result) {
	res.Findings = slices.DeleteFunc(res.Findings, func(f driver.Finding) bool {
		e := excluded(cfg, f)
		if e != nil {
			o.leaveOut(res, f, e.Reason)
		}
		return e != nil
	})
}

// leaveOut adds a finding to those that do not count, for a reason from outside
// of the source.
func (o *output) leaveOut(res *driver.Result, f driver.Finding, reason string) {
	if o.suppressed {
		f.Suppression = &driver.Suppression{Reason: reason}
		res.LeftOut = append(res.LeftOut, f)
	}
}

// write writes the result to all targets. What cannot be written does not keep
// the others from being written.
func (o *output) write(stdout, stderr io.Writer, dir string, res *driver.Result, a *adoption) error {
	shown, more := a.cut(res.Findings)
	r := &report.Report{
		Dir: dir, Root: repository(dir), Version: moduleVersion(),
		Findings: shown, More: more, LeftOut: driver.Sorted(res.LeftOut), Problems: res.Problems, Again: o.again(),
	}
	if o.tally != nil {
		r.Summary = o.tally.summary()
		r.Summary.Baseline, r.Summary.Stale, r.Summary.Untouched = a.hidden, a.gone, a.untouched
	}
	var errs []error
	onStdout := ""
	for _, t := range o.formats {
		if t.file == "" {
			onStdout = t.format
			r.Style = o.style(isTerminal(stdout))
			errs = append(errs, r.Write(stdout, t.format))
			continue
		}
		r.Style = report.Style{Related: o.related}
		var b bytes.Buffer
		err := r.Write(&b, t.format)
		if err == nil {
			err = replaceFile(t.file, b.Bytes())
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("-format %s: %v", t.format, err))
		}
	}
	if r.Summary != nil && onStdout != "json" {
		errs = append(errs, r.PrintSummary(stderr))
	}
	return errors.Join(errs...)
}

// style is how text is written to standard output. With -color=always it is as
// on a terminal wherever it goes.
func (o *output) style(terminal bool) report.Style {
	s := report.Style{Related: o.related || terminal, Excerpt: terminal && os.Getenv("TERM") != "dumb"}
	s.Color = s.Excerpt && os.Getenv("NO_COLOR") == "" && (runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != "" || os.Getenv("TERM") != "")
	switch o.color {
	case "always":
		s.Excerpt, s.Color = true, true
	case "never":
		s.Color = false
	}
	return s
}

// again returns the flags that a further run needs to see the same findings.
func (o *output) again() []string {
	var args []string
	o.flags.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "tests":
			args = append(args, "-tests="+f.Value.String())
		case "C", "config", "deps", "baseline", "new-from", "new-from-merge-base":
			args = append(args, "-"+f.Name, f.Value.String())
		}
	})
	return args
}

// repository returns the root of the repository that dir is in, dir itself if
// it is in none.
func repository(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}
