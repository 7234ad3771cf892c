package widgets

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is text wrapped at words to the width that it is given; its least
// height follows the width.
type Paragraph struct {
	widget.BaseWidget
	Text     string
	Colour   fyne.ThemeColorName // "": foreground
	TextSize fyne.ThemeSizeName  // "": text
	Bold     bool
	Narrow   float32 // where it is not as wide, its letters are smaller
	Most     int     // lines; 0: as many as it takes. The last one is cut with an ellipsis.
	Least    int     // lines that there is room for at least
}

// NewParagraph is a paragraph in the theme's foreground.
func NewParagraph(text string) *Paragraph {
	p := &Paragraph{Text: text}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes the text.
func (p *Paragraph) Set(text string) {
	if p.Text != text {
		p.Text = text
		p.Refresh()
	}
}

// CreateRenderer is the toolkit's.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{p: p}
	r.wrap()
	return r
}

type paragraphRenderer struct {
	p     *Paragraph
	lines []*canvas.Text
	width float32
	text  string
}

func (r *paragraphRenderer) size() float32 {
	if w := r.p.Size().Width; w > 0 && w < r.p.Narrow {
		return theme.Size(theme.SizeNameSubHeadingText)
	}
	if r.p.TextSize == "" {
		return r.p.Theme().Size(theme.SizeNameText)
	}
	return r.p.Theme().Size(r.p.TextSize)
}

func (r *paragraphRenderer) measure(s string) fyne.Size {
	return fyne.MeasureText(s, r.size(), fyne.TextStyle{Bold: r.p.Bold})
}

// wrap breaks the text to the present width.
func (r *paragraphRenderer) wrap() {
	colour := r.p.Colour
	if colour == "" {
		colour = theme.ColorNameForeground
	}
	ink := theme.ColorForWidget(colour, r.p)
	r.width, r.text = r.p.Size().Width, r.p.Text
	r.lines = r.lines[:0]
	room := r.width
	if room <= 0 { // not laid out yet
		room = math.MaxFloat32
	}
	for i, line := range wrapped(r.p.Text, room, r.p.Most, func(s string) float32 { return r.measure(s).Width }) {
		t := canvas.NewText(line, ink)
		t.TextSize, t.TextStyle.Bold = r.size(), r.p.Bold
		h := r.measure("A").Height
		t.Move(fyne.NewPos(0, float32(i)*h))
		t.Resize(fyne.NewSize(r.width, h))
		r.lines = append(r.lines, t)
	}
}

// wrapped breaks text at spaces and line ends so that lines fit a width.
func wrapped(text string, width float32, most int, measure func(string) float32) []string {
	var lines []string
	text = strings.ReplaceAll(text, " %", "\u00a0%")        // a figure and its sign stay together
	text = strings.ReplaceAll(text, "  ·", "\u00a0\u00a0·") // no line begins with a separator
	for _, part := range strings.Split(text, "\n") {
		for words := strings.Split(part, " "); len(words) > 0; {
			n := fitting(words, width, measure)
			lines = append(lines, strings.Join(words[:n], " "))
			words = words[n:]
		}
	}
	if most > 0 && len(lines) > most {
		lines[most-1] = strings.Join(lines[most-1:], " ")
		lines = lines[:most]
	}
	for i := range lines {
		lines[i] = fit(lines[i], width, measure)
	}
	return lines
}

// fitting is how many words, at least one, make a line of a width. Words are known
// from other texts, lines are new: so the words are measured, and then the line.
func fitting(words []string, width float32, measure func(string) float32) int {
	space := measure(" ")
	n, sum := 1, measure(words[0])
	for ; n < len(words); n++ {
		if sum += space + measure(words[n]); sum > width {
			break
		}
	}
	fits := func(n int) bool { return measure(strings.Join(words[:n], " ")) <= width }
	if n < len(words) && sum <= width+space && fits(n+1) { // letters draw near each other at a space
		return n + 1
	}
	for n > 1 && !fits(n) {
		n--
	}
	return n
}

func (r *paragraphRenderer) MinSize() fyne.Size {
	if w := r.p.Size().Width; w != r.width || r.text != r.p.Text {
		r.wrap()
	}
	return fyne.NewSize(r.measure("…").Width, float32(max(1, r.p.Least, len(r.lines)))*r.measure("A").Height)
}

// Layout is called by the toolkit in the middle of a frame; see [textRenderer.Layout].
func (r *paragraphRenderer) Layout(size fyne.Size) {
	if size.Width != r.width || r.text != r.p.Text {
		r.wrap()
	}
}

func (r *paragraphRenderer) Refresh() {
	r.wrap()
	canvas.Refresh(r.p)
}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.lines))
	for i, l := range r.lines {
		out[i] = l
	}
	return out
}

func (r *paragraphRenderer) Destroy() {}
