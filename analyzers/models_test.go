package analyzers_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestModelsOfTheHouse runs the rules on a bus whose meaning is configured, and
// without the configuration, when nothing can be known of it.
func TestModelsOfTheHouse(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	const cases = "./optin/models/..."
	cfg, err := config.Load(filepath.Join(dir, "optin", "models", config.Name))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []string{"publishctx", "freshroot"} {
		t.Run(rule, func(t *testing.T) { tracetest.CheckWith(t, rule, *cfg, cases) })
	}
	res, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{cases}}, analyzers.New(config.Config{SeenOnly: true}))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Findings {
		t.Errorf("without the models: %s: %s", f.Pos, f.Message)
	}
}

// TestMisspeltModels sees to it that what does not exist is told of.
func TestMisspeltModels(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	const bus = "tracelint.test/testdata/optin/models/bus"
	cfg, err := config.Parse("x.yml", []byte(strings.ReplaceAll(`
models:
- messages:
  - {type: BUS.Massage, sent: true}
  - {type: BUS.Message, sent: true}
  rows:
  - {on: BUS.Bus.Publsh, role: publish, message: arg 1}
  - {on: BUS.Buss.Publish, role: publish, message: arg 1}
  - {on: BUS.Bus.Publish, role: publish, ctx: arg 0, message: arg 2 m}
  - {on: BUS.Bus.Subscribe, role: handle, callback: {at: arg 1}}
  - {on: BUS.Announce, role: extract, carrier: arg 1, result: result 1}
  - {on: BUS.Message, role: neutral}
`, "BUS", bus)))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var got []string
	cfg.Debug = func(_, reason, detail string) {
		mu.Lock()
		defer mu.Unlock()
		if reason == "model-does-not-fit" {
			got = append(got, strings.ReplaceAll(detail, bus, "bus"))
		}
	}
	if _, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{"./optin/models/bus"}}, analyzers.New(*cfg)); err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if want := []string{
		"(bus.Bus).Publish: there is no arg 2 m",
		"(bus.Bus).Publsh: Bus has no Publsh",
		"(bus.Buss).Publish: there is no Buss",
		"bus.Announce: there is no result 1",
		"bus.Massage: there is no such type",
		"bus.Message: is no function",
	}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestModelsThatDoNotFit gives the engine rows whose places are not there.
func TestModelsThatDoNotFit(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	// Some at a time, since loading takes longer than judging.
	for rows := range slices.Chunk([]string{
		"role: publish, message: arg 7, ctx: arg 9, topic: arg 1.Nosuch.Field, client: result 3",
		"role: publish, message: result 5",
		"role: publish, message: sent 4",
		"role: publish, message: chan 1",
		"role: publish, message: 'arg 0.[].X', callback: {at: arg 5, message: in 9, returns: out 9}",
		"role: receive, message: result 9",
		"role: receive, message: got 9",
		"role: receive, message: chan 0",
		"role: handle, callback: {at: arg 0, ctx: in 9, message: in 9, returns: out 9}",
		"role: handle, callback: {at: recv, method: Nosuch, message: in 0}",
		"role: handle, subtypes: true, callback: {message: in 9}",
		"role: inject, ctx: arg 1, carrier: arg 9",
		"role: extract, ctx: arg 9, carrier: arg 9, result: result 9",
		"role: start-span, ctx: arg 9, name: arg 8, options: arg 7",
		"role: link, ctx: arg 9",
		"role: detach, ctx: arg 1",
		"role: wrap, client: arg 9, result: recv",
		"role: construct, options: arg 9, result: result 9",
		"role: element, callback: {at: arg 9, message: in 9}",
		"role: retry, callback: {at: arg 9}",
		"role: stamp, message: arg 9, carrier: recv.Nosuch",
		"role: set-context, ctx: arg 1, message: arg 0",
		"role: with-span-data, ctx: arg 9, message: arg 9",
		"role: span-data, message: recv",
		"role: carrier-of, message: arg 9",
		"role: set-propagator, message: arg 9",
		"role: propagator, options: arg 9",
		"role: neutral, result: result 9",
		"role: end-span", "role: annotate, name: arg 9", "role: span-kind, message: arg 9", "role: request", "role: new-root", "role: settle, message: arg 9",
	}, 5) {
		const bus = "tracelint.test/testdata/optin/models/bus"
		var text strings.Builder
		text.WriteString("models: [{messages: [{type: " + bus + ".Message, carrier: Nosuch, context: Nosuch(), body: x, sent: true, received: true}], rows: [")
		for _, row := range rows {
			for _, on := range []string{"Bus.Publish", "Bus.Subscribe", "Announce"} {
				fmt.Fprintf(&text, "{on: %s.%s, %s},", bus, on, row)
			}
		}
		text.WriteString("]}]")
		cfg, err := config.Parse("x.yml", []byte(text.String()))
		if err != nil {
			t.Error(err)
			continue
		}
		res, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{"./optin/models/..."}}, analyzers.New(*cfg))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range res.Problems {
			t.Errorf("%s: %q", p.Message, rows)
		}
	}
}
