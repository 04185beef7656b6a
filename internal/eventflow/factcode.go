package eventflow

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"reflect"
)

// Facts are many and small, and encoding/gob describes each type that it
// writes in every package's facts again, with the names of all fields: about
// a kilobyte. Here the types describe themselves: both ends are the same
// program, as cmd/go's cache and the fact's Go type make sure.
//
// A struct is the set of its exported fields that are not zero, as bits, and
// then these fields; a slice is its length and its elements; a string its
// length and its bytes; a number a varint.

// GobEncode writes the fact down.
func (s *Summary) GobEncode() ([]byte, error) { return appendFact(nil, reflect.ValueOf(s).Elem()), nil }

// GobDecode reads what GobEncode wrote.
func (s *Summary) GobDecode(data []byte) error { return readFact(data, reflect.ValueOf(s).Elem()) }

// GobEncode writes the fact down.
func (f *IDFlow) GobEncode() ([]byte, error) { return appendFact(nil, reflect.ValueOf(f).Elem()), nil }

// GobDecode reads what GobEncode wrote.
func (f *IDFlow) GobDecode(data []byte) error { return readFact(data, reflect.ValueOf(f).Elem()) }

// GobEncode writes the fact down.
func (r *Reach) GobEncode() ([]byte, error) { return appendFact(nil, reflect.ValueOf(r).Elem()), nil }

// GobDecode reads what GobEncode wrote.
func (r *Reach) GobDecode(data []byte) error { return readFact(data, reflect.ValueOf(r).Elem()) }

// GobEncode writes the fact down.
func (s *StandIn) GobEncode() ([]byte, error) { return appendFact(nil, reflect.ValueOf(s).Elem()), nil }

// GobDecode reads what GobEncode wrote.
func (s *StandIn) GobDecode(data []byte) error { return readFact(data, reflect.ValueOf(s).Elem()) }

func appendFact(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Struct:
		var set uint64
		for i := range v.NumField() {
			if f := v.Field(i); v.Type().Field(i).IsExported() && !empty(f) {
				set |= 1 << i
			}
		}
		out = binary.AppendUvarint(out, set)
		for ; set != 0; set &= set - 1 {
			out = appendFact(out, v.Field(bits.TrailingZeros64(set)))
		}
		return out
	case reflect.Slice:
		out = binary.AppendUvarint(out, uint64(v.Len()))
		for i := range v.Len() {
			out = appendFact(out, v.Index(i))
		}
		return out
	case reflect.Pointer:
		return appendFact(out, v.Elem()) // nil ones are zero fields
	case reflect.String:
		out = binary.AppendUvarint(out, uint64(v.Len()))
		return append(out, v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(out, 1)
		}
		return append(out, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(out, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(out, v.Uint())
	}
	panic("a fact has a " + v.Type().String())
}

// empty reports whether nothing has to be written for the field.
func empty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

var errFact = errors.New("not a fact of this version of tracelint")

// readFact fills v with what appendFact wrote.
func readFact(data []byte, v reflect.Value) error {
	v.SetZero()
	r := factReader{data}
	if !r.read(v) || len(r.data) > 0 {
		return errFact
	}
	return nil
}

type factReader struct{ data []byte }

// read fills v, and reports whether there was enough to fill it with.
func (r *factReader) read(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Struct:
		set, ok := r.uint()
		for ; ok && set != 0; set &= set - 1 {
			i := bits.TrailingZeros64(set)
			ok = i < v.NumField() && v.Type().Field(i).IsExported() && r.read(v.Field(i))
		}
		return ok
	case reflect.Slice:
		n, ok := r.uint()
		if !ok || n > uint64(len(r.data)) { // an element has a byte at least
			return false
		}
		v.Set(reflect.MakeSlice(v.Type(), int(n), int(n)))
		for i := range int(n) {
			if !r.read(v.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.read(v.Elem())
	case reflect.String:
		n, ok := r.uint()
		if !ok || n > uint64(len(r.data)) {
			return false
		}
		v.SetString(string(r.data[:n]))
		r.data = r.data[n:]
		return true
	case reflect.Bool:
		n, ok := r.uint()
		v.SetBool(n == 1)
		return ok && n <= 1
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, k := binary.Varint(r.data)
		if k <= 0 || v.OverflowInt(n) {
			return false
		}
		r.data = r.data[k:]
		v.SetInt(n)
		return true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, ok := r.uint()
		if !ok || v.OverflowUint(n) {
			return false
		}
		v.SetUint(n)
		return true
	}
	return false
}

func (r *factReader) uint() (uint64, bool) {
	n, k := binary.Uvarint(r.data)
	if k <= 0 {
		return 0, false
	}
	r.data = r.data[k:]
	return n, true
}
