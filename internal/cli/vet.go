package cli

import (
	"io"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
)

// Dispatch runs the vet protocol if the arguments are those of cmd/go, and
// the command otherwise. It does not return from the vet protocol.
func Dispatch(args []string, stdout, stderr io.Writer, suite Suite) int {
	if calledByGo(args) {
		unitchecker.Main(driver.Recovering(suite(config.Config{}))...)
	}
	return Main(args, stdout, stderr, suite)
}

// calledByGo reports whether args are those of go vet or go fix: to describe
// the executable, to list its flags, or to analyse one package.
func calledByGo(args []string) bool {
	return len(args) > 0 && (args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg"))
}
