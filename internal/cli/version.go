package cli

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// versionString describes this executable: the module's version, the commit
// it was built from if it is not in that, and the Go version.
func versionString() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "tracelint (built without module support)"
	}
	return describe(info)
}

func describe(info *debug.BuildInfo) string {
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if rev := settings["vcs.revision"]; rev != "" && !strings.Contains(version, rev[:min(12, len(rev))]) {
		version += " " + rev[:min(12, len(rev))]
		if settings["vcs.modified"] == "true" {
			version += "+dirty"
		}
	}
	return fmt.Sprintf("tracelint %s %s %s/%s", version, info.GoVersion, settings["GOOS"], settings["GOARCH"])
}

// moduleVersion is the version for other programs to read.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
