// Package driver turns what happened in a contact into satisfaction: any
// drivers over any signals, each with a curve, losses felt more than gains, and
// an interplay in which the worst of several drivers counts on its own.
package driver

import (
	"fmt"
	"math"
	"slices"

	"lojal/sim/fast"
)

// Signal is one thing a customer meets in a contact.
type Signal int

// Signals. Wait is in seconds, all others are levels from 0 to 1.
const (
	Resolution Signal = iota
	Information
	Attitude
	Understanding
	Fairness
	Wait
	Reliability
	Care
	signals
)

// Names are the signals' names in scenario files, by Signal.
var Names = [...]string{"resolution", "information", "attitude", "understanding", "fairness", "wait", "reliability", "care"}

// Met is the value of each signal in one contact. Neutral, for a signal that did
// not occur, is felt as the norm.
type Met [signals]float64

// Neutral stands for a signal that did not occur.
var Neutral = math.NaN()

// Only is a contact in which one signal occurred.
func Only(s Signal, value float64) Met {
	var m Met
	for i := range m {
		m[i] = Neutral
	}
	m[s] = value
	return m
}

// Curve turns a signal into a level from 0 to 1.
type Curve func(signal float64) float64

// Driver is one term of a model.
type Driver struct {
	Name   string
	Signal Signal
	Weight float64 // 0 or more; weights are normalised
	Norm   float64 // level that feels neutral
	Curve  Curve
}

// Model is a driver model.
type Model struct {
	Span         float64 // points between the worst and the best contact, before loss aversion
	LossAversion float64 // a level below the norm counts so many times
	drivers      []Driver
	worst        []bool // by driver: part of the interplay
	interplay    float64
}

// New makes a model. interplay names the drivers of which the worst counts with
// the given weight, 0 to 1; names that the model lacks are ignored, and without
// any the weight is 0.
func New(drivers []Driver, interplay []string, weight, span, lossAversion float64) (*Model, error) {
	m := &Model{Span: span, LossAversion: lossAversion, drivers: slices.Clone(drivers), worst: make([]bool, len(drivers))}
	var sum float64
	for _, d := range drivers {
		sum += d.Weight
	}
	if sum <= 0 {
		return nil, fmt.Errorf("a driver model needs a driver with a weight above 0")
	}
	for i := range m.drivers {
		m.drivers[i].Weight /= sum
		if slices.Contains(interplay, m.drivers[i].Name) {
			m.worst[i], m.interplay = true, weight
		}
	}
	return m, nil
}

// Raw is the satisfaction of a contact in points above the base, before it is
// kept within 0 to 100: span·[(1 − w)·Σ ŵ g + w·min g], with g = curve(signal) −
// norm, times the loss aversion where negative, and the minimum over the
// interplay's drivers.
func (m *Model) Raw(met *Met) float64 { return m.Points(m.Part(met), None) }

// Part is what some signals of a contact add to its satisfaction: those that a
// Met tells, the others being neutral.
type Part struct{ sum, worst float64 } // Σ ŵ g; min g of the interplay, +Inf without

// None is the part of no signal.
var None = Part{worst: math.Inf(1)}

// Part works the signals of a contact out that are not neutral.
func (m *Model) Part(met *Met) Part {
	p := None
	for i := range m.drivers {
		g, felt := m.feel(i, met)
		p.sum += m.drivers[i].Weight * g
		if m.worst[i] && felt {
			p.worst = min(p.worst, g)
		}
	}
	return p
}

// Plus is what the signals of both parts add, each signal being told by one of them.
func (a Part) Plus(b Part) Part { return Part{a.sum + b.sum, fast.Min(a.worst, b.worst)} }

// Points is [Model.Raw] of a contact whose signals are told by two parts, each
// signal by one of them.
func (m *Model) Points(a, b Part) float64 {
	all := a.Plus(b)
	if all.worst > math.MaxFloat64 { // no driver of the interplay was felt
		return m.Span * all.sum
	}
	return m.Span * ((1-m.interplay)*all.sum + m.interplay*all.worst)
}

// feel is g of a driver; felt is false for a signal that did not occur.
func (m *Model) feel(i int, met *Met) (g float64, felt bool) {
	d := &m.drivers[i]
	x := met[d.Signal]
	if math.IsNaN(x) {
		return 0, false
	}
	g = d.Curve(x) - d.Norm
	if g < 0 {
		g *= m.LossAversion
	}
	return g, true
}

// Clamp keeps a satisfaction within 0 to 100.
func Clamp(s float64) float64 { return fast.Min(fast.Max(s, 0), 100) }
