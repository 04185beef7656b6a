package bench

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Setup says what to measure.
type Setup struct {
	Module   string   // root of tracelint's module
	Scratch  string   // directory for executables
	Dir      string   // directory of the module to analyse
	Patterns []string // packages in it
	Pairs    int      // how often to run each of two commands
}

// ModuleRoot returns the root of the module around the current directory.
func ModuleRoot() (string, error) {
	run, err := Execute("", nil, "go", "env", "GOMOD")
	if err != nil {
		return "", err
	}
	return filepath.Dir(strings.TrimSpace(string(run.Stdout))), nil
}

// Compare measures and writes the figures to w.
func Compare(w io.Writer, s Setup) error {
	tracelint, err := Build(s.Scratch, s.Module, "./cmd/tracelint", "tracelint")
	if err != nil {
		return err
	}
	noop, err := Build(s.Scratch, s.Module, "./internal/bench/cmd/noopvet", "noopvet")
	if err != nil {
		return err
	}
	if _, err := noop.Vet(s.Dir, s.Patterns...); err != nil { // compiles the dependencies
		return err
	}
	fmt.Fprintf(w, "module %s, packages %s, median of %d\n", s.Dir, strings.Join(s.Patterns, " "), s.Pairs)
	for _, measure := range []func(io.Writer, Setup, *Tool, *Tool) error{startup, coldVet, watchedVet, command, repeated} {
		if err := measure(w, s, tracelint, noop); err != nil {
			return err
		}
	}
	return nil
}

// startup measures how long the executable takes to say who it is. The best
// of many runs tells least of what else the machine does.
func startup(w io.Writer, s Setup, tracelint, noop *Tool) error {
	for _, arg := range []string{"-V=full", "-flags"} {
		var walls [2][]time.Duration
		for range 10 * s.Pairs {
			for i, tool := range []*Tool{tracelint, noop} {
				run, err := Execute(s.Dir, nil, tool.Path, arg)
				if err != nil {
					return err
				}
				walls[i] = append(walls[i], run.Wall)
			}
		}
		row(w, "start-up, best, "+arg, "ms", ms(slices.Min(walls[0])), ms(slices.Min(walls[1])))
	}
	return nil
}

// coldVet measures go vet with tools that have nothing cached.
func coldVet(w io.Writer, s Setup, tracelint, noop *Tool) error {
	var cpu, wall [2][]time.Duration
	for range s.Pairs {
		for i, tool := range []*Tool{tracelint, noop} {
			fresh, err := tool.Fresh()
			if err != nil {
				return err
			}
			run, err := fresh.Vet(s.Dir, s.Patterns...)
			fresh.Remove()
			if err != nil {
				return err
			}
			cpu[i] = append(cpu[i], run.CPU)
			wall[i] = append(wall[i], run.Wall)
		}
	}
	row(w, "go vet, cold: CPU", "s", Median(cpu[0]).Seconds(), Median(cpu[1]).Seconds())
	row(w, "go vet, cold: wall", "s", Median(wall[0]).Seconds(), Median(wall[1]).Seconds())
	return nil
}

// watchedVet looks at the processes that cmd/go starts, cold and warm.
func watchedVet(w io.Writer, s Setup, tracelint, noop *Tool) error {
	var starts [2][]Start
	for i, tool := range []*Tool{tracelint, noop} {
		fresh, err := tool.Fresh()
		if err != nil {
			return err
		}
		defer fresh.Remove()
		cold, list, err := fresh.Watch(s.Dir, s.Patterns...)
		if err != nil {
			return err
		}
		starts[i] = list
		if i == 1 {
			continue
		}
		warm, again, err := fresh.Watch(s.Dir, s.Patterns...)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "go vet, warm: tool started %d times (cold: %d); output and exit code the same: %t; exit code %d; %.2f s CPU\n",
			len(again), len(list), sameOutput(warm, cold), cold.Code, warm.CPU.Seconds())
	}
	row(w, "processes of the tool: CPU", "s", totalCPU(starts[0]), totalCPU(starts[1]))
	costliest(w, starts[0], starts[1])
	row(w, "largest process: resident", "MB", maxMB(starts[0]), maxMB(starts[1]))
	factSizes(w, starts[0], starts[1])
	return nil
}

// sameOutput compares two runs of go vet, which prints what it has of a
// package when that is ready, so that the order of packages varies.
func sameOutput(a, b Run) bool {
	lines := func(r Run) []string {
		all := strings.SplitAfter(string(r.Stdout)+string(r.Stderr), "\n")
		slices.Sort(all)
		return all
	}
	return a.Code == b.Code && slices.Equal(lines(a), lines(b))
}

// costliest writes on which packages the tool spends most more than the floor.
func costliest(w io.Writer, with, without []Start) {
	floor := make(map[string]time.Duration)
	for _, s := range without {
		floor[s.Package] = s.CPU
	}
	list := slices.Clone(with)
	extra := func(s Start) time.Duration { return s.CPU - floor[s.Package] }
	slices.SortFunc(list, func(a, b Start) int { return cmp.Compare(extra(b), extra(a)) })
	for _, s := range list[:min(5, len(list))] {
		fmt.Fprintf(w, "    %+8.0f ms  %s\n", ms(extra(s)), s.Package)
	}
}

// factSizes writes how much larger the files of facts are than those of a
// tool without facts to write.
func factSizes(w io.Writer, with, without []Start) {
	empty := make(map[string]int64)
	for _, s := range without {
		empty[s.Package] = s.FactBytes
	}
	type size struct {
		pkg   string
		bytes int64
	}
	var sizes []size
	var total int64
	some := 0
	for _, s := range with {
		n := s.FactBytes - empty[s.Package]
		total += n
		if n > 0 {
			some++
		}
		sizes = append(sizes, size{s.Package, n})
	}
	slices.SortFunc(sizes, func(a, b size) int { return cmp.Or(cmp.Compare(b.bytes, a.bytes), strings.Compare(a.pkg, b.pkg)) })
	fmt.Fprintf(w, "facts: %d bytes in files of %d packages, %d of them with facts, mean %d\n", total, len(with), some, total/int64(max(1, len(with))))
	for _, s := range sizes[:min(3, len(sizes))] {
		fmt.Fprintf(w, "    %8d  %s\n", s.bytes, s.pkg)
	}
}

// command measures tracelint's own driver next to packages.Load.
func command(w io.Writer, s Setup, tracelint, _ *Tool) error {
	if _, err := Load(s.Dir, s.Patterns...); err != nil { // compiles what has changed
		return err
	}
	var cpu [2][]time.Duration
	var rss [2][]int64
	for range s.Pairs {
		run, err := Execute(s.Dir, nil, tracelint.Path, s.Patterns...)
		if err != nil {
			return err
		}
		load, err := Load(s.Dir, s.Patterns...)
		if err != nil {
			return err
		}
		for i, r := range []Run{run, load} {
			cpu[i] = append(cpu[i], r.CPU)
			rss[i] = append(rss[i], r.RSS)
		}
	}
	row(w, "tracelint next to packages.Load: CPU", "s", Median(cpu[0]).Seconds(), Median(cpu[1]).Seconds())
	row(w, "tracelint next to packages.Load: resident", "MB", mb(Median(rss[0])), mb(Median(rss[1])))
	return nil
}

// repeated checks that runs repeat each other byte by byte.
func repeated(w io.Writer, s Setup, tracelint, _ *Tool) error {
	const times = 10
	for _, flag := range []string{"-related", "-json"} {
		var first Run
		same := 0
		for i := range times {
			run, err := Execute(s.Dir, nil, tracelint.Path, append([]string{flag}, s.Patterns...)...)
			if err != nil {
				return err
			}
			if i == 0 {
				first = run
			}
			if run.Code == first.Code && bytes.Equal(run.Stdout, first.Stdout) && bytes.Equal(run.Stderr, first.Stderr) {
				same++
			}
		}
		fmt.Fprintf(w, "tracelint %s: %d of %d runs gave the same %d bytes, exit code %d\n", flag, same, times, len(first.Stdout), first.Code)
	}
	hashes := make([]map[string]string, 2)
	for i := range hashes {
		fresh, err := tracelint.Fresh()
		if err != nil {
			return err
		}
		_, starts, err := fresh.Watch(s.Dir, s.Patterns...)
		fresh.Remove()
		if err != nil {
			return err
		}
		hashes[i] = make(map[string]string)
		for _, s := range starts {
			hashes[i][s.Package] = s.FactHash
		}
	}
	differ := 0
	for pkg, h := range hashes[0] {
		if hashes[1][pkg] != h {
			differ++
		}
	}
	fmt.Fprintf(w, "facts of two cold runs of go vet: %d packages, %d differ\n", len(hashes[0]), differ)
	return nil
}

func row(w io.Writer, what, unit string, tracelint, floor float64) {
	fmt.Fprintf(w, "%-44s tracelint %9.2f %-2s  floor %9.2f %-2s  ratio %.2f\n", what, tracelint, unit, floor, unit, tracelint/floor)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
func mb(n int64) float64         { return float64(n) / (1 << 20) }

func totalCPU(starts []Start) float64 {
	var sum time.Duration
	for _, s := range starts {
		sum += s.CPU
	}
	return sum.Seconds()
}

func maxMB(starts []Start) float64 {
	var most int64
	for _, s := range starts {
		most = max(most, s.RSS)
	}
	return mb(most)
}
