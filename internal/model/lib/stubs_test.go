package lib

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestStubs holds the page on stubs against their folders, and against the
// tables that are resolved against them.
func TestStubs(t *testing.T) {
	root := filepath.Join(testdata, "stubs")
	stubs := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "go.mod" {
			rel, err := filepath.Rel(root, filepath.Dir(name))
			stubs[filepath.ToSlash(rel)] = true
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(.*)` \\| (refused|large|behind)[^|]* \\| (.*) \\|$").FindAllStringSubmatch(string(page), -1) {
		read[row[1]] = row[3]
	}
	if got, want := slices.Sorted(maps.Keys(read)), slices.Sorted(maps.Keys(stubs)); !slices.Equal(got, want) {
		t.Errorf("README.md has rows on\n%q\nbut there are stubs of\n%q", got, want)
	}
	gomod, err := os.ReadFile(filepath.Join(testdata, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for m := range stubs {
		if !strings.Contains(string(gomod), "replace "+m+" => ./stubs/"+m+"\n") {
			t.Errorf("go.mod does not replace %s", m)
		}
	}
	used := map[string]bool{}
	for _, lib := range All() {
		if lib.Stub != stubs[lib.Module] {
			t.Errorf("%s: Stub is %t, and whether there is a stub of its module %t", lib.Name, lib.Stub, stubs[lib.Module])
		}
		if version, ok := read[lib.Module]; ok && version != lib.Verified {
			t.Errorf("%s: README.md says %q, the table %q", lib.Name, version, lib.Verified)
		}
		for m := range stubs {
			used[m] = used[m] || slices.ContainsFunc(lib.Paths, func(path string) bool { return path == m || strings.HasPrefix(path, m+"/") })
		}
	}
	for m := range stubs {
		if !used[m] {
			t.Errorf("no table has packages of the stub of %s", m)
		}
	}
}
