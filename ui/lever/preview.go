package lever

import (
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// preview shows the distribution that is being typed, as fifty equally likely values
// below the field, before it is taken.
func (r *Row) preview(typed values.Value) {
	if !typed.Uncertain() {
		r.endPreview()
		return
	}
	next, err := r.from.With(r.Path, typed.TOML(r.Key.Unit))
	if err != nil {
		r.endPreview()
		return
	}
	if r.dots == nil {
		r.dots = widgets.NewDots()
		r.dots.OnExplain = r.desk.Says(r.desk.T("explain.dots"))
		r.seen.Add(r.dots)
	}
	f := r.format()
	r.dots.Set(func(p float64) float64 { return next.Drawn(r.Path, p) },
		func(v float64) string { return f.Brief(values.Of(values.Significant(v, 3))) })
	if !r.seen.Visible() {
		r.seen.Show()
		r.resized()
	}
}

func (r *Row) endPreview() {
	if r.seen.Visible() {
		r.seen.Hide()
		r.resized()
	}
}
