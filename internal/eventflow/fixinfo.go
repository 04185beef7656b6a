package eventflow

import (
	"slices"
	"strings"
)

// fixPackages are the packages that a fix may have to import. Under go vet the
// types of an imported package do not tell what that imports in turn, so that
// whether one of these is in the import closure is relayed by facts.
var fixPackages = []string{
	"github.com/twmb/franz-go/plugin/kotel",
	"go.opentelemetry.io/otel",
	"go.opentelemetry.io/otel/propagation",
	"go.opentelemetry.io/otel/trace",
}

// below adds to the packages in have, which are separated by spaces, the
// package with that path and those below it.
func below(have, path, theirs string) string {
	paths := append(strings.Fields(have), strings.Fields(theirs)...)
	if slices.Contains(fixPackages, path) {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return strings.Join(slices.Compact(paths), " ")
}
