// Package chart draws results with gonum/plot: the same pictures for the
// screen and for export to PNG, SVG and PDF. It imports no user interface.
package chart

import (
	"image"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// Plan is one scenario as pictures show it.
type Plan struct {
	Results  *sim.Results
	Name     string
	Colour   int // place in the palette; the baseline is grey and dashed whatever it is
	Baseline bool
	Focus    bool // titles speak of this one, and only it and the baseline have bands
}

// Style is how a picture looks.
type Style struct {
	Text        *text.Printer
	Dark        bool    // the screen's theme; exports are light
	Transparent bool    // no background, for the screen
	FontScale   float64 // 0: 1
	Footer      string  // "": none
	Bare        bool    // without the second line, for a screen that says it elsewhere
}

// Range is the range of an axis.
type Range struct{ Min, Max float64 }

// Geometry says where a picture put things, in pixels of the image, so that a
// screen can lay handles over it. The value v of the y axis lies at pixel
// Plot.Max.Y − (v − Y.Min) ÷ (Y.Max − Y.Min) · Plot.Dy(). Both ranges are in
// the units of the figure (a share is 0 to 1) and in weeks. An empty rectangle
// says that there are no axes.
type Geometry struct {
	Plot  image.Rectangle // the data area
	X, Y  Range           // what it spans
	Names []Label         // of the plans, beside their lines
}

// Label is where the name of a plan stands, perhaps shortened.
type Label struct {
	Plan int // of the fan's plans
	At   image.Rectangle
}

// Drawing is a picture that can be drawn at any size.
type Drawing interface {
	// Name is the chart's part of a file name, such as "churn-fan".
	Name() string
	// Title is its probability sentence.
	Title(p *text.Printer) string
	// Summary tells the picture in words.
	Summary(p *text.Printer) string
	drawing
}

// drawing is what only this package can be: something that paints itself.
type drawing interface {
	paint(s *sheet) frame
}

// Fan shows how a figure may turn out over the weeks, a plan a colour.
type Fan struct {
	KPI    kpi.KPI
	Plans  []Plan // the baseline first
	Target *scenario.Target
	Y      *Range // nil: from the data
	Week   int    // −1, or the week whose 50-dot quantile dotplot is shown

	Rescaled bool // the y axis is another than before; the picture says so
}

// PairedDifference shows the distribution of the difference between two plans
// at the end, and over the weeks.
type PairedDifference struct {
	KPI        kpi.KPI
	Comparison *sim.Comparison
	Base, Plan Plan

	twin int // tells apart plans whose names make the same file name
}

// DeltaTable shows every figure of the plans beside the baseline.
type DeltaTable struct {
	KPIs        []kpi.ID // nil: all
	Base        Plan
	Plans       []Plan
	Comparisons []*sim.Comparison // one for each of Plans

	part int // of several tables, from 0
}
