package edits

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write writes the files, each at once: who reads one meanwhile sees it as it
// was or as it is to be. Nothing is written if any of them is not what was
// analysed any more, or may not be written.
func (c *Changes) Write() error {
	for _, name := range c.Files() {
		if err := ready(name, c.before[name]); err != nil {
			return fmt.Errorf("nothing is fixed: %w", err)
		}
	}
	for i, name := range c.Files() {
		if err := replace(name, c.after[name]); err != nil {
			return fmt.Errorf("%d of %d files are fixed: %w", i, len(c.after), err)
		}
	}
	return nil
}

// ready returns what stands in the way of writing a file that is to have the text now.
func ready(name string, text []byte) error {
	now, err := os.ReadFile(name)
	if err != nil {
		return short(err)
	}
	if !bytes.Equal(now, text) {
		return fmt.Errorf("%s has changed while it was analysed; run again", name)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return short(err)
	}
	return f.Close()
}

// short returns an error that says which file it is about, and what is wrong.
func short(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Path, path.Err)
	}
	return err
}

// replace gives a file new contents by putting another in its place. A link
// stays one.
func replace(name string, text []byte) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return short(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return short(err)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".tracelint-*.tmp")
	if err != nil {
		return short(err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(text)
	if err == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
