package cli

import (
	"crypto/rand"
	"go/build"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// From version 1.26 on, the go command keeps the results of a package under one
// key, whether the package was vetted because it was named, or only for its
// facts, because one that was named imports it. In the second case nothing is
// printed, and that is what the go command remembers: after "go vet ./a" a
// package that a imports has no findings in "go vet ./..." (seen in 1.26.8,
// with vet's own analyzers too).
//
// What the executable says of itself belongs to the key. So each time findings
// were kept back, a note in the build cache is changed, the executable calls
// itself another one, and the next run begins anew.

// keptBack is the name of the note; "" if the go command does not say where its
// cache is, as it does to the tools that it runs.
func keptBack() string {
	dir := os.Getenv("GOCACHE")
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "tracelint-kept-back.txt")
}

// readKeptBack returns the note, nil if there is none.
func readKeptBack() []byte {
	note, err := os.ReadFile(keptBack())
	if err != nil {
		return nil
	}
	return note
}

// noteKeptBack makes the analyzers of a package, of which cmd/go's description
// is in a file, change the note at the first finding that is kept back.
func noteKeptBack(analyzers []*analysis.Analyzer, description string) []*analysis.Analyzer {
	note := sync.OnceFunc(func() {
		name := keptBack()
		if pkg, err := readVetPackage(description); name == "" || err != nil || !pkg.ours() || !pkg.VetxOnly || pkg.hasTests() {
			return
		}
		// Whichever of several notes is the last, it is a new one. If it can't be
		// written there is nobody to tell: what a tool prints about a dependency is
		// an error of the go command's.
		_ = os.WriteFile(name, []byte(rand.Text()+"\n"), 0o666)
	})
	for _, a := range analyzers {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			noting := *pass
			noting.Report = func(d analysis.Diagnostic) {
				note()
				pass.Report(d)
			}
			return run(&noting)
		}
	}
	return analyzers
}

// hasTests reports whether the package has test files of its own. If it is named
// then, it is vetted together with them, under another key.
func (p *vetPackage) hasTests() bool {
	pkg, err := build.ImportDir(p.Dir, 0)
	return err == nil && len(pkg.TestGoFiles) > 0
}
