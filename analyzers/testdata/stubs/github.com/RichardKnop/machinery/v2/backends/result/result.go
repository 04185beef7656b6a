// Package result is a stub: the types of machinery's results, without code.
package result

type (
	AsyncResult      struct{ _ int }
	ChainAsyncResult struct{ _ int }
	ChordAsyncResult struct{ _ int }
)
