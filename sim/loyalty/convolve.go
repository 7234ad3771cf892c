package loyalty

// convolve adds to each number of some blocks what another slice holds from a place on,
// times the first share, a step further on times the second, and so on. Most of a week
// is this, so that it is worth vectors. Each sum adds in the same order with and
// without them, so that every machine finds the same.
func convolve(to, from []float64, at, step int, shares []float64) {
	last := at + step*(len(shares)-1)
	_, _ = from[at:][:len(to)], from[last:][:len(to)] // all between is there, too
	if vectors {
		convolveVectors(&to[0], &from[at], &shares[0], len(to)/block, step, len(shares))
		return
	}
	convolvePlain(to, from, at, step, shares)
}

// block is as many numbers as the vectors of a processor sum up at once.
const block = 32

// blocks rounds up to whole ones: some numbers more are quicker than other ways for them.
func blocks(numbers int) int { return (numbers + block - 1) &^ (block - 1) }

func convolvePlain(to, from []float64, at, step int, shares []float64) {
	for _, share := range shares {
		for i, n := range from[at:][:len(to)] {
			to[i] += float64(share * n) // rounded, where a machine would fuse the two
		}
		at += step
	}
}
