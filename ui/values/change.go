package values

import (
	"math"

	"lojal/sim/scenario"
)

// Middle is the number that a value stands for where one is wanted: a certain
// value, the median of an uncertain one, where a plan over weeks arrives.
func Middle(n scenario.Number) float64 {
	switch {
	case n.Plan != nil && len(n.Plan.Steps) > 0:
		return Middle(n.Plan.Steps[len(n.Plan.Steps)-1][1])
	case n.Plan != nil:
		return Middle(n.Plan.To)
	case n.Dist != nil:
		return n.Dist.Quantile(0.5)
	}
	return n.Certain
}

// Moved is the value slid as a whole so that its middle goes from one number to
// another: a range keeps its relative width, a plan its beginning and its times.
// Ends are kept within the bounds of the key.
func (v Value) Moved(from, to float64, k scenario.Key) Value {
	low, high := k.Limits()
	f := to / from
	move := func(x float64) float64 {
		if from == 0 || math.IsInf(f, 0) || f < 0 {
			x += to - from
		} else {
			x *= f
		}
		return Significant(min(max(x, low), high), 4)
	}
	switch v.Form {
	case Range:
		v.Low, v.High = move(v.Low), move(v.High)
	case Around:
		v.N = move(v.N)
	case Dist:
		for _, name := range parts[v.Dist] {
			switch name {
			case "sigma":
			case "sd":
				if f > 0 && !math.IsInf(f, 0) {
					v = v.with(name, Significant(v.Parts[name]*f, 4))
				}
			default:
				v = v.with(name, move(v.Parts[name]))
			}
		}
		moved := make([]float64, len(v.Values))
		for i, x := range v.Values {
			moved[i] = move(x)
		}
		v.Values = moved
	case Ramp:
		end := v.To.Moved(from, to, k)
		v.To = &end
	case Steps:
		last := v.Steps[len(v.Steps)-1]
		last.Level = last.Level.Moved(from, to, k)
		v = v.WithStep(len(v.Steps)-1, last)
	default:
		v.N = to
	}
	return v
}

// usual is the margin that a number gets when it is said to be uncertain.
const usual = 0.1

// Doubted is a certain value as an uncertain one, ten per cent to either side;
// about zero, a tenth of the evidence range.
func Doubted(m float64, k scenario.Key) Value {
	if m != 0 {
		return Value{Form: Around, N: m, Margin: usual}
	}
	width := (k.High - k.Low) * usual
	if math.IsNaN(width) || width <= 0 {
		width = 1
		if k.Step > 0 {
			width = 5 * k.Step
		}
	}
	low, high := k.Limits()
	return Value{Form: Range, Low: max(-width, low), High: min(width, high)}
}

// z90 is the 90 % point of the standard normal distribution.
const z90 = 1.2815515655446004

// As is an uncertain value in another family, or another way to write it, with
// about the same median and 10 % and 90 % points; quantile is that of the value.
func As(family string, quantile func(p float64) float64, k scenario.Key) Value {
	p10, p50, p90 := quantile(0.1), quantile(0.5), quantile(0.9)
	round := func(x float64) float64 { return Significant(x, 3) }
	low, high := k.Limits()
	within := func(x float64) float64 { return min(max(round(x), low), high) }
	sd := round((p90 - p10) / (2 * z90))
	dist := func(p map[string]float64) Value { return Value{Form: Dist, Dist: family, Parts: p} }
	switch family {
	case "range":
		return Value{Form: Range, Low: round(p10), High: round(p90)}
	case "around":
		if m := (p10 + p90) / 2; m != 0 {
			return Value{Form: Around, N: round(m), Margin: Significant((p90-p10)/2/math.Abs(m), 2)}
		}
		return Value{Form: Range, Low: round(p10), High: round(p90)}
	case "uniform":
		edge := (p90 - p10) / 8
		return dist(map[string]float64{"low": within(p10 - edge), "high": within(p90 + edge)})
	case "triangular", "pert":
		edge := (p90 - p10) / 2
		return dist(map[string]float64{"low": within(p10 - edge), "mode": within(p50), "high": within(p90 + edge)})
	case "normal":
		return dist(map[string]float64{"mean": round(p50), "sd": sd})
	case "lognormal":
		sigma := 0.1
		if p10 > 0 {
			sigma = math.Log(p90/p10) / (2 * z90)
		}
		return dist(map[string]float64{"mean": round(p50 * math.Exp(sigma*sigma/2)), "sigma": Significant(sigma, 2)})
	case "beta":
		m := min(max(p50, 0.01), 0.99)
		return dist(map[string]float64{"mean": round(m), "sd": min(sd, round(0.9*math.Sqrt(m*(1-m))))})
	}
	v := dist(nil)
	v.Values, v.Weights = []float64{round(p10), round(p50), round(p90)}, []float64{0.3, 0.4, 0.3}
	return v
}

// Families are the ways to write an uncertain value of a key that can be chosen:
// beta is for shares alone.
func Families(k scenario.Key) []string {
	list := []string{"range", "around", "uniform", "triangular", "pert", "normal", "lognormal"}
	if k.Unit == scenario.Share {
		list = append(list, "beta")
	}
	return append(list, "discrete")
}

// Family is the name of the way in which an uncertain value is written.
func (v Value) Family() string {
	switch v.Form {
	case Range:
		return "range"
	case Around:
		return "around"
	}
	return v.Dist
}

// Shapes are the ways of a plan over weeks.
var Shapes = []string{"linear", "s-curve", "step", "steps"}

// ShapeOf is the name of a plan's way.
func (v Value) ShapeOf() string {
	if v.Form == Steps {
		return "steps"
	}
	return v.Shape
}

// Over is a value as a plan over weeks; one that is a plan already changes shape
// and keeps its levels and weeks.
func (v Value) Over(shape string) Value {
	switch {
	case v.Form == Steps && shape != "steps":
		first, last := v.Steps[0], v.Steps[len(v.Steps)-1]
		start := Of(first.Week.Middle())
		weeks := Of(max(1, last.Week.Middle()-start.N))
		return Value{Form: Ramp, Shape: shape, From: &first.Level, To: &last.Level, Start: &start, Weeks: &weeks}
	case v.Form == Steps:
		return v
	case v.Form == Ramp && shape == "steps":
		change := Of(v.Start.Middle() + v.Weeks.Middle())
		if v.Shape == "step" {
			change = *v.Start
		}
		if change.N < 1 {
			change = Of(1)
		}
		return Value{Form: Steps, Steps: []Step{{Of(0), *v.From}, {change, *v.To}}}
	case v.Form == Ramp:
		v.Shape = shape
		if shape != "step" && v.Weeks.Middle() < 1 {
			weeks := Of(13)
			v.Weeks = &weeks
		}
		return v
	}
	from, to, start, weeks := v, v, Of(4), Of(13)
	return Value{Form: Ramp, Shape: "linear", From: &from, To: &to, Start: &start, Weeks: &weeks}.Over(shape)
}

// Middle is the middle of a value as it is written: of a range, between its ends.
func (v Value) Middle() float64 {
	switch v.Form {
	case Range:
		return (v.Low + v.High) / 2
	case Dist:
		for _, name := range []string{"mode", "mean"} {
			if x, ok := v.Parts[name]; ok {
				return x
			}
		}
		if v.Dist == "uniform" {
			return (v.Parts["low"] + v.Parts["high"]) / 2
		}
		if len(v.Values) > 0 {
			return v.Values[len(v.Values)/2]
		}
	case Ramp:
		return v.To.Middle()
	case Steps:
		return v.Steps[len(v.Steps)-1].Level.Middle()
	}
	return v.N
}
