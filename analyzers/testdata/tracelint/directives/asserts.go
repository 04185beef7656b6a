package directives

import "context"

//tracelint:publish carries=context // want "tracelint/directive: .*carries is one of ctx, msg, not context"
func publishWord(ctx context.Context, e int) error { return ctx.Err() }

//tracelint:publish message=e // want "tracelint/directive: .*takes no message=e"
func publishArgument(ctx context.Context, e int) error { return ctx.Err() }

//tracelint:publish msg=event // want "tracelint/directive: .*publishParameter has no parameter event"
func publishParameter(ctx context.Context, e int) error { return ctx.Err() }

//tracelint:publish carries=ctx // want "tracelint/directive: .*publishWithout has no context.Context"
func publishWithout(e int) error { return nil }

//tracelint:publish ctx=e // want "tracelint/directive: .*e is no context.Context"
func publishOther(e, f int) error { return nil }

//tracelint:handler // want "tracelint/directive: .*handleNothing is given no event"
func handleNothing(ctx context.Context) {}

//tracelint:carrier // want "tracelint/directive: .*carryNowhere returns nothing"
func carryNowhere(ctx context.Context, m map[string]string) {}

//tracelint:detach // want "tracelint/directive: .*detachNothing does not return a context.Context"
func detachNothing(ctx context.Context) error { return nil }

//tracelint:envelope // want "tracelint/directive: .*speaks of a type"
func envelopeFunction() {}

//tracelint:publish // want "tracelint/directive: .*speaks of a function"
type publishType struct{}

func inside() {
	//tracelint:publish // want "tracelint/directive: .*documentation of a function"
	inside()
}
