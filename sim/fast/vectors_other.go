//go:build !amd64

package fast

const vectors = false

func addRowsVectors(_ *[Block]float64, _ float64, _ *[]float64, _ int, _ *float64, _ int) {}

func convolveVectors(_, _, _ *float64, _, _, _ int) {}
