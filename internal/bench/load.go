package bench

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/packages"
)

const loadEnv = "TRACELINT_BENCH_LOAD" // the directory to load packages in

// LoadOnly loads packages with syntax and types, does nothing with them, and
// exits, if the environment says so: the floor of a command that analyses.
func LoadOnly() {
	dir := os.Getenv(loadEnv)
	if dir == "" {
		return
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: dir}, os.Args[1:]...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(len(pkgs))
	os.Exit(0)
}

// Load runs this program for LoadOnly.
func Load(dir string, patterns ...string) (Run, error) {
	self, err := os.Executable()
	if err != nil {
		return Run{}, err
	}
	return Execute(dir, []string{loadEnv + "=" + dir}, self, patterns...)
}
