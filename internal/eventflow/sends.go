package eventflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Some clients take events on a channel that a method of theirs returns. The
// hand-off is then the send, not the call.

// sendEffects adds the hand-offs of an instruction that sends on channels.
func (p *pkg) sendEffects(fn *ssa.Function, in ssa.Instruction, add func(*Effect)) {
	send := func(ch, sent ssa.Value, pos token.Pos) {
		if c, ok := ch.Type().Underlying().(*types.Chan); !ok || !p.mayBeSent(c.Elem()) {
			return
		}
		if eff := p.sendEffect(p.eval(fn), in, ch, sent, pos); eff != nil {
			add(eff)
		}
	}
	switch in := in.(type) {
	case *ssa.Send:
		send(in.Chan, in.X, in.Pos())
	case *ssa.Select:
		for _, st := range in.States {
			if st.Dir == types.SendOnly {
				send(st.Chan, st.Send, st.Pos)
			}
		}
	}
}

// mayBeSent reports whether t is a type of messages that programs publish.
func (p *pkg) mayBeSent(t types.Type) bool {
	mt := p.index.Message(t)
	return mt != nil && mt.Sent
}

func (p *pkg) sendEffect(e *evaluator, in ssa.Instruction, ch, sent ssa.Value, pos token.Pos) *Effect {
	var eff *Effect
	p.channelCalls(e, ch, 0, func(ce *evaluator, c *ssa.CallCommon, idx int) bool {
		for _, r := range p.rowsAt(ce, c) {
			if r.Role != model.Publish || r.Message.Base != model.SentOn || r.Message.Index != idx {
				continue
			}
			eff = &Effect{
				Kind: EPublish, Lib: p.libName(r), Call: callName(p.calleeObj(c)), Reads: r.Reads, MayRead: r.MayRead, Async: r.Async, Twin: r.Twin, Headers: p.headersOf(r),
				Far: p.far(e.fn, pos), in: in, at: pos, row: r, msgT: sent.Type(), Msg: p.contentsBefore(e, sent, in),
			}
			if v := clientOf(r, c); v != nil && r.MayRead != model.FromNothing {
				eff.Client = p.client(ce, v)
			}
			return true
		}
		return false
	})
	return eff
}
