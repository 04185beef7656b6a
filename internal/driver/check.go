package driver

import (
	"slices"

	"golang.org/x/tools/go/packages"
)

// Check type-checks the packages as Run does, analyses nothing, and returns
// all that is wrong with those that are loaded from source: every error of the
// type checker, for other kinds the first of each package.
func Check(opts Options) ([]Problem, error) {
	prog, err := list(opts)
	if err != nil {
		return nil, err
	}
	prog.typecheck(opts.Overlay, false)
	res := new(Result)
	for _, p := range prog.source {
		prob, bad := prog.first(p)
		if !bad {
			continue
		}
		res.Problems = append(res.Problems, prob)
		for _, err := range prog.errs[p].types {
			res.Problems = append(res.Problems, typeProblem(p, err))
		}
	}
	res.sort()
	return res.Problems, nil
}

// editable returns the texts of the files that a user may want to have edited.
func (prog *program) editable() map[string][]byte {
	if prog.texts == nil {
		return nil
	}
	out := make(map[string][]byte)
	for _, p := range prog.matched {
		if !own(p) {
			continue
		}
		for _, name := range p.GoFiles {
			// Of a package with cgo, what is analysed may be another file.
			if text, ok := prog.texts[name]; ok && slices.Contains(p.CompiledGoFiles, name) {
				out[name] = text
			}
		}
	}
	return out
}

// own reports whether p is of the main module, of a module of its workspace,
// or made of files that were named one by one.
func own(p *packages.Package) bool {
	return p.PkgPath == "command-line-arguments" || p.Module != nil && p.Module.Main
}
