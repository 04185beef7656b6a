package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// patience is how long a run may take before progress is shown.
const patience = 2 * time.Second

// A progress shows the phases of a long run on a terminal.
type progress struct {
	w io.Writer // nil if not a terminal

	mu      sync.Mutex
	name    string
	shown   bool
	stopped bool
	timer   *time.Timer
}

func startProgress(w io.Writer) *progress {
	p := new(progress)
	if isTerminal(w) {
		p.w = w
		p.start(patience)
	}
	return p
}

// start makes p show itself after a while.
func (p *progress) start(after time.Duration) {
	p.timer = time.AfterFunc(after, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.stopped {
			p.shown = true
			p.print()
		}
	})
}

// phase says what the run does now.
func (p *progress) phase(name string) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
	if p.shown {
		p.print()
	}
}

func (p *progress) print() { fmt.Fprintf(p.w, "\r\x1b[Ktracelint: %s...", p.name) }

// stop removes what was shown.
func (p *progress) stop() {
	if p.w == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// isTerminal reports whether w is a terminal (or another character device,
// where it does not matter).
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func absolute(cwd, dir string) string {
	if filepath.IsAbs(dir) {
		return filepath.Clean(dir)
	}
	return filepath.Join(cwd, dir)
}
