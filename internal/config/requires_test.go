package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/tracelint/tracelint/internal/config"
)

func TestRequired(t *testing.T) {
	modules := []string{"example.com/direct", "example.com/indirect", "example.com/local", "example.com/fork", "example.com/absent", "example.com/other example.com/direct", "example.com/absent example.com/direct"}
	const file = `module example.com/shop

go 1.25

require example.com/direct v1.2.3

require (
	example.com/indirect v0.1.0 // indirect
	example.com/local v1.0.0
	example.com/fork v1.0.0
	example.com/other v1.0.0
)

replace example.com/local => ./local

replace example.com/fork => example.com/ours v1.0.1
`
	root := t.TempDir()
	write := func(dir, name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("shop/orders", "orders.go", "package orders\n")
	write("broken", "go.mod", "module example.com/broken\n\nrequire example.com/direct\n")
	for _, tt := range []struct {
		dir  string
		want []string
	}{
		{"shop", nil}, // before there is a go.mod
		{"broken", nil},
	} {
		if got := config.Required(filepath.Join(root, tt.dir), modules); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.dir, got, tt.want)
		}
	}
	write("shop", "go.mod", file)
	want := []string{"example.com/direct", "example.com/fork", "example.com/indirect", "example.com/other example.com/direct"}
	orders := filepath.Join(root, "shop", "orders")
	if got := config.Required(orders, modules); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	digest := config.RequiredDigest(orders, modules)
	if digest == nil {
		t.Error("no digest")
	}

	// A change is seen, a change of what is not asked for makes no difference.
	write("shop", "go.mod", file+"\nrequire example.com/more v1.0.0\n")
	if !bytes.Equal(config.RequiredDigest(orders, modules), digest) {
		t.Error("a module that nobody asks for changes the digest")
	}
	write("shop", "go.mod", "module example.com/shop\n")
	if err := os.Chtimes(filepath.Join(root, "shop", "go.mod"), time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := config.Required(orders, modules); got != nil {
		t.Errorf("%q, want none", got)
	}
	if config.RequiredDigest(orders, modules) != nil {
		t.Error("a digest of nothing")
	}
}

// TestRequiredInWorkspace asks for what any module of a workspace requires: a
// program of one may use packages of another.
func TestRequiredInWorkspace(t *testing.T) {
	t.Setenv("GOWORK", "")
	root := t.TempDir()
	for name, text := range map[string]string{
		"go.work":     "go 1.25\n\nuse (\n\t./shop\n\t./bus\n)\n",
		"shop/go.mod": "module example.com/shop\n",
		"bus/go.mod":  "module example.com/bus\n\nrequire example.com/direct v1.2.3\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	shop, modules := filepath.Join(root, "shop"), []string{"example.com/direct"}
	if got := config.Required(shop, modules); !slices.Equal(got, modules) {
		t.Errorf("programs of shop may be built of %q, want what bus requires", got)
	}
	t.Setenv("GOWORK", "off")
	if got := config.Required(shop, modules); got != nil {
		t.Errorf("shop requires %q", got)
	}
}
