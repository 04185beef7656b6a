package cli

import (
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
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
		unitchecker.Main(driver.Recovering(suite(config.Config{}))...)
	}
	if os.Getenv("GOGC") == "" {
		relaxGC()
	}
	return Main(args, stdout, stderr, suite)
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
