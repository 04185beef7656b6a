package gopls

import (
	"debug/buildinfo"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A target is a file that an executable is to become. Until it has, the file
// is as it was.
type target struct {
	name string // absolute
	temp string // next to it; "" once there is none
}

// newTarget returns the target of that name. What is there already has to be
// an executable that Build made, unless forced.
func newTarget(name string, force bool) (*target, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, refuse("%v", err)
	case info.IsDir():
		return nil, refuse("%s is a directory: name a file", name)
	case !info.Mode().IsRegular():
		return nil, refuse("%s is not a file", name)
	case !force && !made(name):
		return nil, refuse("%s is there already, and it is no gopls that tracelint built: use another name, or -force", name)
	}
	if name, err = follow(name); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".gopls-tracelint-*")
	if err != nil {
		return nil, refuse("%v", err)
	}
	return &target{name, f.Name()}, f.Close()
}

// follow returns what a name stands for, if it is a link.
func follow(name string) (string, error) {
	real, err := filepath.EvalSymlinks(name)
	if errors.Is(err, fs.ErrNotExist) {
		return name, nil
	}
	return real, err
}

// made reports whether the file is a gopls that Build made.
func made(name string) bool {
	info, err := buildinfo.ReadFile(name)
	if err != nil || info.Path != module {
		return false
	}
	for _, dep := range info.Deps {
		if dep.Path == tracelint {
			return true
		}
	}
	return false
}

// keep puts the executable in its place.
func (t *target) keep() error {
	if err := os.Chmod(t.temp, 0o755); err != nil {
		return err
	}
	if err := os.Rename(t.temp, t.name); err != nil {
		return fmt.Errorf("%v (an editor may be running it)", err)
	}
	t.temp = ""
	return nil
}

// discard removes what is left of an attempt.
func (t *target) discard() {
	if t.temp != "" {
		os.Remove(t.temp)
	}
}
