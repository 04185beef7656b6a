package driver

import (
	"errors"
	"fmt"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// packageErrors is what is wrong with one package.
type packageErrors struct {
	parse  []error // one a file, most are nil
	types  []error
	export error // its export data cannot be read
}

// errorsOf returns the record of p's errors. It is not for concurrent use.
func (prog *program) errorsOf(p *packages.Package) *packageErrors {
	e := prog.errs[p]
	if e == nil {
		e = new(packageErrors)
		prog.errs[p] = e
	}
	return e
}

// first returns what to tell about p: the first error that the go command,
// the parser or the type checker met, in this order. The go command's own
// account of a failed compilation comes last.
func (prog *program) first(p *packages.Package) (Problem, bool) {
	e := prog.errs[p]
	var compile *packages.Error
	for i, err := range p.Errors {
		if strings.HasPrefix(err.Msg, "# ") {
			compile = &p.Errors[i]
			continue
		}
		return Problem{p.PkgPath, prog.position(err.Pos), oneLine(err.Msg)}, true
	}
	for _, err := range e.parse {
		if err == nil {
			continue
		}
		var list scanner.ErrorList
		if errors.As(err, &list) {
			return Problem{p.PkgPath, list[0].Pos, oneLine(list[0].Msg)}, true
		}
		var path *os.PathError
		if errors.As(err, &path) {
			return Problem{p.PkgPath, token.Position{Filename: path.Path, Line: 1}, path.Err.Error()}, true
		}
		return Problem{Package: p.PkgPath, Message: oneLine(err.Error())}, true
	}
	if len(e.types) > 0 {
		return typeProblem(p, e.types[0]), true
	}
	if e.export != nil {
		return Problem{Package: p.PkgPath, Message: oneLine(e.export.Error())}, true
	}
	if compile != nil {
		return Problem{p.PkgPath, prog.position(compile.Pos), oneLine(compile.Msg)}, true
	}
	return Problem{}, false
}

// typeProblem tells of an error that the type checker met in p.
func typeProblem(p *packages.Package, err error) Problem {
	var terr types.Error
	if errors.As(err, &terr) {
		return Problem{p.PkgPath, terr.Fset.Position(terr.Pos), oneLine(terr.Msg)}
	}
	return Problem{Package: p.PkgPath, Message: oneLine(err.Error())}
}

// broken returns the analysed packages that do not compile.
func (prog *program) broken() map[*types.Package]bool {
	broken := make(map[*types.Package]bool)
	for _, p := range prog.source {
		if _, bad := prog.first(p); bad {
			broken[p.Types] = true
		}
	}
	return broken
}

// problems returns one problem for each package of the closure that does not
// compile by its own fault: a package whose imports do not compile is only
// counted in the message of the first of those.
func (prog *program) problems() []Problem {
	type fault struct {
		Problem
		importers map[string]bool
	}
	var faults []*fault
	cause := make(map[*packages.Package]*fault) // also for packages whose imports have one
	for _, p := range prog.closure {
		var inherited *fault
		for _, imp := range p.Imports {
			if c := cause[imp]; c != nil && (inherited == nil || before(c.Problem, inherited.Problem)) {
				inherited = c
			}
		}
		prob, bad := prog.first(p)
		switch {
		case bad && inherited != nil:
			inherited.importers[p.PkgPath] = true
			cause[p] = inherited
		case bad && (prog.kind[p] != export || prog.errs[p].export != nil) && len(p.CompiledGoFiles) > 0:
			f := &fault{prob, make(map[string]bool)}
			faults = append(faults, f)
			cause[p] = f
		case inherited != nil:
			cause[p] = inherited
		}
	}
	var out []Problem
	for _, f := range faults {
		switch n := len(f.importers); {
		case n == 1:
			f.Message += " (nor does 1 package that imports it compile)"
		case n > 1:
			f.Message += fmt.Sprintf(" (nor do %d packages that import it compile)", n)
		}
		out = append(out, f.Problem)
	}
	for _, msg := range prog.unmatched {
		out = append(out, Problem{Message: oneLine(msg)})
	}
	return out
}

func before(a, b Problem) bool {
	if c := comparePositions(a.Pos, b.Pos); c != 0 {
		return c < 0
	}
	return a.Message < b.Message
}

var positionRE = regexp.MustCompile(`^(.*?):(\d+)(?::(\d+))?$`)

// position reads the go command's "file:line:col" or "file:line", which is
// relative to the directory where it ran.
func (prog *program) position(s string) token.Position {
	m := positionRE.FindStringSubmatch(s)
	if m == nil {
		return token.Position{}
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	file := m[1]
	if !filepath.IsAbs(file) {
		file = filepath.Join(prog.dir, file)
	}
	return token.Position{Filename: file, Line: line, Column: col}
}

// oneLine joins the lines of a message.
func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
