package cli

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/baseline"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/near"
	"github.com/tracelint/tracelint/internal/report"
)

// settings are the flags that say what is looked for. The command has them,
// and so has the vet tool. What they say wins over the file.
type settings struct {
	flags   *flag.FlagSet
	config  string
	preset  string
	enable  string
	disable string
	tests   bool
	deps    string // the command's only: go vet follows all dependencies
	only    string // the command's only: go vet has a flag for each rule
	unsafe  bool   // the command's only: go vet -fix applies whatever is offered
}

// register defines the flags.
func (s *settings) register(flags *flag.FlagSet) {
	s.flags = flags
	flags.StringVar(&s.config, "config", "", "read the configuration from `file` instead of "+config.Name+" next to go.mod; \"none\" for no file")
	flags.StringVar(&s.preset, "preset", "", "report recommended categories, all (strict), or only the surest (migrate)")
	flags.StringVar(&s.enable, "enable", "", "comma-separated `rules` and categories to switch on")
	flags.StringVar(&s.disable, "disable", "", "comma-separated `rules` and categories to switch off")
	flags.BoolVar(&s.tests, "tests", false, "report in _test.go files too")
}

// registerOwn defines the flags that only the command has.
func (s *settings) registerOwn(flags *flag.FlagSet) {
	flags.BoolVar(&s.unsafe, "unsafe", false, "offer edits that change what dashboards and alerts see, too: other names for spans")
	flags.StringVar(&s.only, "only", "", "comma-separated `rules` and categories to report and no others")
	flags.StringVar(&s.deps, "deps", "", "comma-separated `prefixes` of import paths to follow into besides the own modules, or \"all\"")
}

// resolve returns the configuration of a run in dir: that of the file, if it
// is wanted, changed by the flags.
func (s *settings) resolve(dir string, file bool) (*config.Config, error) {
	given := s.config
	if !file {
		given = config.None
	}
	cfg, err := config.Resolve(given, dir)
	if err != nil {
		return nil, err
	}
	return cfg, s.change(cfg)
}

// change applies the flags to the configuration.
func (s *settings) change(cfg *config.Config) error {
	set := make(map[string]bool)
	s.flags.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if set["preset"] {
		presets := config.Presets()
		if !slices.Contains(presets, s.preset) {
			return fmt.Errorf("-preset: unknown preset %q; want %s", s.preset, strings.Join(presets, ", "))
		}
		cfg.Preset = s.preset
	}
	if set["tests"] {
		cfg.Tests = s.tests
	}
	cfg.Renames = cfg.Renames || s.unsafe
	if set["deps"] {
		cfg.Deps, cfg.AllDeps = nil, false
		for _, d := range list(s.deps) {
			if d == "all" {
				cfg.AllDeps = true
			} else {
				cfg.Deps = append(cfg.Deps, d)
			}
		}
	}
	switched := make(map[string]bool)
	for _, f := range []struct {
		name, value string
		on          bool
	}{{"enable", s.enable, true}, {"disable", s.disable, false}} {
		for _, name := range list(f.value) {
			if err := known(name); err != nil {
				return fmt.Errorf("-%s: %v", f.name, err)
			}
			if on, twice := switched[name]; twice && on != f.on {
				return fmt.Errorf("%s is both enabled and disabled", name)
			}
			switched[name] = f.on
		}
	}
	cfg.Switch(switched)
	return s.narrow(cfg)
}

// narrow leaves on only what -only names.
func (s *settings) narrow(cfg *config.Config) error {
	if !given(s.flags, "only") {
		return nil
	}
	names := list(s.only)
	if len(names) == 0 {
		return errors.New("-only: no rule or category is named")
	}
	switched := make(map[string]bool)
	for _, rule := range catalogue.Rules() {
		switched[rule] = false
	}
	for _, name := range names {
		if err := known(name); err != nil {
			return fmt.Errorf("-only: %v", err)
		}
		if strings.Contains(name, "/") {
			switched[name] = true
		} else if on, ok := cfg.Rules[name]; ok && !on {
			switched[name] = true
		} else {
			delete(switched, name) // as it is configured
		}
	}
	cfg.Switch(switched)
	return nil
}

// list splits a comma-separated list.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// known returns what is wrong with the name of a rule or category.
func known(name string) error {
	names := catalogue.Names()
	if slices.Contains(names, name) {
		return nil
	}
	return fmt.Errorf("there is no rule or category %q%s", name, near.Hint(name, names))
}

// complain prints what is wrong with the usage or the configuration, with file
// names relative to dir.
func complain(w io.Writer, dir string, err error) {
	if line := new(baseline.Error); errors.As(err, &line) {
		fmt.Fprintf(w, "%s: %s\n", report.Position(dir, token.Position{Filename: line.Name, Line: line.Line}), line.Message)
		return
	}
	var broken *config.Error
	if !errors.As(err, &broken) {
		fmt.Fprintf(w, "tracelint: %v\n", err)
		return
	}
	for _, p := range broken.Problems {
		fmt.Fprintf(w, "%s: %s\n", report.Position(dir, p.Pos), p.Message)
	}
}
