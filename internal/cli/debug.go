package cli

import (
	"fmt"
	"io"
	"slices"
	"sync"
)

// silences collects the places where the analysis stays silent, which are
// found in no certain order.
type silences struct {
	mu    sync.Mutex
	lines []string
}

// add is a config.Config's Debug.
func (s *silences) add(posn, reason, detail string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, fmt.Sprintf("%s: silent: %s: %s\n", posn, reason, detail))
}

// print writes each of them once, sorted.
func (s *silences) print(w io.Writer) {
	slices.Sort(s.lines)
	for _, line := range slices.Compact(s.lines) {
		io.WriteString(w, line)
	}
}
