package testenv

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestRoot(t *testing.T) {
	if _, err := os.Stat(filepath.Join(Root(t), "internal", "testenv", "testenv.go")); err != nil {
		t.Error(err)
	}
}

func TestModules(t *testing.T) {
	modules := Modules(t)
	if !slices.Contains(modules, "analyzers/testdata") {
		t.Errorf("Modules = %q, want analyzers/testdata among them", modules)
	}
	for _, m := range modules {
		if strings.HasPrefix(m, "analyzers/testdata/") {
			t.Errorf("Modules lists %s, which is inside another nested module", m)
		}
	}
}

// TestNestedModules compiles the nested modules and runs their own tests.
func TestNestedModules(t *testing.T) {
	for _, module := range Modules(t) {
		t.Run(module, func(t *testing.T) {
			Go(t, Module(t, module), "test", "./...")
		})
	}
}

func TestDownloadFailure(t *testing.T) {
	dir := t.TempDir()
	gomod := "module example.test/m\n\ngo 1.25.0\n\nrequire example.test/nowhere v1.0.0\n"
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(gomod), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "off")
	err := download(dir)
	if err == nil || !strings.Contains(err.Error(), "example.test/nowhere") {
		t.Errorf("download = %v, want an error that names the module", err)
	}
}
