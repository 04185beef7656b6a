package eventflow

// fixPackages are the packages that a fix may have to import. Under go vet the
// types of an imported package do not tell what that imports in turn, so that
// whether one of these is in the import closure is relayed by facts.
var fixPackages = [...]string{
	"github.com/twmb/franz-go/plugin/kotel",
	"go.opentelemetry.io/otel",
	"go.opentelemetry.io/otel/propagation",
	"go.opentelemetry.io/otel/trace",
}

// fixSet is a set of fixPackages, one bit each: small, as each package has one.
type fixSet uint8

// fixPackage is the set of the package with that path, if it is one of them.
func fixPackage(path string) fixSet {
	for i, p := range fixPackages {
		if p == path {
			return 1 << i
		}
	}
	return 0
}

// paths lists the packages in the set.
func (s fixSet) paths() (out []string) {
	for i, p := range fixPackages {
		if s&(1<<i) != 0 {
			out = append(out, p)
		}
	}
	return out
}
