package widgets

import (
	"context"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/chart"
	"lojal/ui/text"
)

// A picture is rendered beside the interface and shown when it is ready, at the
// size that it has then.
func TestPictureShowsTheDrawing(t *testing.T) {
	var todo []func()
	start = func(f func()) { todo = append(todo, f) }
	defer func() { start = func(f func()) { go f() } }()
	test.NewTempApp(t)
	s, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	results, err := sim.Run(context.Background(), s, sim.Options{Replications: 4, Weeks: 6})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := kpi.Of(kpi.Churn)
	p := NewPicture(func() chart.Style { return chart.Style{Text: text.For("en")} })
	w := test.NewTempWindow(t, p)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 260))
	empty := colours(w)
	p.Set(chart.Fan{KPI: k, Plans: []chart.Plan{{Results: results, Name: "Today", Baseline: true}}, Week: -1}, false)
	render := func() int {
		colours(w) // asks for the picture
		for _, f := range todo {
			f()
		}
		todo = nil
		return colours(w)
	}
	if n := render(); n < empty+20 {
		t.Errorf("the picture has %d colours, the empty one %d", n, empty)
	}
	if b := p.image.Bounds(); b.Dx() != 400 || b.Dy() != 260 {
		t.Errorf("the image has %v, the place 400 × 260", b)
	}
	w.Resize(fyne.NewSize(500, 300))
	render()
	if b := p.image.Bounds(); b.Dx() != 500 || b.Dy() != 300 {
		t.Errorf("after a change of size the image has %v", b)
	}
}

// colours counts the colours that the window shows.
func colours(w fyne.Window) int {
	img := w.Canvas().Capture()
	seen := map[color.Color]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			seen[img.At(x, y)] = true
		}
	}
	return len(seen)
}
