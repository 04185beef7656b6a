package fuzz

// prelude are the functions that mutated programs use.
const prelude = `

import (
	"iter"
	"sync"
)

func zzB() bool { return len(zzDone) > 0 }

var (
	zzDone = make(chan struct{}, 1)
	zzOnce sync.Once
)

func zzZero[T any](T) T { var z T; return z }

func zzSame[T any](v T) T { return v }

type zzBox[K, V any] struct {
	k K
	v V
}

func (b *zzBox[K, V]) key() K { return b.k }
func (b zzBox[K, V]) get() V  { return b.v }

func zzBoxOf[V any](v V) *zzBox[string, V] { return &zzBox[string, V]{v: v} }

type zzHeld[V any] struct {
	zzBox[string, V]
	again *zzHeld[V]
}

func zzHold[V any](v V) *zzHeld[V] {
	h := &zzHeld[V]{zzBox: zzBox[string, V]{v: v}}
	h.again = h
	return h.again
}

func zzPtr[T any](v T) *T { return &v }

func zzChan[T any](v T) chan T {
	c := make(chan T, 1)
	c <- v
	return c
}

func zzMap[T any](v T) map[string]T { return map[string]T{"k": v} }

func zzSlice[T any](v T) []T { return append([]T(nil), v) }

func zzFirst[T any](v T, _ any) T { return v }

func zzVar[T any](_ int, vs ...T) T { return vs[0] }

func zzLater[T any](v T) func() T { return func() T { return v } }

func zzAsAny[T any](v T) T { return any(v).(T) }

func zzAssert[T any](v any, _ T) T { t, _ := v.(T); return t }

func zzMust[T any](v T) T {
	switch x := any(v).(type) {
	case T:
		return x
	default:
		panic(x)
	}
}

type zzNode[T any] struct {
	value T
	next  *zzNode[T]
}

func zzList[T any](v T) *zzNode[T] {
	n := &zzNode[T]{value: v}
	n.next = &zzNode[T]{v, n}
	return n
}

func zzSeq[T any](v T) iter.Seq[T] { return func(yield func(T) bool) { _ = yield(v) && yield(v) } }

func zzFirstOf[T any](s iter.Seq[T]) (first T) {
	for v := range s {
		return v
	}
	return
}

func zzApply[T any](f func(T) T, v T) T { return f(v) }

func zzDo(f func()) { f() }

func zzDoAll(f func(), more []func()) {
	f()
	for _, f := range more {
		zzDoAll(f, more)
	}
}
`
