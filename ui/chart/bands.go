package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"lojal/sim"
	"lojal/sim/kpi"
)

// bandOf is a plan's weekly quantiles; nil where there is nothing to draw.
func bandOf(p Plan, id kpi.ID) *sim.Band {
	if p.Results == nil || p.Results.Replications == 0 {
		return nil
	}
	if b := memo.band(p.Results, id); drawable(b) {
		return b
	}
	return nil
}

// drawable tells whether a band has a single number.
func drawable(b *sim.Band) bool {
	if b == nil {
		return false
	}
	for _, v := range b.P50 {
		if ok(v) {
			return true
		}
	}
	return false
}

// run is a stretch of weeks without a gap; a lone week is widened so that it
// can be seen.
type run struct{ x, low, high []float64 }

// runs cuts a band between two series into stretches of finite numbers.
func runs(low, high []float64) []run {
	var out []run
	var r run
	flush := func() {
		if len(r.x) == 1 {
			at := r.x[0]
			r = run{[]float64{at - 0.45, at + 0.45}, []float64{r.low[0], r.low[0]}, []float64{r.high[0], r.high[0]}}
		}
		if len(r.x) > 0 {
			out = append(out, r)
		}
		r = run{}
	}
	for i := range min(len(low), len(high)) {
		if !ok(low[i]) || !ok(high[i]) {
			flush()
			continue
		}
		r.x = append(r.x, float64(i))
		r.low = append(r.low, low[i])
		r.high = append(r.high, high[i])
	}
	flush()
	return out
}

// bands adds the 10–90 and 25–75 bands, without outlines.
func (p *panel) bands(b *sim.Band, fill func(alpha float64) color.NRGBA) {
	p.area(b.P10, b.P90, fill(outerAlpha))
	p.area(b.P25, b.P75, fill(innerAlpha))
}

// area adds a filled band between two series.
func (p *panel) area(low, high []float64, c color.Color) {
	s := p.s
	p.Add(painter(func(cv draw.Canvas, x, y func(float64) vg.Length) {
		for _, r := range runs(low, high) {
			ring := make([]vg.Point, 0, 2*len(r.x))
			for i := range r.x {
				ring = append(ring, vg.Point{X: x(r.x[i]), Y: y(r.low[i])})
			}
			for i := len(r.x) - 1; i >= 0; i-- {
				ring = append(ring, vg.Point{X: x(r.x[i]), Y: y(r.high[i])})
			}
			if ring = cv.ClipPolygonXY(ring); len(ring) > 2 {
				s.FillPolygon(c, ring)
			}
		}
	}))
}

// curve adds a line through a series, with gaps where it has no number.
func (p *panel) curve(v []float64, sty draw.LineStyle) {
	s := p.s
	p.Add(painter(func(cv draw.Canvas, x, y func(float64) vg.Length) {
		for _, r := range runs(v, v) {
			pts := make([]vg.Point, len(r.x))
			for i := range pts {
				pts[i] = vg.Point{X: x(r.x[i]), Y: y(r.low[i])}
			}
			s.StrokeLines(sty, cv.ClipLinesXY(pts)...)
		}
	}))
}

// lastOf is the last finite number of a series.
func lastOf(v []float64) (float64, bool) {
	for i := len(v) - 1; i >= 0; i-- {
		if ok(v[i]) {
			return v[i], true
		}
	}
	return 0, false
}
