package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/tracelint/tracelint/internal/gopls"
)

const goplsUsage = `usage: tracelint gopls build [flags]

Builds gopls, the language server of editors, with tracelint's analyzers in it.
It takes Go, a module proxy, and a minute or two.

Flags:
`

// goplsSetup is printed after a build. It has the executable's name, quoted, once
// for each editor.
const goplsSetup = `
VS Code, in settings.json:
    "go.alternateTools": {"gopls": %[1]q}
Neovim, in init.lua, before vim.lsp.enable("gopls"):
    vim.lsp.config("gopls", {cmd = {%[1]q}})
Other editors, and all settings:
    https://github.com/tracelint/tracelint/blob/main/docs/editors.md
`

// buildGopls is the subcommand gopls.
func buildGopls(base string, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("tracelint gopls build", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var opts gopls.Options
	flags.StringVar(&opts.Version, "version", "", "`version` of gopls (default the newest that is tested and that your Go can build)")
	flags.StringVar(&opts.Output, "o", "", "`file` to write (default gopls-tracelint, where go install puts executables)")
	flags.BoolVar(&opts.Force, "force", false, "overwrite the file, whatever it is")
	flags.StringVar(&opts.Source, "source", "", "`directory` of tracelint's sources (default those of the running version, from the module proxy)")
	help := func(w io.Writer) {
		fmt.Fprint(w, goplsUsage)
		flags.SetOutput(w)
		flags.PrintDefaults()
	}
	if len(args) > 0 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help") {
		help(stdout)
		return Clean
	}
	if len(args) == 0 || args[0] != "build" {
		fmt.Fprintln(stderr, "tracelint: usage: tracelint gopls build [flags] (run tracelint gopls -h for the flags)")
		return Usage
	}
	if err := flags.Parse(args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			help(stdout)
			return Clean
		}
		complain(stderr, "", fmt.Errorf("%v (run tracelint gopls -h for the flags)", err))
		return Usage
	}
	if flags.NArg() > 0 {
		complain(stderr, "", fmt.Errorf("gopls build: unexpected argument %q", flags.Arg(0)))
		return Usage
	}
	for _, name := range []*string{&opts.Output, &opts.Source} {
		if *name != "" {
			*name = absolute(base, *name)
		}
	}
	if opts.Source == "" {
		info, _ := debug.ReadBuildInfo()
		opts.Tracelint, opts.Source = published(info, base)
	}
	opts.Log = func(line string) { fmt.Fprintf(stderr, "tracelint: %s\n", line) }
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	res, err := gopls.Build(ctx, opts)
	if err != nil {
		complain(stderr, "", err)
		if usage := new(gopls.UsageError); errors.As(err, &usage) {
			return Usage
		}
		return Failed
	}
	if !res.Tested {
		opts.Log(fmt.Sprintf("gopls %s was not tested with tracelint", res.Version))
	}
	fmt.Fprintln(stdout, res.Path)
	fmt.Fprintf(stdout, goplsSetup, res.Path)
	return Clean
}

// published returns the version of this executable, if a module proxy can have
// it, and otherwise the directory of the sources that it was built from: what
// replaced the module, or the checkout around dir. Both are empty if neither is
// known.
func published(info *debug.BuildInfo, dir string) (version, source string) {
	const module = "github.com/tracelint/tracelint"
	if info != nil && info.Main.Path == module {
		version = info.Main.Version
		if r := info.Main.Replace; r != nil && r.Version == "" && filepath.IsAbs(r.Path) {
			return "", r.Path
		}
	}
	if version != "" && version != "(devel)" && !strings.Contains(version, "+dirty") {
		return version, ""
	}
	for ; ; dir = filepath.Dir(dir) {
		if gopls.IsSource(dir) {
			return "", dir
		}
		if dir == filepath.Dir(dir) {
			return "", ""
		}
	}
}
