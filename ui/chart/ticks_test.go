package chart

import (
	"fmt"
	"math"
	"reflect"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"lojal/sim/kpi"
	"lojal/ui/text"
)

func fmtDash(d []vg.Length) string { return fmt.Sprint(d) }

func TestNiceTicks(t *testing.T) {
	for _, c := range []struct {
		r    Range
		n    int
		want []float64
	}{
		{Range{0, 1}, 5, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{Range{0, 100}, 4, []float64{0, 25, 50, 75, 100}},
		{Range{-1.5, 3.2}, 5, []float64{-1, 0, 1, 2, 3}},
		{Range{72.4, 78.1}, 4, []float64{74, 76, 78}},
		{Range{math.NaN(), 1}, 5, nil},
		{Range{1, 1}, 5, nil},
		{Range{math.Inf(-1), math.Inf(1)}, 5, nil},
	} {
		got, _ := niceTicks(c.r, c.n)
		if len(got) != len(c.want) {
			t.Errorf("%v: %v, want %v", c.r, got, c.want)
			continue
		}
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-9 {
				t.Errorf("%v: %v, want %v", c.r, got, c.want)
			}
		}
	}
}

func TestNiceTicksAreFewAndInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Range{Min: rapid.Float64().Draw(t, "min")}
		r.Max = r.Min + math.Abs(rapid.Float64().Draw(t, "span"))
		n := rapid.IntRange(1, 12).Draw(t, "n")
		at, step := niceTicks(r, n)
		if len(at) > n+1 {
			t.Fatalf("%d ticks for %d parts of %v", len(at), n, r)
		}
		for _, v := range at {
			if v < r.Min-1e-5*step || v > r.Max+1e-5*step {
				t.Fatalf("%g outside %v", v, r)
			}
		}
	})
}

func TestTickNumbersFollowTheLocale(t *testing.T) {
	labels := func(lang string) (out []string) {
		for _, x := range (scale{factor: 1}).ticks(Range{0, 3000}, 3, text.For(lang)) {
			out = append(out, x.label)
		}
		return out
	}
	if got, want := labels("en"), []string{"0", "1,000", "2,000", "3,000"}; !reflect.DeepEqual(got, want) {
		t.Errorf("English %q, want %q", got, want)
	}
	if got, want := labels("nb"), []string{"0", "1\u00a0000", "2\u00a0000", "3\u00a0000"}; !reflect.DeepEqual(got, want) {
		t.Errorf("bokmål %q, want %q", got, want)
	}
	half := (scale{factor: 100, signed: true}).ticks(Range{-0.01, 0.012}, 4, text.For("nb"))
	if got := half[len(half)-1].label; got != "+1" && got != "+1,0" {
		t.Errorf("last tick of a difference of shares is %q", got)
	}
}

// An axis of people has whole numbers where it has room for two.
func TestPeopleAreWhole(t *testing.T) {
	labels := func(id kpi.ID, r Range) (out []string) {
		k, _ := kpi.Of(id)
		for _, tick := range scaleOf(k, r, "NOK", true, false, text.For("nb")).ticks(r, 4, text.For("nb")) {
			out = append(out, tick.label)
		}
		return out
	}
	for _, c := range []struct {
		id   kpi.ID
		r    Range
		want []string
	}{
		{kpi.Headcount, Range{17.9, 20.1}, []string{"18", "19", "20"}},
		{kpi.Headcount, Range{39, 47}, []string{"40", "42", "44", "46"}},
		{kpi.Headcount, Range{42.1, 43.2}, []string{"42,5", "43,0"}},
		{kpi.Customers, Range{119_000, 122_000}, []string{"119\u00a0000", "120\u00a0000", "121\u00a0000", "122\u00a0000"}},
		{kpi.FTEAvailable, Range{28, 30}, []string{"28,0", "28,5", "29,0", "29,5", "30,0"}},
	} {
		if got := labels(c.id, c.r); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s from %g to %g: %q, want %q", c.id, c.r.Min, c.r.Max, got, c.want)
		}
	}
}

func TestMonthTicks(t *testing.T) {
	start := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	ticks := timeTicks(start, 104, 9, text.For("en"))
	var labels []string
	for _, x := range ticks {
		if x.label != "" {
			labels = append(labels, x.label+" "+x.year)
		}
		date := start.Add(time.Duration(x.at * 7 * 24 * float64(time.Hour))).Round(time.Hour)
		if date.Day() != 1 {
			t.Errorf("a month is marked at %v", date)
		}
	}
	want := []string{"Apr 2026", "Jul ", "Oct ", "Jan 2027", "Apr ", "Jul ", "Oct "}
	if !reflect.DeepEqual(labels, want) {
		t.Errorf("labels %q, want %q", labels, want)
	}
	if got := timeTicks(start, 4, 4, text.For("nb"))[1].label; got != "12. jan." {
		t.Errorf("day tick %q", got)
	}
	if got := timeTicks(time.Time{}, 20, 4, text.For("nb"))[1].label; got != "uke 5" {
		t.Errorf("week tick %q", got)
	}
}

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		id     kpi.ID
		lang   string
		signed bool
		unit   string
		factor float64
	}{
		{kpi.Churn, "en", false, "% per year", 100},
		{kpi.Churn, "nb", true, "prosentpoeng", 100},
		{kpi.Cost, "nb", false, "millioner kr per uke", 1e-6},
		{kpi.CLV, "en", false, "NOK, millions", 1e-6},
		{kpi.SatisfactionCase, "en", false, "points, 0 to 100", 1},
	} {
		k, _ := kpi.Of(c.id)
		got := scaleOf(k, Range{0, 3e6}, "NOK", true, c.signed, text.For(c.lang))
		if got.unit != c.unit || got.factor != c.factor {
			t.Errorf("%s: %q × %g, want %q × %g", c.id, got.unit, got.factor, c.unit, c.factor)
		}
	}
}

// TestLabelsDoNotOverlap spreads labels that would stand on each other.
func TestLabelsDoNotOverlap(t *testing.T) {
	letters := (&sheet{em: 9}).letters(9, nil)
	rapid.Check(t, func(t *rapid.T) {
		var labels []*label
		var total vg.Length
		for range rapid.IntRange(1, 8).Draw(t, "n") {
			l := &label{letters: letters, lines: make([]string, rapid.IntRange(1, 3).Draw(t, "lines")),
				want: vg.Length(rapid.Float64Range(0, 300).Draw(t, "at"))}
			labels, total = append(labels, l), total+l.height()
		}
		spreadOut(labels, 0, 300)
		for i, l := range labels {
			if total <= 300 && (l.y-l.height()/2 < -1e-6 || l.y+l.height()/2 > 300+1e-6) {
				t.Fatalf("label %d at %g leaves the column", i, l.y)
			}
			if i > 0 && l.y-l.height()/2 < labels[i-1].y+labels[i-1].height()/2-1e-6 {
				t.Fatalf("labels %d and %d overlap", i-1, i)
			}
		}
		if len(labels) == 1 && labels[0].want > 30 && labels[0].want < 270 && math.Abs(float64(labels[0].y-labels[0].want)) > 1e-9 {
			t.Fatalf("a lone label stands at %g, not at its line %g", labels[0].y, labels[0].want)
		}
	})
}
