package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"lojal/sim/calibrate"
	"lojal/ui/newplan"
	"lojal/ui/widgets"
)

// planFromNumbers asks eight figures and makes a baseline that gives them back,
// which becomes the plan that others are compared with.
func (d *Desktop) planFromNumbers() {
	t := d.desk.T
	form := newplan.New(d.desk.Text, d.freeName(t("newplan.default")))
	box := dialog.NewCustomWithoutButtons(t("newplan.title"), container.NewPadded(form.Content), d.window)
	ctx, cancel := context.WithCancel(context.Background())
	leave := func() { cancel(); box.Hide() }
	form.OnEscape(leave)
	var ok *widgets.Button
	ok = primary(t("newplan.make"), func() {
		figures, focus, right := form.Figures()
		if !right {
			d.window.Canvas().Focus(focus)
			return
		}
		ok.Disable()
		form.Working(true)
		go func() {
			s, err := calibrate.Baseline(ctx, form.PlanName(), figures)
			d.post(func() {
				ok.Enable()
				switch {
				case errors.Is(err, context.Canceled):
				case err != nil:
					d.window.Canvas().Focus(form.Fail(err))
				default:
					box.Hide()
					d.store.AddBaseline(s)
				}
			})
		}()
	})
	form.OnEnter = ok.OnTapped
	d.show(box, fyne.NewSize(600, 520), form.Name, widgets.NewButton(d.desk.T("cancel"), nil, leave), ok)
}
