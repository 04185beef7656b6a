package editor

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// served returns the folders that a client on standard input names in its
// first message, none if there is no client there. The directory that a server
// is started in says little: Neovim starts it where it was started itself, VS
// Code in the first of several folders.
//
// The message is left to be read, from an os.Stdin that is put in its place.
func served(args []string) []string {
	if !onStdin(args) {
		return nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil
	}
	client := bufio.NewReader(os.Stdin)
	first, body := message(client)
	os.Stdin = r
	go func() {
		defer w.Close()
		if _, err := w.Write(first); err == nil {
			io.Copy(w, client)
		}
	}()
	return folders(body)
}

// onStdin reports whether gopls, started with args, is going to read messages
// from standard input in this process. A daemon, and what forwards to one, do
// not: a daemon serves clients that come later.
func onStdin(args []string) bool {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if !strings.HasPrefix(arg, "-") {
			if arg == "serve" {
				continue
			}
			return false // another subcommand
		}
		name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch name {
		case "listen", "remote", "h", "help", "":
			return false
		}
		if !hasValue && !slices.Contains([]string{"v", "verbose", "vv", "veryverbose", "rpc.trace"}, name) {
			i++ // its value
		}
	}
	return true
}

// longest is the length, in bytes, of the longest first message that is looked
// at. Real ones have some ten thousand.
const longest = 16 << 20

// message reads one message of the protocol: what was read, and the part of it
// after the headers, empty if it is not as it should be.
func message(r *bufio.Reader) (all, body []byte) {
	length := 0
	for {
		line, err := r.ReadBytes('\n')
		all = append(all, line...)
		if err != nil || len(all) > 4096 {
			return all, nil
		}
		header := strings.TrimSpace(string(line))
		if header == "" {
			break
		}
		if name, value, ok := strings.Cut(header, ":"); ok && strings.EqualFold(name, "Content-Length") {
			length, _ = strconv.Atoi(strings.TrimSpace(value))
		}
	}
	if length <= 0 || length > longest {
		return all, nil
	}
	body = make([]byte, length)
	n, err := io.ReadFull(r, body)
	all = append(all, body[:n]...)
	if err != nil {
		return all, nil
	}
	return all, body
}

// folders returns the directories that an initialize request names.
func folders(body []byte) (dirs []string) {
	var request struct {
		Params struct {
			WorkspaceFolders []struct{ URI string }
			RootURI          string
			RootPath         string
		}
	}
	if len(body) == 0 || json.NewDecoder(bytes.NewReader(body)).Decode(&request) != nil {
		return nil
	}
	params := request.Params
	for _, f := range params.WorkspaceFolders {
		if dir := path(f.URI); dir != "" {
			dirs = append(dirs, dir)
		}
	}
	if dir := path(params.RootURI); len(dirs) == 0 && dir != "" {
		dirs = append(dirs, dir)
	}
	if len(dirs) == 0 && filepath.IsAbs(params.RootPath) {
		dirs = append(dirs, params.RootPath)
	}
	return dirs
}

// path returns the name of the file that a URI stands for, "" if it is none.
func path(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return ""
	}
	name := u.Path
	if len(name) > 2 && name[0] == '/' && name[2] == ':' { // /c:/src
		name = strings.ToUpper(name[1:2]) + name[2:]
	}
	return filepath.FromSlash(name)
}
