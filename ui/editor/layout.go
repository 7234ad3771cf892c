package editor

import "fyne.io/fyne/v2"

// Stack lays visible objects below each other, each as high as it needs at the
// width that there is.
func Stack(gap float32) fyne.Layout { return &stack{gap} }

type stack struct{ gap float32 }

func (l *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size.Width = max(size.Width, m.Width)
			size.Height += m.Height + l.gap
		}
	}
	return size
}

func (l *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if o.Size().Width != size.Width { // text and tables are as high as their width makes them
			o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		}
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, h))
		o.Move(fyne.NewPos(0, y))
		y += h + l.gap
	}
}

// Sides lays two objects side by side where there is room for both, else below
// each other; the first takes the greater part.
func Sides(least float32) fyne.Layout { return &sides{least: least} }

type sides struct{ least, width float32 }

const sideGap = 8

func (l *sides) beside() bool { return l.width >= l.least }

func (l *sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if l.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+sideGap)
}

func (l *sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	if !l.beside() {
		(&stack{sideGap}).Layout(o, size)
		return
	}
	w := (size.Width - sideGap) * 0.58
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(w, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(w+sideGap, 0))
	o[1].Resize(fyne.NewSize(size.Width-w-sideGap, o[1].MinSize().Height))
}
