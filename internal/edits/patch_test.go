package edits

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestPatch(t *testing.T) {
	before := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20"
	after := "0\n1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n20\n"
	c := &Changes{texts("/home/my dir/a.go", before), texts("/home/my dir/a.go", after)}
	const want = `diff --git a/my dir/a.go b/my dir/a.go
--- a/my dir/a.go	
+++ b/my dir/a.go	
@@ -1,8 +1,9 @@
+0
 1
 2
 3
 4
-5
+five
 6
 7
 8
@@ -16,5 +17,4 @@
 16
 17
 18
-19
-20
\ No newline at end of file
+20
`
	if got := string(c.Patch("/home")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := quoted("a/tab\there", ""); got != `"a/tab\there"` {
		t.Errorf("quoted name: %s", got)
	}
}

// TestPatchApplies has git apply patches of random texts, from the top of the
// work tree and from below.
func TestPatchApplies(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not in PATH")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	below := filepath.Join(dir, "below")
	if err := os.Mkdir(below, 0o777); err != nil {
		t.Fatal(err)
	}
	git := func(dir string, stdin []byte, args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Stdin = dir, bytes.NewReader(stdin)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s\n%s", args, err, out, stdin)
		}
	}
	git(dir, nil, "init", "-q")
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 10 {
		c := &Changes{make(map[string][]byte), make(map[string][]byte)}
		for i := range 20 {
			name := filepath.Join(below, fmt.Sprintf("%d_%d.go", round, i))
			before, after := randomly(random)
			if bytes.Equal(before, after) || len(before) == 0 || len(after) == 0 {
				continue
			}
			c.before[name], c.after[name] = before, after
			if err := os.WriteFile(name, before, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		from := []string{dir, below}[round%2]
		git(from, c.Patch(from), "apply", "--whitespace=nowarn", "-")
		for name, want := range c.after {
			if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%v: got %q, want %q, from %q", err, got, want, c.before[name])
			}
		}
	}
}

// randomly returns two texts that have much in common.
func randomly(random *rand.Rand) (before, after []byte) {
	end := []string{"\n", "\r\n"}[random.IntN(2)]
	var a, b strings.Builder
	for range random.IntN(60) {
		line := strings.Repeat("x", random.IntN(4)) + end
		switch random.IntN(12) {
		case 0:
			a.WriteString(line)
		case 1:
			b.WriteString("new" + line)
		case 2:
			a.WriteString(line)
			b.WriteString("other" + line)
		default:
			a.WriteString(line)
			b.WriteString(line)
		}
	}
	if random.IntN(3) == 0 {
		b.WriteString("last")
	}
	if random.IntN(3) == 0 {
		a.WriteString("last")
	}
	return []byte(a.String()), []byte(b.String())
}
