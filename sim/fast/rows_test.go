package fast

import (
	"math/rand/v2"
	"testing"
)

// Vectors give what plain sums in the same order do, to the last bit, and touch
// nothing else; the plain sums are those of the definition.
func TestAddRowsIsTheSameOnEveryMachine(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 3))
	for n := range 20 {
		rows, shares := make([][]float64, n), make([]float64, n)
		var long [][3 * Block]float64 // the rows, nothing where they have ended
		for k := range rows {
			rows[k], shares[k] = make([]float64, Block*dice.IntN(4)), dice.NormFloat64()
			for i := range rows[k] {
				rows[k][i] = dice.NormFloat64()
			}
			long = append(long, [3 * Block]float64{})
			copy(long[k][:], rows[k])
		}
		for at := 0; at < 3*Block; at += Block {
			var got, plain [3 * Block]float64
			for i := range got {
				got[i] = dice.NormFloat64()
			}
			plain = got
			was, weight := got, dice.NormFloat64()
			AddRows((*[Block]float64)(got[Block:]), weight, rows, at, shares)
			addRowsPlain((*[Block]float64)(plain[Block:]), weight, rows, at, shares)
			if got != plain {
				t.Fatalf("%d rows from %d on: other sums", n, at)
			}
			for i := range Block {
				want := was[Block+i]
				for k, share := range shares {
					want += weight * share * long[k][at+i]
				}
				closeTo(t, "a sum", 100+got[Block+i], 100+want, 1e-15)
			}
		}
	}
}
