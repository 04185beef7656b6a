package hiddenretry

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
)

const name = "hiddenretry"

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
			index := pass.ResultOf[engine].(*eventflow.Index)
			report := diag.New(pass, cfg)
			for _, r := range index.Retries {
				if r.Told == eventflow.No {
					report.Report(retryFinding(r))
				}
			}
			for _, f := range index.Failures {
				report.Report(failureFinding(f))
			}
			for _, u := range index.Uncounted {
				report.Report(diag.Finding{Pos: u.Call.Pos(), End: u.Call.Lparen, Variant: "redelivery",
					Message: fmt.Sprintf("the span does not tell how often the message was delivered: a second delivery looks like the first; add %s as an attribute", u.Count)})
			}
			return nil, nil
		},
	}
}

func retryFinding(r *eventflow.Retry) diag.Finding {
	f := diag.Finding{Pos: r.Pos, End: r.End, Variant: "loop"}
	again := fmt.Sprintf("the loop repeats %s", r.Name)
	inside := "the loop"
	if r.Helper != "" {
		again = fmt.Sprintf("%s repeats %s", r.Helper, r.Name)
		inside = "the function it is given"
	}
	if r.Span == eventflow.Yes {
		f.Message = fmt.Sprintf("%s under one span and nothing tells the attempts apart: failed ones show as time lost; start a span for each inside %s, or log each failure with its number", again, inside)
		f.Related = append(f.Related, diag.Related{Pos: r.SpanPos, Message: "the span around it starts here"})
	} else {
		f.Variant = "untraced"
		f.Message = fmt.Sprintf("%s and nothing of an attempt reaches a trace: start a span for each inside %s, or log each failure with its number", again, inside)
	}
	f.Related = append(f.Related, diag.Related{Pos: r.Call, Message: "this is repeated"})
	return f
}

func failureFinding(x *eventflow.Failure) diag.Finding {
	f := diag.Finding{Pos: x.Pos, End: x.End, Variant: "swallowed"}
	call := x.Name
	if call == "" {
		call = "the call"
	}
	if x.Duplicate {
		f.Variant = "duplicate"
		f.Message = fmt.Sprintf("when %s says that the event was handled before, the handler %s and nothing shows it: log it, or start the span earlier and say so there", call, x.How)
	} else {
		f.Message = fmt.Sprintf("if %s fails, the handler %s as if it had not: the event is lost without a word; log the error, set the span's status, or return it", call, x.How)
		f.Related = append(f.Related, diag.Related{Pos: x.Call, Message: "the error comes from here"})
	}
	f.Related = append(f.Related, diag.Related{Pos: x.Handler, Message: "the message comes in here"})
	return f
}
