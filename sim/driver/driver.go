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
	Span         float64          // points between the worst and the best contact, before loss aversion
	LossAversion float64          // a level below the norm counts so many times
	terms        []term           // by signal
	to           [signals + 1]int // terms[to[s]:to[s+1]] are those of signal s
	interplay    float64
}

// term is a driver; worst tells that it is part of the interplay.
type term struct {
	Driver
	worst bool
}

// New makes a model. interplay names the drivers of which the worst counts with
// the given weight, 0 to 1; names that the model lacks are ignored, and without
// any the weight is 0.
func New(drivers []Driver, interplay []string, weight, span, lossAversion float64) (*Model, error) {
	m := &Model{Span: span, LossAversion: lossAversion}
	var sum float64
	for _, d := range drivers {
		sum += d.Weight
	}
	if sum <= 0 {
		return nil, fmt.Errorf("a driver model needs a driver with a weight above 0")
	}
	m.terms = make([]term, 0, len(drivers))
	for s := range signals {
		for i := range drivers {
			if drivers[i].Signal == s {
				t := term{drivers[i], slices.Contains(interplay, drivers[i].Name)}
				t.Weight /= sum
				if t.worst {
					m.interplay = weight
				}
				m.terms = append(m.terms, t)
			}
		}
		m.to[s+1] = len(m.terms)
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
func (m *Model) Part(met *Met) Part { return m.part(m.terms, met) }

// One is the part of one signal, which occurred.
func (m *Model) One(s Signal, x float64) Part {
	var met Met
	met[s] = x
	return m.part(m.terms[m.to[s]:m.to[s+1]], &met)
}

// part works terms out whose signal is not neutral.
func (m *Model) part(terms []term, met *Met) Part {
	p := None
	for i := range terms {
		t := &terms[i]
		x := met[t.Signal]
		if math.IsNaN(x) {
			continue
		}
		g := t.Curve(x) - t.Norm
		if g < 0 {
			g *= m.LossAversion
		}
		p.sum += t.Weight * g
		if t.worst {
			p.worst = fast.Min(p.worst, g)
		}
	}
	return p
}

// Apart tells that no driver of a part is in the interplay.
func (a Part) Apart() bool { return a.worst > math.MaxFloat64 }

// Beside is the points that a part adds that is apart, where some driver of the
// interplay, if there are any, is felt.
func (m *Model) Beside(a Part) float64 { return m.Span * (1 - m.interplay) * a.sum }

// Within tells that a part adds no more than another one, beside any third part.
func (a Part) Within(b Part) bool { return a.sum <= b.sum && a.worst <= b.worst }

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

// Clamp keeps a satisfaction within 0 to 100.
func Clamp(s float64) float64 { return fast.Min(fast.Max(s, 0), 100) }
