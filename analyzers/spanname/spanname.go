package spanname

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

const name = "spanname"

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
			for _, s := range index.Spans {
				j := judge{pass, cfg.SpanNaming, vocabulary(pass, cfg.SpanNaming, s), s}
				if f, newName, ok := j.finding(); ok {
					if cfg.Renames {
						f.Fixes = j.rename(newName)
					}
					report.Report(f)
				}
			}
			return nil, nil
		},
	}
}

// vocabulary returns the words that are machinery where the span is named. A
// program or type that is named for a job, a queue or a query has it for its business.
func vocabulary(pass *analysis.Pass, naming config.SpanNaming, s *eventflow.Span) *words.Vocabulary {
	v := words.NewVocabulary(naming.Machinery, naming.Business)
	if pass.Module != nil && pass.Module.Path != "" {
		last := path.Base(pass.Module.Path)
		if words.IsMajorVersion(last) {
			last = path.Base(path.Dir(pass.Module.Path))
		}
		v.Domain(last)
	}
	if ws := words.Split(s.Scope.Recv); len(ws) > 0 {
		v.Domain(ws[len(ws)-1])
	}
	return v
}

// judge decides about one span's name.
type judge struct {
	pass   *analysis.Pass
	naming config.SpanNaming
	vocab  *words.Vocabulary
	*eventflow.Span
}

// finding returns what there is to say about the name, and the Go expression
// that would be better, "" if there is none.
func (j judge) finding() (f diag.Finding, better string, ok bool) {
	if j.Renamed || j.Supports || len(j.Names) == 0 {
		return f, "", false
	}
	part := j.varying()
	if j.Instruments && (part == nil || !model.IsAddress(part.What)) {
		return f, "", false
	}
	f.Pos, f.End = j.Call.Pos(), j.Call.Lparen
	if j.Expr != nil {
		f.Pos, f.End = j.Expr.Pos(), j.Expr.End()
	}
	if part != nil {
		f.Variant, f.Message = "cardinality", j.cardinality(part)
	} else if text := j.constant(); text == "" || j.Kinded != eventflow.Yes {
		return f, "", false
	} else if variant, message, expr := j.constantName(text); variant != "" {
		f.Variant, f.Message, better = variant, message, expr
	} else {
		return f, "", false
	}
	if j.Far != nil {
		f.Message += fmt.Sprintf(" (via %s, %s:%d)", j.Far.Func, j.Far.File, j.Far.Line)
		f.Related = append(f.Related, diag.Related{Pos: j.FarPos, Message: "the span starts here"})
	}
	return f, better, true
}

// varying returns the part that makes the name another one each time. Names
// that are so on some ways only count unless others are unknown, or one of few
// by design, such as a route with the path as the last resort.
func (j judge) varying() *eventflow.NamePart {
	var found *eventflow.NamePart
	for _, n := range j.Names {
		part := n.Varying()
		if _, constant := n.Constant(); part == nil && !constant {
			return nil
		}
		if found == nil {
			found = part
		}
	}
	return found
}

// constant returns the name, or the first of several if all are constant and
// the vocabulary thinks the same of them; otherwise "".
func (j judge) constant() string {
	first := ""
	for i, n := range j.Names {
		text, ok := n.Constant()
		if !ok {
			return ""
		}
		if i == 0 {
			first = text
		} else if j.vocab.IsTechnical(text) != j.vocab.IsTechnical(first) {
			return ""
		}
	}
	return first
}

// constantName judges a name that is the same each time.
func (j judge) constantName(text string) (variant, message, better string) {
	switch j.Kind {
	case eventflow.ProducerSpan, eventflow.ConsumerSpan:
		verb, bare := j.vocab.BareVerb(text)
		if !bare || len(j.Names) > 1 {
			return "", "", ""
		}
		expr := j.destination(verb)
		if expr == "" {
			return "", "", ""
		}
		what := "publishes"
		if j.Kind == eventflow.ConsumerSpan {
			what = "processes"
		}
		return "bare-verb", fmt.Sprintf("span name %q does not say what it %s, though it is known here: name it %s", text, what, expr), expr
	case eventflow.Internal:
		if j.vocab.IsTechnical(text) {
			message := fmt.Sprintf("span name %q says which machinery runs, not what is done: such spans cannot be told apart; name", text)
			if j.Decorates {
				if verb, ok := j.vocab.BareVerb(text); ok && j.Registered != "" && len(j.Names) == 1 {
					better := strconv.Quote(verb+" ") + " + " + j.Registered
					return "technical", message + " it " + better, better
				}
				return "", "", ""
			}
			message += " the business step"
			if step := j.step(text); step != "" {
				return "technical", message + fmt.Sprintf(", such as %q", step), strconv.Quote(step)
			}
			return "technical", message + ", a verb and what it is done to", ""
		}
		if j.naming.Style == "business-step-first" && len(j.Names) == 1 {
			return j.style(text)
		}
	}
	return "", "", ""
}

// style judges a name by the configured style.
func (j judge) style(text string) (variant, message, better string) {
	fault, turned := words.BusinessStepFirst(text, j.naming.Case)
	example := words.InCase([]string{"reserve", "inventory"}, j.naming.Case)
	switch fault {
	case words.InStyle:
		return "", "", ""
	case words.NoObject:
		message = fmt.Sprintf("span name %q does not say what it is done to: a verb comes first, then its object, as in %q", text, example)
	case words.WrongCase:
		message = fmt.Sprintf("span name %q is not written as the others are", text)
	case words.VerbLater:
		message = fmt.Sprintf("span name %q does not begin with its verb", text)
	case words.Participle:
		message = fmt.Sprintf("span name %q says what has happened, not what is done: a verb comes first, then its object, as in %q", text, example)
	}
	if turned == "" {
		return "style", message, ""
	}
	return "style", message + fmt.Sprintf("; in style it is %q", turned), strconv.Quote(turned)
}

// cardinality says what to do about a name with a part that varies.
func (j judge) cardinality(part *eventflow.NamePart) string {
	what := part.What
	if part.Expr != "" {
		what = part.Expr + ", " + part.What
	}
	message := fmt.Sprintf("span name is made of %s: there are as many names as values, and no span can be found or counted by its name", what)
	if rest := j.fixedPart(); rest != "" {
		return message + fmt.Sprintf("; name it %q and put the value into an attribute", rest)
	}
	return message + "; name the step and put the value into an attribute"
}

// fixedPart is what remains of a name without what varies, if that is a name.
func (j judge) fixedPart() string {
	for _, n := range j.Names {
		if n.Varying() == nil {
			continue
		}
		var b strings.Builder
		for _, part := range n {
			switch part.Kind {
			case eventflow.TextPart:
				b.WriteString(part.Text)
			case eventflow.VaryingPart:
				b.WriteByte(' ')
			default:
				return ""
			}
		}
		if rest := words.Trimmed(b.String()); len(j.vocab.Telling(rest)) > 0 {
			return rest
		}
	}
	return ""
}

// destination is the expression for a name of verb and destination, "" if
// nothing is known.
func (j judge) destination(verb string) string {
	switch {
	case j.Scope.Dest != "":
		return strconv.Quote(verb+" ") + " + " + j.Scope.Dest
	case len(j.Scope.Topics) == 1:
		return strconv.Quote(verb + " " + j.Scope.Topics[0])
	}
	return ""
}

// step proposes a name for the business step that the span stands for, made of
// what its function, its event and its topic are called; "" if nothing of that
// tells.
func (j judge) step(text string) string {
	s := j.Scope
	fn := words.Split(s.Func)
	if len(fn) > 0 && fn[0] == "on" {
		fn[0] = "handle"
	}
	verb := "handle"
	if len(fn) > 0 && words.IsVerb(fn[0]) {
		verb = fn[0]
	}
	join := func(ws []string) string {
		if len(ws) > 6 {
			return ""
		}
		step := words.InCase(ws, j.naming.Case)
		if j.vocab.IsTechnical(step) {
			return ""
		}
		return step
	}
	telling := j.vocab.Telling(s.Func)
	if words.IsStart(s.Func) || words.IsMaker(s.Func) {
		fn, telling = nil, nil // it sets going or makes what the step is part of
	}
	if len(telling) > 0 && len(fn) > 1 {
		return join(fn)
	}
	// The function's own words do not tell: what is it done to?
	var objects [][]string
	for _, e := range s.Events {
		objects = append(objects, j.vocab.Telling(e))
	}
	for _, t := range s.Topics {
		objects = append(objects, j.vocab.Telling(t))
	}
	if ws := words.Split(s.Recv); len(ws) > 1 && j.vocab.IsMachinery(ws[len(ws)-1]) {
		objects = append(objects, j.vocab.Telling(s.Recv)) // PaymentWorker
	}
	if len(telling) > 0 && words.IsVerb(fn[0]) {
		objects = append(objects, j.vocab.Telling(s.Package)) // reserve, in package stock
	}
	for _, o := range objects {
		if len(o) == 0 {
			continue
		}
		if len(telling) == 0 && words.IsVerb(o[0]) && len(o) > 1 {
			return join(o) // createProductHandler.handle
		}
		if o[0] == verb {
			o = o[1:]
		}
		if len(o) > 0 {
			if len(telling) > 0 {
				return join(append(fn[:1:1], o...))
			}
			return join(append([]string{verb}, o...))
		}
	}
	return ""
}
