// Package manual shows the description of the model, section by section, with
// the values that each is about.
package manual

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/docs"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// Manual is a list of sections beside the text of one.
type Manual struct {
	Content  fyne.CanvasObject
	OnEscape func()

	text     *text.Printer
	sections []docs.Section
	list     *list
	page     *widget.RichText
	scroll   *container.Scroll
}

// New is the description in a language, open at its beginning.
func New(p *text.Printer) *Manual {
	m := &Manual{text: p, sections: docs.Model(p.Lang()), page: widget.NewRichText()}
	m.page.Wrapping = fyne.TextWrapWord
	m.scroll = container.NewVScroll(m.page)
	m.list = newList(m)
	split := container.NewHSplit(m.list, m.scroll)
	split.Offset = 0.3
	m.Content = split
	m.list.Select(0)
	return m
}

// T is a text of the interface.
func (m *Manual) T(id string, pairs ...any) string { return m.text.T("ui."+id, pairs...) }

// Focus is what the keyboard goes to.
func (m *Manual) Focus() fyne.Focusable { return m.list }

// Open turns to the section of a scenario key; ok is false where there is none.
func (m *Manual) Open(path string) (ok bool) {
	s, ok := docs.About(m.text.Lang(), path)
	if !ok {
		return false
	}
	for i := range m.sections {
		if m.sections[i].Title == s.Title {
			m.list.Select(i)
			m.list.ScrollTo(i)
		}
	}
	return true
}

func (m *Manual) show(i int) {
	m.page.ParseMarkdown(m.markdown(m.sections[i]))
	m.page.Segments = Plain(m.page.Segments)
	m.page.Refresh()
	m.scroll.ScrollToTop()
}

// Plain joins what stands in a line of text to one piece in one style. The toolkit
// breaks lines in the middle of words where a paragraph has several pieces, and its
// lines are too low for the underscores of letters of equal width.
func Plain(segments []widget.RichTextSegment) (out []widget.RichTextSegment) {
	var line []*widget.TextSegment
	end := func() {
		if len(line) == 1 && !line[0].Style.TextStyle.Monospace {
			out = append(out, line[0]) // a name alone keeps its weight
		} else if len(line) > 0 {
			words := ""
			for _, s := range line {
				words += s.Text
			}
			style := widget.RichTextStyleInline
			if len(line) == 1 {
				style.ColorName = theme.ColorNamePrimary // the name of a key
			}
			out = append(out, &widget.TextSegment{Style: style, Text: strings.ReplaceAll(words, "( ", "(")})
		}
		line = nil
	}
	for _, s := range segments {
		if t, ok := s.(*widget.TextSegment); ok && t.Style.Inline {
			line = append(line, t)
			continue
		}
		end()
		switch s := s.(type) {
		case *widget.ParagraphSegment:
			s.Texts = Plain(s.Texts)
		case *widget.ListSegment:
			s.Items = Plain(s.Items)
		}
		out = append(out, s)
	}
	end()
	return out
}

// markdown is a section with the values that it is about.
func (m *Manual) markdown(s docs.Section) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s\n", s.Title, s.Text)
	for _, k := range scenario.Keys() {
		if !s.Has(k.Path) {
			continue
		}
		fmt.Fprintf(&b, "\n**%s**\n\n%s", k.Name.In(m.text.Lang()), k.Help.In(m.text.Lang()))
		if k.Default != "" {
			fmt.Fprintf(&b, " %s", m.T("manual.default", "Value", m.text.Value(k, k.Default, "NOK")))
		}
		if k.Source != "" {
			fmt.Fprintf(&b, " %s", m.T("manual.source", "Source", m.text.Phrase(k.Source)))
		}
		fmt.Fprintf(&b, "\n\n`%s`\n", k.Path)
	}
	return b.String()
}

// list is the sections. The page follows the arrows, Page Up and Page Down turn
// it over, Escape leaves.
type list struct {
	widget.List
	manual *Manual
	at     widget.ListItemID
}

func newList(m *Manual) *list {
	l := &list{manual: m}
	l.Length = func() int { return len(m.sections) }
	l.CreateItem = func() fyne.CanvasObject { return widget.NewLabel("") }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(m.sections[i].Title) }
	l.OnSelected = func(i widget.ListItemID) { l.at = i; m.show(i) }
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey acts on a key.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		if l.manual.OnEscape != nil {
			l.manual.OnEscape()
		}
	case fyne.KeyDown:
		l.Select(min(l.at+1, len(l.manual.sections)-1))
	case fyne.KeyUp:
		l.Select(max(l.at-1, 0))
	case fyne.KeyPageDown, fyne.KeySpace:
		l.manual.turn(0.9)
	case fyne.KeyPageUp:
		l.manual.turn(-0.9)
	default:
		l.List.TypedKey(e)
	}
}

// turn scrolls by a part of what is seen.
func (m *Manual) turn(part float32) {
	seen := m.scroll.Size().Height
	y := min(m.scroll.Offset.Y+part*seen, m.page.MinSize().Height-seen)
	m.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}
