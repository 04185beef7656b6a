package eventflow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// unbind makes calls of method values what they mean: after f := x.M, f(a) is
// x.M(a), to the engine as to the program. Values that are kept in a variable
// that closures share stay as they are, see funcOf.
func unbind(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok || c.Common().IsInvoke() || !isBound(c.Common().Value) {
				continue
			}
			mc := c.Common().Value.(*ssa.MakeClosure)
			if method, _ := mc.Fn.(*ssa.Function).Object().(*types.Func); method != nil && len(mc.Bindings) == 1 {
				unbindCall(c, mc, method)
			}
		}
	}
}

func unbindCall(c ssa.CallInstruction, mc *ssa.MakeClosure, method *types.Func) {
	recv := mc.Bindings[0]
	switch body := methodOf(c.Parent().Prog, recv.Type(), method); {
	case types.IsInterface(recv.Type()):
		c.Common().Value, c.Common().Method = recv, method
	case body != nil && body.TypeParams().Len() == 0 && types.Identical(body.Signature.Recv().Type(), recv.Type()):
		c.Common().Value, c.Common().Args = body, append([]ssa.Value{recv}, c.Common().Args...)
	default:
		return
	}
	uses := mc.Referrers()
	*uses = slices.DeleteFunc(*uses, func(in ssa.Instruction) bool { return in == c })
	from := recv.Referrers()
	if len(*uses) == 0 { // nobody else has the value
		b := mc.Block()
		b.Instrs = slices.DeleteFunc(slices.Clone(b.Instrs), func(in ssa.Instruction) bool { return in == mc })
		if from != nil {
			*from = slices.DeleteFunc(*from, func(in ssa.Instruction) bool { return in == mc })
		}
	}
	if from != nil {
		*from = append(*from, c)
	}
}

// methodOf returns the function that a call of x.M goes to, x being of type t.
func methodOf(prog *ssa.Program, t types.Type, method *types.Func) *ssa.Function {
	if fn := prog.FuncValue(method); fn != nil || types.IsInterface(t) {
		return fn
	}
	// Of packages that are not imported directly, go/ssa makes what is asked for.
	if sel := prog.MethodSets.MethodSet(t).Lookup(method.Pkg(), method.Name()); sel != nil && sel.Obj() == method {
		return prog.MethodValue(sel)
	}
	return nil
}
