// Package widgets holds the small parts from which the rooms of the desktop are
// built. They know nothing of plans or results.
package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is one line of text, cut with an ellipsis where it does not fit.
type Text struct {
	widget.BaseWidget
	Text     string
	Colour   fyne.ThemeColorName // "": foreground
	TextSize fyne.ThemeSizeName  // "": text
	Bold     bool
	Align    fyne.TextAlign
	Whole    bool    // claims its whole width, so that it is never cut
	Least    float32 // width that it claims anyhow
}

// NewText is a line in the theme's foreground.
func NewText(text string) *Text {
	t := &Text{Text: text}
	t.ExtendBaseWidget(t)
	return t
}

// NewCaption is a small line in a colour.
func NewCaption(text string, colour fyne.ThemeColorName) *Text {
	t := &Text{Text: text, Colour: colour, TextSize: theme.SizeNameCaptionText}
	t.ExtendBaseWidget(t)
	return t
}

// Set changes the text.
func (t *Text) Set(text string) {
	if t.Text != text {
		t.Text = text
		t.Refresh()
	}
}

// CreateRenderer is the toolkit's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, line: canvas.NewText("", nil)}
	r.style()
	return r
}

type textRenderer struct {
	t    *Text
	line *canvas.Text
}

func (r *textRenderer) style() {
	t, th := r.t, r.t.Theme()
	colour, size := t.Colour, t.TextSize
	if colour == "" {
		colour = theme.ColorNameForeground
	}
	if size == "" {
		size = theme.SizeNameText
	}
	r.line.Color = th.Color(colour, fyne.CurrentApp().Settings().ThemeVariant())
	r.line.TextSize = th.Size(size)
	r.line.TextStyle.Bold = t.Bold
	r.line.Alignment = t.Align
}

func (r *textRenderer) measure(s string) fyne.Size {
	return fyne.MeasureText(s, r.line.TextSize, r.line.TextStyle)
}

func (r *textRenderer) MinSize() fyne.Size {
	size := r.measure(r.t.Text)
	if !r.t.Whole {
		size.Width = min(size.Width, r.measure("…").Width)
	}
	size.Width = max(size.Width, r.t.Least)
	return size
}

// Layout is called by the toolkit in the middle of a frame after every change of a
// text; what is refreshed there costs another frame.
func (r *textRenderer) Layout(size fyne.Size) {
	if text := r.fitted(size.Width); text != r.line.Text || size != r.line.Size() {
		r.line.Text = text
		r.line.Resize(size)
		r.line.Refresh()
	}
}

func (r *textRenderer) fitted(width float32) string {
	return fit(r.t.Text, width, func(s string) float32 { return r.measure(s).Width })
}

func (r *textRenderer) Refresh() {
	r.style()
	r.line.Text = r.fitted(r.t.Size().Width)
	r.line.Resize(r.t.Size())
	r.line.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}

// fit cuts text to a width, with an ellipsis where something is missing.
func fit(text string, width float32, measure func(string) float32) string {
	if measure(text) <= width+0.5 {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes) // the longest start that fits
	for low < high {
		mid := (low + high + 1) / 2
		if measure(string(runes[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return string(runes[:low]) + "…"
}
