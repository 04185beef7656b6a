// Package options is a stub.
package options

type CheckpointParams struct{}
