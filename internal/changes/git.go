// Package changes tells which findings are about code that was touched since a
// revision of the git repository.
//
// What was touched is more than the line of a finding: the statement around
// it, the lines of the same declaration that feed what it hands off (also those
// that are gone: the defect is new if the injection above a publish was
// deleted), related places, and the functions that it calls. Code that was only
// moved, reformatted, or given other comments was not touched.
package changes

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Changes is what differs between a revision and the working tree.
type Changes struct {
	Revision string // as the user gave it
	git      git
	commit   string
	changed  map[string]*change  // by absolute name of the file as it is now
	gone     []*change           // files that are no longer there
	sources  map[string]*source  // parsed files, as they are now
	packages map[string]*pkg     // by directory
	real     map[string]string   // directories without symbolic links
	dirs     map[string]string   // of packages, by import path
	imports  map[string][]string // import paths, by directory
	moved    map[string][]*decl  // declarations of old files, by name
	oldIn    map[string][]*decl  // the same, by directory of the file now
	contents map[string][]string // lines of old files
}

// A change is a file that differs.
type change struct {
	now string // absolute name, "" if it is gone
	was string // name in the revision, relative to the root, "" if it is new
	old *source
}

// Since returns what was changed since a revision, committed or not. Untracked
// files count unless git ignores them. Dir is in the repository.
func Since(dir, revision string) (*Changes, error) {
	g, err := open(dir)
	if err != nil {
		return nil, err
	}
	commit, err := g.commit(revision)
	if err != nil {
		return nil, err
	}
	return g.compare(revision, commit)
}

// SinceMergeBase returns what was changed since the work in dir and a branch
// had a revision in common.
func SinceMergeBase(dir, branch string) (*Changes, error) {
	g, err := open(dir)
	if err != nil {
		return nil, err
	}
	commit, err := g.commit(branch)
	if err != nil {
		return nil, err
	}
	if _, err := g.commit("HEAD"); err != nil {
		return nil, errors.New("there is no commit yet")
	}
	base, err := g.run("merge-base", commit, "HEAD")
	if err != nil {
		return nil, fmt.Errorf("%s and HEAD have no revision in common%s", branch, g.shallow())
	}
	return g.compare(branch, strings.TrimSpace(string(base)))
}

// git runs the git command at the root of a working tree.
type git struct{ root string }

// ErrNoGit means that there is no git command.
var ErrNoGit = errors.New("the git command is not in PATH")

func open(dir string) (git, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return git{}, ErrNoGit
	}
	out, err := git{dir}.run("rev-parse", "--show-toplevel")
	if err != nil {
		if strings.Contains(err.Error(), "not a git repository") {
			return git{}, fmt.Errorf("%s is not in a git repository", dir)
		}
		return git{}, err
	}
	root := filepath.FromSlash(strings.TrimSuffix(strings.TrimSuffix(string(out), "\n"), "\r"))
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real
	}
	return git{root}, nil
}

func (g git) command(args ...string) *exec.Cmd {
	cmd := exec.Command("git", append([]string{"-C", g.root}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return cmd
}

// run returns what git prints. The error is what it complains of.
func (g git) run(args ...string) ([]byte, error) {
	cmd := g.command(args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if msg := strings.TrimSpace(stderr.String()); msg != "" {
			err = errors.New("git: " + strings.Join(strings.Fields(strings.TrimPrefix(msg, "fatal: ")), " "))
		}
		return nil, fmt.Errorf("%w", err)
	}
	return out, nil
}

// commit returns the hash of a revision's commit.
func (g git) commit(revision string) (string, error) {
	if revision == "" || strings.HasPrefix(revision, "-") {
		return "", fmt.Errorf("%q is not the name of a revision", revision)
	}
	out, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("there is no revision %s in %s%s", revision, g.root, g.shallow())
	}
	return strings.TrimSpace(string(out)), nil
}

// shallow says so if the repository has only the last revisions.
func (g git) shallow() string {
	if out, err := g.run("rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(out)) == "true" {
		return ": the clone is shallow, fetch more of it (in GitHub's checkout action by fetch-depth: 0)"
	}
	return ""
}

// compare lists the files that differ from the commit.
func (g git) compare(revision, commit string) (*Changes, error) {
	c := &Changes{
		Revision: revision, git: g, commit: commit, changed: make(map[string]*change), sources: make(map[string]*source), packages: make(map[string]*pkg),
		real: make(map[string]string), moved: make(map[string][]*decl), oldIn: make(map[string][]*decl), contents: make(map[string][]string),
	}
	out, err := g.run("diff", "--name-status", "-z", "-M", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", commit, "--")
	if err != nil {
		return nil, err
	}
	untracked, err := g.run("ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return nil, err
	}
	fields := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	for len(fields) > 1 {
		status, was := fields[0], fields[1]
		now := was
		fields = fields[2:]
		switch status[0] {
		case 'R', 'C':
			if len(fields) == 0 {
				return nil, errors.New("git diff ends too early")
			}
			now, fields = fields[0], fields[1:]
		case 'A':
			was = ""
		case 'D':
			now = ""
		}
		c.add(was, now)
	}
	for name := range strings.SplitSeq(string(untracked), "\x00") {
		if name != "" {
			c.add("", name)
		}
	}
	return c, c.readOld()
}

func (c *Changes) add(was, now string) {
	ch := &change{was: was}
	if now == "" {
		c.gone = append(c.gone, ch)
		return
	}
	ch.now = filepath.Join(c.git.root, filepath.FromSlash(now))
	c.changed[ch.now] = ch
}

// readOld reads the changed Go files as they were, all by one process.
func (c *Changes) readOld() error {
	var wanted []*change
	for _, ch := range c.changed {
		wanted = append(wanted, ch)
	}
	wanted = append(wanted, c.gone...)
	var names bytes.Buffer
	n := 0
	for _, ch := range wanted {
		if strings.HasSuffix(ch.was, ".go") && !strings.Contains(ch.was, "\n") {
			fmt.Fprintf(&names, "%s:%s\n", c.commit, ch.was)
			wanted[n] = ch
			n++
		}
	}
	wanted = wanted[:n]
	if n == 0 {
		return nil
	}
	cmd := c.git.command("cat-file", "--batch")
	cmd.Stdin = &names
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("git cat-file: %v", err)
	}
	r := bufio.NewReader(bytes.NewReader(out))
	for _, ch := range wanted {
		head, err := r.ReadString('\n')
		if err != nil {
			return fmt.Errorf("git cat-file ends too early: %v", err)
		}
		fields := strings.Fields(head)
		if len(fields) != 3 {
			continue // "... missing": such as what is in a submodule
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil {
			return fmt.Errorf("git cat-file: %v", err)
		}
		text := make([]byte, size+1)
		if _, err := io.ReadFull(r, text); err != nil {
			return fmt.Errorf("git cat-file ends too early: %v", err)
		}
		if fields[1] == "blob" {
			c.keep(ch, text[:size])
		}
	}
	return nil
}
