package newplan

import (
	"math"
	"testing"

	"fyne.io/fyne/v2/test"

	"lojal/sim/calibrate"
	"lojal/ui/text"
)

func field(name string) calibrate.Field {
	for _, f := range calibrate.Fields {
		if f.Name == name {
			return f
		}
	}
	panic(name)
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		lang, field, typed string
		want               float64 // NaN: refused
	}{
		{"en", "handle_time", "7:20", 440}, {"nb", "handle_time", "7m20s", 440}, {"en", "handle_time", "7 min", 420},
		{"en", "handle_time", "440", 440}, {"nb", "handle_time", "7,5 min", 450}, {"en", "handle_time", "90 s", 90},
		{"en", "handle_time", "7:60", math.NaN()}, {"en", "handle_time", "", math.NaN()}, {"en", "handle_time", "2", math.NaN()},
		{"en", "churn", "15.5 %", .155}, {"nb", "churn", "15,5", .155}, {"en", "churn", "90", math.NaN()},
		{"en", "cost", "37M", 37e6}, {"nb", "cost", "37,5 mill.", 37.5e6}, {"en", "cost", "37 000 000", 37e6},
		{"en", "cost", "37,000,000", 37e6}, {"en", "contacts", "a lot", math.NaN()}, {"nb", "agents", "45", 45},
	} {
		got, err := parse(words{text.For(c.lang)}, field(c.field), c.typed)
		if math.IsNaN(c.want) != (err != nil) || err == nil && math.Abs(got-c.want) > 1e-9*c.want {
			t.Errorf("%s %q in %s: %v, %v; want %v", c.field, c.typed, c.lang, got, err, c.want)
		}
	}
}

// What the form offers reads back as it was, in both languages.
func TestFormOffersTheUsual(t *testing.T) {
	test.NewTempApp(t)
	for _, lang := range []string{"en", "nb"} {
		f := New(text.For(lang), "Mine")
		got, _, ok := f.Figures()
		if !ok || got != calibrate.Usual {
			t.Errorf("%s: %+v, %v", lang, got, ok)
		}
	}
}

func TestFormTellsWhatIsWrong(t *testing.T) {
	test.NewTempApp(t)
	f := New(text.For("en"), "Mine")
	f.fields[6].SetText("150")
	if _, focus, ok := f.Figures(); ok || focus != f.fields[6] {
		t.Error("a churn of 150 % was taken")
	}
	if got := f.notes[6].Text; got != "allowed: 0.1 to 80" {
		t.Errorf("%q", got)
	}
	if focus := f.Fail(&calibrate.Wrong{Field: calibrate.Fields[7], Value: 1e5, Reached: 2e6}); focus != f.fields[7] || f.notes[7].Text != "not with the others; nearest 2,000,000" {
		t.Errorf("%q", f.notes[7].Text)
	}
}
