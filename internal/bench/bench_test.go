package bench

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary stand in for a vet tool and for a command
// that only loads packages, as cmd/bench does.
func TestMain(m *testing.M) {
	StandIn()
	LoadOnly()
	os.Exit(m.Run())
}

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		xs   []time.Duration
		want time.Duration
	}{
		{nil, 0},
		{[]time.Duration{3}, 3},
		{[]time.Duration{9, 1, 5}, 5},
		{[]time.Duration{9, 1, 5, 3}, 4},
	} {
		if got := Median(test.xs); got != test.want {
			t.Errorf("median of %v is %v, want %v", test.xs, got, test.want)
		}
	}
}

func TestSameOutputIgnoresTheOrderOfPackages(t *testing.T) {
	a := Run{Stderr: []byte("a.go:1:1: x\nb.go:1:1: y\n"), Code: 1}
	b := Run{Stderr: []byte("b.go:1:1: y\na.go:1:1: x\n"), Code: 1}
	if !sameOutput(a, b) {
		t.Error("order matters")
	}
	b.Stderr = b.Stderr[:12]
	if sameOutput(a, b) {
		t.Error("a lost line does not matter")
	}
}

// TestCompare measures a small module and checks that the figures make sense.
func TestCompare(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two tools and analyses the standard library")
	}
	dir := t.TempDir()
	for name, content := range map[string]string{
		"go.mod": "module example.com/acme/orders\n\ngo 1.25\n",
		"a.go":   "package orders\n\nimport \"context\"\n\nfunc F(ctx context.Context) {}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	module, err := ModuleRoot()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Compare(&out, Setup{Module: module, Scratch: t.TempDir(), Dir: dir, Patterns: []string{"./..."}, Pairs: 1}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`start-up, best, -V=full +tracelint +\d+\.\d\d ms  floor +\d+\.\d\d ms  ratio \d`,
		`go vet, cold: CPU +tracelint +\d+\.\d\d s +floor +\d+\.\d\d s +ratio \d`,
		`go vet, warm: tool started 0 times \(cold: [1-9]\d*\); output and exit code the same: true`,
		`largest process: resident +tracelint +\d+\.\d\d MB`,
		`facts: 0 bytes in files of \d\d+ packages, 0 of them`,
		`tracelint next to packages\.Load: CPU +tracelint +0\.\d\d s`,
		`tracelint -json: 10 of 10 runs gave the same 0 bytes, exit code 0`,
		`facts of two cold runs of go vet: \d\d+ packages, 0 differ`,
	} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("no %s", want)
		}
	}
	t.Log(out.String())
}
