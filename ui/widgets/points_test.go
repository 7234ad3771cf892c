package widgets

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// line is a line with three points in a window; moves change it.
func line(t *testing.T) *Points {
	test.NewTempApp(t)
	p := NewPoints()
	p.Handles = []Handle{{X: 0, Y: 10}, {X: 20, Y: 20}, {X: 40, Y: 30}}
	p.X, p.Y, p.StepX, p.StepY = [2]float64{0, 100}, [2]float64{0, 50}, 1, 0.5
	p.OnMove = func(i int, x, y float64) { p.Handles[i].X, p.Handles[i].Y = x, y }
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(400, 200))
	return p
}

// The mouse takes the next point and leaves it where it is let go, snapped.
func TestDragPoint(t *testing.T) {
	p := line(t)
	ended := 0
	p.OnMoved = func() { ended++ }
	at := p.place(20, 20)
	p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(4, -3)}})
	to := p.place(33.3, 41.1)
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	if !p.Dragging() {
		t.Error("a drag is none")
	}
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to.AddXY(0, 0.1)}})
	p.DragEnd()
	if h := p.Handles[1]; h.X != 33 || h.Y != 41 || ended != 1 || p.Dragging() {
		t.Errorf("dragged to %v, %d ends", h, ended)
	}
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(-900, 900)}})
	p.DragEnd()
	if h := p.Handles[1]; h.X != 0 || h.Y != 0 {
		t.Errorf("dragged out of the picture to %v", h)
	}
}

// A place is the place of the values that are read from it.
func TestPlaceAndBack(t *testing.T) {
	p := line(t)
	p.StepX, p.StepY = 0, 0
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(0, 100).Draw(t, "x"), rapid.Float64Range(0, 50).Draw(t, "y")
		gotX, gotY := p.at(p.place(x, y))
		if math.Abs(gotX-x) > 0.01 || math.Abs(gotY-y) > 0.01 {
			t.Fatalf("%v, %v comes back as %v, %v", x, y, gotX, gotY)
		}
	})
}

// Keys move by steps, with Shift by ten; a double click adds where nothing is.
func TestPointKeys(t *testing.T) {
	p := line(t)
	press(p, fyne.KeyEnd, fyne.KeyUp, fyne.KeyLeft, fyne.KeyPageUp, fyne.KeyRight)
	if p.Handles[2] != (Handle{X: 39, Y: 30.5}) || p.Handles[1] != (Handle{X: 21, Y: 20}) {
		t.Errorf("keys moved to %v", p.Handles)
	}
	p.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(p, fyne.KeyUp)
	p.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if p.Handles[1].Y != 25 {
		t.Errorf("Shift moved to %v", p.Handles[1])
	}
	var added [][2]float64
	p.OnAdd = func(x, y float64) { added = append(added, [2]float64{x, y}) }
	p.DoubleTapped(&fyne.PointEvent{Position: p.place(70, 40)})
	p.DoubleTapped(&fyne.PointEvent{Position: p.place(39, 30.5)})
	if len(added) != 1 || added[0] != [2]float64{70, 40} {
		t.Errorf("added %v", added)
	}
}
