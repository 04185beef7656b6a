// Package model is the vocabulary in which tracelint writes down what the
// calls of a client library or tracing API mean for a trace: which call hands
// an event off, which one takes it in, where the carrier is, and where the
// parent of a span is read from.
//
// A [Library] is a table of [Row] values. Each row names one function, method,
// field or type by the object the type checker resolves it to, never by the
// text of an import path at the call, because aliases and promoted methods
// hide the package. Rows are Go literals in package lib; users' own models are
// the same structs read from configuration.
package model

// Library is what tracelint knows of one client library or API.
type Library struct {
	Name     string        // short name for messages and docs, such as "kafka-go"
	Module   string        // module path that the rows were read from
	Verified string        // version of the module that the rows are resolved against
	Paths    []string      // import paths of the packages that the rows name
	Stub     bool          // true if only a stub of the module can be had for tests
	House    bool          // true if it comes from configuration: its packages have code that is analysed like any other
	Tracing  bool          // true for tracing APIs: a package that reaches one can start spans
	Works    bool          // calls that no row names do work of their own, such as queries
	Wraps    []string      // names of the libraries that this one instruments, if it is nothing else
	Headers  string        // what its users call the headers of a message, such as "metadata"; "" if headers
	Messages []MessageType // the types that cross the broker
	Borrows  []MessageType // those of other libraries' tables, of which no more is told here than whether they are Received and Sent
	Rows     []Row
}

// Role says what a call does to the flow of events.
type Role uint8

const (
	_             Role = iota
	Publish            // hands an event to a broker, queue or bus
	Receive            // returns, or delivers on a channel, events that others published
	Handle             // registers a function or value that is called once per event
	Inject             // writes the span context of Ctx, or of the span or span context in Message, into Carrier
	Extract            // returns (Result) Ctx plus the span context read from Carrier, or that span context alone; Result is the receiver if it goes into a span
	StartSpan          // starts a span: a child of that in Ctx, of the span or span context in Message, or of what Options say; Result is the context that holds it, or the span
	Link               // makes or adds a link: to the context or carrier in Ctx, or to the span context in Message
	NewRoot            // an option that makes the span a root whatever the context says
	Detach             // returns Ctx without its cancellation, values kept
	Request            // returns the context of an inbound request
	ContextOf          // returns the context that the message in Message brings along
	SetContext         // puts Ctx into the message, from which the client or its wrappers may read it
	SpanData           // returns trace data (ids, span context) of the span or context given
	WithSpanData       // returns a context made of Ctx, if it is given one, and of a span or span context given
	Retry              // calls the callback again after an error
	Settle             // acknowledges, rejects, commits
	Construct          // builds a client; Options decide what it propagates
	Wrap               // instrumentation: the result, or the argument at Result, is a client, hook, option or configuration that reads its parent from Reads
	SetPropagator      // installs the process-wide propagator
	Propagator         // returns a propagator: the process-wide one or one of its own
	Element            // iterates or unpacks what was received: the result or the callback's parameter are its events
	Neutral            // looks like a hand-off and is none: what comes out carries what went in, and no more
	Stamp              // writes the value in Message (or the baggage of Ctx) into Carrier: an id or header, not a span context; or into the body of a message, if Carrier is At it
	CarrierOf          // returns a carrier that reads from and writes into the message in Message
	EndSpan            // ends the span in Message
	Annotate           // adds attributes, events, errors or a status to the span in Message, or makes an option that does; renames it to Name
	SpanKind           // an option or call that gives the span the kind in Message, or that the name of the object itself tells
	Session            // returns the context of a subscription or session: it belongs to no event
	Parent             // an option that makes the span or span context in Message, the one in Ctx or the one read from Carrier the parent
)

var roleNames = [...]string{
	Publish: "publish", Receive: "receive", Handle: "handle", Inject: "inject", Extract: "extract",
	StartSpan: "start-span", Link: "link", NewRoot: "new-root", Detach: "detach", Request: "request",
	ContextOf: "context-of", SetContext: "set-context", SpanData: "span-data", WithSpanData: "with-span-data",
	Retry: "retry", Settle: "settle", Construct: "construct", Wrap: "wrap", SetPropagator: "set-propagator",
	Propagator: "propagator", Element: "element", Neutral: "neutral", Stamp: "stamp",
	CarrierOf: "carrier-of", EndSpan: "end-span", Annotate: "annotate", SpanKind: "span-kind",
	Session: "session", Parent: "parent",
}

// String returns the role's name as it is written in configuration.
func (r Role) String() string {
	if int(r) < len(roleNames) && roleNames[r] != "" {
		return roleNames[r]
	}
	return "role?"
}

// Source says where an instrumented call takes the parent of its span from,
// or what the context that a handler is given holds.
type Source uint8

const (
	FromNothing        Source = iota // nowhere: the call propagates nothing by itself; a handler's context is the subscription's
	FromContext                      // the context.Context argument; for a handler: the message's own trace
	FromHeaders                      // the carrier of the message: it must have been filled before
	FromRecordContext                // the context field of the message, else the context argument
	FromMessageContext               // the context set in the message
	FromRequest                      // an inbound request that carries the message
	FromCaller                       // the caller of an in-process bus
)

// Ref names one object of a library.
type Ref struct {
	Pkg  string // import path of the package that declares the object
	Recv string // name of the receiver's type, or of the type that has the field; "" for functions
	Name string // name of the function, method or field
	Kind Kind
}

// Kind is the kind of object that a Ref names.
type Kind uint8

const (
	FuncKind     Kind = iota // package-level function
	MethodKind               // method of a concrete or interface type
	FieldKind                // struct field
	FuncTypeKind             // named function type: a value of it is a handler
	TypeKind                 // named type
	VarKind                  // package-level variable
)

// Func names the package-level function pkg.name.
func Func(pkg, name string) Ref { return Ref{Pkg: pkg, Name: name} }

// Method names the method name of the type pkg.recv, concrete or interface.
func Method(pkg, recv, name string) Ref {
	return Ref{Pkg: pkg, Recv: recv, Name: name, Kind: MethodKind}
}

// Field names the field name of the struct type pkg.recv.
func Field(pkg, recv, name string) Ref { return Ref{Pkg: pkg, Recv: recv, Name: name, Kind: FieldKind} }

// FuncType names the function type pkg.name.
func FuncType(pkg, name string) Ref { return Ref{Pkg: pkg, Name: name, Kind: FuncTypeKind} }

// Type names the type pkg.name.
func Type(pkg, name string) Ref { return Ref{Pkg: pkg, Name: name, Kind: TypeKind} }

// Var names the package-level variable pkg.name, which holds a function.
func Var(pkg, name string) Ref { return Ref{Pkg: pkg, Name: name, Kind: VarKind} }

// String returns the reference as Go prints the object's full name.
func (r Ref) String() string {
	if r.Recv != "" {
		return "(" + r.Pkg + "." + r.Recv + ")." + r.Name
	}
	return r.Pkg + "." + r.Name
}

// Base is where a Place starts.
type Base uint8

const (
	None     Base = iota
	ArgOf         // argument Index of the call, the receiver not counted
	RecvOf        // receiver of the call
	ResultOf      // result Index of the call
	InOf          // parameter Index of the callback
	OutOf         // result Index of the callback
	SentOn        // value sent on the channel that is result Index of the call
	GotFrom       // value received from the channel that is result Index of the call
	ChanArg       // value received from the channel that is argument Index of the call
)

// Place is an access path: a base and, below it, fields.
type Place struct {
	Base  Base
	Index int
	Name  string // the parameter's name in the library, which the resolve test compares; "" if the library gives none
	Path  string // dotted fields below the base; "[]" for elements, "" for the value itself
}

// Arg is argument i, which the library calls name. A variadic parameter is one argument.
func Arg(i int, name string) Place { return Place{Base: ArgOf, Index: i, Name: name} }

// Recv is the receiver.
func Recv() Place { return Place{Base: RecvOf} }

// Result is result i.
func Result(i int) Place { return Place{Base: ResultOf, Index: i} }

// In is parameter i of the callback.
func In(i int) Place { return Place{Base: InOf, Index: i} }

// Out is result i of the callback.
func Out(i int) Place { return Place{Base: OutOf, Index: i} }

// Sent is what is sent on the channel that is result i.
func Sent(i int) Place { return Place{Base: SentOn, Index: i} }

// Got is what is received from the channel that is result i.
func Got(i int) Place { return Place{Base: GotFrom, Index: i} }

// OnChan is what is received from the channel given as argument i.
func OnChan(i int, name string) Place { return Place{Base: ChanArg, Index: i, Name: name} }

// At is the place path below p.
func (p Place) At(path string) Place { p.Path = path; return p }

// IsZero reports whether the place is absent.
func (p Place) IsZero() bool { return p.Base == None }

// Callback describes the function that a Handle, Element or Retry row is given.
// Of a function that the library finds by reflection, given as an empty
// interface and without Ctx and Message, a context is the first parameter and
// the message the last.
type Callback struct {
	At      Place  // the function, or the value whose Method is called
	Method  string // method of the value at At that is called; "" if it is a function
	Ctx     Place  // In(i): the callback's context, zero if it has none
	Holds   Source // what that context holds when the library calls back
	MayHold Source // what it holds if the client, or what the callback is registered with, was built with instrumentation or middleware
	Message Place  // In(i): the event
	Returns Place  // Out(i): events that the library publishes when the callback returns
	Single  bool   // Message is a slice, and holds one event unless the client is told otherwise
}

// Row says what one object of a library means.
type Row struct {
	On       Ref
	Role     Role
	Ctx      Place    // the context.Context given
	Message  Place    // the event published, received, or looked at
	Carrier  Place    // Inject, Extract, Parent: the carrier; Publish, Neutral: headers that are given apart from the message
	Callback Callback // Handle, Element, Retry; Construct, Publish: a hook that may change the outgoing message
	Client   Place    // Publish: the client, if it is not the receiver; Construct, Wrap: the client that this one sends through
	Topic    Place    // topic, subject, queue or routing key
	Name     Place    // StartSpan, Annotate: the span's name; Out(i) if the callback of an option gives it to spans that start elsewhere
	Options  Place    // StartSpan, Construct: options that change what the call means; a flag gives what is built MayRead. Handle: options one of which may give the callback's context what it MayHold
	Asking   string   // Receive: code for what Asks is given if all headers are wanted, as in Headers
	Asks     Place    // Receive: what must name the headers that are wanted, if the broker brings no others
	Result   Place    // Extract, StartSpan, Detach, ContextOf, ...: what comes out; Result(0) if zero
	Reads    Source   // where the call takes its parent from as it stands; Construct: FromRequest if what the client receives comes with a request, whose context it hands over
	MayRead  Source   // where it takes its parent from if the client was built with instrumentation; Construct: if the flag at Options is set
	With     []string // Publish: paths of modules with which clients may be instrumented out of sight, so that the call reads its context; of several in one string, separated by spaces, all are needed
	Async    bool     // the hand-off happens after the call returned
	Reply    bool     // answers a request rather than emitting an event
	Payload  bool     // the call has room for a payload only: no carrier can be added to it; Handle: all that came in is what the callback is given
	Subtypes bool     // On is an interface method: methods of other packages' implementations count too
	Twin     string   // the sibling that takes a context or a carrier, for messages and fixes; Neutral: the one that makes a message with headers
	Before   string   // the version of the library from which on the row holds no longer, "" if it does; it counts where a call's contexts are as it says
	When     string   // the row holds only for calls whose first string is this constant: a tag's key
	Fields   string   // Payload: the fields of the message given to the twin that the arguments, the context not counted, go to: "Subject Data"
	Adds     Headers  // Publish: how headers are made that go into the last of Options, if the call takes any
	Note     string   // why, with the source of the fact
}

// MessageType describes a type whose values cross the broker.
type MessageType struct {
	Type     Ref
	Carrier  string  // field, or "Name()" for a method, that holds headers; "" if the broker has none
	Body     string  // field or method that holds the payload
	Context  string  // field or method that holds a context.Context, which never crosses the broker
	Elements string  // field with the messages, or with lists of them by key, if the type is a batch of them or wraps one; it has no headers of its own then
	Received bool    // values of the type may come from the broker
	Sent     bool    // values of the type may be published
	Headers  Headers // how code reads and writes the headers; zero if fixes leave the message alone

	Deliveries string // field or "Name()" of the method that tells how often the broker has delivered the message; "" if it does not say
}
