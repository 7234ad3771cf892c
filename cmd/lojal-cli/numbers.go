package main

import (
	"math"
	"strconv"
	"strings"

	"lojal/sim/scenario"
)

// amount is a number on the command line, seconds a duration and portion a share.
// Like the values of --set they take a decimal comma.
type (
	amount  float64
	seconds float64
	portion float64
)

// UnmarshalText reads 1000, 0.5 or 0,5.
func (n *amount) UnmarshalText(b []byte) error { return typed((*float64)(n), b, scenario.NoUnit) }

// UnmarshalText reads 90s, 5m20s, 3 min, 2,5h or a number of seconds.
func (s *seconds) UnmarshalText(b []byte) error { return typed((*float64)(s), b, scenario.Seconds) }

// UnmarshalText reads 0.8, 0,8, 80% or "80 %".
func (p *portion) UnmarshalText(b []byte) error { return typed((*float64)(p), b, scenario.Share) }

// typed reads a number of a unit, also with an exponent.
func typed(to *float64, text []byte, u scenario.Unit) (err error) {
	if *to, err = strconv.ParseFloat(strings.TrimSpace(string(text)), 64); err != nil {
		*to, err = scenario.Typed(string(text), u)
	}
	return err
}

// count is a whole number on the command line.
type count int

// UnmarshalText reads 1000 or "1 000".
func (n *count) UnmarshalText(b []byte) error {
	x, err := scenario.Typed(string(b), scenario.NoUnit)
	if err != nil || x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		return scenario.NotWhole(string(b))
	}
	*n = count(x)
	return nil
}

// seed is the seed of a run.
type seed uint64

// UnmarshalText reads a whole number from 0 to 2⁶⁴ − 1.
func (s *seed) UnmarshalText(b []byte) error {
	x, err := strconv.ParseUint(strings.TrimSpace(string(b)), 10, 64)
	if err != nil {
		return scenario.NotWhole(string(b))
	}
	*s = seed(x)
	return nil
}
