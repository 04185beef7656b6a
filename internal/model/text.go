package model

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// This file has the words in which rows are written in configuration.

var sourceNames = [...]string{
	FromNothing: "nothing", FromContext: "context", FromHeaders: "headers", FromRecordContext: "record-context",
	FromMessageContext: "message-context", FromRequest: "request", FromCaller: "caller",
}

var kindNames = [...]string{
	FuncKind: "function", MethodKind: "method", FieldKind: "field",
	FuncTypeKind: "function-type", TypeKind: "type", VarKind: "variable",
}

var baseNames = [...]string{
	ArgOf: "arg", RecvOf: "recv", ResultOf: "result", InOf: "in", OutOf: "out", SentOn: "sent", GotFrom: "got", ChanArg: "chan",
}

// Roles returns the names of all roles, in their order.
func Roles() []string { return names(roleNames[:]) }

// Sources returns the names of all sources, in their order.
func Sources() []string { return names(sourceNames[:]) }

// Kinds returns the names of all kinds of objects, in their order.
func Kinds() []string { return names(kindNames[:]) }

func names(all []string) []string {
	var out []string
	for _, n := range all {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// ParseRole returns the role of that name.
func ParseRole(name string) (Role, bool) { i, ok := find(roleNames[:], name); return Role(i), ok }

// ParseSource returns the source of that name.
func ParseSource(name string) (Source, bool) {
	i, ok := find(sourceNames[:], name)
	return Source(i), ok
}

// ParseKind returns the kind of that name.
func ParseKind(name string) (Kind, bool) { i, ok := find(kindNames[:], name); return Kind(i), ok }

func find(all []string, name string) (int, bool) {
	for i, n := range all {
		if n == name && n != "" {
			return i, true
		}
	}
	return 0, false
}

// String returns the source's name as it is written in configuration.
func (s Source) String() string { return sourceNames[s] }

// String returns the kind's name as it is written in configuration.
func (k Kind) String() string { return kindNames[k] }

// String returns the place as it is written in configuration: "arg 1 msg",
// "result 0", "recv.SpanContext".
func (p Place) String() string {
	if p.IsZero() {
		return ""
	}
	s := baseNames[p.Base]
	if p.Base != RecvOf {
		s += " " + strconv.Itoa(p.Index)
	}
	if p.Name != "" {
		s += " " + p.Name
	}
	if p.Path != "" {
		s += "." + p.Path
	}
	return s
}

var errPlace = errors.New(`want "arg N [name]", "recv", "result N", "in N", "out N", "sent N", "got N" or "chan N [name]", and for a part of it ".Field" behind that`)

// ParsePlace reads what Place.String writes.
func ParsePlace(s string) (Place, error) {
	head, path, dotted := strings.Cut(s, ".")
	words := strings.Fields(head)
	if len(words) == 0 || dotted && !validPath(path) {
		return Place{}, errPlace
	}
	i, ok := find(baseNames[:], words[0])
	if !ok {
		return Place{}, errPlace
	}
	p := Place{Base: Base(i), Path: path}
	words = words[1:]
	if p.Base != RecvOf {
		if len(words) == 0 {
			return Place{}, errPlace
		}
		n, err := strconv.ParseUint(words[0], 10, 7)
		if err != nil {
			return Place{}, errPlace
		}
		p.Index = int(n)
		words = words[1:]
	}
	if len(words) > 0 && (p.Base == ArgOf || p.Base == ChanArg) {
		p.Name = words[0]
		words = words[1:]
	}
	if len(words) > 0 {
		return Place{}, errPlace
	}
	return p, nil
}

// validPath reports whether s is dotted names, "[]" among them.
func validPath(s string) bool {
	for _, step := range strings.Split(s, ".") {
		if step != "[]" && !isIdentifier(strings.TrimSuffix(step, "()")) {
			return false
		}
	}
	return true
}

func isIdentifier(s string) bool {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r > 127
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// ParseRef reads the name of an object: "path/of/pkg.Name", "path/of/pkg.Type.Name",
// or, as Ref.String writes it, "(path/of/pkg.Type).Name". It is a method if it
// has a type and a function otherwise, unless kind says something else.
//
// Dots in the path's last element are told from those behind it by the capital
// letters of exported names; the form with parentheses leaves no doubt.
func ParseRef(s, kind string) (Ref, error) {
	var ref Ref
	if rest, ok := strings.CutPrefix(s, "("); ok {
		typ, name, ok := strings.Cut(rest, ").")
		i := strings.LastIndexByte(typ, '.')
		if !ok || i < 0 {
			return Ref{}, errors.New(`want "(path/of/pkg.Type).Name"`)
		}
		ref = Ref{Pkg: typ[:i], Recv: typ[i+1:], Name: name}
	} else {
		dir, last := "", s
		if i := strings.LastIndexByte(s, '/'); i >= 0 {
			dir, last = s[:i+1], s[i+1:]
		}
		parts := strings.Split(last, ".")
		n := len(parts)
		switch {
		case n < 2:
			return Ref{}, errors.New(`want "path/of/pkg.Name" or "path/of/pkg.Type.Name"`)
		case n > 2 && isCapital(parts[n-2]):
			ref = Ref{Pkg: dir + strings.Join(parts[:n-2], "."), Recv: parts[n-2], Name: parts[n-1]}
		default:
			ref = Ref{Pkg: dir + strings.Join(parts[:n-1], "."), Name: parts[n-1]}
		}
	}
	if ref.Pkg == "" || !isIdentifier(ref.Name) || ref.Recv != "" && !isIdentifier(ref.Recv) {
		return Ref{}, errors.New(`want "path/of/pkg.Name" or "path/of/pkg.Type.Name"`)
	}
	if ref.Recv != "" {
		ref.Kind = MethodKind
	}
	if kind != "" {
		k, ok := ParseKind(kind)
		if !ok {
			return Ref{}, fmt.Errorf("there is no kind %q", kind)
		}
		if ofType := k == MethodKind || k == FieldKind; ofType != (ref.Recv != "") {
			return Ref{}, fmt.Errorf("%s does not name a %s", s, k)
		}
		ref.Kind = k
	}
	return ref, nil
}

func isCapital(s string) bool { return isIdentifier(s) && 'A' <= s[0] && s[0] <= 'Z' }
