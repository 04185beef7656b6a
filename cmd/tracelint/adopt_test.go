package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/waysin"
)

// orders is a copy of the example to edit.
type orders string

func editable(t *testing.T) orders {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(testenv.Module(t, "examples/orders"))); err != nil {
		t.Fatal(err)
	}
	return orders(dir)
}

func (o orders) name(file string) string { return filepath.Join(string(o), filepath.FromSlash(file)) }

func (o orders) read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(o.name(file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (o orders) write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(o.name(file), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// edit replaces texts in a file, all that there are, but one at least.
func (o orders) edit(t *testing.T, file string, pairs ...string) {
	t.Helper()
	text := o.read(t, file)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%s: no %q", file, pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	o.write(t, file, text)
}

// finds compares what the command and go vet find with categories by file.
func (o orders) finds(t *testing.T, what string, want []string, args ...string) {
	t.Helper()
	mine := waysin.Command(t, executable, string(o), args...)
	var got []string
	for _, f := range mine {
		got = append(got, f.File+" "+f.Category)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n\t%s\nwant\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	if len(args) > 0 {
		return // go vet has no such flags
	}
	for _, line := range waysin.Differences(mine, waysin.Vet(t, executable, string(o), "./...")) {
		t.Errorf("%s: go vet: %s", what, line)
	}
}

// TestAdoptingOrders leads the example through what happens to a code base: what
// is there is written down, code moves, a mistake is added.
func TestAdoptingOrders(t *testing.T) {
	o := editable(t)
	git := func(args ...string) {
		t.Helper()
		if _, stderr, code := run(t, string(o), "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...); code != 0 {
			t.Fatalf("git %v: %s", args, stderr)
		}
	}
	_, noGit := exec.LookPath("git")
	if noGit == nil {
		git("init", "-q")
		git("add", "-A")
		git("commit", "-qm", "before")
	}
	if _, stderr, code := run(t, string(o), executable, "-baseline", "b.json", "-baseline-update", "-preset", "strict"); code != 0 || stderr != "tracelint: b.json is new: 17 findings\n" {
		t.Fatalf("exit code %d, stderr %q", code, stderr)
	}
	o.edit(t, ".tracelint.yml", "traceConventions:", "baseline: b.json\npreset: strict\ntraceConventions:")
	o.finds(t, "at first", nil)

	// Two functions move to a new file, one of them into a closure; variables
	// and layout change, lines are added above.
	payment := o.read(t, "internal/payment/payment.go")
	rest, moved, ok := strings.Cut(payment, "func (s *Service) sendReceipt")
	if !ok {
		t.Fatal("no sendReceipt")
	}
	o.write(t, "internal/payment/payment.go", "// Code of the payment service.\n\n"+rest)
	o.edit(t, "internal/payment/payment.go", "\t\"go.opentelemetry.io/otel/attribute\"\n", "", "for range maxAttempts {", "println(\"charging\")\n\tfor range maxAttempts {")
	o.write(t, "internal/payment/receipt.go", "package payment\n\nimport (\n\t\"context\"\n\n\t\"go.opentelemetry.io/otel/attribute\"\n\t\"go.opentelemetry.io/otel/trace\"\n\n\t\"example.com/orders/internal/events\"\n)\n\n// Receipts.\nfunc (s *Service) sendReceipt"+moved)
	o.edit(t, "internal/payment/receipt.go", "s *Service", "service *Service", "s.bus", "service.bus", "sendCtx", "limited", "context.WithTimeout(context.Background(), sendTimeout)", "context.WithTimeout(\n\t\tcontext.Background(),\n\t\tsendTimeout,\n\t)")
	o.edit(t, "internal/inventory/inventory.go", "event events.Event", "placed events.Event", "event.", "placed.")
	o.edit(t, "internal/ledger/ledger.go", "batch", "together")
	o.finds(t, "moved", nil)

	planted := []string{"internal/fixed/orders/orders.go publishctx/no-carrier", "internal/fixed/payment/payment.go publishctx/no-carrier", "internal/fixed/shipping/shipping.go publishctx/no-carrier"}
	o.edit(t, "internal/fixed/bus/bus.go", "\totel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))\n", "")
	o.finds(t, "planted", planted)
	if noGit == nil {
		o.finds(t, "planted and touched", planted, "-new-from", "HEAD")
		git("add", "-A")
		git("commit", "-qm", "after")
		o.finds(t, "planted and committed", nil, "-new-from", "HEAD")
		o.finds(t, "without the baseline", planted, "-baseline=none", "-preset=recommended", "-new-from", "HEAD~1", "./internal/fixed/...")
	}
	o.edit(t, ".tracelint.yml", "traceConventions:", "overrides:\n  - {paths: [internal/fixed], rules: {publishctx: off}}\n  - {paths: [internal/fixed/payment/*.go], rules: {publishctx: on}}\ntraceConventions:")
	o.finds(t, "in some files only", planted[1:2])
}
