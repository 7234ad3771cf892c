package scenario

import (
	"fmt"
	"math"
	"strconv"
)

// Number is certain, uncertain or planned.
type Number struct {
	Certain float64 // where Dist and Plan are nil
	Dist    Distribution
	Plan    *NumberPlan

	path string // under which it is drawn
}

// Distribution is the distribution of an uncertain number.
type Distribution interface {
	Quantile(p float64) float64 // 0 < p < 1
	Mean() float64
}

// NumberPlan is a number planned over weeks.
type NumberPlan struct {
	From, To, StartWeek, Weeks Number
	Shape                      string // linear, step or s-curve
	Steps                      [][2]Number
}

// drawing is one replication's draw: the horizon and the quantiles.
type drawing struct {
	weeks    int
	quantile func(path string) float64
	probed   *Number // nil, or one that has the value at instead
	at       float64
}

// median reads every distribution in the middle.
var median = &drawing{weeks: 1}

// value is a number that is not planned; of a plan, week 0.
func (d *drawing) value(n *Number) float64 {
	switch {
	case n == d.probed:
		return d.at
	case n.Plan != nil:
		return n.Plan.at(d, 0)
	case n.Dist == nil:
		return n.Certain
	case d.quantile == nil:
		return n.Dist.Quantile(0.5)
	}
	return n.Dist.Quantile(d.quantile(n.path))
}

// series is the value in each week.
func (d *drawing) series(n *Number) Series {
	s := make(Series, d.weeks)
	if n.Plan != nil && n != d.probed {
		n.Plan.fill(d, s)
		return s
	}
	v := d.value(n)
	for w := range s {
		s[w] = v
	}
	return s
}

// at is the value in one week.
func (p *NumberPlan) at(d *drawing, week int) float64 {
	s := make(Series, week+1)
	p.fill(d, s)
	return s[week]
}

// fill lays the plan out week by week.
func (p *NumberPlan) fill(d *drawing, s Series) {
	if len(p.Steps) > 0 {
		p.fillSteps(d, s)
		return
	}
	from, to := d.value(&p.From), d.value(&p.To)
	start, weeks := d.value(&p.StartWeek), d.value(&p.Weeks)
	for w := range s {
		s[w] = from + (to-from)*rise(p.Shape, float64(w)-start, weeks)
	}
}

// rise is the share of a change that has happened after so many weeks of it:
// t for a linear one, 3t² − 2t³ for an s-curve.
func rise(shape string, since, weeks float64) float64 {
	switch {
	case since < 0:
		return 0
	case shape == "step" || since >= weeks:
		return 1
	}
	t := since / weeks
	if shape == "s-curve" {
		return t * t * (3 - 2*t)
	}
	return t
}

// fillSteps holds each step's value until the next; the first also before it begins.
func (p *NumberPlan) fillSteps(d *drawing, s Series) {
	v := d.value(&p.Steps[0][1])
	next := 1
	for w := range s {
		for next < len(p.Steps) && d.value(&p.Steps[next][0]) <= float64(w) {
			v = d.value(&p.Steps[next][1])
			next++
		}
		s[w] = v
	}
}

// visit shows a number and the parts of its plan.
func (n *Number) visit(see func(*Number)) {
	see(n)
	if n.Plan == nil {
		return
	}
	if len(n.Plan.Steps) == 0 {
		for _, part := range []*Number{&n.Plan.From, &n.Plan.To, &n.Plan.StartWeek, &n.Plan.Weeks} {
			see(part)
		}
	}
	for i := range n.Plan.Steps {
		see(&n.Plan.Steps[i][0])
		see(&n.Plan.Steps[i][1])
	}
}

// canon is the same text for the same meaning.
func (n *Number) canon() string {
	switch {
	case n.Dist != nil:
		return fmt.Sprint(n.Dist)
	case n.Plan == nil:
		return formatNumber(n.Certain)
	case len(n.Plan.Steps) > 0:
		s := "steps"
		for i := range n.Plan.Steps {
			s += " " + n.Plan.Steps[i][0].canon() + ":" + n.Plan.Steps[i][1].canon()
		}
		return s
	}
	p := n.Plan
	return "plan " + p.From.canon() + " " + p.To.canon() + " " + p.StartWeek.canon() + " " +
		p.Weeks.canon() + " " + p.Shape
}

// formatNumber writes a number as TOML, without an exponent where people would
// not write one.
func formatNumber(v float64) string {
	if a := math.Abs(v); a != 0 && (a >= 1e15 || a < 1e-6) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v+0, 'f', -1, 64)
}
