package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/cli"
)

// TestBadOutput asks for what cannot be written. Nothing is analysed then, and
// what is there stays as it is.
func TestBadOutput(t *testing.T) {
	dir := write(t, module)
	old := filepath.Join(dir, "old.sarif")
	const before = "as it was"
	put := func(name string, mode os.FileMode) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(before), mode); err != nil {
			t.Fatal(err)
		}
		return name
	}
	put("old.sarif", 0o666)
	if err := os.WriteFile(filepath.Join(dir, "other.yml"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	readOnly := put("readonly.sarif", 0o444)
	for _, test := range []struct {
		args   string
		stderr string
	}{
		{"-format yaml", `-format: there is no format "yaml" \(formats: text, json, sarif, github, checkstyle, junit, gitlab, agent\)`},
		{"-format sarif=old.sarif,jnuit=x.xml", `-format: there is no format "jnuit"; did you mean junit\? `},
		{"-format SARIF=old.sarif", `there is no format "SARIF"; did you mean sarif\?`},
		{"-format vet-json", `there is no format "vet-json"`},
		{"-format sarif=", `the name of a file is missing behind sarif=`},
		{"-format sarif=old.sarif -format json=./old.sarif", `old.sarif cannot have both sarif and json`},
		{"-format sarif=old.sarif -format json -format text", `standard output cannot have both json and text: name a file, as in -format text=FILE`},
		{"-json -format text", `standard output cannot have both text and -json`},
		{"-format sarif=old.sarif,json=nosuch/x.json", `-format json: cannot write .*nosuch/x.json: (no such file or directory|The system cannot find.*)`},
		{"-format sarif=old.sarif,json=a", `-format json: .*a is a directory`},
		{"-format sarif=old.sarif,json=a/a.go/x", `-format json: .*a/a.go/x`},
		{"-format sarif=old.sarif,json=./...", `\.\.\. stands for packages, not for a file`},
		{"-format sarif=old.sarif,text=a/a.go", `-format text: .*a/a.go is read and not written: name another file`},
		{"-format text=go.mod", `-format text: .*go.mod is read and not written`},
		{"-format text=.tracelint.yml", `-format text: .*.tracelint.yml is read and not written`},
		{"-config other.yml -format text=other.yml", `-format text: .*other.yml is the configuration: name another file`},
		{"-format sarif=old.sarif -color=sometimes", `-color: there is no "sometimes".* \(auto, always, never\)`},
		{"-format sarif=old.sarif -color=neber", `-color: there is no "neber"; did you mean never\?`},
		{"-format sarif=old.sarif -only nosuch", `-only: there is no rule or category "nosuch"`},
		{"-format sarif -diff", `-diff prints a patch: name a file for findings, as in -format sarif=FILE`},
		{"-format sarif=old.sarif ./nosuch/...", `no Go packages match`},
		{"-format sarif=readonly.sarif", `cannot write .*readonly.sarif: permission denied`},
	} {
		t.Run(test.args, func(t *testing.T) {
			if strings.Contains(test.args, "readonly") && (os.Getuid() == 0 || runtime.GOOS == "windows") {
				t.Skip("this user may write everything")
			}
			entries := list(t, dir)
			stdout, stderr, code := run(dir, strings.Fields(test.args)...)
			if code != cli.Usage || stdout != "" || !regexp.MustCompile(test.stderr).MatchString(stderr) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
			}
			for _, name := range []string{old, readOnly} {
				if data, err := os.ReadFile(name); err != nil || string(data) != before {
					t.Errorf("%s is now %q, %v", name, data, err)
				}
			}
			if now := list(t, dir); now != entries {
				t.Errorf("files are %s, were %s", now, entries)
			}
		})
	}
}

func list(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// TestFiles writes to several files, and to standard output if asked to.
func TestFiles(t *testing.T) {
	dir := write(t, module)
	name := func(s string) string { return filepath.Join(dir, s) }
	for _, file := range []string{"mine", "far"} {
		if err := os.WriteFile(name(file), []byte(strings.Repeat("old ", 9999)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	linked := os.Symlink("far", name("link")) == nil
	stdout, stderr, code := run(dir, "-format", "text=mine,text=link", "-format=json=out.json", "-format", "checkstyle=-", "./a")
	if code != cli.Findings || stderr != "" || !strings.HasPrefix(stdout, "<?xml") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	for _, file := range []string{"mine", "link"} {
		data, err := os.ReadFile(name(file))
		if string(data) != findingsA || err != nil {
			t.Errorf("%s is %q, %v", file, data, err)
		}
	}
	if info, err := os.Stat(name("mine")); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("the mode of a file changed: %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(name("link")); linked && (err != nil || info.Mode()&os.ModeSymlink == 0) {
		t.Errorf("the link is none any more: %v, %v", info, err)
	}
	if data, err := os.ReadFile(name("out.json")); err != nil || !strings.HasPrefix(string(data), "{") {
		t.Errorf("out.json is %q, %v", data, err)
	}
	if s := list(t, dir); strings.Contains(s, "tmp") {
		t.Errorf("left behind: %s", s)
	}
	if stdout, stderr, code := run(dir, "-format", "text=all, text=a report.txt", "./a"); stdout+stderr != "" || code != cli.Findings {
		t.Errorf("all goes to a file: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if data, err := os.ReadFile(name("a report.txt")); string(data) != findingsA || err != nil {
		t.Errorf("the file with a blank in its name is %q, %v", data, err)
	}
	if runtime.GOOS != "windows" {
		if _, stderr, code := run(dir, "-format", "sarif=/dev/null", "./a"); stderr != "" || code != cli.Findings {
			t.Errorf("/dev/null: exit code %d, stderr %q", code, stderr)
		}
		if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
			t.Fatalf("/dev/null was replaced: %v, %v", info, err)
		}
	}
}

// lintLine is VS Code's pattern for the lines of a lint tool.
var lintLine = regexp.MustCompile(`^([^:]*: )?((.:)?[^:]*):(\d+)(:(\d+)?)?:(?:\w+:)? (.*)$`)

// TestColor says which flags and variables bring the source, and which colours.
func TestColor(t *testing.T) {
	dir := write(t, module)
	for _, test := range []struct {
		args, env       string
		excerpt, colors bool
	}{
		{"", "", false, false}, // a test has no terminal
		{"-color=never", "", false, false},
		{"-color=always", "", true, true},
		{"-color=always", "NO_COLOR=1", true, true}, // said last
		{"-color=always", "TERM=dumb", true, true},
		{"-format text=out -color=always", "", false, false},
	} {
		if name, value, ok := strings.Cut(test.env, "="); ok {
			t.Setenv(name, value)
		}
		stdout, stderr, code := run(dir, append(strings.Fields(test.args), "./a")...)
		if strings.Contains(test.args, "=out") {
			data, err := os.ReadFile(filepath.Join(dir, "out"))
			if err != nil {
				t.Fatal(err)
			}
			stdout = string(data)
		}
		if stderr != "" || code != cli.Findings || strings.Contains(stdout, "var x = ") != test.excerpt || strings.Contains(stdout, "\x1b[") != test.colors {
			t.Errorf("%s %s: exit code %d, stderr %q, stdout:\n%s", test.args, test.env, code, stderr, stdout)
		}
		if test.excerpt {
			continue
		}
		for line := range strings.Lines(stdout) {
			m := lintLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if m == nil || m[2] != "a/a.go" || m[7] != "context.TODO used (todo)" {
				t.Errorf("an editor reads %q from %q", m, line)
			}
		}
	}
}

// TestSummaryWithoutEngine counts where there are no hand-offs to count.
func TestSummaryWithoutEngine(t *testing.T) {
	stdout, stderr, code := run(write(t, module), "-summary", "./...")
	if want := "3 findings in 2 packages of 3\n"; code != cli.Findings || stdout != findingsA+findingsB || !strings.HasPrefix(stderr, want) {
		t.Errorf("exit code %d, stdout:\n%sstderr:\n%s", code, stdout, stderr)
	}
}
