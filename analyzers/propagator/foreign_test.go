package propagator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// A module with two programs. OpenTelemetry and a company's platform are
// vendored, so that their types come from export data and nothing looks into them.
var vendored = map[string]string{
	"go.mod": "module example.test/shop\n\ngo 1.25.0\n\nrequire (\n\texample.test2/platform v1.0.0\n\tgo.opentelemetry.io/otel v1.47.0\n)\n",
	"vendor/modules.txt": "# example.test2/platform v1.0.0\n## explicit\nexample.test2/platform/setup\nexample.test2/platform/codec\n" +
		"# go.opentelemetry.io/otel v1.47.0\n## explicit\ngo.opentelemetry.io/otel\ngo.opentelemetry.io/otel/propagation\n",
	"vendor/go.opentelemetry.io/otel/propagation/propagation.go": `package propagation

import "context"

type TextMapCarrier interface{ Set(key, value string) }

type MapCarrier map[string]string

func (m MapCarrier) Set(key, value string) { m[key] = value }

type TextMapPropagator interface {
	Inject(ctx context.Context, carrier TextMapCarrier)
}
`,
	"vendor/go.opentelemetry.io/otel/otel.go": `package otel

import "go.opentelemetry.io/otel/propagation"

var global propagation.TextMapPropagator

func GetTextMapPropagator() propagation.TextMapPropagator  { return global }
func SetTextMapPropagator(p propagation.TextMapPropagator) { global = p }
`,
	"vendor/example.test2/platform/setup/setup.go": `package setup

import "go.opentelemetry.io/otel"

func Tracing() { otel.SetTextMapPropagator(nil) }
`,
	"vendor/example.test2/platform/codec/codec.go": `package codec

import "go.opentelemetry.io/otel/propagation"

func New() propagation.MapCarrier { return propagation.MapCarrier{} }
`,
	"with/main.go":    program("with", "setup", "setup.Tracing()"),
	"without/main.go": program("without", "codec", "_ = codec.New()"),
}

func program(name, pkg, call string) string {
	return `// Command ` + name + ` injects.
package main

import (
	"context"

	"example.test2/platform/` + pkg + `"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

func main() {
	` + call + `
	otel.GetTextMapPropagator().Inject(context.Background(), propagation.MapCarrier{})
}
`
}

// TestForeign has a module that nobody looks into set the propagator, and one
// that cannot.
func TestForeign(t *testing.T) {
	dir := t.TempDir()
	for name, text := range vendored {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	env := append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=vendor")
	var silent []string
	cfg := config.Config{Debug: func(posn, reason, detail string) {
		silent = append(silent, filepath.Base(filepath.Dir(posn))+": "+reason+": "+detail)
	}}
	res, err := driver.Run(driver.Options{Dir: dir, Env: env}, []*analysis.Analyzer{tracetest.Configured(t, "propagator", cfg)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%v: %s", p.Pos, p.Message)
	}
	if len(res.Findings) != 1 || !strings.HasSuffix(res.Findings[0].Package, "/without") {
		t.Errorf("findings: %v, want one, in the program without the setup", res.Findings)
	}
	if want := "with: foreign-propagator: example.test2/platform/setup"; len(silent) != 1 || silent[0] != want {
		t.Errorf("silences: %q, want %q", silent, want)
	}
}
