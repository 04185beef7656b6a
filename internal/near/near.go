// Package near finds what a misspelt word was meant to be.
package near

import "strings"

// To returns the candidate that word most likely stands for, "" if none is
// close. Case, hyphens and underscores make no difference; one letter in three
// may be wrong, missing, too many, or swapped with its neighbour.
func To(word string, candidates []string) string {
	folded := fold(word)
	if folded == "" {
		return ""
	}
	best, least := "", max(1, len(folded)/3)+1
	for _, c := range candidates {
		if d := distance(folded, fold(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

// Hint returns a question after the near candidate, to be put behind a message,
// "" if there is none.
func Hint(word string, candidates []string) string {
	if c := To(word, candidates); c != "" {
		return "; did you mean " + c + "?"
	}
	return ""
}

var separators = strings.NewReplacer("-", "", "_", "", " ", "")

func fold(s string) string { return separators.Replace(strings.ToLower(s)) }

// distance is the number of edits that make a of b: insertions, deletions,
// replacements, and swaps of neighbours.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before []int // the row before the previous one
	prev := make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range x {
		row := make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(prev[j]+cost, prev[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(y)]
}
