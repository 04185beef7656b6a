package report

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// A Summary counts what a run found and what it looked at.
type Summary struct {
	Packages int                // that the patterns match
	HandOffs map[string]HandOff // by import path, of packages that have any
	Silences map[string]int     // by reason: places at which the analysis stays silent

	Baseline  int // findings in the baseline
	Stale     int // what is in the baseline beyond that, and is not found any more
	Untouched int // findings about what was not touched since a revision
}

// HandOff counts hand-offs of a package.
type HandOff struct {
	Publishes, UnknownPublishes int
	Consumers, UnknownConsumers int
}

func (h HandOff) add(o HandOff) HandOff {
	h.Publishes += o.Publishes
	h.UnknownPublishes += o.UnknownPublishes
	h.Consumers += o.Consumers
	h.UnknownConsumers += o.UnknownConsumers
	return h
}

// total adds up the packages.
func (s *Summary) total() HandOff {
	var t HandOff
	for _, h := range s.HandOffs {
		t = t.add(h)
	}
	return t
}

// counts returns how many findings there are of each rule, and in each package.
func (r *Report) counts() (rules, packages map[string]int) {
	rules, packages = make(map[string]int), make(map[string]int)
	for _, f := range slices.Concat(r.Findings, r.More) {
		rules[ruleOf(f)]++
		packages[f.Package]++
	}
	return rules, packages
}

// PrintSummary writes the summary for people.
func (r *Report) PrintSummary(w io.Writer) error {
	out := bufio.NewWriter(w)
	s := r.Summary
	rules, packages := r.counts()
	fmt.Fprintf(out, "%s in %s of %d", plural(len(r.Findings)+len(r.More), "finding"), plural(len(packages), "package"), s.Packages)
	for _, left := range []struct {
		n    int
		what string
	}{{len(r.LeftOut), "suppressed"}, {s.Baseline, "in the baseline"}, {s.Stale, "in the baseline and not found any more (-baseline-update)"}, {s.Untouched, "not touched"}} {
		if left.n > 0 {
			fmt.Fprintf(out, "; %d %s", left.n, left.what)
		}
	}
	out.WriteByte('\n')
	table(out, "findings by rule", rules)
	table(out, "findings by package", packages)
	t := s.total()
	fmt.Fprintf(out, "\n%-12s %6s %11s %8s\n", "hand-offs", "seen", "understood", "unknown")
	for _, row := range []struct {
		name          string
		seen, unknown int
	}{{"  publishes", t.Publishes, t.UnknownPublishes}, {"  consumers", t.Consumers, t.UnknownConsumers}} {
		fmt.Fprintf(out, "%-12s %6d %11d %8d\n", row.name, row.seen, row.seen-row.unknown, row.unknown)
	}
	table(out, "silent because of (-debug says where)", s.Silences)
	return out.Flush()
}

// table writes counts, the largest first.
func table(out *bufio.Writer, title string, counts map[string]int) {
	if len(counts) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", title)
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		fmt.Fprintf(out, "%7d  %s\n", counts[name], name)
	}
}
