package proof

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
)

// Required are the fields that the programs about required fields are linted with.
var Required = []string{"eventId", "correlationId"}

// LintRequiring returns what rule envelope finds in packages of the module in
// dir if the fields are required.
func LintRequiring(dir string, fields []string, patterns ...string) ([]Finding, error) {
	cfg := config.Config{RequiredFields: fields}
	for _, a := range analyzers.New(cfg) {
		if a.Name != "envelope" {
			continue
		}
		res, err := driver.Run(driver.Options{Dir: dir, Patterns: patterns}, []*analysis.Analyzer{a})
		if err != nil {
			return nil, err
		}
		var list []Finding
		for _, f := range res.Findings {
			list = append(list, Finding{Category: f.Category, Message: f.Message, Posn: position(f.Pos)})
		}
		return list, nil
	}
	return nil, fmt.Errorf("there is no rule envelope")
}

func position(p token.Position) string { return fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, p.Column) }
