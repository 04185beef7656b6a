package cli

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var out strings.Builder
	p := &progress{w: &out}
	p.start(time.Hour)
	p.phase("listing")
	p.stop()
	if out.String() != "" {
		t.Errorf("impatient: %q", out.String())
	}
	p = &progress{w: &out}
	p.phase("listing")
	p.start(time.Nanosecond)
	for {
		p.mu.Lock()
		shown := p.shown
		p.mu.Unlock()
		if shown {
			break
		}
		time.Sleep(time.Millisecond)
	}
	p.phase("checking")
	p.stop()
	if want := "\r\x1b[Ktracelint: listing...\r\x1b[Ktracelint: checking...\r\x1b[K"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestFilesAreNoTerminals(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if isTerminal(f) || isTerminal(new(strings.Builder)) {
		t.Error("taken for a terminal")
	}
	p := startProgress(f)
	p.phase("x")
	p.stop()
}

func TestDescribe(t *testing.T) {
	settings := []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}}
	vcs := append(settings, debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef"}, debug.BuildSetting{Key: "vcs.modified", Value: "true"})
	for _, test := range []struct {
		version  string
		settings []debug.BuildSetting
		want     string
	}{
		{"v1.2.3", settings, "tracelint v1.2.3 go1.26.8 linux/amd64"},
		{"", settings, "tracelint (devel) go1.26.8 linux/amd64"},
		{"(devel)", vcs, "tracelint (devel) 0123456789ab+dirty go1.26.8 linux/amd64"},
		{"v0.0.0-20260101000000-0123456789ab+dirty", vcs, "tracelint v0.0.0-20260101000000-0123456789ab+dirty go1.26.8 linux/amd64"},
	} {
		info := &debug.BuildInfo{GoVersion: "go1.26.8", Settings: test.settings}
		info.Main.Version = test.version
		if got := describe(info); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
