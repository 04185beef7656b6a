package bench

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tracelint/tracelint/internal/gopls"
	"github.com/tracelint/tracelint/internal/lspclient"
)

// An EditorSetup says what to measure of an editor's day.
type EditorSetup struct {
	Module  string // root of tracelint's module
	Scratch string // directory for executables and caches
	File    string // to be opened; tracelint finds something in it
	Folder  string // of the workspace that it is in
	Version string // of gopls, "" for the newest tested one
	Pairs   int    // sessions with each of the two servers
	Keys    int    // keystrokes in each session
}

// Editor measures how long somebody waits for a gopls with tracelint in it,
// next to one without that was built in the same way, and writes the figures
// to w. Sessions with the one and with the other alternate.
func Editor(w io.Writer, s EditorSetup) error {
	var servers [2]string
	for i, name := range []string{"gopls-tracelint", "gopls-plain"} {
		servers[i] = filepath.Join(s.Scratch, name)
		_, err := gopls.Build(context.Background(), gopls.Options{
			Version: s.Version, Output: servers[i], Source: s.Module, Plain: i == 1,
			Log: func(line string) { fmt.Fprintln(w, line) },
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%s, median of %d sessions with each, %d keystrokes a session\n", filepath.Base(s.File), s.Pairs, s.Keys)
	for _, mode := range []struct {
		name  string
		cold  bool
		delay string
	}{{"nothing cached", true, "1s"}, {"cached", false, "1s"}, {"cached, no delay", false, "1ms"}} {
		var cold, key, cpu [2][]time.Duration
		for range s.Pairs {
			for i, server := range servers {
				cache := filepath.Join(s.Scratch, "cache-"+filepath.Base(server))
				if mode.cold {
					if err := os.RemoveAll(cache); err != nil {
						return err
					}
				}
				sat, err := sit(server, cache, mode.delay, i == 0, s)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", filepath.Base(server), mode.name, err)
				}
				cold[i] = append(cold[i], sat.first)
				key[i] = append(key[i], sat.keys...)
				cpu[i] = append(cpu[i], sat.cpu)
			}
		}
		for _, f := range []struct {
			name string
			xs   [2][]time.Duration
		}{{"first findings", cold}, {"after a keystroke", key}, {"CPU of a session", cpu}} {
			with, without := Median(f.xs[0]), Median(f.xs[1])
			fmt.Fprintf(w, "%-18s %-18s with tracelint %7.3f s   without %7.3f s   ratio %.2f\n", mode.name+":", f.name, with.Seconds(), without.Seconds(), with.Seconds()/without.Seconds())
		}
	}
	return nil
}

// sitting is one session: the time from the start of the server until it has
// told what it finds, and the times from keystrokes until it has told again.
type sitting struct {
	first time.Duration
	keys  []time.Duration
	cpu   time.Duration
}

// mistake is one that gopls finds by itself: whoever sees that it has been found
// sees that the analysis of the file has come to its end.
const mistake = "\nfunc _(n int) {\n\tn = n\n}\n"

func sit(server, cache, delay string, tracelint bool, s EditorSetup) (sitting, error) {
	var out sitting
	text, err := os.ReadFile(s.File)
	if err != nil {
		return out, err
	}
	start := time.Now()
	c, err := lspclient.Start(server, nil, lspclient.Options{
		Dir: s.Folder, Folders: []string{s.Folder}, Env: []string{"GOPLSCACHE=" + cache},
		Settings: map[string]any{"diagnosticsDelay": delay},
	})
	if err != nil {
		return out, err
	}
	err = func() error {
		if err := c.OpenWith(s.File, string(text)+mistake); err != nil {
			return err
		}
		line := strings.Count(string(text), "\n") + 2
		analysed := func(ds []lspclient.Diagnostic) bool {
			own := slices.ContainsFunc(ds, func(d lspclient.Diagnostic) bool {
				return strings.HasPrefix(fmt.Sprint(d.Code), d.Source+"/")
			})
			return own == tracelint && slices.ContainsFunc(ds, func(d lspclient.Diagnostic) bool {
				return d.Source == "assign" && d.Range.Start.Line == line
			})
		}
		if _, err := c.Await(s.File, analysed); err != nil {
			return err
		}
		out.first = time.Since(start)
		for range s.Keys {
			key := time.Now()
			at := lspclient.Range{Start: lspclient.Position{Line: line}, End: lspclient.Position{Line: line}}
			typed := fmt.Sprintf("\t_ = %d\n", key.UnixNano()) // another text each time: the server remembers those it has seen
			if err := c.Edit(s.File, []lspclient.TextEdit{{Range: at, NewText: typed}}); err != nil {
				return err
			}
			line++
			if _, err := c.Await(s.File, analysed); err != nil {
				return err
			}
			out.keys = append(out.keys, time.Since(key))
		}
		return nil
	}()
	err = cmp.Or(err, c.Close())
	out.cpu = c.CPU()
	return out, err
}
