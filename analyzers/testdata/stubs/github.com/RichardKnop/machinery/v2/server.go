// Package machinery is a stub: the signatures of machinery v2, without code.
package machinery

import (
	"context"

	"github.com/RichardKnop/machinery/v2/backends/result"
	"github.com/RichardKnop/machinery/v2/tasks"
)

type Server struct{ _ int }

func (*Server) RegisterTask(name string, taskFunc interface{}) error             { return nil }
func (*Server) RegisterTasks(namedTaskFuncs map[string]interface{}) error        { return nil }
func (*Server) SendTask(signature *tasks.Signature) (*result.AsyncResult, error) { return nil, nil }
func (*Server) SendTaskWithContext(ctx context.Context, signature *tasks.Signature) (*result.AsyncResult, error) {
	return nil, nil
}
func (*Server) SendChain(chain *tasks.Chain) (*result.ChainAsyncResult, error) { return nil, nil }
func (*Server) SendChainWithContext(ctx context.Context, chain *tasks.Chain) (*result.ChainAsyncResult, error) {
	return nil, nil
}
func (*Server) SendGroup(group *tasks.Group, sendConcurrency int) ([]*result.AsyncResult, error) {
	return nil, nil
}
func (*Server) SendGroupWithContext(ctx context.Context, group *tasks.Group, sendConcurrency int) ([]*result.AsyncResult, error) {
	return nil, nil
}
func (*Server) SendChord(chord *tasks.Chord, sendConcurrency int) (*result.ChordAsyncResult, error) {
	return nil, nil
}
func (*Server) SendChordWithContext(ctx context.Context, chord *tasks.Chord, sendConcurrency int) (*result.ChordAsyncResult, error) {
	return nil, nil
}
