package editor

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
)

// files are the configuration files of the folders that are served, as they
// were at the start.
//
// They are not read again: a server keeps findings from one session to the
// next, under what it knows of a package and the names of the analyzers. The
// digest of the files is one of these names.
type files struct {
	digest string
	list   []file
	of     sync.Map // directory to *file, nil if none governs it
}

// file is a configuration file.
type file struct {
	name    string // "" if there is none, or it has no say
	cfg     config.Config
	problem string // why it, or what it says, is not in force; "" if it is
}

// read reads the files that govern what is in the folders.
func read(folders []string) *files {
	var names []string
	for _, folder := range folders {
		names = append(names, config.Governing(folder)...)
		names = append(names, below(folder)...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	fs := &files{digest: fmt.Sprintf("%x", config.Digest(names))[:16], list: []file{{cfg: shown(config.Config{})}}}
	for _, name := range names {
		f := file{name: name}
		switch c, err := config.Load(name); {
		case err != nil:
			f.cfg, f.problem = shown(config.Config{}), fmt.Sprintf("tracelint works without its configuration until it is mended and the editor has restarted gopls: %s", explain(err))
		default:
			f.cfg = shown(*c)
		}
		fs.list = append(fs.list, f)
	}
	return fs
}

// shown returns the configuration for findings that are shown while somebody
// writes: who asks for an edit there sees what it does.
func shown(c config.Config) config.Config {
	c.Renames = true
	return c
}

// explain returns what is wrong, in one line.
func explain(err error) string {
	broken := new(config.Error)
	if !errors.As(err, &broken) || len(broken.Problems) == 0 {
		return strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	var all []string
	for _, p := range broken.Problems {
		posn := p.Pos
		posn.Filename = filepath.Base(posn.Filename)
		all = append(all, fmt.Sprintf("%s: %s", posn, p.Message))
	}
	return strings.Join(all, "; ")
}

// most is how many directories are looked into for configuration files. A
// folder that has more is somebody's home rather than a workspace.
const most = 10_000

// below returns the names of the configuration files in folder and below it,
// where modules may be that no module or workspace around the folder knows of.
func below(folder string) (names []string) {
	queue := []string{folder}
	for seen := 0; len(queue) > 0 && seen < most; seen++ {
		dir := queue[0]
		queue = queue[1:]
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			name := e.Name()
			switch {
			case (name == config.Name || name == ".tracelint.yaml") && !e.IsDir(): // the second is a mistake that config.Find tells of
				names = append(names, filepath.Join(dir, name))
			case e.IsDir() && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "_") && name != "node_modules" && name != "vendor":
				queue = append(queue, filepath.Join(dir, name))
			}
		}
	}
	return names
}

// governing returns the index of the file in force for a package: 0, the
// defaults, for packages of other modules, which are analysed for what they
// tell of themselves.
func (fs *files) governing(pass *analysis.Pass) (index int, problem string) {
	if pass.Module != nil && pass.Module.Version != "" || len(pass.Files) == 0 {
		return 0, ""
	}
	dir := filepath.Dir(pass.Fset.File(pass.Files[0].Package).Name())
	found, ok := fs.of.Load(dir)
	if !ok {
		found, _ = fs.of.LoadOrStore(dir, fs.find(dir))
	}
	p := found.(place)
	return p.index, p.problem
}

// place is what is known of a directory.
type place struct {
	index   int
	problem string
}

func (fs *files) find(dir string) place {
	name, err := config.Find(dir)
	switch {
	case err != nil:
		return place{problem: explain(err)}
	case name == "":
		return place{}
	}
	for i, f := range fs.list {
		if i > 0 && (f.name == name || same(f.name, name)) {
			return place{i, f.problem}
		}
	}
	return place{problem: fmt.Sprintf("%s is not in force: gopls was started for other folders; restart it, with this one open", name)}
}

// same reports whether two names are of one file: a client may have reached
// its folder by a link.
func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
