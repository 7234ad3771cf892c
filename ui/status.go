package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/state"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
)

// status is the bottom line: what is under the pointer or the focus, and how
// far the run is.
type status struct {
	desk    *desk.Desk
	root    fyne.CanvasObject
	explain *widgets.Paragraph
	line    *fyne.Container // of explain
	said    string          // what explain was given, before it was cut to fit
	state   *widgets.Text
	bar     *widget.ProgressBar
	cancel  *widgets.Button
	running *fyne.Container // bar and cancel
}

func newStatus(d *desk.Desk, stop func()) *status {
	s := &status{desk: d, explain: widgets.NewParagraph("")}
	s.explain.TextSize = theme.SizeNameCaptionText
	s.explain.Most = 2
	s.state = widgets.NewCaption("", look.Muted)
	s.state.Whole = true
	s.bar = widget.NewProgressBar()
	s.bar.TextFormatter = func() string { return "" }
	s.cancel = widgets.NewButton(d.T("cancel_run"), nil, stop)
	s.cancel.OnExplain = d.Says(d.T("explain.cancel"))
	s.running = widgets.Row(-1, container.New(&slim{}, s.bar), s.cancel)
	right := widgets.Row(-1, container.New(&widest{}, s.state), s.running)
	s.line = container.New(&two{}, s.explain)
	panel := widgets.NewPanel(container.NewBorder(nil, nil, nil, right, s.line))
	panel.Inset = 5
	s.root = panel
	d.Store.Observe(func(state.Event) { s.show(d.Store.Results.Progress) })
	s.show(d.Store.Results.Progress)
	s.says(d.T("explain.start"))
	return s
}

// says shows a text in the explain line.
func (s *status) says(text string) {
	s.said = text
	s.explain.Set(text)
	s.line.Layout.Layout(s.line.Objects, s.line.Size()) // it may take another number of lines
}

// retells shows a text in place of another, if that still stands there.
func (s *status) retells(was, now string) bool {
	if s.said != was {
		return false
	}
	s.says(now)
	return true
}

func (s *status) show(p job.Progress) {
	s.state.Set(s.words(p))
	running := p.Phase == job.Previewing || p.Phase == job.Refining
	share := p.Share
	if p.Phase == job.Previewing {
		share = 0 // under a moving lever it would go forth and back, and cost a frame each time
	}
	if s.bar.Value != share {
		s.bar.SetValue(share)
	}
	if running && !s.running.Visible() {
		s.running.Show()
	} else if !running && s.running.Visible() {
		s.running.Hide()
	}
}

// words is the state of the run: Preview n=20 seed=1, Refining 60 % n=300 seed=1,
// Final n=1000 seed=1.
func (s *status) words(p job.Progress) string {
	t := s.desk.Text
	done := t.Number(float64(p.Done), 0)
	switch p.Phase {
	case job.Previewing:
		if p.Done == 0 {
			return s.desk.T("run.preview")
		}
		return s.desk.T("run.preview_of", "Count", done, "Seed", s.seed())
	case job.Refining:
		return s.desk.T("run.refining", "Share", t.Number(100*p.Share, 0), "Count", done, "Seed", s.seed())
	case job.Final:
		return s.desk.T("run.final", "Count", done, "Seed", s.seed())
	case job.Stopped:
		return s.desk.T("run.stopped", "Count", done, "Total", t.Number(float64(p.Total), 0))
	case job.Failed:
		return s.desk.T("run.failed")
	}
	return ""
}

func (s *status) seed() string {
	now := s.desk.Store.Now()
	if p, ok := now.Plan(now.Baseline); ok {
		return s.desk.Text.Number(float64(p.Scenario.Run().Seed), 0)
	}
	return ""
}

// widest is as wide as its object has ever been, so that the window is not laid out
// anew with each number that is told.
type widest struct{ width float32 }

func (l *widest) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[0].MinSize()
	l.width = max(l.width, size.Width)
	return fyne.NewSize(l.width, size.Height)
}

func (l *widest) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// slim is a progress bar of one line.
type slim struct{}

func (slim) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(110, 10) }
func (slim) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(size.Width, 10))
	objects[0].Move(fyne.NewPos(0, (size.Height-10)/2))
}

// two holds two lines of small text, whatever stands in them.
type two struct{}

func (two) MinSize([]fyne.CanvasObject) fyne.Size {
	line := fyne.MeasureText("A", theme.CaptionTextSize(), fyne.TextStyle{})
	return fyne.NewSize(100, 2*line.Height)
}

func (two) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(18, 0))
	h := min(objects[0].MinSize().Height, size.Height)
	objects[0].Move(fyne.NewPos(6, (size.Height-h)/2))
}
