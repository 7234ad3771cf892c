package fast

// Convolve adds to each number of whole blocks what another slice holds from a place on,
// times the first share, a step further on times the second, and so on. Each sum adds in
// the same order with and without vectors, so that every machine finds the same.
func Convolve(to, from []float64, at, step int, shares []float64) {
	last := at + step*(len(shares)-1)
	_, _ = from[at:][:len(to)], from[last:][:len(to)] // all between is there, too
	if vectors {
		convolveVectors(&to[0], &from[at], &shares[0], len(to)/Block, step, len(shares))
		return
	}
	convolvePlain(to, from, at, step, shares)
}

func convolvePlain(to, from []float64, at, step int, shares []float64) {
	for _, share := range shares {
		for i, n := range from[at:][:len(to)] {
			to[i] += float64(share * n) // rounded, where a machine would fuse the two
		}
		at += step
	}
}
