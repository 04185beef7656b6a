package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tracelint/tracelint/internal/config"
)

// initialise writes a configuration file that says what holds without one.
func initialise(dir string, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		fmt.Fprintln(stderr, "tracelint: usage: tracelint init")
		return Usage
	}
	root := config.ModuleRoot(dir)
	if root == "" {
		fmt.Fprintf(stderr, "tracelint: %s is not in a Go module\n", dir)
		return Usage
	}
	name := filepath.Join(root, config.Name)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		fmt.Fprintf(stderr, "tracelint: %s is there already\n", name)
		return Usage
	}
	if err == nil {
		_, err = f.WriteString(config.Template())
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		fmt.Fprintf(stderr, "tracelint: %v\n", err)
		return Failed
	}
	fmt.Fprintln(stdout, name)
	return Clean
}
