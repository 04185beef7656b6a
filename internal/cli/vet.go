package cli

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/model/lib"
)

// Dispatch runs the vet protocol if the arguments are those of cmd/go, and
// the command otherwise. It does not return from the vet protocol. It is for
// the main function of a process that ends with it.
func Dispatch(args []string, stdout, stderr io.Writer, suite Suite) int {
	if os.Getenv("GOGC") == "" {
		// Most of what a short run allocates it needs to its end: this saves
		// a fifth of the CPU time for a seventh more memory.
		debug.SetGCPercent(200)
	}
	if calledByGo(args) {
		return vet(args, stderr, suite)
	}
	if os.Getenv("GOGC") == "" {
		relaxGC()
	}
	return Main(args, stdout, stderr, suite)
}

// vet runs the vet protocol. It returns, with an exit code, only if the flags
// or the configuration are of no use.
func vet(args []string, stderr io.Writer, suite Suite) int {
	// The settings are read twice: here, since the analyzers are made with
	// them, and by unitchecker, which has to know the flags.
	new(settings).register(flag.CommandLine)
	cwd, err := os.Getwd()
	if err != nil {
		complain(stderr, "", err)
		return Failed
	}
	cfg := new(config.Config)
	switch {
	case args[0] == "-V=full":
		err = describeTo(flag.CommandLine, cwd)
	case strings.HasSuffix(args[len(args)-1], ".cfg"):
		cfg, err = vetConfig(args, cwd)
	}
	var analyzers []*analysis.Analyzer
	if err == nil {
		analyzers, err = underBaseline(cfg, leavingOut(cfg, driver.Recovering(suite(*cfg))))
	}
	if err != nil {
		complain(stderr, cwd, err)
		return Usage
	}
	if slices.ContainsFunc(args, func(arg string) bool { return arg == "-fix" || arg == "-fix=true" }) {
		analyzers = withOneFix(analyzers)
	}
	if name := args[len(args)-1]; strings.HasSuffix(name, ".cfg") {
		analyzers = noteKeptBack(analyzers, name)
	}
	unitchecker.Main(analyzers...)
	return Failed // not reached
}

// describeTo makes -V tell executables apart by the configuration files, and
// their baselines, that they find as well, by what of the modules that count
// their go.mod files require, and by the note of findings that were kept back. The go command asks for it in the user's directory,
// before anything is analysed, and keeps results under what it is told. It does
// not pass flags along, which count by themselves.
//
// A file that governs the directory and cannot be read is an error right here,
// so that it is reported once, and nothing is analysed or kept. Those of a
// workspace's other modules are left to the analysis of their packages.
func describeTo(flags *flag.FlagSet, dir string) error {
	cfg, err := config.Resolve("", dir)
	if err == nil {
		_, err = underBaseline(cfg, nil)
	}
	if err != nil {
		return err
	}
	files, note, required := config.Governing(dir), readKeptBack(), config.RequiredDigest(dir, lib.AWSInstrumentation())
	if len(files) > 0 || note != nil || required != nil {
		h := sha256.New()
		sum := digest(files)
		h.Write(sum[:])
		h.Write(required)
		h.Write(note)
		flags.Var(version(h.Sum(nil)), "V", "print version and exit")
	}
	return nil
}

// version is the flag -V, with the digest of what counts besides the executable.
type version [sha256.Size]byte

func (version) IsBoolFlag() bool { return true }
func (version) String() string   { return "" }

// Set prints what cmd/go wants to read, in the form that unitchecker prints.
func (v version) Set(s string) error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	h.Write(v[:])
	fmt.Printf("%s version devel tracelint buildID=%02x\n", name, h.Sum(nil))
	os.Exit(0)
	return nil
}

// vetConfig returns the configuration for the package that args name. The
// file is for the packages of the main module and of its workspace: the others
// are analysed for what they tell of themselves, which is the same for all.
func vetConfig(args []string, dir string) (*config.Config, error) {
	s := new(settings)
	s.register(flag.NewFlagSet("tracelint", flag.ContinueOnError))
	s.flags.SetOutput(io.Discard)
	if err := s.flags.Parse(own(s.flags, args)); err != nil {
		return nil, err
	}
	if s.flags.NFlag() == 0 {
		// Most packages end here, among them all of the standard library.
		if name, err := config.Find(dir); name == "" && err == nil {
			return new(config.Config), nil
		}
	}
	pkg, err := readVetPackage(args[len(args)-1])
	if err != nil {
		return nil, err
	}
	if !pkg.ours() && pkg.VetxOnly {
		return new(config.Config), nil // it reports nothing
	}
	if s.config != "" && s.config != config.None && !config.IsText(s.config) {
		return nil, fmt.Errorf(`-config: go vet does not see when the file %s changes; give it the text, as in -config="$(cat %[1]s)"`, s.config)
	}
	cfg, err := s.resolve(dir, pkg.ours())
	if err == nil && cfg.Baseline != "" && s.config != "" {
		return nil, fmt.Errorf("-config: go vet does not see when the baseline %s changes; name it in %s", cfg.Baseline, config.Name)
	}
	return cfg, err
}

// vetPackage is what matters here of cmd/go's description of a package.
type vetPackage struct {
	ImportPath    string
	Dir           string
	ModulePath    string
	ModuleVersion string // "" in the main module and those of a workspace
	VetxOnly      bool   // only its facts are wanted
}

func readVetPackage(name string) (*vetPackage, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	pkg := new(vetPackage)
	if err := json.Unmarshal(data, pkg); err != nil {
		return nil, fmt.Errorf("%s: %v", name, err)
	}
	return pkg, nil
}

// ours reports whether the package is of the main module, of a module of its
// workspace, or made of files named on the command line.
func (p *vetPackage) ours() bool {
	return p.ModuleVersion == "" && (p.ModulePath != "" || p.ImportPath == "command-line-arguments")
}

// own returns those of args that are flags of the set, each with its value
// behind a "=".
func own(flags *flag.FlagSet, args []string) []string {
	var out []string
	for i := 0; i < len(args); i++ {
		name, value, hasValue := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(args[i], "-"), "-"), "=")
		f := flags.Lookup(name)
		if f == nil || !strings.HasPrefix(args[i], "-") {
			continue
		}
		if !hasValue {
			if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
				value = "true"
			} else if i++; i < len(args) {
				value = args[i]
			}
		}
		out = append(out, "-"+name+"="+value)
	}
	return out
}

// leavingOut makes the analyzers keep to themselves what the configuration
// excludes. Nothing comes after them here, as it does in the command.
func leavingOut(cfg *config.Config, analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	if len(cfg.Exclude) == 0 {
		return analyzers
	}
	for _, a := range analyzers {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			filtered := *pass
			filtered.Report = func(d analysis.Diagnostic) {
				if cfg.Excluded(d.Category, pass.Fset.Position(d.Pos).Filename) == nil {
					pass.Report(d)
				}
			}
			return run(&filtered)
		}
	}
	return analyzers
}

// withOneFix makes the analyzers offer the first fix of each finding only.
// Editors let the user choose; go vet -fix takes the first, and complains of
// the others.
func withOneFix(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	for _, a := range analyzers {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			single := *pass
			single.Report = func(d analysis.Diagnostic) {
				d.SuggestedFixes = d.SuggestedFixes[:min(1, len(d.SuggestedFixes))]
				pass.Report(d)
			}
			return run(&single)
		}
	}
	return analyzers
}

// smallHeap is the heap, in bytes, up to which the command hardly collects
// garbage: it ends before that would pay.
const smallHeap = 128 << 20

// relaxGC makes the collector run rarely until the heap has outgrown
// smallHeap, and as Dispatch set it from then on.
func relaxGC() {
	debug.SetGCPercent(800)
	type sentinel struct{ _ [16]byte }
	var watch func(*sentinel)
	watch = func(*sentinel) { // runs after each collection
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > smallHeap {
			debug.SetGCPercent(200)
			return
		}
		runtime.SetFinalizer(new(sentinel), watch)
	}
	runtime.SetFinalizer(new(sentinel), watch)
}

// calledByGo reports whether args are those of go vet or go fix: to describe
// the executable, to list its flags, or to analyse one package.
func calledByGo(args []string) bool {
	return len(args) > 0 && (args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg"))
}
