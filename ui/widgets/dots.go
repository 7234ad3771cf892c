package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "lojal/ui/theme"
)

// Dots is a quantile dotplot of one distribution: each dot is one of as many
// equally likely values, with lines at the 10 %, 50 % and 90 % points.
type Dots struct {
	widget.BaseWidget
	explained
	low, high float64   // of the axis
	values    []float64 // sorted
	marks     [3]float64
	labels    [3]string
}

// NewDots is an empty plot.
func NewDots() *Dots {
	d := &Dots{}
	d.ExtendBaseWidget(d)
	return d
}

// dotCount is how many equally likely values are shown.
const dotCount = 50

// Set shows a distribution by its quantiles; write puts a value into words.
func (d *Dots) Set(quantile func(p float64) float64, write func(float64) string) {
	d.values = d.values[:0]
	for i := range dotCount {
		d.values = append(d.values, quantile((float64(i)+0.5)/dotCount))
	}
	d.low, d.high = d.values[0], d.values[dotCount-1]
	if d.low >= d.high {
		d.low, d.high = d.low-1, d.high+1
	}
	for i, p := range []float64{0.1, 0.5, 0.9} {
		d.marks[i] = quantile(p)
		d.labels[i] = write(d.marks[i])
	}
	d.Refresh()
}

// MinSize keeps the dots legible.
func (d *Dots) MinSize() fyne.Size {
	return fyne.NewSize(150, 66+theme.CaptionTextSize()*1.6)
}

// MouseIn, MouseMoved and MouseOut explain.
func (d *Dots) MouseIn(*desktop.MouseEvent)    { d.explain() }
func (d *Dots) MouseMoved(*desktop.MouseEvent) {}
func (d *Dots) MouseOut()                      {}

// CreateRenderer is the toolkit's.
func (d *Dots) CreateRenderer() fyne.WidgetRenderer {
	r := &dotsRenderer{d: d, base: canvas.NewLine(nil)}
	r.build()
	return r
}

type dotsRenderer struct {
	d       *Dots
	base    *canvas.Line
	objects []fyne.CanvasObject
}

// stacked are the places of dots of a diameter in a width: dots that fall into
// the same column stand on each other. most is the highest column.
func stacked(share []float64, width, diameter float32) (places [][2]int, most int) {
	columns := map[int]int{}
	for _, s := range share {
		c := int(float32(s) * (width - diameter) / diameter)
		places = append(places, [2]int{c, columns[c]})
		columns[c]++
		most = max(most, columns[c])
	}
	return places, most
}

func (r *dotsRenderer) build() {
	d, size := r.d, r.d.Size()
	r.objects = r.objects[:0]
	if len(d.values) == 0 || size.Width < 40 || size.Height < 30 {
		return
	}
	foot := theme.CaptionTextSize() * 1.6
	height := size.Height - foot
	share := make([]float64, len(d.values))
	for i, v := range d.values {
		share[i] = (v - d.low) / (d.high - d.low)
	}
	diameter := min(size.Width/14, 16)
	places, most := stacked(share, size.Width, diameter)
	for ; float32(most)*diameter > height && diameter > 5; places, most = stacked(share, size.Width, diameter) {
		diameter -= 0.5
	}
	rise := min(diameter, height/float32(most)) // of a few values the piles are high
	ink := colour(d, theme.ColorNamePrimary)
	for _, p := range places {
		c := canvas.NewCircle(ink)
		c.Resize(fyne.NewSquareSize(diameter - 1))
		c.Move(fyne.NewPos(float32(p[0])*diameter, height-diameter-float32(p[1])*rise))
		r.objects = append(r.objects, c)
	}
	r.base.StrokeColor, r.base.StrokeWidth = colour(d, look.Border), 1
	r.base.Position1, r.base.Position2 = fyne.NewPos(0, height), fyne.NewPos(size.Width, height)
	r.objects = append(r.objects, r.base)
	r.marks(size, height, diameter)
}

// marks draws the lines of the three points and their values below.
func (r *dotsRenderer) marks(size fyne.Size, height, diameter float32) {
	d := r.d
	end := float32(0)
	for i, v := range d.marks {
		x := float32((v-d.low)/(d.high-d.low))*(size.Width-diameter) + diameter/2
		line := canvas.NewLine(colour(d, theme.ColorNameForeground))
		line.StrokeWidth = 1
		if i == 1 {
			line.StrokeWidth = 2
		}
		line.Position1, line.Position2 = fyne.NewPos(x, height-8), fyne.NewPos(x, height+3)
		t := canvas.NewText(d.labels[i], colour(d, look.Muted))
		t.TextSize = theme.CaptionTextSize()
		w := t.MinSize().Width
		room := size.Width - w
		for j := i + 1; j < 3; j++ { // those to the right need their place too
			room -= fyne.MeasureText(d.labels[j], t.TextSize, t.TextStyle).Width + 6
		}
		at := min(max(end, x-w/2), max(end, room))
		t.Move(fyne.NewPos(at, height+3))
		end = at + w + 6
		r.objects = append(r.objects, line, t)
	}
}

func (r *dotsRenderer) Layout(fyne.Size)             { r.build() }
func (r *dotsRenderer) MinSize() fyne.Size           { return r.d.MinSize() }
func (r *dotsRenderer) Refresh()                     { r.build(); canvas.Refresh(r.d) }
func (r *dotsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *dotsRenderer) Destroy()                     {}
