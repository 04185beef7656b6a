// Package config holds what a user may set. It reads no files yet: drivers
// fill a Config and hand it to the analyzers' constructors.
package config

// Config is the configuration of one run. The zero value is the default.
type Config struct {
	// Tests makes the rules report in _test.go files too.
	Tests bool
	// Debug receives one line for each hand-off on which the engine stays
	// silent because something is unknown: position, reason and detail.
	// It may be called from several goroutines at once.
	Debug func(posn, reason, detail string) `json:"-"`
}
