package eventflow

import "golang.org/x/tools/go/ssa"

// A cycle is a loop of a function's control flow.
type cycle struct {
	head   *ssa.BasicBlock
	blocks map[*ssa.BasicBlock]bool
}

// cycles returns the loops of fn.
func cycles(fn *ssa.Function) []*cycle {
	var out []*cycle
	for _, b := range fn.Blocks {
		for _, h := range b.Succs {
			if h != b && !h.Dominates(b) {
				continue
			}
			var cy *cycle
			for _, c := range out {
				if c.head == h {
					cy = c
				}
			}
			if cy == nil {
				cy = &cycle{h, map[*ssa.BasicBlock]bool{h: true}}
				out = append(out, cy)
			}
			work := []*ssa.BasicBlock{b}
			for len(work) > 0 {
				x := work[len(work)-1]
				work = work[:len(work)-1]
				if !cy.blocks[x] {
					cy.blocks[x] = true
					work = append(work, x.Preds...)
				}
			}
		}
	}
	return out
}

// smallest returns the smallest of the loops that has the block, nil if none does.
func smallest(all []*cycle, b *ssa.BasicBlock) *cycle {
	var best *cycle
	for _, c := range all {
		if c.blocks[b] && (best == nil || len(c.blocks) < len(best.blocks)) {
			best = c
		}
	}
	return best
}

// innermost returns the blocks of the smallest loop that b is in, nil if it is in none.
func innermost(b *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	if c := smallest(cycles(b.Parent()), b); c != nil {
		return c.blocks
	}
	return nil
}
