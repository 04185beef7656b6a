package lib

import (
	"fmt"
	"slices"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
)

// copies returns the loaders n times over, the copies with import paths of
// their own: as many tables as there might be one day.
func copies(n int) []*model.Loader {
	out := slices.Clone(Loaders)
	for i := 1; i < n; i++ {
		for _, l := range Loaders {
			c := *l
			c.Paths = nil
			for _, p := range l.Paths {
				c.Paths = append(c.Paths, fmt.Sprintf("copy%d.example/%s", i, p))
			}
			out = append(out, &c)
		}
	}
	return out
}

// TestTablesOnDemand sees to it that a table is made when a package that it
// speaks of is met, and not before.
func TestTablesOnDemand(t *testing.T) {
	var made []string
	var loaders []*model.Loader
	for _, l := range Loaders {
		c := *l
		c.Load = func() *model.Library {
			lib := l.Load()
			made = append(made, lib.Name)
			return lib
		}
		loaders = append(loaders, &c)
	}
	ix := model.NewIndex(loaders)
	for _, l := range loaders {
		for _, p := range l.Paths {
			ix.Knows(p)
		}
	}
	if ix.Tracing("example.com/shop") || len(made) > 0 {
		t.Errorf("tables of %q are made before they are needed", made)
	}
	if !ix.Tracing(otelPaths[0]) || !slices.Equal(made, []string{otel().Name}) {
		t.Errorf("tables of %q are made, want that of OpenTelemetry", made)
	}
}

// BenchmarkStart makes the index that every run of the tool makes, with the
// tables that there are and with ten times as many. A run costs some
// milliseconds, this a fraction of one, whatever the tables' sizes.
func BenchmarkStart(b *testing.B) {
	for _, n := range []int{1, 10} {
		loaders := copies(n)
		b.Run(fmt.Sprintf("libraries=%d", len(loaders)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if ix := model.NewIndex(loaders); ix.Knows("example.com/shop") {
					b.Fatal("what is nobody's is known")
				}
			}
		})
	}
}

// BenchmarkTables makes all tables; a run makes those of the libraries that a
// package reaches.
func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		All()
	}
}
