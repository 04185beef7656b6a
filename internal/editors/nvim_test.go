package editors

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// nvim returns Neovim's executable.
func nvim(t *testing.T) string {
	t.Helper()
	name, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("Neovim is not installed: apt-get install neovim, or another way that puts nvim into PATH")
	}
	return name
}

// neovim runs a script in Neovim, without anybody's settings.
func neovim(t *testing.T, dir, script string, env ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute)
	defer cancel()
	script, err := filepath.Abs(filepath.Join("testdata", script))
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	cmd := exec.CommandContext(ctx, nvim(t), "--headless", "--clean", "-n", "-c", "luafile "+script)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "XDG_STATE_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "PWD="+dir), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// seen is a diagnostic, as Neovim has it.
type seen struct {
	Line     int
	Severity int
	Source   string
	Message  string
	Code     string
	Href     string
}

// session is what testdata/session.lua tells.
type session struct {
	Version string
	Problem string
	Offered []string
	Before  []seen
	After   []seen
}

func neovimSession(t *testing.T, server, root, file, settings string, findings int, mended, wanted string, env ...string) session {
	t.Helper()
	result := filepath.Join(t.TempDir(), "result.json")
	// Neovim is started somewhere else, as it is by those who open a file by
	// its full name.
	out := neovim(t, scratch, "session.lua", append(append(environment(t), env...),
		"SERVER="+server, "ROOT="+root, "FILE="+file, "SETTINGS="+settings, "FINDINGS="+strconv.Itoa(findings), "MENDED="+mended, "WANTED="+wanted, "RESULT="+result)...)
	data, err := os.ReadFile(result)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var s session
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	if s.Problem != "" {
		t.Fatalf("Neovim %s: %s\n%s", s.Version, s.Problem, out)
	}
	return s
}

func codesSeen(all []seen) string {
	var codes []string
	for _, d := range all {
		codes = append(codes, d.Code)
	}
	return strings.Join(codes, " ")
}

// TestNeovim does in Neovim what TestSession does.
func TestNeovim(t *testing.T) {
	nvim(t)
	server := server(t, versions()[0])
	dir := shop(t)
	s := neovimSession(t, server, dir, ordersFile(dir), "{}", 3, "publishctx/detached", "Take the cancellation off the context")
	if got := codesSeen(s.Before); got != ordersCodes {
		t.Fatalf("Neovim %s: found %s", s.Version, got)
	}
	const page = "https://github.com/tracelint/tracelint/blob/main/docs/rules/publishctx.md#detached"
	if d := s.Before[0]; d.Source != "publishctx" || d.Severity != 2 || d.Href != page {
		t.Errorf("%+v", d)
	}
	if got := codesSeen(s.After); got != strings.TrimPrefix(ordersCodes, "publishctx/detached ") {
		t.Errorf("after the fix: %s", got)
	}
	text, err := os.ReadFile(ordersFile(dir))
	if err != nil || !strings.Contains(string(text), "context.WithoutCancel(") {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestNeovimSettings switches a rule by gopls' settings, and another by the
// configuration of the workspace.
func TestNeovimSettings(t *testing.T) {
	nvim(t)
	server := server(t, versions()[0])
	dir := shop(t)
	write(t, filepath.Join(dir, ".tracelint.yml"), "version: 1\nrules:\n  idoverload: false\n")
	s := neovimSession(t, server, dir, ordersFile(dir), "{}", 2, "", "")
	if got := codesSeen(s.Before); got != "publishctx/detached publishctx/no-carrier" {
		t.Errorf("with the configuration: %s", got)
	}
	s = neovimSession(t, server, dir, filepath.Join(dir, "internal", "payment", "payment.go"), `{"analyses": {"publishctx": false}}`, 1, "", "")
	if got := codesSeen(s.Before); got != "hiddenretry/loop" {
		t.Errorf("with the setting: %s", got)
	}
}

// TestNeovimPage has Neovim set up as docs/editors.md says.
func TestNeovimPage(t *testing.T) {
	nvim(t)
	var snippet string
	for _, s := range snippets(t, "lua") {
		if strings.Contains(s, "start_client") {
			snippet = s
		}
	}
	init := filepath.Join(t.TempDir(), "init.lua")
	write(t, init, snippet)
	server := server(t, versions()[0])
	bin := t.TempDir()
	if err := os.Symlink(server, filepath.Join(bin, "gopls-tracelint")); err != nil {
		t.Skip(err)
	}
	dir := shop(t)
	s := neovimSession(t, server, dir, ordersFile(dir), "{}", 3, "", "", "INIT="+init, "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if got := codesSeen(s.Before); got != ordersCodes {
		t.Errorf("found %s", got)
	}
}
