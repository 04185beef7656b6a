package eventflow

import (
	"encoding/binary"
	"errors"

	"github.com/tracelint/tracelint/internal/words"
)

// Facts of ids are many and small: written by hand they take a third of what
// encoding/gob makes of their types and fields.

// GobEncode writes the flow down.
func (f *IDFlow) GobEncode() ([]byte, error) {
	var w idWriter
	w.num(len(f.Results))
	for _, r := range f.Results {
		w.num(r.Index<<1 | bit(r.Open))
		w.parts(r.Parts)
	}
	for _, sets := range [][][]IDPart{f.Groups, f.Emits} {
		w.num(len(sets))
		for _, parts := range sets {
			w.parts(parts)
		}
	}
	w.num(len(f.Sets))
	for _, s := range f.Sets {
		w.num(s.Param)
		w.parts(s.Parts)
	}
	return w, nil
}

// GobDecode reads what GobEncode wrote.
func (f *IDFlow) GobDecode(data []byte) error {
	r := idReader{data: data}
	*f = IDFlow{}
	for n := r.num(); n > 0 && r.err == nil; n-- {
		k := r.num()
		f.Results = append(f.Results, IDResult{Index: k >> 1, Open: k&1 == 1, Parts: r.parts()})
	}
	for _, sets := range []*[][]IDPart{&f.Groups, &f.Emits} {
		for n := r.num(); n > 0 && r.err == nil; n-- {
			*sets = append(*sets, r.parts())
		}
	}
	for n := r.num(); n > 0 && r.err == nil; n-- {
		f.Sets = append(f.Sets, IDSet{Param: r.num(), Parts: r.parts()})
	}
	return r.err
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

type idWriter []byte

func (w *idWriter) num(n int) { *w = binary.AppendUvarint(*w, uint64(n)) }

func (w *idWriter) parts(list []IDPart) {
	w.num(len(list))
	for _, q := range list {
		*w = append(*w, byte(q.Role)<<4|byte(q.Kind))
		w.num(q.Param)
		w.num(len(q.Path))
		*w = append(*w, q.Path...)
	}
}

type idReader struct {
	data []byte
	err  error
}

var errIDFact = errors.New("not the fact of a function's ids")

func (r *idReader) num() int {
	n, k := binary.Uvarint(r.data)
	if k <= 0 || n > 1<<20 {
		r.err, r.data = errIDFact, nil
		return 0
	}
	r.data = r.data[k:]
	return int(n)
}

func (r *idReader) parts() []IDPart {
	var out []IDPart
	for n := r.num(); n > 0; n-- {
		if len(r.data) == 0 {
			r.err = errIDFact
			return nil
		}
		q := IDPart{Role: words.Role(r.data[0] >> 4), Kind: IDKind(r.data[0] & 15)}
		r.data = r.data[1:]
		q.Param = r.num()
		k := r.num()
		if k > len(r.data) {
			r.err = errIDFact
			return nil
		}
		q.Path, r.data = string(r.data[:k]), r.data[k:]
		out = append(out, q)
	}
	return out
}
