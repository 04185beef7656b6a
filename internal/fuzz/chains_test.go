package fuzz

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/tracetest"
	"github.com/tracelint/tracelint/internal/world"
)

// chained are variables, and what a branch makes of each.
var chained = []struct{ name, declared, again string }{
	{"context", "ctx := ctx", "ctx = context.WithValue(ctx, key(N), N)"},
	{"fresh context", "ctx := ctx", "ctx = context.Background()"},
	{"message", `msg := nats.NewMsg("orders")`, `msg = &nats.Msg{Subject: "orders", Header: msg.Header}`},
	{"headers", `header := msg.Header`, `header = nats.Header{"n": header["n"]}; msg.Header = header`},
	{"subject", `msg.Subject = ""`, `msg.Subject += "a"`},
	{"name", `name := "reserve-inventory"`, `name = name + suffix(N)`},
	{"options", "opts := []trace.SpanStartOption{}", "opts = append(opts, trace.WithLinks(trace.LinkFromContext(ctx)))"},
	{"attributes", "attrs := []attribute.KeyValue{}", `attrs = append(attrs, attribute.String("event.id", e.ID))`},
	{"event", "e := event{ID: id}", "e = event{ID: e.ID, TraceID: e.TraceID, CorrelationID: e.CorrelationID}"},
	{"id", "id := id", "id = strings.ToLower(id)"},
	{"field", "e.CorrelationID = id", "e.CorrelationID, e.TraceID = e.TraceID, e.CorrelationID"},
	{"any", "var payload any = e", "payload = any(payload)"},
	{"arguments", "args := []any{id}", "args = append(args, e.TraceID, ctx)"},
	{"error", "var err error", "if err = nc.PublishMsg(msg); err == nil { break }"},
	{"closure", "f := func() error { return nc.PublishMsg(msg) }", "g := f; f = func() error { return g() }"},
}

// TestChains judges functions in which many branches follow one another, so
// that there are more ways through them than can be counted, in a loop and
// not in one. Each has to be judged in the time that such functions take.
func TestChains(t *testing.T) {
	const branches = 60
	w := world.Load(t, tracetest.Module, analyzers.New(config.Config{SeenOnly: true}), tracetest.Cases...)
	for _, looped := range []bool{false, true} {
		for i := range chained {
			c := chained[i]
			t.Run(fmt.Sprintf("%s/%t", c.name, looped), func(t *testing.T) {
				source := chain(i, branches, looped)
				done := make(chan string, 1)
				go func() {
					j, err := w.Judge(world.Unit{Path: "tracelint.test/testdata/zz/chain", Files: map[string][]byte{
						filepath.Join(w.Dir, "zz", "chain", "chain.go"): []byte(source),
					}})
					switch {
					case err != nil:
						done <- err.Error()
					case len(j.Errors) > 0:
						done <- j.Errors[0].Error()
					default:
						done <- strings.Join(j.Problems, "\n")
					}
				}()
				select {
				case problem := <-done:
					if problem != "" {
						t.Errorf("%s\n%s", problem, source)
					}
				case <-time.After(time.Minute):
					t.Fatal("no end after a minute")
				}
			})
		}
	}
}

// chain is a program in which the variable with that number is assigned to in
// many branches, and all variables are used in the end.
func chain(which, branches int, looped bool) string {
	var s strings.Builder
	s.WriteString(`package chain

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

type key int

type event struct{ ID, TraceID, CorrelationID string }

func suffix(n int) string { return fmt.Sprint(n) }

func run(ctx context.Context, nc *nats.Conn, in *nats.Msg, id string, flags []bool) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(in.Header))
`)
	names := map[string]bool{}
	order := []int{0, 9, 8, 10, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14}
	for _, i := range order {
		c := chained[i]
		d := c.declared
		name, _, define := strings.Cut(d, " := ")
		if strings.Contains(name, " ") || name == "ctx" || name == "id" {
			d, define = strings.Replace(d, " := ", " = ", 1), false
			if name == "ctx" || name == "id" {
				d = ""
			}
		}
		if define && names[name] {
			d = strings.Replace(d, " := ", " = ", 1)
		}
		names[name] = true
		if d != "" {
			fmt.Fprintf(&s, "\t%s\n", d)
		}
	}
	if looped {
		s.WriteString("\tfor range flags {\n")
	} else {
		s.WriteString("\tfor range 1 {\n")
	}
	for i := range branches {
		fmt.Fprintf(&s, "\t\tif flags[%d] { %s }\n", i, strings.ReplaceAll(chained[which].again, "N", fmt.Sprint(i)))
	}
	s.WriteString(`	}
	ctx, span := otel.Tracer("chain").Start(ctx, name, opts...)
	defer span.End()
	span.SetAttributes(attrs...)
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(header))
	msg.Data, err = json.Marshal(payload)
	if err != nil {
		return err
	}
	fmt.Println(args...)
	if err := f(); err != nil {
		return err
	}
	return nc.PublishMsg(msg)
}
`)
	text := s.String()
	if !strings.Contains(text, "strings.") {
		text = strings.Replace(text, "\t\"strings\"\n", "", 1)
	}
	return text
}
