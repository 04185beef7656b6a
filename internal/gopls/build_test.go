package gopls

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

func TestOlder(t *testing.T) {
	for _, test := range []struct {
		have, need string
		want       bool
	}{
		{"go1.26.8", "1.27.0", true},
		{"go1.26.8", "1.26.0", false},
		{"go1.26.8", "1.26", false},
		{"go1.26", "1.26.0", false},
		{"go1.26.1", "1.26.2", true},
		{"go1.9.2", "1.26.0", true},
		{"go1.27rc1", "1.27.0", false},
		{"go1.100", "1.27.0", false},
		{"devel go1.28-abcdef", "1.27.0", false},
		{"go1.26.8 X:nodwarf5", "1.26.0", false},
	} {
		if got := older(test.have, test.need); got != test.want {
			t.Errorf("%s older than %s: %t", test.have, test.need, got)
		}
	}
}

// TestRegister: the file that is added has to use what package editor has.
func TestRegister(t *testing.T) {
	for _, want := range []string{"\npackage settings\n", `"` + tracelint + `/editor"`, list + " = append(" + list} {
		if !strings.Contains(string(register), want) {
			t.Errorf("there is no %s in it", want)
		}
	}
}

func TestTarget(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(there, link); err != nil {
		t.Skip(err)
	}
	usage := new(UsageError)
	for _, name := range []string{there, link, dir, filepath.Join(dir, "no", "such"), os.DevNull} {
		if _, err := newTarget(name, false); !errors.As(err, &usage) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{filepath.Join(dir, "new"), link} {
		out, err := newTarget(name, true)
		if err != nil {
			t.Fatal(err)
		}
		out.discard()
		if out, err = newTarget(name, true); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(out.temp, []byte("made"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := out.keep(); err != nil {
			t.Fatal(err)
		}
		out.discard()
		if text, err := os.ReadFile(name); err != nil || string(text) != "made" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 3 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestDoesNotBuild has Build refuse what cannot be had, before anything is
// compiled.
func TestDoesNotBuild(t *testing.T) {
	dir := t.TempDir()
	source := testenv.Root(t)
	for _, test := range []struct {
		name string
		opts Options
		want string
	}{
		{"no version", Options{}, "development build"},
		{"no source", Options{Source: dir}, "there is no go.mod of"},
		{"no go", Options{Source: source}, "the go command is not in PATH"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.name == "no go" {
				t.Setenv("PATH", dir)
			}
			test.opts.Output = filepath.Join(dir, "out")
			test.opts.Log = func(line string) { t.Error(line) }
			if _, err := Build(context.Background(), test.opts); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Error(err)
			} else if test.name == "no go" && !errors.As(err, new(*UsageError)) {
				t.Errorf("%v is no mistake of the user's", err)
			}
		})
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
