//go:build !amd64

package loyalty

const vectors = false

func convolveVectors(_, _, _ *float64, _, _, _ int) {}
