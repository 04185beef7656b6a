package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// A Tool is an executable that speaks the vet protocol. Its copies do the
// same but are other tools to cmd/go, which has no cached results for them.
type Tool struct {
	Name string
	Path string
	dir  string
	n    int
}

// Build compiles a package of this module into dir.
func Build(dir, module, pkg, name string) (*Tool, error) {
	path := filepath.Join(dir, name)
	run, err := Execute(module, nil, "go", "build", "-o", path, pkg)
	if err != nil {
		return nil, err
	}
	if run.Code != 0 {
		return nil, fmt.Errorf("go build %s: %s", pkg, run.Stderr)
	}
	return &Tool{Name: name, Path: path, dir: dir}, nil
}

// Fresh returns a copy of the tool that cmd/go has never seen.
func (t *Tool) Fresh() (*Tool, error) {
	data, err := os.ReadFile(t.Path)
	if err != nil {
		return nil, err
	}
	t.n++
	salt := strconv.Itoa(t.n) + "." + strconv.FormatInt(time.Now().UnixNano(), 36)
	fresh := &Tool{Name: t.Name, Path: t.Path + salt, dir: t.dir}
	return fresh, os.WriteFile(fresh.Path, append(data, salt...), 0o777)
}

// Remove deletes the executable.
func (t *Tool) Remove() { os.Remove(t.Path) }

// Vet runs the tool by go vet in dir.
func (t *Tool) Vet(dir string, patterns ...string) (Run, error) {
	return Execute(dir, nil, "go", append([]string{"vet", "-vettool=" + t.Path}, patterns...)...)
}

// Watch runs the tool by go vet in dir and returns its starts too. The
// calling program must begin with StandIn.
func (t *Tool) Watch(dir string, patterns ...string) (Run, []Start, error) {
	self, err := os.Executable()
	if err != nil {
		return Run{}, nil, err
	}
	log := filepath.Join(t.dir, "starts")
	os.Remove(log)
	run, err := Execute(dir, []string{toolEnv + "=" + t.Path, logEnv + "=" + log}, "go", append([]string{"vet", "-vettool=" + self}, patterns...)...)
	if err != nil {
		return run, nil, err
	}
	starts, err := readLog(log)
	return run, starts, err
}
