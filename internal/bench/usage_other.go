//go:build !unix

package bench

import (
	"os"
	"time"
)

// The system does not tell.
func childrenCPU() time.Duration          { return 0 }
func maxRSS(state *os.ProcessState) int64 { return 0 }
