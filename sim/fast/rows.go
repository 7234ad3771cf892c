package fast

// Block is how many numbers the vectors of a processor sum up at once.
const Block = 32

// Blocks rounds up to whole blocks: some numbers more are quicker than other ways for them.
func Blocks(numbers int) int { return (numbers + Block - 1) &^ (Block - 1) }

// AddRows adds a weight times the sum of some rows, each times its share, to a block of
// numbers; of the rows that do not end before, those from a place on. Rows end with whole
// blocks. Each sum adds in the same order with and without vectors, so that every
// machine finds the same.
func AddRows(to *[Block]float64, weight float64, rows [][]float64, at int, shares []float64) {
	rows = rows[:len(shares)]
	if vectors && len(rows) > 0 {
		addRowsVectors(to, weight, &rows[0], at, &shares[0], len(shares))
		return
	}
	addRowsPlain(to, weight, rows, at, shares)
}

func addRowsPlain(to *[Block]float64, weight float64, rows [][]float64, at int, shares []float64) {
	var sums [Block]float64
	for k, share := range shares {
		if at < len(rows[k]) {
			for i, n := range rows[k][at : at+Block] {
				sums[i] += float64(share * n) // rounded, where a machine would fuse the two
			}
		}
	}
	for i, sum := range sums {
		to[i] += float64(weight * sum)
	}
}
