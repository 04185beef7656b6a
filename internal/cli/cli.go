// Package cli is the tracelint command: it reads the arguments, has the
// driver analyse the packages, and prints what was found.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/report"
)

// Exit codes.
const (
	Clean    = 0 // nothing found
	Findings = 1 // something found
	Usage    = 2 // the arguments or the configuration make no sense
	Failed   = 3 // something could not be analysed; wins over Findings
)

const usage = `usage: tracelint [flags] [packages]
       tracelint explain [rule or category]
       tracelint init
       tracelint gopls build [flags]

Tracelint finds the places where event-driven Go code breaks its traces.
Packages are named as for go build; the default is ./... Explain prints the
page of a rule, init writes a .tracelint.yml with all keys, gopls build makes
a language server for editors.

Flags:
`

const exitCodes = `
Exit status: 0 nothing found, 1 something found (with -fix: left, with -diff: to
change), 2 wrong usage or configuration, 3 something could not be analysed. It
also works as go vet -vettool=$(which tracelint).
`

// A Suite makes the analyzers for a configuration.
type Suite func(config.Config) []*analysis.Analyzer

// Main runs the command with args, which exclude the program's name, and
// returns the exit code. Findings go to stdout, everything else to stderr,
// which stays empty when there is nothing to say but findings.
func Main(args []string, stdout, stderr io.Writer, suite Suite) int {
	flags := flag.NewFlagSet("tracelint", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var (
		dir     = flags.String("C", "", "change to `dir` first")
		version = flags.Bool("version", false, "print the version and exit")
		debug   = flags.Bool("debug", false, "print to standard error where the analysis stays silent and why")
	)
	var settings settings
	var output output
	settings.register(flags)
	settings.registerOwn(flags)
	var fixing fixing
	fixing.register(flags)
	output.register(flags)
	var adoption adoption
	adoption.register(flags)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return help(flags, stdout)
		}
		complain(stderr, "", fmt.Errorf("%v (run tracelint -h for the flags)", err))
		return Usage
	}
	if *version {
		fmt.Fprintln(stdout, versionString())
		return Clean
	}
	base, err := enter(*dir)
	if err != nil {
		complain(stderr, "", err)
		return Usage
	}
	switch flags.Arg(0) {
	case "help": // go vet says that there is such a thing
		if flags.NArg() == 1 {
			return help(flags, stdout)
		}
		return explain(flags.Args()[1:], stdout, stderr)
	case "explain":
		return explain(flags.Args()[1:], stdout, stderr)
	case "init":
		return initialise(base, flags.Args()[1:], stdout, stderr)
	case "gopls":
		return buildGopls(base, flags.Args()[1:], stdout, stderr)
	}
	for _, arg := range flags.Args() {
		if strings.HasPrefix(arg, "-") {
			complain(stderr, "", fmt.Errorf("%s stands behind packages: flags go in front of them", arg))
			return Usage
		}
	}
	cfg, err := settings.resolve(base, true)
	if err == nil {
		err = adoption.prepare(cfg, base, fixing.wanted())
	}
	if err != nil {
		complain(stderr, base, err)
		return Usage
	}
	read := make(map[string]string)
	if adoption.file != nil {
		read["baseline"] = adoption.file.Name
	}
	if settings.config != "" && settings.config != config.None && !config.IsText(settings.config) {
		read["configuration"] = absolute(base, settings.config)
	}
	if err := output.check(base, fixing.diff, read); err != nil {
		complain(stderr, base, err)
		return Usage
	}
	opts := driver.Options{
		Dir:      base,
		Patterns: flags.Args(),
		Tests:    cfg.Tests,
		Deps:     cfg.Deps,
		AllDeps:  cfg.AllDeps,
		Stack:    *debug,
		Texts:    fixing.wanted(),
	}
	var silences silences
	if *debug {
		cfg.Debug = silences.add
	}
	progress := startProgress(stderr)
	opts.Phase = progress.phase
	analyse := func(overlay map[string][]byte) (*driver.Result, error) {
		silences.lines = nil
		opts := opts
		opts.Overlay = overlay
		output.prepare(cfg, &opts)
		res, err := driver.Run(opts, output.analyzers(suite(*cfg)))
		if err == nil {
			output.exclude(cfg, res)
			err = adoption.apply(cfg, base, res, func(f driver.Finding, reason string) { output.leaveOut(res, f, reason) })
		}
		return res, err
	}
	res, err := analyse(nil)
	var patch []byte
	var notes strings.Builder
	if err == nil && fixing.wanted() {
		res, patch, err = fixing.run(&notes, opts, res, analyse)
		if err == nil && (fixing.diff && (output.summary || len(output.formats) > 0) || fixing.fix && adoption.byRevision()) {
			res, err = analyse(nil) // what is on disk now is what git compares and what is told of besides a patch
		}
	}
	progress.stop()
	io.WriteString(stderr, notes.String())
	adoption.tell(stderr)
	silences.print(stderr)
	if err != nil {
		complain(stderr, base, err)
		if usage := new(driver.UsageError); errors.As(err, &usage) || errors.As(err, new(errBaseline)) {
			return Usage
		}
		return Failed
	}
	code := Clean
	err = output.write(stdout, stderr, base, res, &adoption)
	adoption.tellMore(stderr)
	if fixing.diff {
		res.Findings = nil // of which the patch tells
		if _, failed := stdout.Write(patch); failed != nil {
			err = errors.Join(err, failed)
		}
		if len(patch) > 0 {
			code = Findings
		}
	}
	if len(res.Findings) > 0 || adoption.stale {
		code = Findings
	}
	for _, p := range res.Problems {
		fmt.Fprintln(stderr, report.Problem(base, p))
		code = Failed
	}
	if err != nil {
		complain(stderr, base, err)
		code = Failed
	}
	return code
}

// help prints what the command does, and its flags.
func help(flags *flag.FlagSet, stdout io.Writer) int {
	fmt.Fprint(stdout, usage)
	flags.SetOutput(stdout)
	flags.PrintDefaults()
	fmt.Fprint(stdout, exitCodes)
	return Clean
}

// excluded returns the exclusion by which the configuration leaves the finding
// out, nil if it does not.
func excluded(cfg *config.Config, f driver.Finding) *config.Exclusion {
	e := cfg.Excluded(f.Category, f.Pos.Filename)
	if e != nil && cfg.Debug != nil {
		cfg.Debug(f.Pos.String(), "excluded", strings.TrimSuffix(f.Category+" in "+e.Path+": "+e.Reason, ": "))
	}
	return e
}

// enter returns the directory to work in, absolute.
func enter(dir string) (string, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if dir == "" {
		return cwd, nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", fmt.Errorf("-C %s: no such directory", dir)
	case err != nil:
		return "", fmt.Errorf("-C: %v", err)
	case !info.IsDir():
		return "", fmt.Errorf("-C %s: not a directory", dir)
	}
	return absolute(cwd, dir), nil
}
