// Package tasks is a stub: the types of machinery's tasks, without code.
package tasks

type (
	Arg struct {
		Name  string
		Type  string
		Value interface{}
	}
	Headers   map[string]interface{}
	Signature struct {
		UUID       string
		Name       string
		RoutingKey string
		Args       []Arg
		Headers    Headers
		RetryCount int
	}
	Chain struct{ Tasks []*Signature }
	Group struct {
		GroupUUID string
		Tasks     []*Signature
	}
	Chord struct {
		Group    *Group
		Callback *Signature
	}
)

func (h Headers) Set(key, val string) { h[key] = val }

func NewSignature(name string, args []Arg) (*Signature, error)   { return nil, nil }
func NewChain(signatures ...*Signature) (*Chain, error)          { return nil, nil }
func NewGroup(signatures ...*Signature) (*Group, error)          { return nil, nil }
func NewChord(group *Group, callback *Signature) (*Chord, error) { return nil, nil }
