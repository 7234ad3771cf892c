package fast

import "golang.org/x/sys/cpu"

// vectors tells whether the processor adds and multiplies four numbers at once.
var vectors = cpu.X86.HasAVX

// addRowsVectors is [AddRows] of at least one row.
//
//go:noescape
func addRowsVectors(to *[Block]float64, weight float64, rows *[]float64, at int, shares *float64, count int)

// convolveVectors is [Convolve] of some blocks by some shares, both at least one.
//
//go:noescape
func convolveVectors(to, from, shares *float64, blocks, step, count int)
