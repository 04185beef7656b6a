// Package lspclient is a client of language servers, as small as tests and
// measurements need it: it opens files, waits for what the server finds in
// them, and applies what it offers.
package lspclient

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
)

// A Position is zero-based, and counts UTF-16 units.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

type Diagnostic struct {
	Range           Range            `json:"range"`
	Severity        int              `json:"severity,omitempty"`
	Code            any              `json:"code,omitempty"`
	CodeDescription *CodeDescription `json:"codeDescription,omitempty"`
	Source          string           `json:"source,omitempty"`
	Message         string           `json:"message"`
	Related         []Related        `json:"relatedInformation,omitempty"`
	Data            json.RawMessage  `json:"data,omitempty"`
}

type CodeDescription struct {
	Href string `json:"href"`
}

type Related struct {
	Location struct {
		URI   string `json:"uri"`
		Range Range  `json:"range"`
	} `json:"location"`
	Message string `json:"message"`
}

type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

type CodeAction struct {
	Title string         `json:"title"`
	Kind  string         `json:"kind"`
	Edit  *WorkspaceEdit `json:"edit,omitempty"`
}

type WorkspaceEdit struct {
	DocumentChanges []struct {
		TextDocument struct {
			URI string `json:"uri"`
		} `json:"textDocument"`
		Edits []TextEdit `json:"edits"`
	} `json:"documentChanges"`
}

// Options are what a client tells the server at the start.
type Options struct {
	Dir      string         // that the server is started in
	Folders  []string       // of the workspace
	Env      []string       // of the server, besides this process's
	Settings map[string]any // gopls'
}

// A Client talks to one server.
type Client struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	stderr *os.File // not a buffer: what a server leaves running would keep that open
	said   string

	write sync.Mutex
	mu    sync.Mutex
	next  int
	wait  map[int]chan response
	found map[string]published // by file
	news  chan struct{}        // closed at the next publication
	died  error
	opts  Options
	open  map[string]*document
}

// published is what the server last said of a file.
type published struct {
	version     int
	diagnostics []Diagnostic
}

type document struct {
	version int
	text    string
}

type response struct {
	Result json.RawMessage
	Error  *struct{ Message string }
}

// Start starts a server and introduces the client to it.
func Start(server string, args []string, opts Options) (*Client, error) {
	c := &Client{opts: opts, wait: make(map[int]chan response), found: make(map[string]published), news: make(chan struct{}), open: make(map[string]*document)}
	c.cmd = exec.Command(server, args...)
	c.cmd.Dir = opts.Dir
	c.cmd.Env = append(append(os.Environ(), "PWD="+opts.Dir), opts.Env...)
	var err error
	if c.stderr, err = os.CreateTemp("", "lspclient-"); err != nil {
		return nil, err
	}
	c.cmd.Stderr = c.stderr
	out, err := c.cmd.StdoutPipe()
	if err == nil {
		c.in, err = c.cmd.StdinPipe()
	}
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		c.hear()
		return nil, err
	}
	go c.read(bufio.NewReader(out))
	var folders []map[string]any
	for _, f := range opts.Folders {
		folders = append(folders, map[string]any{"uri": URI(f), "name": filepath.Base(f)})
	}
	params := map[string]any{
		"processId":             os.Getpid(),
		"initializationOptions": opts.Settings,
		"capabilities": map[string]any{
			"workspace": map[string]any{"configuration": true, "workspaceFolders": true, "workspaceEdit": map[string]any{"documentChanges": true}},
			"textDocument": map[string]any{
				"publishDiagnostics": map[string]any{"relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true, "versionSupport": true},
				"codeAction":         map[string]any{"codeActionLiteralSupport": map[string]any{"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}}}, "dataSupport": true, "resolveSupport": map[string]any{"properties": []string{"edit"}}},
			},
		},
		"workspaceFolders": folders,
	}
	if len(folders) > 0 {
		params["rootUri"] = folders[0]["uri"]
	}
	if err := c.Call("initialize", params, nil); err != nil {
		c.Close()
		return nil, fmt.Errorf("initialize: %w", err)
	}
	return c, c.notify("initialized", struct{}{})
}

// Close ends the session.
func (c *Client) Close() error {
	if err := c.Call("shutdown", nil, nil); err == nil {
		c.notify("exit", nil)
	}
	c.in.Close()
	kill := time.AfterFunc(10*time.Second, func() { c.cmd.Process.Kill() })
	defer kill.Stop()
	defer c.hear()
	return c.cmd.Wait()
}

// hear keeps what the server has printed, and removes the file.
func (c *Client) hear() {
	text, _ := os.ReadFile(c.stderr.Name())
	c.said = string(text)
	c.stderr.Close()
	os.Remove(c.stderr.Name())
}

// CPU returns the processor time of the server and of the commands that it ran.
// It is to be called after Close.
func (c *Client) CPU() time.Duration {
	return c.cmd.ProcessState.UserTime() + c.cmd.ProcessState.SystemTime()
}

// Stderr returns what the server printed. It is to be called after Close.
func (c *Client) Stderr() string { return c.said }

func (c *Client) send(msg map[string]any) error {
	msg["jsonrpc"] = "2.0"
	body, err := json.Marshal(msg)
	if err != nil {
		return err
	}
	c.write.Lock()
	defer c.write.Unlock()
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

func (c *Client) notify(method string, params any) error {
	return c.send(map[string]any{"method": method, "params": params})
}

// Timeout is how long the client waits for anything.
const Timeout = 8 * time.Minute

// Call sends a request and waits for the result.
func (c *Client) Call(method string, params, result any) error {
	ch := make(chan response, 1)
	c.mu.Lock()
	if c.died != nil {
		c.mu.Unlock()
		return c.died
	}
	c.next++
	id := c.next
	c.wait[id] = ch
	c.mu.Unlock()
	msg := map[string]any{"id": id, "method": method}
	if params != nil {
		msg["params"] = params
	}
	if err := c.send(msg); err != nil {
		return err
	}
	select {
	case r, ok := <-ch:
		switch {
		case !ok:
			return c.died
		case r.Error != nil:
			return fmt.Errorf("%s: %s", method, r.Error.Message)
		case result != nil:
			return json.Unmarshal(r.Result, result)
		}
		return nil
	case <-time.After(Timeout):
		return fmt.Errorf("%s: no answer in %v", method, Timeout)
	}
}

// read reads what the server sends until it ends.
func (c *Client) read(r *bufio.Reader) {
	err := func() error {
		for {
			length := 0
			for {
				line, err := r.ReadString('\n')
				if err != nil {
					return err
				}
				line = strings.TrimSpace(line)
				if line == "" {
					break
				}
				if v, ok := strings.CutPrefix(line, "Content-Length: "); ok {
					length, _ = strconv.Atoi(v)
				}
			}
			body := make([]byte, length)
			if _, err := io.ReadFull(r, body); err != nil {
				return err
			}
			if err := c.receive(body); err != nil {
				return err
			}
		}
	}()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.died = fmt.Errorf("the server has ended: %w", err)
	for _, ch := range c.wait {
		close(ch)
	}
	c.wait = nil
	close(c.news)
}

func (c *Client) receive(body []byte) error {
	var msg struct {
		ID     *json.RawMessage
		Method string
		Params json.RawMessage
		response
	}
	if err := json.Unmarshal(body, &msg); err != nil {
		return err
	}
	switch {
	case msg.Method == "" && msg.ID != nil:
		id, err := strconv.Atoi(string(*msg.ID))
		if err != nil {
			return err
		}
		c.mu.Lock()
		ch := c.wait[id]
		delete(c.wait, id)
		c.mu.Unlock()
		if ch != nil {
			ch <- msg.response
		}
	case msg.ID != nil: // a request
		var result any
		if msg.Method == "workspace/configuration" {
			var params struct{ Items []any }
			if err := json.Unmarshal(msg.Params, &params); err != nil {
				return err
			}
			settings := make([]any, len(params.Items))
			for i := range settings {
				settings[i] = c.opts.Settings
			}
			result = settings
		}
		return c.send(map[string]any{"id": msg.ID, "result": result})
	case msg.Method == "textDocument/publishDiagnostics":
		var params struct {
			URI         string
			Version     int
			Diagnostics []Diagnostic
		}
		if err := json.Unmarshal(msg.Params, &params); err != nil {
			return err
		}
		c.mu.Lock()
		c.found[Filename(params.URI)] = published{params.Version, params.Diagnostics}
		close(c.news)
		c.news = make(chan struct{})
		c.mu.Unlock()
	}
	return nil
}

// Open opens a file as it is on disk.
func (c *Client) Open(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return c.OpenWith(name, string(text))
}

// OpenWith opens a file with a text that is not on disk yet.
func (c *Client) OpenWith(name, text string) error {
	c.open[name] = &document{1, text}
	return c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": URI(name), "languageId": "go", "version": 1, "text": text}})
}

// Save tells the server that a file was saved.
func (c *Client) Save(name string) error {
	return c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": URI(name)}, "text": c.open[name].text})
}

// Text returns what an open file contains by now.
func (c *Client) Text(name string) string { return c.open[name].text }

// Edit changes an open file, in one message. The edits do not overlap; their
// ranges are those of the text before.
func (c *Client) Edit(name string, edits []TextEdit) error {
	doc := c.open[name]
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b TextEdit) int {
		if a.Range.Start.Line != b.Range.Start.Line {
			return b.Range.Start.Line - a.Range.Start.Line
		}
		return b.Range.Start.Character - a.Range.Start.Character
	})
	text := doc.text
	for _, e := range edits { // the last first, so that positions stay valid
		start, err := offset(text, e.Range.Start)
		if err != nil {
			return err
		}
		end, err := offset(text, e.Range.End)
		if err != nil {
			return err
		}
		text = text[:start] + e.NewText + text[end:]
	}
	doc.text = text
	doc.version++
	return c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": URI(name), "version": doc.version},
		"contentChanges": []map[string]any{{"text": text}},
	})
}

// offset returns the byte at which a position is.
func offset(text string, p Position) (int, error) {
	at := 0
	for range p.Line {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return 0, errors.New("position behind the end of the file")
		}
		at += i + 1
	}
	units := 0
	for i, r := range text[at:] {
		if units >= p.Character {
			return at + i, nil
		}
		units += len(utf16.Encode([]rune{r}))
	}
	return len(text), nil
}

// Await waits until what the server says of the present text of an open file
// is as wanted, and returns it.
func (c *Client) Await(name string, wanted func([]Diagnostic) bool) ([]Diagnostic, error) {
	deadline := time.After(Timeout)
	for {
		c.mu.Lock()
		news, p, died := c.news, c.found[name], c.died
		c.mu.Unlock()
		if died != nil {
			return nil, died
		}
		if p.version == c.open[name].version && wanted(p.diagnostics) {
			return p.diagnostics, nil
		}
		select {
		case <-news:
		case <-deadline:
			return p.diagnostics, fmt.Errorf("%s: the server did not say in %v what was waited for", filepath.Base(name), Timeout)
		}
	}
}

// Actions returns the quick fixes for diagnostics of an open file.
func (c *Client) Actions(name string, ds ...Diagnostic) ([]CodeAction, error) {
	var out []CodeAction
	err := c.Call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": URI(name)},
		"range":        ds[0].Range,
		"context":      map[string]any{"diagnostics": ds, "only": []string{"quickfix"}},
	}, &out)
	return out, err
}

// Apply applies the edit of an action to open files.
func (c *Client) Apply(a CodeAction) error {
	if a.Edit == nil {
		return errors.New("the action has no edit")
	}
	for _, change := range a.Edit.DocumentChanges {
		if err := c.Edit(Filename(change.TextDocument.URI), change.Edits); err != nil {
			return err
		}
	}
	return nil
}

// URI returns the URI of a file.
func URI(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}

// Filename returns the file that a URI is of.
func Filename(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return ""
	}
	name := u.Path
	if len(name) > 2 && name[2] == ':' {
		name = name[1:]
	}
	return filepath.FromSlash(name)
}
