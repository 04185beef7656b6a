package bench

import (
	"errors"
	"fmt"
	"io"
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

// Fresh returns a copy of the tool that cmd/go has never seen. It does not
// hold the executable in memory, since children begin with the resident set
// of this process.
func (t *Tool) Fresh() (*Tool, error) {
	t.n++
	salt := strconv.Itoa(t.n) + "." + strconv.FormatInt(time.Now().UnixNano(), 36)
	fresh := &Tool{Name: t.Name, Path: t.Path + salt, dir: t.dir}
	from, err := os.Open(t.Path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	to, err := os.OpenFile(fresh.Path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o777)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(to, from)
	if err == nil {
		_, err = to.WriteString(salt)
	}
	return fresh, errors.Join(err, to.Close())
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
