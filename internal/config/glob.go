package config

import (
	"path"
	"strings"
)

// match reports whether the glob matches the file or a directory above it.
// Both are written with slashes. An element ** of the glob stands for any
// number of directories, none included; the other elements are path.Match's.
func match(glob, file string) bool {
	glob = path.Clean(glob)
	return glob == "." || matchElems(strings.Split(glob, "/"), strings.Split(file, "/"))
}

func matchElems(glob, file []string) bool {
	for i, g := range glob {
		if g == "**" {
			for j := i; j <= len(file); j++ {
				if matchElems(glob[i+1:], file[j:]) {
					return true
				}
			}
			return false
		}
		if i >= len(file) {
			return false
		}
		if ok, err := path.Match(g, file[i]); !ok || err != nil {
			return false
		}
	}
	return true // the rest of file is below
}
