package driver

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestRelease(t *testing.T) {
	for version, want := range map[string]int{
		"go1.26.8\n":              26,
		"go1.27rc1":               27,
		"devel go1.28-4b6bb7e3c6": 28,
		"":                        0,
		"gc 2":                    0,
	} {
		if got := release(version); got != want {
			t.Errorf("release(%q) = %d, want %d", version, got, want)
		}
	}
}

func TestOutdated(t *testing.T) {
	if _, is := outdated(Options{}); is {
		t.Error("outdated next to the go command that built it")
	}
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell script")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\necho go1.999.1\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	if p, is := outdated(Options{}); !is || p.Message == "" {
		t.Error("not outdated next to Go 1.999")
	}
}
