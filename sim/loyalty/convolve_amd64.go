package loyalty

import "golang.org/x/sys/cpu"

// vectors tells whether the processor adds and multiplies four numbers at once.
var vectors = cpu.X86.HasAVX

// convolveVectors is [convolve] of some blocks by some shares, both at least one.
//
//go:noescape
func convolveVectors(to, from, shares *float64, blocks, step, count int)
