package driver

import (
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// outdated says so if the go command is newer than the Go release this
// program was built with: then it may not understand the language or the
// export data, and the errors it met are not the user's.
func outdated(opts Options) (Problem, bool) {
	cmd := exec.Command("go", "env", "GOVERSION")
	cmd.Dir, cmd.Env = opts.Dir, opts.Env
	out, err := cmd.Output()
	if err != nil {
		return Problem{}, false
	}
	if theirs, ours := release(string(out)), release(runtime.Version()); theirs > ours && ours > 0 {
		return Problem{Message: fmt.Sprintf("the go command is Go 1.%d, but tracelint was built with Go 1.%d and may not understand it: rebuild tracelint with Go 1.%[1]d", theirs, ours)}, true
	}
	return Problem{}, false
}

// release returns the x of a version "go1.x...", or 0.
func release(version string) int {
	_, version, _ = strings.Cut(version, "go1.") // perhaps after "devel "
	n := 0
	fmt.Sscanf(version, "%d", &n)
	return n
}
