package distribution

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/testenv"
)

// decode reads a YAML file, or a text, into v, which has all keys that may be there.
func decode(t *testing.T, text string, v any) {
	t.Helper()
	if err := yaml.Load([]byte(text), v, yaml.WithKnownFields()); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
}

func readRoot(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testenv.Root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestChangelog sees to it that each category is in the changelog, once, and
// nothing else is.
func TestChangelog(t *testing.T) {
	text := readRoot(t, "CHANGELOG.md")
	if !strings.Contains(text, "\n## Unreleased\n") && !regexp.MustCompile(`(?m)^## v\d+\.\d+\.\d+ `).MatchString(text) {
		t.Error("CHANGELOG.md has no release")
	}
	listed := make(map[string]int)
	for _, m := range regexp.MustCompile("(?m)^- `([^`/]+/[^`]+)`: (.*)$").FindAllStringSubmatch(text, -1) {
		listed[m[1]]++
		if c := catalogue.Find(m[1]); c == nil && !strings.HasPrefix(m[1], "<rule>/") {
			t.Errorf("there is no category %s", m[1])
		}
	}
	for _, c := range catalogue.All() {
		if listed[c.Name()] != 1 {
			t.Errorf("CHANGELOG.md lists %s %d times", c.Name(), listed[c.Name()])
		}
	}
}

// hook has the keys that pre-commit knows of a hook.
type hook struct {
	ID, Name, Entry, Language, Description, Files, Exclude, Alias string
	Types, TypesOr, ExcludeTypes, Args, Stages                    []string
	AlwaysRun, FailFast, Verbose, PassFilenames, RequireSerial    *bool
	LanguageVersion, MinimumPreCommitVersion, LogFile             string
}

// UnmarshalYAML knows the keys as pre-commit writes them.
func (h *hook) UnmarshalYAML(n *yaml.Node) error {
	keys := map[string]any{
		"id": &h.ID, "name": &h.Name, "entry": &h.Entry, "language": &h.Language, "description": &h.Description, "files": &h.Files, "exclude": &h.Exclude,
		"types": &h.Types, "types_or": &h.TypesOr, "exclude_types": &h.ExcludeTypes, "args": &h.Args, "stages": &h.Stages, "always_run": &h.AlwaysRun,
		"fail_fast": &h.FailFast, "verbose": &h.Verbose, "pass_filenames": &h.PassFilenames, "require_serial": &h.RequireSerial,
		"language_version": &h.LanguageVersion, "minimum_pre_commit_version": &h.MinimumPreCommitVersion,
	}
	for i := 0; i < len(n.Content); i += 2 {
		v, ok := keys[n.Content[i].Value]
		if !ok {
			return fmt.Errorf("pre-commit knows no key %s", n.Content[i].Value)
		}
		if err := n.Content[i+1].Decode(v); err != nil {
			return err
		}
	}
	return nil
}

// TestPreCommit holds the hook against what pre-commit wants to see, and does
// what pre-commit does with it: go install in the checkout, then the entry.
func TestPreCommit(t *testing.T) {
	testenv.Slow(t) // builds everything anew, with caches of its own
	var hooks []hook
	decode(t, readRoot(t, ".pre-commit-hooks.yaml"), &hooks)
	var config struct {
		Repos []struct {
			Repo, Rev string
			Hooks     []struct{ ID string }
		}
	}
	decode(t, page(t, "pre-commit", "yaml")[0], &config)
	if len(hooks) != 1 || hooks[0].ID != config.Repos[0].Hooks[0].ID || config.Repos[0].Repo != "https://"+module || config.Repos[0].Rev != version {
		t.Fatalf("%+v, and users are told %+v", hooks, config)
	}
	h := hooks[0]
	if h.Name == "" || h.Language != "golang" || h.PassFilenames == nil || *h.PassFilenames {
		t.Errorf("%+v", h)
	}
	u := newUser(t)
	u.starts(t)
	bin := filepath.Join(u.dir, "..", "bin")
	cmd := exec.Command("go", "install", "./...")
	cmd.Dir, cmd.Env = testenv.Root(t), append(os.Environ(), "GOBIN="+bin, "GOWORK=off", "GOFLAGS=-buildvcs=false")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	line := filepath.Join(bin, h.Entry) + " " + strings.Join(h.Args, " ")
	if stdout, stderr, code := u.run(t, line); code != 1 || !strings.HasPrefix(stdout, finding) || stderr != "" {
		t.Errorf("%s: exit code %d\n%s%s", line, code, stdout, stderr)
	}
}

// TestGitLab runs the script of the job that docs/ci.md shows.
func TestGitLab(t *testing.T) {
	testenv.Slow(t) // builds everything anew, with caches of its own
	var jobs map[string]struct {
		Image     string
		Script    []string
		Artifacts struct {
			When    string
			Reports struct{ Codequality string }
		}
	}
	decode(t, page(t, "GitLab", "yaml")[0], &jobs)
	job := jobs["tracelint"]
	if len(jobs) != 1 || job.Image == "" || job.Artifacts.When != "always" {
		t.Fatalf("%+v", jobs)
	}
	u := newUser(t)
	u.starts(t)
	u.env = append(u.env, "PATH="+filepath.Join(u.dir, "..", "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"))
	u.runLines(t, strings.Join(job.Script, "\n"))
	var report []struct {
		Fingerprint, Severity string
		Location              struct{ Path string }
	}
	if err := json.Unmarshal([]byte(u.read(t, job.Artifacts.Reports.Codequality)), &report); err != nil {
		t.Fatal(err)
	}
	if len(report) != 1 || report[0].Fingerprint == "" || report[0].Location.Path != "work.go" {
		t.Errorf("%+v", report)
	}
}

// action is as much of action.yml as is run here.
type action struct {
	Name, Description, Author string
	Branding                  map[string]string
	Inputs                    map[string]struct {
		Description, Default string
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []struct {
			Name, ID, If, Uses, Shell, Run string
			Env, With                      map[string]string
		}
	}
}

// TestActionSteps runs the steps of the action as GitHub's runner does, except
// for the one that uploads.
func TestActionSteps(t *testing.T) {
	testenv.Slow(t) // builds everything anew, with caches of its own
	var a action
	decode(t, readRoot(t, "action.yml"), &a)
	var inputs []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([\\w-]+)` \\|").FindAllStringSubmatch(readRoot(t, filepath.Join("docs", "ci.md")), -1) {
		inputs = append(inputs, m[1])
	}
	for name := range a.Inputs {
		if !slices.Contains(inputs, name) {
			t.Errorf("docs/ci.md does not tell of the input %s", name)
		}
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	u := newUser(t)
	u.starts(t)
	for _, test := range []struct {
		name   string
		inputs map[string]string
		code   string // exit code of tracelint, "" if the step fails at once
		fails  bool
	}{
		{"as it is", nil, "1", true},
		{"a release", map[string]string{"version": version}, "1", true},
		{"findings are fine", map[string]string{"fail-on-findings": "false"}, "1", false},
		{"no findings", map[string]string{"args": "-disable publishctx -tests"}, "0", false},
		{"wrong usage", map[string]string{"args": "-nonsense"}, "2", true},
		{"another directory, that is none", map[string]string{"working-directory": "nowhere"}, "2", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			temp := t.TempDir()
			t.Cleanup(func() { os.Remove(filepath.Join(u.dir, "tracelint.sarif")) })
			outputs := filepath.Join(temp, "outputs")
			context := map[string]string{"github.action_path": testenv.Root(t)}
			for name, in := range a.Inputs {
				context["inputs."+name] = in.Default
				if v, ok := test.inputs[name]; ok {
					context["inputs."+name] = v
				}
			}
			failed, code := false, ""
			for _, step := range a.Runs.Steps {
				if step.Uses != "" || failed {
					continue
				}
				cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step.Run)
				cmd.Dir = u.dir
				cmd.Env = append(slices.Clone(u.env), "PWD="+u.dir, "RUNNER_TEMP="+temp, "GITHUB_WORKSPACE="+u.dir, "GITHUB_OUTPUT="+outputs)
				for name, value := range step.Env {
					cmd.Env = append(cmd.Env, name+"="+expand(t, value, context))
				}
				out, err := cmd.CombinedOutput()
				if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
					t.Fatal(err)
				}
				failed = err != nil
				if data, err := os.ReadFile(outputs); err == nil && step.ID != "" {
					for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
						name, value, _ := strings.Cut(line, "=")
						context["steps."+step.ID+".outputs."+name] = value
					}
				}
				if step.ID == "run" {
					code = context["steps.run.outputs.exit-code"]
					if found := strings.HasPrefix(string(out), finding); found != (test.code == "1") {
						t.Errorf("%s", out)
					}
				}
			}
			if failed != test.fails || code != test.code {
				t.Errorf("failed: %v, exit code %q; want %v, %q", failed, code, test.fails, test.code)
			}
			sarif, err := os.ReadFile(filepath.Join(u.dir, "tracelint.sarif"))
			if written := err == nil; written != (context["steps.run.outputs.sarif-file"] != "") || written != (code == "0" || code == "1") || written && !json.Valid(sarif) {
				t.Errorf("%v\n%s", err, sarif)
			}
		})
	}
}

// expand replaces the expressions that the action uses.
func expand(t *testing.T, value string, context map[string]string) string {
	return regexp.MustCompile(`\$\{\{ ([\w.-]+) \}\}`).ReplaceAllStringFunc(value, func(expr string) string {
		name := strings.Trim(expr, "${} ")
		v, ok := context[name]
		if !ok && !strings.HasPrefix(name, "steps.") {
			t.Errorf("nothing is known of %s", name)
		}
		return v
	})
}

// checker builds a program from Go modules that checks a file as its owners do.
func checker(t *testing.T, requires, main string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds a checker")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module checker\n\ngo 1.26.0\n\nrequire " + requires + "\n", "main.go": main} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exe := testenv.Executable(dir, "checker")
	cmd := exec.Command("go", "build", "-mod=mod", "-trimpath", "-ldflags=-s -w", "-o", exe, ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s is neither in the module cache nor can it be downloaded (see `go env GOPROXY`).\n%v\n%s", requires, err, out)
	}
	return exe
}

// TestActionLint holds the workflow that docs/ci.md shows, and the action that
// it uses, against what actionlint knows of both.
func TestActionLint(t *testing.T) {
	exe := checker(t, "github.com/rhysd/actionlint v1.7.12", `package main

import (
	"os"

	"github.com/rhysd/actionlint"
)

func main() {
	c := &actionlint.Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	os.Exit(c.Main(os.Args))
}
`)
	workflow := page(t, "GitHub Actions", "yaml")[0]
	local := strings.Replace(workflow, "uses: "+strings.TrimPrefix(module, "github.com/")+"@"+version, "uses: ./", 1)
	if local == workflow {
		t.Fatalf("docs/ci.md does not use the action:\n%s", workflow)
	}
	lint := func(workflow, action string) (string, int) {
		t.Helper()
		dir := t.TempDir()
		name := filepath.Join(dir, ".github", "workflows", "tracelint.yml")
		err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.Mkdir(filepath.Join(dir, ".git"), 0o777),
			os.WriteFile(name, []byte(workflow), 0o666), os.WriteFile(filepath.Join(dir, "action.yml"), []byte(action), 0o666))
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(exe, "-no-color", "-shellcheck=", "-pyflakes=", name)
		cmd.Dir = dir
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	text := readRoot(t, "action.yml")
	if out, code := lint(local, text); code != 0 {
		t.Errorf("exit code %d\n%s", code, out)
	}
	// The check is worth something.
	for what, broken := range map[string][2]string{
		"an input that is none": {strings.Replace(local, "packages:", "package:", 1), text},
		"no steps":              {local, text[:strings.Index(text, "  steps:\n")]},
		"another kind":          {local, strings.Replace(text, "using: composite", "using: composit", 1)},
	} {
		if out, code := lint(broken[0], broken[1]); code == 0 {
			t.Errorf("%s: nothing is wrong with\n%s%s", what, broken[0], out)
		}
	}
}

// TestRelease has goreleaser's own package read the configuration.
func TestRelease(t *testing.T) {
	exe := checker(t, "github.com/goreleaser/goreleaser/v2 v2.16.0", `package main

import (
	"fmt"
	"os"

	"github.com/goreleaser/goreleaser/v2/pkg/config"
)

func main() {
	project, err := config.Load(os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for _, b := range project.Builds {
		fmt.Println(b.Main, b.Goos, b.Goarch)
	}
}
`)
	name := filepath.Join(testenv.Root(t), ".goreleaser.yaml")
	out, err := exec.Command(exe, name).CombinedOutput()
	if want := "./cmd/tracelint [linux darwin windows] [amd64 arm64]\n"; err != nil || string(out) != want {
		t.Errorf("%v\n%s; want %s", err, out, want)
	}
	broken := filepath.Join(t.TempDir(), ".goreleaser.yaml")
	if err := os.WriteFile(broken, []byte(strings.Replace(readRoot(t, ".goreleaser.yaml"), "goos:", "goose:", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(exe, broken).CombinedOutput(); err == nil {
		t.Errorf("goose is fine with goreleaser: %s", out)
	}
}
