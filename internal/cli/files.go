package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/tracelint/tracelint/internal/config"
)

// writable returns an error if replaceFile would not be able to write the file.
// It leaves things as they are.
func writable(name string) error {
	switch base := filepath.Base(name); {
	case base == "...":
		return fmt.Errorf("%s stands for packages, not for a file", name)
	case base == config.Name, base == "go.mod", base == "go.sum", base == "go.work", filepath.Ext(base) == ".go":
		return fmt.Errorf("%s is read and not written: name another file", name)
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a directory", name)
	case !info.Mode().IsRegular():
		return nil // a device or a pipe; to open it may have effects
	default:
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return fmt.Errorf("cannot write %s: %v", name, cause(err))
		}
		f.Close()
	}
	f, err := temporary(name, 0o600)
	if err != nil {
		return fmt.Errorf("cannot write %s: %v", name, cause(err))
	}
	f.Close()
	return os.Remove(f.Name())
}

// sameFile reports whether two names are those of one file. It need not be there.
func sameFile(a, b string) bool {
	if a == b {
		return true
	}
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// replaceFile gives a file new contents, all at once: who reads it sees the
// old ones or the new ones. What is not an ordinary file is written to.
func replaceFile(name string, data []byte) error {
	mode := fs.FileMode(0o666) // less the umask
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			f, err := os.OpenFile(name, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.Write(data)
			return errors.Join(err, f.Close())
		}
		mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // a link stays a link
	}
	f, err := temporary(name, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// temporary creates a file next to the one with that name.
func temporary(name string, mode fs.FileMode) (*os.File, error) {
	for {
		tmp := filepath.Join(filepath.Dir(name), fmt.Sprintf(".tracelint-%x.tmp", rand.Uint64()))
		f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// cause is what the system says, without the name of a temporary file.
func cause(err error) error {
	if e := new(fs.PathError); errors.As(err, &e) {
		return e.Err
	}
	return err
}
