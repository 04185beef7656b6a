package eventflow

import (
	"go/constant"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/words"
)

// Where an event is written into an outbox in the transaction of its cause,
// writing the row is the publish: what the row lacks, nobody adds. The call is
// known by its SQL.

// insert is a statement that writes an event into an outbox: its columns, and
// what each is given.
type insert struct {
	columns []string
	args    []int // number of the argument, -1 if it is none but something is put there, -2 if nothing is
}

// The numbers of arguments of columns that have none.
const (
	putThere = -1
	leftOpen = -2
)

// outboxInsert reads a statement; nil if it does not write an event into an outbox.
func outboxInsert(sql string) *insert {
	_, rest, ok := cutFold(sql, "insert into")
	if !ok {
		return nil
	}
	table, rest, ok := strings.Cut(rest, "(")
	if !ok || !slices.Contains(words.Split(table[strings.LastIndexByte(table, '.')+1:]), "outbox") {
		return nil
	}
	list, rest, ok := strings.Cut(rest, ")")
	if !ok {
		return nil
	}
	out := new(insert)
	for _, c := range strings.Split(list, ",") {
		out.columns = append(out.columns, strings.Trim(strings.TrimSpace(c), "\"`[]"))
	}
	between, rest, ok := cutFold(rest, "values")
	if !ok || strings.TrimSpace(between) != "" || !slices.ContainsFunc(out.columns, holdsEvent) {
		return nil
	}
	values := tuple(rest)
	if len(values) != len(out.columns) {
		return nil
	}
	next := 0
	for _, v := range values {
		n := putThere
		v, _, _ = strings.Cut(v, "::")
		switch v = strings.TrimSpace(v); {
		case strings.EqualFold(v, "null") || strings.EqualFold(v, "default") || v == "''":
			n = leftOpen
		case strings.HasPrefix(v, "$"):
			if k, err := strconv.Atoi(v[1:]); err == nil && k > 0 {
				n = k - 1
			}
		case v == "?":
			n, next = next, next+1
		}
		out.args = append(out.args, n)
	}
	return out
}

// holdsEvent reports whether a column of an outbox is that of the event.
func holdsEvent(column string) bool {
	return slices.ContainsFunc(words.Split(column), func(w string) bool {
		return w == "payload" || w == "body" || w == "data" || w == "envelope"
	})
}

// cutFold is strings.Cut for a separator in lower case, whatever the case of s
// and the white space between its words.
func cutFold(s, sep string) (before, after string, ok bool) {
	first, second, _ := strings.Cut(sep, " ")
	for at := 0; ; {
		i := strings.Index(strings.ToLower(s[at:]), first)
		if i < 0 {
			return s, "", false
		}
		before, after = s[:at+i], s[at+i+len(first):]
		if second == "" {
			return before, after, true
		}
		if t := strings.TrimLeft(after, " \t\r\n"); len(t) < len(after) && len(t) >= len(second) && strings.EqualFold(t[:len(second)], second) {
			return before, t[len(second):], true
		}
		at += i + len(first)
	}
}

// tuple is the parts of the first list in parentheses.
func tuple(s string) []string {
	i := strings.IndexByte(s, '(')
	if i < 0 {
		return nil
	}
	var out []string
	depth, from := 0, i+1
	for k := i; k < len(s); k++ {
		switch s[k] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return append(out, s[from:k])
			}
		case ',':
			if depth == 1 {
				out, from = append(out, s[from:k]), k+1
			}
		}
	}
	return nil
}

// outboxSites returns the event that a call writes into an outbox.
func (p *pkg) outboxSites(e *evaluator, in ssa.CallInstruction, cal *callee) []site {
	c := in.Common()
	sig := c.Signature()
	n := sig.Params().Len()
	if !sig.Variadic() || n < 2 || len(c.Args) < n {
		return nil
	}
	args := c.Args[len(c.Args)-n:]
	sql, ok := args[n-2].(*ssa.Const)
	if !ok || sql.Value == nil || sql.Value.Kind() != constant.String {
		return nil
	}
	ins := outboxInsert(constant.StringVal(sql.Value))
	if ins == nil {
		return nil
	}
	given := elements(e, args[n-1])
	s := site{in: in, name: callName(cal.obj)}
	for i, column := range ins.columns {
		role := idRole(column, "event")
		k := ins.args[i]
		switch {
		case k == leftOpen:
		case k == putThere || k >= len(given):
			if k >= len(given) {
				return nil // not what was thought
			}
			if role != words.NoRole {
				s.sets = s.sets.with(role)
			}
		default:
			v, path := source(e, given[k])
			switch {
			case holdsEvent(column):
				if s.v != nil {
					return nil // which is it?
				}
				s.v, s.path = v, path
			case role != words.NoRole:
				s.given = append(s.given, beside{v, path, roles(0).with(role), false})
			case words.IsContainer(column) || !isScalar(bare(given[k]).Type()) && !isTime(bare(given[k]).Type()):
				s.given = append(s.given, beside{v, path, allRoles, true})
			}
		}
	}
	if s.v == nil {
		return nil
	}
	return []site{s}
}

// source returns the parameter, and the path below it, that a value is loaded
// from, else the value itself.
func source(e *evaluator, v ssa.Value) (ssa.Value, string) {
	for {
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
		case *ssa.Field:
			if q, ok := x.X.(*ssa.Parameter); ok {
				return q, fieldOf(q.Type(), x.Field).Name()
			}
		case *ssa.UnOp:
			root, path := e.place(x.X)
			if q := paramOf(root); q != nil && path != "" {
				return q, path
			}
		}
		return v, ""
	}
}

// paramOf returns the parameter that a variable is or only holds, nil if there is none.
func paramOf(root ssa.Value) *ssa.Parameter {
	switch x := root.(type) {
	case *ssa.Parameter:
		return x
	case *ssa.Alloc:
		for _, in := range *x.Referrers() {
			if st, ok := in.(*ssa.Store); ok && st.Addr == x {
				q, _ := st.Val.(*ssa.Parameter)
				return q
			}
		}
	}
	return nil
}

// writesOutbox reports whether a statement of this package writes into an outbox.
func (p *pkg) writesOutbox() bool {
	for _, tv := range p.pass.TypesInfo.Types {
		if tv.Value != nil && tv.Value.Kind() == constant.String {
			if s := constant.StringVal(tv.Value); len(s) > 20 && strings.Contains(strings.ToLower(s), "outbox") && outboxInsert(s) != nil {
				return true
			}
		}
	}
	return false
}

// callsSender reports whether the package calls a function elsewhere that hands an event off.
func (p *pkg) callsSender() bool {
	for _, obj := range p.pass.TypesInfo.Uses {
		if f, ok := obj.(*types.Func); ok && f.Pkg() != nil && f.Pkg() != p.types && p.inHouse(f.Pkg().Path()) {
			if c := p.conventionsOf(f); c != nil && len(c.Sends) > 0 {
				return true
			}
		}
	}
	return false
}
