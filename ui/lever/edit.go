package lever

import (
	"strings"

	"lojal/sim/scenario"
	look "lojal/ui/theme"
	"lojal/ui/values"
)

func (r *Row) onSlide(to float64) {
	if r.quiet {
		return
	}
	v, n, ok := r.value()
	if !ok {
		return
	}
	r.onError(r.set(v.Moved(values.Middle(n), to, r.Key).TOML(r.Key.Unit), true))
}

func (r *Row) set(raw string, drag bool) error {
	return r.desk.Store.Set(r.plan, r.Path, raw, drag)
}

// onTyping shows what a sum comes to while it is typed.
func (r *Row) onTyping(text string) {
	v, n, ok := r.value()
	if text == "" || !ok {
		r.typing = false
		r.endPreview()
		r.warn()
		return
	}
	r.typing = true
	to, err := r.format().Read(text, v, values.Middle(n))
	if err != nil {
		to = values.Value{}
	}
	r.preview(to)
	hint := ""
	if err == nil && !to.Uncertain() && strings.ContainsAny(strings.TrimLeft(text, "-−"), "+-−*×/÷(") {
		hint = "= " + r.format().Show(to)
	}
	r.tell(hint, look.Muted)
}

func (r *Row) onTyped(text string) error {
	raw, err := r.read(text)
	if err == nil {
		r.desk.Store.Seal()
		err = r.set(raw, false)
	}
	if err == nil {
		r.key = "" // the field shows the value anew, even where a sum gave the same one
		r.Show(r.plan, r.current())
	}
	return err
}

// read turns what was typed into TOML.
func (r *Row) read(text string) (string, error) {
	if v, n, ok := r.value(); ok {
		to, err := r.format().Read(text, v, values.Middle(n))
		return to.TOML(r.Key.Unit), err
	}
	if r.Key.Kind == scenario.Figure || r.Key.Kind == scenario.Whole || r.Key.Kind == scenario.Monthly && !strings.HasPrefix(strings.TrimSpace(text), "[") {
		now, _ := values.Parse(r.from.Text(r.Path), r.Key.Unit)
		v, err := r.format().Read(text, now, now.Middle())
		return v.TOML(r.Key.Unit), err
	}
	value := strings.TrimSpace(text)
	if !strings.ContainsAny(value[:min(1, len(value))], "{[\"'") && strings.HasPrefix(r.from.Text(r.Path), `"`) {
		value = `"` + strings.ReplaceAll(value, `"`, `\"`) + `"`
	}
	return value, nil
}

// onDoubt makes a certain value uncertain and an uncertain one certain.
func (r *Row) onDoubt() {
	v, _, ok := r.value()
	if !ok && r.Key.Kind != scenario.Monthly {
		return
	}
	r.editor().Show(r.plan, r.from)
	doubt := !v.Uncertain()
	r.details.Uncertain(doubt)
	if doubt {
		r.Open(true)
	}
}

func (r *Row) explainDoubt() {
	id := "explain.make_uncertain"
	if v, _, ok := r.value(); ok && v.Uncertain() {
		id = "explain.make_certain"
	}
	r.desk.Explain(r.NameIn(r.desk.Text.Lang()) + ": " + r.desk.T(id))
}

func (r *Row) current() *scenario.Scenario {
	if p, ok := r.desk.Store.Now().Plan(r.plan); ok {
		return p.Scenario
	}
	return r.from
}

func (r *Row) onChoice(label string) {
	if r.quiet {
		return
	}
	for i, l := range r.labels {
		if l == label {
			r.onError(r.set(`"`+r.Key.Choices[i]+`"`, false))
		}
	}
}

// onError shows what is wrong with a typed value, in the language of the desktop.
func (r *Row) onError(err error) {
	if err == nil {
		if r.wrong.Visible() {
			r.wrong.Hide()
			r.wrong.SetText("")
			r.resized()
		}
		return
	}
	r.wrong.SetText(r.desk.Message(err))
	r.wrong.Show()
	r.resized()
}
