package eventflow

import (
	"go/ast"
	"go/token"

	"github.com/tracelint/tracelint/internal/directive"
	"github.com/tracelint/tracelint/internal/model"
)

// Index is what the engine found in one package: its hand-offs, with what
// travels along. Rules read it and decide.
type Index struct {
	Publishes  []*Publish
	Handlers   []*Handler
	Extracts   []*Extract
	Unasked    []*Unasked
	Batches    []*Batch
	Program    *Program // of a main package, if there is something to say about its propagator
	SharedIDs  []*SharedID
	MadeUpIDs  []*MadeUpID
	FollowUps  []*FollowUp
	Spans      []*Span
	Envelopes  []*Envelope
	SpanFields []*SpanField
	Retries    []*Retry
	Failures   []*Failure
	Uncounted  []*Uncounted
	Silences   []Silence
	Below      []string // packages in the import closure that a fix may import

	Directives *directive.Set
	Spared     map[token.Pos]bool // names in directives that leave out what callers would be told

	Panic string // not empty if the engine failed on this package
	Stack string
}

// Silence is a place where the engine gave up, and why.
type Silence struct {
	Pos    token.Pos
	Reason string
	Detail string
}

// Carry says what a message carries when it reaches the publish call.
type Carry uint8

const (
	Unknown     Carry = iota // cannot be judged
	Carries                  // on some path something that ties it to its cause
	Bare                     // nothing, on every path
	FreshOnly                // an injection of a context that holds no trace
	BodyOnly                 // the payload of the message being handled, without its carrier
	Conditional              // whatever the callers put in
)

// Context says what the context given to a call holds.
type Context uint8

const (
	NoContext      Context = iota
	UnknownContext         // cannot be judged
	CausalContext          // a caller's, a request's, a message's or a span's
	FreshContext           // context.Background or TODO
	StoredContext          // one that lives as long as the process, a subscription or a loop
)

// Tri is yes, no or not known.
type Tri uint8

const (
	No Tri = iota
	Yes
	Maybe
)

// Publish is one hand-off of an event.
type Publish struct {
	Call     *ast.CallExpr // the call in this package, nil if the event is sent on a channel or a handler's return value
	Send     *ast.SendStmt // the send that hands the event off, if no call does
	Pos      token.Pos     // where to point if Call is nil
	Name     string        // of the publishing call, as its documentation names it
	Lib      string
	Carries  Carry
	Unclear  string // why Carries is Unknown
	Context  Context
	CtxExpr  ast.Expr     // what makes the context fresh, or the context argument
	CtxName  string       // how the source names it
	Reads    Tri          // whether the client, as it was built, takes its parent from the context
	Source   model.Source // where an instrumented client takes it from
	Injects  bool         // the code on the way writes a context into the carrier
	Origin   *Origin      // the cause in scope, nil if there is none
	Far      *Far         // the publishing call, if Call only leads to it
	FarPos   token.Pos    // its position if it is in this package
	Wrapper  bool         // the function around Call publishes what its callers give it
	Payload  bool         // the call has no room for a carrier
	Twin     string       // the call that has
	Headers  string       // what users of the library call the headers of a message
	Takes    bool         // Twin takes the trace out of the context that it is given
	Async    bool
	Reply    bool
	ByName   bool      // told a hand-off by its name only
	Ending   bool      // a fresh context is right: the function winds something up, or the call sets something going
	Detached *Detached // the event may never leave
	Stale    *Stale    // the context of a span that is running was thrown away
	Built    bool      // Call is where a client without instrumentation is given to what publishes through it
	NewRoot  bool      // the consumed message still holds the context it came with
	Func     ast.Node  // enclosing function: *ast.FuncDecl or *ast.FuncLit
	MsgExpr  ast.Expr
	Accepts  []string    // what a directive where it is written leaves out: rules and categories
	Others   []token.Pos // further calls of the same wrapper in this package with the same fate
	Row      *model.Row
	far      *Effect // the publishing call, if it is in this package
	exported bool    // others may call what Call calls
}

// Origin is a cause that an event could have carried.
type Origin struct {
	What string // "the context ctx", "the request r", "the message msg", "the span started"
	Name string // the context in scope that holds it, a variable or a field of the receiver as in "s.ctx"; "" if there is none
	Pos  token.Pos
	Kind Kind
}

// Detached says that a publish runs in a context that may end before it.
type Detached struct {
	Go  token.Pos // the go statement, or the asynchronous call
	Ctx ast.Expr
}

// Stale says that Start's context was discarded and the old one used.
type Stale struct {
	Start *ast.CallExpr
	Use   token.Pos
}

// Handler is where events come in.
type Handler struct {
	Pos      token.Pos // the message parameter or the receive call
	End      token.Pos
	Name     string // function, or the receiving call
	Lib      string
	Loop     bool // a receive loop rather than a callback
	Message  string
	Carrier  string // field of the message that holds its carrier
	Starts   []*Start
	Works    []*Work
	Discards *ast.CallExpr // an extraction from the message in the same function, whose result does not get where it is needed
	Extracts bool          // the context is taken from the message somewhere
	Hands    Tri           // whether the library hands over the message's context
	HandsAt  string
	House    bool
	Row      *model.Row
	Func     ast.Node
}

// Start is a span started while an event is handled.
type Start struct {
	Call     *ast.CallExpr
	Context  Context
	CtxExpr  ast.Expr
	CtxName  string
	Linked   bool
	Far      *Far
	FarPos   token.Pos
	NewRoot  bool
	NoParent bool     // its API takes the parent from elsewhere than a context, and it is given none
	Child    bool     // its context was restored from a carrier: the message's span is its parent
	Accepts  []string // what a directive where it is written leaves out
	eff      *Effect
}

// Work is a call that does something in a context while an event is handled.
type Work struct {
	Call    *ast.CallExpr
	Name    string
	Context Context
	CtxName string
	Far     *Far
}

// Extract is a call that restores a context from a carrier.
type Extract struct {
	Call    *ast.CallExpr
	Name    string
	Unused  bool   // its result is thrown away
	Leaks   bool   // in a loop, its base is the context extracted in the previous turn
	LeakVar string // the variable it leaks through
	Func    ast.Node
}
