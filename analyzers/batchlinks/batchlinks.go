package batchlinks

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
)

const name = "batchlinks"

// Analyzer is the rule with the default configuration, for drivers that take
// analyzers as variables, such as Bazel's nogo.
var Analyzer = base.Default.Rule(New(base.Default.Config, base.Default.Engine))

// New returns the rule. Engine is the analyzer of package eventflow that it
// shares with the other rules.
func New(cfg config.Config, engine *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      diag.URL(name, ""),
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			report := diag.New(pass, cfg)
			for _, b := range pass.ResultOf[engine].(*eventflow.Index).Batches {
				report.Report(judge(b))
			}
			return nil, nil
		},
	}
}

func judge(b *eventflow.Batch) diag.Finding {
	f := diag.Finding{Pos: b.Call.Pos(), End: b.Call.Lparen, Variant: "no-links"}
	switch {
	case b.First:
		f.Variant = "first-parent"
		f.Message = fmt.Sprintf("span covers %s and has the first of them for its parent: the traces of the others end here; link to each with trace.WithLinks", messages(b))
	case b.Made:
		f.Message = fmt.Sprintf("one message is made of %s under this span, which links to none of them: their traces end here; link to each with trace.WithLinks", messages(b))
	default:
		f.Message = fmt.Sprintf("span covers %s and links to none of them: their traces end here; link to each with trace.WithLinks, or start a span for each", messages(b))
	}
	where := "the messages are handled here"
	if b.Made {
		where = "the message goes out here"
	}
	f.Related = append(f.Related, diag.Related{Pos: b.Use, Message: where})
	return f
}

func messages(b *eventflow.Batch) string {
	if b.Name == "" {
		return "several messages"
	}
	return "the messages in " + b.Name
}
