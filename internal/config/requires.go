package config

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/modfile"
)

// Required returns those of the modules, sorted, that programs may be built of
// whose packages lie in dir: what the go.mod of its module requires, directly or
// not, and in a workspace those of all its modules. A go.mod that cannot be
// read requires nothing. What is replaced by a directory is not that module.
// Of several modules in one string, separated by spaces, all have to be required.
func Required(dir string, modules []string) []string {
	all := make(map[string]bool)
	for _, root := range governingRoots(dir) {
		for _, m := range requires(filepath.Join(root, "go.mod")) {
			all[m] = true
		}
	}
	var out []string
	for _, m := range modules {
		if !slices.ContainsFunc(strings.Fields(m), func(one string) bool { return !all[one] }) {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// RequiredDigest returns a hash of what Required says, nil if that is nothing.
func RequiredDigest(dir string, modules []string) []byte {
	found := Required(dir, modules)
	if len(found) == 0 {
		return nil
	}
	h := sha256.Sum256([]byte(strings.Join(found, "\n")))
	return h[:]
}

// goMod is what a go.mod requires, as it was when it was read.
type goMod struct {
	size     int64
	changed  time.Time
	requires []string
}

var goMods sync.Map // of goMod, by name: an editor's process outlives changes

func requires(name string) []string {
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	if kept, ok := goMods.Load(name); ok && kept.(goMod).size == info.Size() && kept.(goMod).changed.Equal(info.ModTime()) {
		return kept.(goMod).requires
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	m := goMod{size: info.Size(), changed: info.ModTime()}
	if f, err := modfile.Parse(name, text, nil); err == nil { // else the go command says what is wrong
		local := make(map[string]bool)
		for _, r := range f.Replace {
			local[r.Old.Path] = local[r.Old.Path] || r.New.Version == ""
		}
		for _, r := range f.Require {
			if !local[r.Mod.Path] {
				m.requires = append(m.requires, r.Mod.Path)
			}
		}
	}
	goMods.Store(name, m)
	return m.requires
}
