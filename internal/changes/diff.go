package changes

// A diff is what differs between two versions of a declaration.
type diff struct {
	added   []line    // of the new version
	deleted []removal // of the old one
}

// within reports whether one of the lines of the new version, from the first to
// the last, was added, or one between them removed.
func (d diff) within(first, last int) bool {
	for _, l := range d.added {
		if first <= l.number && l.number <= last {
			return true
		}
	}
	for _, l := range d.deleted {
		if first < l.before && l.before <= last {
			return true
		}
	}
	return false
}

// A removal is a line that is gone, and the number of the line that came after
// it in the new version.
type removal struct {
	line
	before int
}

// largest is how many lines of a declaration are compared one by one, squared.
const largest = 4 << 20

// compare returns the lines that are not in both, in order.
func compare(old, now []line, end int) diff {
	for len(old) > 0 && len(now) > 0 && old[0].text == now[0].text {
		old, now = old[1:], now[1:]
	}
	for len(old) > 0 && len(now) > 0 && old[len(old)-1].text == now[len(now)-1].text {
		end = now[len(now)-1].number
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	next := func(j int) int {
		if j < len(now) {
			return now[j].number
		}
		return end
	}
	var d diff
	i, j := 0, 0
	if len(old)*len(now) <= largest {
		// common[i][j] is how many lines old[i:] and now[j:] have in common.
		common := make([][]int, len(old)+1)
		for i := range common {
			common[i] = make([]int, len(now)+1)
		}
		for i := len(old) - 1; i >= 0; i-- {
			for j := len(now) - 1; j >= 0; j-- {
				if old[i].text == now[j].text {
					common[i][j] = common[i+1][j+1] + 1
				} else {
					common[i][j] = max(common[i+1][j], common[i][j+1])
				}
			}
		}
		for i < len(old) && j < len(now) {
			switch {
			case old[i].text == now[j].text:
				i, j = i+1, j+1
			case common[i+1][j] >= common[i][j+1]:
				d.deleted = append(d.deleted, removal{old[i], next(j)})
				i++
			default:
				d.added = append(d.added, now[j])
				j++
			}
		}
	}
	for ; i < len(old); i++ {
		d.deleted = append(d.deleted, removal{old[i], next(j)})
	}
	d.added = append(d.added, now[j:]...)
	return d
}
