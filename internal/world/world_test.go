package world_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/tracetest"
	"github.com/tracelint/tracelint/internal/world"
)

// TestAsDriver compares what is found here with what the command finds in the
// same packages.
func TestAsDriver(t *testing.T) {
	w := world.Load(t, tracetest.Module, analyzers.New(config.Config{SeenOnly: true}), tracetest.Cases...)
	res, err := driver.Run(driver.Options{Dir: w.Dir, Patterns: tracetest.Cases}, analyzers.New(config.Config{SeenOnly: true}))
	if err != nil {
		t.Fatal(err)
	}
	type finding struct{ file, category, message string }
	got, want := make(map[finding]int), make(map[finding]int)
	for _, f := range w.Findings() {
		got[finding{f.Pos.String(), f.Category, f.Message}]++
	}
	for _, f := range res.Findings {
		want[finding{f.Pos.String(), f.Category, f.Message}]++
	}
	for f := range want {
		if got[f] == 0 {
			t.Errorf("only the command finds %v", f)
		}
	}
	for f := range got {
		if want[f] == 0 && inCases(w.DirOf(strings.SplitN(f.file, ":", 2)[0])) {
			t.Errorf("the command does not find %v", f)
		}
	}
	if len(want) == 0 {
		t.Error("nothing found at all")
	}
	t.Logf("%d findings", len(want))
}

func inCases(dir string) bool {
	for _, c := range tracetest.Cases {
		if strings.HasPrefix("./"+dir+"/", strings.TrimSuffix(c, "...")) {
			return true
		}
	}
	return false
}

// TestUnits judges packages that import each other and the world.
func TestUnits(t *testing.T) {
	w := world.Load(t, tracetest.Module, analyzers.New(config.Config{SeenOnly: true}), "./shared/bus")
	unit := func(path, text string) world.Unit {
		return world.Unit{Path: path, Files: map[string][]byte{filepath.Join(w.Dir, path, "x.go"): []byte(text)}}
	}
	const module = "tracelint.test/testdata"
	lower := unit(module+"/zz/lower", `package lower

import "github.com/nats-io/nats.go"

func Send(nc *nats.Conn, data []byte) error { return nc.Publish("orders", data) }
`)
	upper := unit(module+"/zz/upper", `package upper

import (
	"context"

	"github.com/nats-io/nats.go"
	"`+module+`/zz/lower"
)

func place(ctx context.Context, nc *nats.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return lower.Send(nc, []byte("{}"))
}
`)
	for range 2 { // nothing is left of what was judged before
		j, err := w.Judge(upper, lower)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range j.Findings {
			got = append(got, filepath.Base(filepath.Dir(f.Pos.Filename))+" "+f.Category)
		}
		if want := []string{"upper publishctx/no-carrier"}; !reflect.DeepEqual(got, want) || len(j.Errors)+len(j.Problems) > 0 {
			t.Errorf("got %q, %v and %v, want %q", got, j.Errors, j.Problems, want)
		}
	}
	for _, broken := range []string{
		"var x int = \"\"",
		"func f(w *struct{ n int }) { for _, n := range w { _ = n } }", // go/types calls it soft, go/ssa panics
	} {
		j, err := w.Judge(unit(module+"/zz/broken", "package broken\n\n"+broken+"\n"))
		if err != nil || len(j.Errors) != 1 || j.Broken() == nil || len(j.Problems) > 0 {
			t.Errorf("%s: got %+v and %v, want one type error", broken, j, err)
		}
	}
	if _, err := w.Judge(unit(module+"/zz/syntax", "package syntax\n\nfunc {\n")); err == nil {
		t.Error("no error for what cannot be parsed")
	}
}
