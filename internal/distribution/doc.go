// Package distribution holds the tests of how users get tracelint: as a tool of
// their module, as a hook of pre-commit, as an action of GitHub, as an analyzer
// of Bazel's nogo, as a release.
package distribution
