package distribution

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
)

const (
	module  = "github.com/tracelint/tracelint"
	command = module + "/cmd/tracelint"
	version = "v0.1.0"
)

// A user is someone who has Go, a directory to work in, and a module proxy that
// offers this checkout as a release. Nothing of it gets into the module cache
// of whoever runs the test.
type user struct {
	dir string
	env []string
}

func newUser(t *testing.T) *user {
	t.Helper()
	if testing.Short() {
		t.Skip("installs tracelint as users do")
	}
	home := t.TempDir()
	u := &user{dir: filepath.Join(home, "work")}
	u.env = append(append(os.Environ(), testenv.PublishAs(t, home, version)...), "GOBIN="+filepath.Join(home, "bin"),
		"GOFLAGS=-modcacherw -trimpath -buildvcs=false") // trimmed paths: whatever the module cache is, the build cache serves
	if err := os.Mkdir(u.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return u
}

// write writes a file of the user's.
func (u *user) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(u.dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (u *user) read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(u.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// run runs a line of the shell in the user's directory.
func (u *user) run(t *testing.T, line string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = u.dir, append(u.env, "PWD="+u.dir), &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// must runs a line that has to succeed.
func (u *user) must(t *testing.T, line string) (stdout string) {
	t.Helper()
	stdout, stderr, code := u.run(t, line)
	if code != 0 {
		t.Fatalf("%s: exit code %d\n%s%s", line, code, stdout, stderr)
	}
	return stdout
}

// program hands an event off without its trace.
const program = `package work

import (
	"context"

	"github.com/nats-io/nats.go"
)

func Place(ctx context.Context, nc *nats.Conn) error {
	return nc.Publish("orders.placed", nil)
}
`

const finding = "work.go:10:9: Conn.Publish sends nothing of the context ctx along: "

// starts writes a module with the program, and nothing of tracelint.
func (u *user) starts(t *testing.T) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testenv.Module(t, "examples/orders"), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	nats := regexp.MustCompile(`github.com/nats-io/nats.go (v\S+)`).FindSubmatch(data)
	u.write(t, "go.mod", "module example.com/work\n\ngo 1.25.0\n")
	u.write(t, "work.go", program)
	u.must(t, "rm -f go.sum && go get github.com/nats-io/nats.go@"+string(nats[1])+" && go mod tidy")
}

// page returns the code blocks of a section of docs/ci.md that are in a language.
func page(t *testing.T, heading, language string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(data), "\n## "+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var blocks []string
	for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(section, -1) {
		if m[1] == language {
			blocks = append(blocks, m[2])
		}
	}
	if !ok || len(blocks) == 0 {
		t.Fatalf("docs/ci.md has no block %q below %q", language, heading)
	}
	return blocks
}

// runLines runs the lines of a block as they stand. Those that look at the
// program find what is wrong with it; the others must succeed.
func (u *user) runLines(t *testing.T, block string) {
	t.Helper()
	looked := 0
	for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
		stdout, stderr, code := u.run(t, line)
		if strings.HasSuffix(line, " ./...") {
			looked++
			if code != 1 || !strings.Contains(stdout+stderr, finding) {
				t.Errorf("%s: exit code %d\n%s%s", line, code, stdout, stderr)
			}
		} else if code != 0 {
			t.Fatalf("%s: exit code %d\n%s%s", line, code, stdout, stderr)
		}
	}
	if looked == 0 {
		t.Errorf("nothing is looked at by\n%s", block)
	}
}

// TestInstall runs what docs/ci.md says about go install.
func TestInstall(t *testing.T) {
	u := newUser(t)
	u.starts(t)
	u.env = append(u.env, "PATH="+filepath.Join(u.dir, "..", "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"))
	u.runLines(t, page(t, "go install", "sh")[0])
	if out := u.must(t, "tracelint -version"); !strings.HasPrefix(out, "tracelint "+version+" go") {
		t.Errorf("tracelint -version: %s", out)
	}
}

// TestTool runs what docs/ci.md says about a tool of one's module.
func TestTool(t *testing.T) {
	u := newUser(t)
	blocks := page(t, "A tool of your module", "sh")
	u.starts(t)
	before := u.read(t, "go.mod")
	if !strings.Contains(blocks[1], "-modfile") {
		t.Fatalf("%q", blocks)
	}
	u.runLines(t, blocks[1])
	if after := u.read(t, "go.mod"); after != before {
		t.Errorf("go.mod has changed:\n%s", after)
	}
	u.runLines(t, blocks[0])
}

// TestGoMod reads what becomes of a go.mod to which tracelint is added: the go
// line names the release that it did, and what is added is what docs/ci.md says.
func TestGoMod(t *testing.T) {
	u := newUser(t)
	added := page(t, "A tool of your module", "")[0]
	for line, stays := range map[string]string{"go 1.25": "go 1.25.0", "go 1.25.0": "go 1.25.0", "go 1.26": "go 1.26"} {
		before := "module example.com/work\n\n" + line + "\n"
		u.write(t, "go.mod", before)
		u.must(t, "rm -f go.sum && go get -tool "+command+"@"+version)
		if want, got := strings.Replace(before, line, stays, 1)+"\n"+added, u.read(t, "go.mod"); got != want {
			t.Errorf("go.mod is now\n%s\nwant\n%s", got, want)
		}
	}
}
