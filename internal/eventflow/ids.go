package eventflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// Which value is an id? Two ids are the same if they are the same value of the
// program, whatever variables, conversions and helpers it went through. This
// is another question than that of Val: there it is what a value ties an event
// to, here it is which one it is.

// IDKind says what is known of an id.
type IDKind uint8

const (
	IDOther    IDKind = iota // a value that its own function knows
	IDMinted                 // made up: a uuid, a random number
	IDTraced                 // of a span context
	IDParam                  // what parameter Param holds at Path
	IDContents               // the ids that parameter Param holds at Path, in the roles that they have there
	IDConst                  // a constant
)

// IDPart is one id in a value, for other packages.
type IDPart struct {
	Role  words.Role // what it identifies there; NoRole for the value itself
	Kind  IDKind
	Param int
	Path  string
}

// IDFlow is what a function does with ids, in terms of its parameters. It is
// the fact that travels between packages.
type IDFlow struct {
	Results []IDResult
	Groups  [][]IDPart // ids that it puts into one envelope, some of them its parameters'
	Emits   [][]IDPart // correlation and causation ids of events that it emits, some of them its parameters'
	Sets    []IDSet    // ids that it writes into what its parameters point to
}

// IDResult is the ids that one result of a function holds.
type IDResult struct {
	Index int
	Open  bool // there may be more
	Parts []IDPart
}

// IDSet is the ids that a function writes into what a parameter points to.
type IDSet struct {
	Param int
	Parts []IDPart
}

// AFact marks IDFlow as a fact.
func (*IDFlow) AFact() {}

// idKey is the identity of an id inside of a package.
type idKey struct {
	val  any // an ssa.Value, or a types.Object
	path string
}

// idSource is where an id comes from.
type idSource struct {
	key   idKey
	kind  IDKind
	fn    *ssa.Function // IDParam, IDContents
	param int
	path  string
	name  string     // how the source code names it
	role  words.Role // what the place that it was read from identifies
	empty bool       // IDConst: nothing
	pos   token.Pos
	of    []idSource // one of these, if it is not always the same
}

func (s *idSource) same(t *idSource) bool {
	return s.key == t.key && s.key.val != nil && s.kind != IDConst
}

// minted reports whether the id is made up, wherever it comes from.
func (s *idSource) minted() bool {
	if len(s.of) == 0 {
		return s.kind == IDMinted
	}
	for i := range s.of {
		if !s.of[i].minted() {
			return false
		}
	}
	return true
}

const (
	maxIDDepth = 12 // from an id to where it comes from
	maxIDWays  = 8  // by which one value may have come: of more, none is looked at
)

// deeper is how much of maxIDDepth it takes to look at one of n ways: several
// times several would soon be too many.
func deeper(n int) int {
	if n > 1 {
		return 4
	}
	return 1
}

// ids follows the ids of one package.
type ids struct {
	p     *pkg
	roles map[*types.Var]words.Role
	names map[[2]string]words.Role
	flows map[*ssa.Function]*IDFlow
	facts map[*types.Func]*IDFlow
	sets  map[*ssa.Function][]idGroup
	ctx   *string              // the function of this package's choice that reads the correlation id from a context, "" if there is none
	met   func(root ssa.Value) // told of each object that contents looks into
}

func newIDs(p *pkg) *ids {
	return &ids{p: p, roles: map[*types.Var]words.Role{}, names: map[[2]string]words.Role{}, flows: map[*ssa.Function]*IDFlow{}, facts: map[*types.Func]*IDFlow{}, sets: map[*ssa.Function][]idGroup{}}
}

// roleOf is words.RoleOf, remembered.
func (d *ids) roleOf(name, owner string) words.Role {
	k := [2]string{name, owner}
	r, ok := d.names[k]
	if !ok {
		r = words.RoleOf(name, owner)
		d.names[k] = r
	}
	return r
}

// fieldRole is what field i of the struct type below t identifies.
func (d *ids) fieldRole(t types.Type, i int) words.Role {
	f := fieldOf(t, i)
	if f == nil || !idLike(f.Type()) {
		return words.NoRole
	}
	if r, ok := d.roles[f]; ok {
		return r
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	owner := typeNameOf(t)
	r := d.roleOf(f.Name(), owner)
	if r == words.NoRole {
		st, _ := t.Underlying().(*types.Struct)
		if name := tagName(st.Tag(i)); name != "" {
			r = d.roleOf(name, owner)
		}
	}
	if ownSpan(owner) {
		r = words.NoRole // the record of a span, not of an event
	}
	d.roles[f] = r
	return r
}

// ownSpan reports whether a type of that name is what a tracer keeps, or what it hands around.
func ownSpan(owner string) bool {
	ws := words.Split(owner)
	if len(ws) == 0 {
		return false
	}
	logs := 0
	for _, w := range ws {
		switch w {
		case "span", "spans", "spancontext", "tracer", "exemplar":
			return true
		case "log", "logger", "logs", "record", "entry", "line", "fields":
			logs++
		}
	}
	if logs == len(ws) && strings.Contains(strings.ToLower(owner), "log") {
		return true // LogRecord, LogEntry
	}
	last := ws[len(ws)-1]
	return last == "trace" || last == "traces" || len(ws) > 1 && (last == "context" || last == "info") && (ws[len(ws)-2] == "trace" || ws[len(ws)-2] == "tracing")
}

// idLike reports whether a value of t could be one id: text, bytes, a number, or a pointer to one.
func idLike(t types.Type) bool {
	return isScalar(t) && !isTime(t) && !isBool(t) || isBytes(t) || opaqueType(t) || holdsOneText(t)
}

// holdsOneText reports whether t wraps a string: sql.NullString, a protobuf wrapper.
func holdsOneText(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && (n.Obj().Name() == "NullString" || n.Obj().Name() == "StringValue" || n.Obj().Name() == "NullUUID" || n.Obj().Name() == "ObjectID")
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func typeNameOf(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// constText returns the constant string that v is.
func constText(v ssa.Value) (string, bool) {
	for range 4 {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
			continue
		case *ssa.ChangeType:
			v = x.X
			continue
		case *ssa.Convert:
			v = x.X
			continue
		}
		break
	}
	if c, ok := v.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
		return constant.StringVal(c.Value), true
	}
	return "", false
}

// source returns where the id v comes from.
func (d *ids) source(e *evaluator, v ssa.Value) idSource { return d.sourceAt(e, v, "", 0) }

func (d *ids) sourceAt(e *evaluator, v ssa.Value, path string, depth int) idSource {
	own := idSource{key: idKey{v, path}, pos: v.Pos()}
	if depth > maxIDDepth {
		return own
	}
	if strings.Count(path, ".") >= 4 || strings.Contains(path, "[]") {
		return idSource{pos: v.Pos()} // one of many: no two are known to be the same
	}
	switch x := v.(type) {
	case *ssa.Const:
		return idSource{kind: IDConst, empty: x.IsNil() || x.Value != nil && x.Value.Kind() == constant.String && constant.StringVal(x.Value) == ""}
	case *ssa.Convert:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.MultiConvert:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.ChangeType:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.ChangeInterface:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.MakeInterface:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.SliceToArrayPointer:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.TypeAssert:
		return d.sourceAt(e, x.X, path, depth+1)
	case *ssa.Slice:
		return d.loaded(e, x.X, path, x, depth+1) // id[:]
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return d.loaded(e, x.X, path, x, depth+1)
		}
	case *ssa.Field:
		name := ""
		if f := fieldOf(x.X.Type(), x.Field); f != nil {
			name = f.Name()
		}
		s := d.sourceAt(e, x.X, joinPath(name, path), depth+1)
		if s.name == "" || path == "" {
			s.name = joinPath(s.name, name)
		}
		if path == "" {
			s.role = d.fieldRole(x.X.Type(), x.Field)
		}
		return s
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Call:
			if path == "" {
				return d.called(e, t, x.Index, depth+1)
			}
		case *ssa.TypeAssert:
			if x.Index == 0 {
				return d.sourceAt(e, t.X, path, depth+1)
			}
		case *ssa.Lookup:
			if x.Index == 0 {
				return d.looked(e, t, depth+1)
			}
		}
	case *ssa.Lookup:
		return d.looked(e, x, depth+1)
	case *ssa.Call:
		if path == "" {
			return d.called(e, x, 0, depth+1)
		}
	case *ssa.Parameter:
		for i, q := range x.Parent().Params {
			if q == x {
				own.kind, own.fn, own.param, own.path, own.name = IDParam, x.Parent(), i, path, x.Name()
				if path == "" {
					own.role = d.roleOf(x.Name(), "")
				}
				return own
			}
		}
	case *ssa.FreeVar:
		if b, up := d.p.eval(x.Parent()).binding(x); b != nil {
			return d.sourceAt(up, b, path, depth+1)
		}
	case *ssa.Alloc:
		// A pointer to a local variable: of a scalar, what it holds.
		return d.loaded(e, x, path, nil, depth+1)
	case *ssa.MakeSlice:
		if filledAtRandom(e.follow(x)) {
			own.kind = IDMinted
		}
	case *ssa.BinOp:
		if x.Op == token.ADD && isString(x.Type()) {
			own.kind = d.derived(e, []ssa.Value{x.X, x.Y}, depth)
		}
	case *ssa.Phi:
		own.name = strings.TrimPrefix(x.Comment, "&")
		if len(x.Edges) > maxIDWays {
			return own
		}
		for _, y := range x.Edges {
			if y == x {
				continue
			}
			s := d.sourceAt(e, y, path, depth+deeper(len(x.Edges)))
			if s.kind == IDConst && s.empty {
				continue
			}
			own.of = append(own.of, s)
		}
		if len(own.of) == 1 {
			return own.of[0]
		}
	}
	return own
}

// loaded is what lies at path below an address.
func (d *ids) loaded(e *evaluator, addr ssa.Value, path string, at ssa.Instruction, depth int) idSource {
	own := idSource{key: idKey{addr, path}, pos: addr.Pos()}
	if depth > maxIDDepth {
		return own
	}
	var role words.Role
	name := ""
	if fa, ok := addr.(*ssa.FieldAddr); ok && path == "" {
		role = d.fieldRole(fa.X.Type(), fa.Field)
	}
	if cell, owner := e.cell(addr); cell != nil {
		return d.inCell(owner, cell, path, at, depth)
	}
	root, full := fieldsOf(addr, path)
	name = lastElem(full)
	var s idSource
	switch x := root.(type) {
	case *ssa.Alloc:
		s = d.inCell(e, x, full, at, depth)
	case *ssa.FreeVar:
		if cell, owner := e.cell(x); cell != nil {
			s = d.inCell(owner, cell, full, at, depth)
			break
		}
		s = d.sourceAt(e, x, full, depth+1)
	case *ssa.Global:
		s = idSource{key: idKey{x, full}, pos: addr.Pos(), name: x.Name()}
	default:
		s = d.sourceAt(e, root, full, depth+1)
	}
	if role != words.NoRole {
		s.role = role
	}
	if name != "" && name != "[]" && s.kind != IDMinted {
		if s.name == "" || !strings.HasSuffix(s.name, name) {
			s.name = joinPath(s.name, name)
		}
	}
	return s
}

// fieldsOf resolves the address of a field to what it is a field of: an
// element of a list stands for itself.
func fieldsOf(addr ssa.Value, path string) (ssa.Value, string) {
	for {
		fa, ok := addr.(*ssa.FieldAddr)
		if !ok {
			return addr, path
		}
		name := "?"
		if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
			name = f.Name()
		}
		addr, path = fa.X, joinPath(name, path)
	}
}

// inCell is what a local variable holds at path, when instruction at runs.
func (d *ids) inCell(e *evaluator, cell *ssa.Alloc, path string, at ssa.Instruction, depth int) idSource {
	own := idSource{key: idKey{cell, path}, pos: cell.Pos(), name: cell.Comment}
	var vals []ssa.Value
	var rests []string
	var owners []*evaluator
	all := e.storesTo(cell)
	for _, w := range e.follow(cell).writes {
		rest, ok := pathRest(w.path, path)
		if !ok || at != nil && !canReach(w.in, at) {
			continue
		}
		if st, ok := w.in.(*ssa.Store); ok && at != nil && st.Addr == ssa.Value(cell) && st.Parent() == at.Parent() && e.overwritten(st, at, all) {
			continue
		}
		vals, rests, owners = append(vals, w.val), append(rests, rest), append(owners, d.p.eval(w.in.Parent()))
	}
	if len(vals) > 1 {
		// What is written at the very place comes after what was there as a whole.
		exact := -1
		for i, r := range rests {
			if r == "" && path != "" {
				if exact >= 0 {
					exact = -2
					break
				}
				exact = i
			}
		}
		if exact >= 0 && dominatesAll(e.follow(cell).writes, vals[exact], at) {
			vals, rests, owners = vals[exact:exact+1], rests[exact:exact+1], owners[exact:exact+1]
		}
	}
	if len(vals) > maxIDWays {
		return own
	}
	for i, v := range vals {
		s := d.sourceAt(owners[i], v, rests[i], depth+deeper(len(vals)))
		if s.kind == IDConst && s.empty && len(vals) > 1 {
			continue
		}
		own.of = append(own.of, s)
	}
	if len(own.of) == 0 && filledAtRandom(e.follow(cell)) {
		own.kind = IDMinted
	}
	if len(own.of) == 1 && !writtenByCall(e.follow(cell), path) {
		return own.of[0]
	}
	return own
}

// dominatesAll reports whether the write of v happens on every way to at.
func dominatesAll(ws []write, v ssa.Value, at ssa.Instruction) bool {
	for _, w := range ws {
		if w.val == v {
			return at == nil || w.in.Parent() == at.Parent() && (w.in.Block() == at.Block() || w.in.Block().Dominates(at.Block()))
		}
	}
	return false
}

// writtenByCall reports whether a call may write at path into the object.
func writtenByCall(w *walk, path string) bool {
	for _, cu := range w.calls {
		if cu.held || !compatible(cu.path, path) {
			continue
		}
		if obj := calledObj(cu.in.Common()); obj == nil || !onlyReads(obj.Name()) {
			if _, ptr := callArgs(cu.in.Common())[cu.arg].Type().Underlying().(*types.Pointer); ptr {
				return true
			}
		}
	}
	return false
}

func calledObj(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		obj, _ := unwrapped(fn).Object().(*types.Func)
		return obj
	}
	return nil
}

func (d *ids) looked(e *evaluator, x *ssa.Lookup, depth int) idSource {
	own := idSource{key: idKey{x, ""}, pos: x.Pos()}
	key, ok := constText(x.Index)
	if !ok {
		return own
	}
	base := d.sourceAt(e, x.X, "", depth+1)
	own.key = idKey{base.key.val, joinPath(base.key.path, "["+key+"]")}
	own.role, own.name = d.roleOf(key, ""), key
	if base.kind == IDParam {
		own.kind, own.fn, own.param, own.path = IDParam, base.fn, base.param, own.key.path
	}
	return own
}

// called is result idx of a call.
func (d *ids) called(e *evaluator, call *ssa.Call, idx, depth int) idSource {
	own := idSource{key: idKey{call, ""}, pos: call.Pos()}
	if idx > 0 {
		own.key.path = "#" + string(rune('0'+idx))
	}
	c := call.Common()
	args := callArgs(c)
	obj := calledObj(c)
	cal := d.p.callee(e, c)
	if obj == nil {
		obj = cal.obj
	}
	if obj == nil {
		return own
	}
	own.name = callName(obj) + "()"
	sig := obj.Signature()
	recv := sig.Recv() != nil
	for _, r := range cal.rows {
		if r.Role == model.SpanData && (obj.Name() == "TraceID" || obj.Name() == "SpanID") && len(args) > 0 {
			base := d.sourceAt(e, args[0], "", depth+1)
			own.key = idKey{base.key.val, joinPath(base.key.path, obj.Name())}
			own.kind = IDTraced
			own.role = d.roleOf(obj.Name(), "")
			return own
		}
	}
	path := ""
	if obj.Pkg() != nil {
		path = obj.Pkg().Path()
	}
	switch {
	case model.Mints(path, obj.Name()):
		own.kind, own.name = IDMinted, callName(obj)+"()"
		return own
	case path == "time" && strings.HasPrefix(obj.Name(), "Unix") && recv:
		own.kind = IDMinted
		return own
	case path == "strconv" && strings.HasPrefix(obj.Name(), "Format"), transparent(obj, args):
		return d.sourceAt(e, args[0], "", depth+1)
	case path == "fmt" && strings.HasPrefix(obj.Name(), "Sprint"):
		return d.printed(e, obj, args, own, depth)
	case path == "encoding/hex" && obj.Name() == "EncodeToString", path == "encoding/base64" && obj.Name() == "EncodeToString":
		return d.sourceAt(e, args[len(args)-1], "", depth+1)
	}
	if f := d.flowOf(cal); f != nil {
		for _, r := range f.Results {
			if r.Index != idx || len(r.Parts) != 1 || r.Parts[0].Role != words.NoRole {
				continue
			}
			switch q := r.Parts[0]; q.Kind {
			case IDMinted, IDTraced:
				own.kind = q.Kind
				return own
			case IDParam:
				if q.Param < len(args) {
					return d.sourceAt(e, args[q.Param], q.Path, depth+1)
				}
			}
		}
	}
	if words.IsMint(obj.Name()) && isScalarResult(sig, idx) && (cal.fn == nil || !takesID(sig)) {
		own.kind = IDMinted
		return own
	}
	// A getter gives the same each time.
	if recv && len(args) == 1 && idx == 0 {
		base := d.sourceAt(e, args[0], "", depth+1)
		own.key = idKey{base.key.val, joinPath(base.key.path, obj.Name()+"()")}
		own.role = d.roleOf(obj.Name(), typeNameOf(args[0].Type()))
		own.name = joinPath(base.name, obj.Name()+"()")
		if base.kind == IDParam {
			own.kind, own.fn, own.param, own.path = IDParam, base.fn, base.param, own.key.path
		}
		return own
	}
	for _, a := range args {
		if key, ok := constText(a); ok && idx == 0 {
			base := d.sourceAt(e, args[0], "", depth+1)
			own.key = idKey{base.key.val, joinPath(base.key.path, obj.Name()+"("+key+")")}
			own.role, own.name = d.roleOf(key, ""), key
			return own
		}
	}
	own.role = d.roleOf(strings.TrimSuffix(strings.TrimPrefix(obj.Name(), "Message"), "FromContext"), "")
	return own
}

func takesID(sig *types.Signature) bool {
	for i := 0; i < sig.Params().Len(); i++ {
		if isString(sig.Params().At(i).Type()) {
			return true
		}
	}
	return false
}

func isScalarResult(sig *types.Signature, idx int) bool {
	return idx < sig.Results().Len() && idLike(sig.Results().At(idx).Type()) && !isError(sig.Results().At(idx).Type())
}

// transparent reports whether the function returns the id that it is given, in another shape.
func transparent(f *types.Func, args []ssa.Value) bool {
	sig := f.Signature()
	path := ""
	if f.Pkg() != nil {
		path = f.Pkg().Path()
	}
	if sig.Recv() != nil {
		switch f.Name() {
		case "String", "Hex", "Bytes", "MarshalText", "URN", "Text", "ToString", "UUID", "HexString":
			return len(args) == 1 && (isScalar(args[0].Type()) || isBytes(args[0].Type()))
		}
		return false
	}
	if path == "strings" {
		switch f.Name() {
		case "ToLower", "ToUpper", "TrimSpace", "Clone":
			return true
		}
		return false
	}
	switch f.Name() {
	case "Must", "MustParse", "Parse", "FromString", "FromStringOrNil", "ParseBytes", "FromBytes", "ParseStrict":
		return model.MakesIDs(path)
	case "Ptr", "ToPtr", "Pointer", "StringPtr", "String", "To", "P", "Of", "NewString", "ToString":
		if model.MakesIDs(path) {
			return false
		}
		return len(args) == 1 && idLike(args[0].Type()) && sig.Results().Len() == 1 && idLike(sig.Results().At(0).Type())
	}
	return false
}

// printed is what fmt makes of ids: the id itself if it is all there is, else
// another one, made up if a part of it is.
func (d *ids) printed(e *evaluator, f *types.Func, args []ssa.Value, own idSource, depth int) idSource {
	format := ""
	if f.Name() == "Sprintf" {
		format, _ = constText(args[0])
		args = args[1:]
	}
	if len(args) == 0 {
		return own
	}
	els := elements(e, args[0])
	switch format {
	case "", "%s", "%v", "%x", "%d":
		if len(els) == 1 {
			return d.sourceAt(e, els[0], "", depth+1)
		}
	}
	own.kind = d.derived(e, els, depth)
	return own
}

// derived is the kind of an id that is put together of several values: made up
// if one of them is and none comes from outside.
func (d *ids) derived(e *evaluator, parts []ssa.Value, depth int) IDKind {
	kind := IDOther
	for _, v := range parts {
		s := d.sourceAt(e, v, "", depth+4)
		switch {
		case s.minted():
			kind = IDMinted
		case s.kind != IDConst:
			return IDOther
		}
	}
	return kind
}

// filledAtRandom reports whether the bytes in the object come from a random source.
func filledAtRandom(w *walk) bool {
	for _, cu := range w.calls {
		obj := calledObj(cu.in.Common())
		if obj == nil || obj.Pkg() == nil {
			continue
		}
		switch obj.Pkg().Path() {
		case "crypto/rand", "math/rand", "math/rand/v2":
			if obj.Name() == "Read" {
				return true
			}
		case "io":
			if g, ok := callArgs(cu.in.Common())[0].(*ssa.UnOp); ok && obj.Name() == "ReadFull" {
				if v, ok := g.X.(*ssa.Global); ok && v.Pkg.Pkg.Path() == "crypto/rand" {
					return true
				}
			}
		}
	}
	return false
}
