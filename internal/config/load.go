package config

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Name is what the file is called.
const Name = ".tracelint.yml"

// None is the value of -config that stands for no file.
const None = "none"

// Resolve returns the configuration of a run in the directory dir. Given is
// the value of -config: the name of a file, relative to dir, None, the
// configuration itself, or "" for the file that governs dir, if there is one.
func Resolve(given, dir string) (*Config, error) {
	switch {
	case given == None:
		return new(Config), nil
	case IsText(given):
		c, err := Parse("-config", []byte(given))
		if c != nil {
			if c.Root = ModuleRoot(dir); c.Root == "" {
				c.Root = dir
			}
		}
		return c, err
	case given != "":
		if !filepath.IsAbs(given) {
			given = filepath.Join(dir, given)
		}
		return Load(given)
	}
	name, err := Find(dir)
	if name == "" || err != nil {
		return new(Config), err
	}
	return Load(name)
}

// IsText reports whether the value of -config is a configuration rather than
// the name of a file.
func IsText(given string) bool {
	return strings.Contains(given, ": ") || strings.ContainsAny(given, "\n{")
}

// Load reads a file.
func Load(name string) (*Config, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			return nil, fmt.Errorf("configuration %s: %v", name, path.Err)
		}
		return nil, err
	}
	c, err := Parse(name, text)
	if err != nil {
		return nil, err
	}
	c.Root = filepath.Dir(name)
	return c, nil
}

// Find returns the file that governs the packages in dir: the one next to the
// go.mod of their module, else the one next to the go.work of their workspace,
// "" if there is neither.
func Find(dir string) (string, error) {
	module := above(dir, "go.mod")
	if module != "" {
		if name, err := in(module); name != "" || err != nil {
			return name, err
		}
	}
	if workspace := workspaceRoot(dir); workspace != "" && workspace != module {
		return in(workspace)
	}
	return "", nil
}

// Governing returns the files that may govern packages of a go command that
// runs in dir, sorted: those of its module, or of all modules of its workspace.
func Governing(dir string) []string {
	var names []string
	for _, root := range governingRoots(dir) {
		// Whether the file is any good is for those to say who read it.
		if name := filepath.Join(root, Name); exists(name) {
			names = append(names, name)
		}
	}
	return names
}

// governingRoots returns the directories of the module around dir, of its
// workspace and of the workspace's modules, sorted.
func governingRoots(dir string) []string {
	var roots []string
	add := func(root string) {
		if root != "" && !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	add(above(dir, "go.mod"))
	if work := workspaceFile(dir); work != "" {
		root := filepath.Dir(work)
		add(root)
		for _, use := range uses(work) {
			if !filepath.IsAbs(use) {
				use = filepath.Join(root, use)
			}
			add(use)
		}
	}
	slices.Sort(roots)
	return roots
}

// in returns the name of the configuration file in dir, "" if there is none.
func in(dir string) (string, error) {
	name := filepath.Join(dir, Name)
	if exists(name) {
		return name, nil
	}
	if other := filepath.Join(dir, ".tracelint.yaml"); exists(other) {
		return "", fmt.Errorf("%s is not read: call it %s", other, Name)
	}
	return "", nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// above returns the nearest directory, dir or above it, that has a file of
// that name; "" if there is none.
func above(dir, name string) string {
	for {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// workspaceFile returns the go.work that the go command uses in dir, "" if none.
func workspaceFile(dir string) string {
	switch work := os.Getenv("GOWORK"); work {
	case "off":
		return ""
	case "":
		if root := above(dir, "go.work"); root != "" {
			return filepath.Join(root, "go.work")
		}
		return ""
	default:
		return work
	}
}

func workspaceRoot(dir string) string {
	if work := workspaceFile(dir); work != "" {
		return filepath.Dir(work)
	}
	return ""
}

// ModuleRoot returns the directory of the module around dir, else that of its
// workspace, "" if there is neither: where Name belongs.
func ModuleRoot(dir string) string {
	if root := above(dir, "go.mod"); root != "" {
		return root
	}
	return workspaceRoot(dir)
}

// uses returns the directories that a go.work file uses.
func uses(work string) []string {
	text, err := os.ReadFile(work)
	if err != nil {
		return nil
	}
	var out []string
	block := false
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		line, _, _ := strings.Cut(lines.Text(), "//")
		line = strings.TrimSpace(line)
		rest, use := strings.CutPrefix(line, "use")
		rest = strings.TrimSpace(rest)
		switch {
		case block && line == ")":
			block = false
			continue
		case block:
			rest = line
		case !use:
			continue
		case rest == "(":
			block = true
			continue
		}
		if unquoted, err := strconv.Unquote(rest); err == nil {
			rest = unquoted
		}
		if rest != "" {
			out = append(out, filepath.FromSlash(rest))
		}
	}
	return out
}

// Digest returns a hash of all that can change what an analysis of one package
// finds, or of the text of a file that cannot be read as a configuration.
// Comments, the order of keys and values that are the default make no
// difference.
func Digest(names []string) [sha256.Size]byte {
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%q\n", name)
		c, err := Load(name)
		if err != nil {
			text, _ := os.ReadFile(name)
			fmt.Fprintf(h, "%q\n", text)
			continue
		}
		c.Deps, c.AllDeps = nil, false // go vet follows all
		json.NewEncoder(h).Encode(c)
	}
	return [sha256.Size]byte(h.Sum(nil))
}
