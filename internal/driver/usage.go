package driver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A UsageError says that the caller asked for something that cannot be, and
// what to do about it.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

// ErrNoGo means that there is no go command to ask about packages.
var ErrNoGo error = &UsageError{"the go command is not in PATH: tracelint needs it to find packages (install Go from https://go.dev/dl, or add its bin directory to PATH)"}

// explain says why the go command could not list anything.
func explain(opts Options, err error) error {
	if _, lookErr := exec.LookPath("go"); lookErr != nil {
		return ErrNoGo
	}
	if usage := outsideModule(opts); usage != nil {
		return usage
	}
	msg := err.Error()
	if _, stderr, ok := strings.Cut(msg, "stderr: "); ok {
		msg = stderr // what the go command says, without how it was called
	}
	return errors.New(oneLine(msg) + environment(opts))
}

// nothing says why the patterns match no package.
func nothing(opts Options, patterns []string, unmatched []string) error {
	if usage := outsideModule(opts); usage != nil {
		return usage
	}
	if len(unmatched) > 0 {
		return &UsageError{oneLine(unmatched[0])}
	}
	quoted := make([]string, len(patterns))
	for i, p := range patterns {
		quoted[i] = fmt.Sprintf("%q", p)
	}
	hint := ""
	if mod, work, ok := modules(opts); ok && mod == "" && work != "" {
		hint = `: in a workspace name the directories of its modules, as in ./module/..., or all of them by "work"`
	}
	return &UsageError{fmt.Sprintf("no Go packages match %s in %s%s", strings.Join(quoted, " "), directory(opts), hint) + environment(opts)}
}

// environment names the variables that change what the go command lists, as far
// as they are set: one of them may be why it lists nothing.
func environment(opts Options) string {
	env := opts.Env
	if env == nil {
		env = os.Environ()
	}
	var set []string
	for _, name := range []string{"GOOS", "GOARCH", "GOFLAGS", "GOTOOLCHAIN", "GOWORK"} {
		for i := len(env) - 1; i >= 0; i-- {
			if value, ok := strings.CutPrefix(env[i], name+"="); ok {
				if value != "" {
					set = append(set, fmt.Sprintf("%s=%s", name, value))
				}
				break
			}
		}
	}
	if len(set) == 0 {
		return ""
	}
	return " (with " + strings.Join(set, ", ") + ")"
}

// modules returns the go.mod and the go.work that the go command uses, each ""
// if there is none; not ok if that cannot be told.
func modules(opts Options) (mod, work string, ok bool) {
	cmd := exec.Command("go", "env", "GOMOD", "GOWORK", "GO111MODULE")
	cmd.Dir, cmd.Env = opts.Dir, opts.Env
	out, err := cmd.Output()
	if err != nil {
		return "", "", false
	}
	lines := strings.Split(string(out), "\n")
	if len(lines) < 3 || lines[2] == "off" {
		return "", "", false
	}
	if lines[0] != os.DevNull {
		mod = lines[0]
	}
	if lines[1] != "off" {
		work = lines[1]
	}
	return mod, work, true
}

// outsideModule returns an error if there is no module to analyse.
func outsideModule(opts Options) error {
	if mod, work, ok := modules(opts); ok && mod == "" && work == "" {
		return &UsageError{fmt.Sprintf("%s is not in a Go module: there is no go.mod there or above (go to the module's directory, name it with -C, or make one with \"go mod init\")", directory(opts))}
	}
	return nil
}

func directory(opts Options) string {
	if dir, err := filepath.Abs(opts.Dir); err == nil {
		return dir
	}
	return opts.Dir
}
