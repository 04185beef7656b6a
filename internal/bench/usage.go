// Package bench measures what tracelint costs: CPU time, memory, start-up
// time and the size of its facts, next to tools that do nothing.
package bench

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// A Run is one execution of a command with all its descendants.
type Run struct {
	CPU    time.Duration // user and system, descendants included
	Wall   time.Duration
	RSS    int64 // of the process itself, in bytes, if the system tells
	Stdout []byte
	Stderr []byte
	Code   int
}

// Execute runs a command in dir, with env added to the environment. It fails
// if the command cannot be started or ends by a signal. Two calls must not
// overlap, since the CPU time is taken from the process's own account of its
// children.
func Execute(dir string, env []string, name string, args ...string) (Run, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	before, start := childrenCPU(), time.Now()
	err := cmd.Run()
	run := Run{CPU: childrenCPU() - before, Wall: time.Since(start), Stdout: stdout.Bytes(), Stderr: stderr.Bytes()}
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || !exit.Exited()) {
		return run, fmt.Errorf("%s: %v\n%s", name, err, run.Stderr)
	}
	run.Code = cmd.ProcessState.ExitCode()
	run.RSS = maxRSS(cmd.ProcessState)
	return run, nil
}

// Median returns the median of xs, which it sorts.
func Median[T ~int64 | ~float64](xs []T) T {
	slices.Sort(xs)
	n := len(xs)
	if n == 0 {
		return 0
	}
	if n%2 == 1 {
		return xs[n/2]
	}
	return (xs[n/2-1] + xs[n/2]) / 2
}
