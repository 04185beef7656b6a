// Package tracelint defines an analyzer that looks after what is written for
// tracelint itself.
//
// # Analyzer tracelint
//
// tracelint: find directives that say nothing
//
// A comment that begins with //tracelint: tells the rules what to leave alone.
// One that is misspelt leaves out nothing, and whoever wrote it thinks that it
// does:
//
//	//tracelint:ignore publishctx/droped -- the audit log must not die with the request
//
// The analyzer also says if tracelint failed on a package.
package tracelint

const doc = `find directives that say nothing

A comment that begins with //tracelint: tells the rules what to leave alone.
One that is misspelt leaves out nothing. Every rule judges the directives that
name it: one that leaves out nothing, or gives no reason, is a finding too.
Categories: directive, unused-ignore, ignore-without-reason, internal.`
