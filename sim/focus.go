package sim

import (
	"math"

	"lojal/sim/scenario"
	"lojal/sim/workforce"
)

// takesHold is how much of each programme takes hold, by programme and week, where
// more grow at once than people can attend to: in each week in which it grows,
// focus ÷ those that grow, and the mean of that so far. It is nil where there are
// not so many.
func takesHold(p *scenario.Plan) [][]float64 {
	programmes, focus := p.Decisions.Initiatives, p.Learning.Focus
	if float64(len(programmes)) <= focus {
		return nil
	}
	underWay := make([]float64, p.Weeks)
	for i := range programmes {
		first, last := growing(&programmes[i])
		for w := first; w <= min(last, p.Weeks-1); w++ {
			underWay[w]++
		}
	}
	held := make([][]float64, len(programmes))
	for i := range programmes {
		held[i] = make([]float64, p.Weeks)
		first, last := growing(&programmes[i])
		sum := 0.0
		for w := first; w < p.Weeks; w++ {
			if w <= last {
				sum += min(1, focus/underWay[w])
			}
			held[i][w] = sum / float64(min(w, last)-first+1)
		}
	}
	return held
}

// growing is the first and the last week in which a programme's effect grows.
func growing(n *scenario.Initiative) (first, last int) {
	first = int(n.StartWeek)
	return first, first + int(math.Ceil(max(1, n.Months*workforce.WeeksPerMonth))) - 1
}
