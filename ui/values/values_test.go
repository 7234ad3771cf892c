package values

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

// format reads the values of a key.
func format(t testing.TB, lang, path string) Format {
	t.Helper()
	k, ok := scenario.KeyOf(path)
	if !ok {
		t.Fatal(path)
	}
	return Format{text.For(lang), k, "NOK"}
}

const (
	people    = "decisions.staffing.headcount"
	share     = "decisions.automation.share"
	seconds   = "world.contact.phone.handle_time"
	perYear   = "world.customers.needs_per_year"
	currency  = "world.customers.margin_per_year"
	signed    = "decisions.style.advice"
	perCentYr = "world.loyalty.churn_per_year"
)

// What people type, and what the scenario file then says. The value is 45 people,
// 10 %, 7 minutes, 2.6 a year, 1,800 kroner, 0.
func TestRead(t *testing.T) {
	at := map[string]float64{people: 45, share: 0.1, seconds: 420, perYear: 2.6, currency: 1800, signed: 0.2, perCentYr: 0.15}
	for _, c := range []struct{ lang, path, typed, want string }{
		{"en", people, "48", "48"},
		{"en", people, " 45.5 ", "45.5"},
		{"nb", people, "45,5", "45.5"},
		{"nb", people, "120 ansatte", "120"},
		{"en", people, "45+3", "48"},
		{"en", people, "45*1.1", "49.5"},
		{"nb", people, "45*1,1", "49.5"},
		{"en", people, "+10%", "49.5"},
		{"en", people, "-10 %", "40.5"},
		{"en", people, "+3", "48"},
		{"en", people, "-3", "42"},
		{"en", people, "*1.1", "49.5"},
		{"en", people, "/2", "22.5"},
		{"en", people, "(40 + 8) × 1.25 ÷ 2", "30"},
		{"en", people, "45 + 10 %", "49.5"},
		{"en", people, "50 * 20 %", "10"},
		{"en", people, "170..210", `"170..210"`},
		{"en", people, "40 to 50 (80 %)", `"40..50"`},
		{"nb", people, "40,5 til 50", `"40.5..50"`},
		{"en", people, "40 – 50", `"40..50"`},
		{"en", people, "40+2..50*1.1", `"42..55"`},
		{"en", people, "190 ± 10 %", `"190 ± 10 %"`},
		{"nb", people, "190,5 +/- 10 %", `"190.5 ± 10 %"`},
		{"en", people, "50 ± 5", `"45..55"`},
		{"en", perYear, "2.6/52", "0.05"},
		{"en", perYear, "2.6 per year", "2.6"},
		{"nb", perYear, "2,6 per år", "2.6"},
		{"en", share, "35 %", "0.35"},
		{"en", share, "35", "0.35"},
		{"nb", share, "2,5", "0.025"},
		{"en", share, "30 % + 5 %", "0.35"},
		{"en", share, "30*1.1", "0.33"},
		{"en", share, "50 % * 20 %", "0.1"},
		{"en", share, "*1.1", "0.11"},
		{"en", share, "+5", "0.15"},
		{"en", share, "5 % to 9 %", `"5 %..9 %"`},
		{"nb", share, "5 % til 9 %", `"5 %..9 %"`},
		{"nb", share, "5 til 9 %", `"5 %..9 %"`},
		{"en", share, "5..9", `"5 %..9 %"`},
		{"en", perCentYr, "15 % per year", "0.15"},
		{"nb", perCentYr, "12 % – 18 %", `"12 %..18 %"`},
		{"en", seconds, "7m30s", `"7m30s"`},
		{"en", seconds, "7 min 30 s", `"7m30s"`},
		{"en", seconds, "7:30", `"7m30s"`},
		{"en", seconds, "1:05:20", `"1h5m20s"`},
		{"nb", seconds, "2,5m", `"2m30s"`},
		{"nb", seconds, "2 timer", `"2h"`},
		{"en", seconds, "90", `"1m30s"`},
		{"en", seconds, "30", `"30s"`},
		{"en", seconds, "7m + 30s", `"7m30s"`},
		{"en", seconds, "7m*1.1", `"7m42s"`},
		{"en", seconds, "+10 %", `"7m42s"`},
		{"en", seconds, "5..9m", `"5m..9m"`},
		{"en", seconds, "5m..9m", `"5m..9m"`},
		{"nb", currency, "1 800 kr", "1800"},
		{"nb", currency, "1 800 kr per år", "1800"},
		{"en", currency, "NOK 1,800 per year", "1800"},
		{"en", currency, "60k", "60000"},
		{"nb", currency, "1,5 mill.", "1500000"},
		{"en", currency, "-200", "-200"},
		{"en", signed, "-0.3", "-0.3"},
		{"en", signed, "+0.3", "0.5"},
		{"en", people, `{ dist = "pert", low = 40, mode = 45, high = 55 }`, `{ dist = "pert", low = 40, mode = 45, high = 55 }`},
	} {
		f := format(t, c.lang, c.path)
		v, err := f.Read(c.typed, Of(at[c.path]), at[c.path])
		if err != nil {
			t.Errorf("%s, %s: %q is refused: %v", c.lang, c.path, c.typed, err)
		} else if got := v.TOML(f.Key.Unit); got != c.want {
			t.Errorf("%s, %s: %q became %s, want %s", c.lang, c.path, c.typed, got, c.want)
		}
	}
}

// What cannot be read or is out of bounds is refused with what is allowed.
func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ lang, path, typed, says string }{
		{"en", people, "many", "cannot be read"},
		{"nb", people, "mange", "kan ikke leses"},
		{"en", people, "45+", "cannot be read"},
		{"en", people, "(45", "cannot be read"},
		{"en", people, "45)", "cannot be read"},
		{"en", people, "45 minutes", "cannot be read"},
		{"en", people, "1/0", "divided by zero"},
		{"en", people, "10 %", "takes no %"},
		{"en", people, "50..40", "50 is above 40"},
		{"en", people, "9999", "Allowed: 0 to 5,000"},
		{"en", share, "130 %", "130\u00a0% is out of bounds. Allowed: 0\u00a0% to 100\u00a0%"},
		{"nb", share, "130", "Tillatt: 0\u00a0% til 100\u00a0%"},
		{"nb", people, "1.234", "to måter"},
	} {
		f := format(t, c.lang, c.path)
		if v, err := f.Read(c.typed, Of(1), 1); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q of %s gives %v, %v; want %q", c.lang, c.typed, c.path, v.N, err, c.says)
		}
	}
}

// An operator in front moves a range or the end of a plan as a whole.
func TestReadGoesOn(t *testing.T) {
	f := format(t, "en", people)
	from, to, start, weeks := Of(45), Of(50), Of(4), Of(13)
	for _, c := range []struct {
		now    Value
		middle float64
		typed  string
		want   string
	}{
		{Value{Form: Around, N: 190, Margin: 0.1}, 190, "+10 %", `"209 ± 10 %"`},
		{Value{Form: Range, Low: 40, High: 60}, 50, "*2", `"80..120"`},
		{Value{Form: Ramp, Shape: "linear", From: &from, To: &to, Start: &start, Weeks: &weeks}, 50, "+5",
			`{ from = 45, to = 55, start_week = 4, weeks = 13, shape = "linear" }`},
	} {
		v, err := f.Read(c.typed, c.now, c.middle)
		if got := v.TOML(f.Key.Unit); err != nil || got != c.want {
			t.Errorf("%q of %s became %s (%v), want %s", c.typed, c.now.TOML(f.Key.Unit), got, err, c.want)
		}
	}
}

// Distributions and plans in one line, and back.
func TestOneLine(t *testing.T) {
	ramp := `{ from = 45, to = 50, start_week = 4, weeks = 13, shape = "linear" }`
	steps := "{ steps = [[0, 45], [10, 48], [20, 50]] }"
	for _, c := range []struct{ lang, path, now, typed, want string }{
		{"en", people, "45", "pert(40; 45; 55)", `{ dist = "pert", low = 40, mode = 45, high = 55 }`},
		{"en", people, "45", "triangular(40, 45, 55)", `{ dist = "triangular", low = 40, mode = 45, high = 55 }`},
		{"nb", people, "45", "normal(45,5; 3)", `{ dist = "normal", mean = 45.5, sd = 3 }`},
		{"nb", people, "45", "Uniform(40, 50)", `{ dist = "uniform", low = 40, high = 50 }`},
		{"en", share, "0.1", "beta(10 %; 2 %)", `{ dist = "beta", mean = 0.1, sd = 0.02 }`},
		{"en", seconds, "420", "lognormal(7m; 0.2)", `{ dist = "lognormal", mean = "7m", sigma = 0.2 }`},
		{"en", people, "45", "discrete(40: 1; 45: 2)", `{ dist = "discrete", values = [40, 45], weights = [1, 2] }`},
		{"en", people, "45", "45 -> 50", ramp},
		{"en", people, ramp, "45 → 40..60", `{ from = 45, to = "40..60", start_week = 4, weeks = 13, shape = "linear" }`},
		{"en", people, steps, "45 → 49 → 50+5", "{ steps = [[0, 45], [10, 49], [20, 55]] }"},
	} {
		f := format(t, c.lang, c.path)
		now, _ := Parse(c.now, f.Key.Unit)
		v, err := f.Read(c.typed, now, now.Middle())
		if got := v.TOML(f.Key.Unit); err != nil || got != c.want {
			t.Errorf("%q of %s became %s (%v), want %s", c.typed, c.now, got, err, c.want)
			continue
		}
		if back, err := f.Read(f.Edit(v), v, v.Middle()); err != nil || back.TOML(f.Key.Unit) != c.want {
			t.Errorf("%s is edited as %q, which becomes %s (%v)", c.want, f.Edit(v), back.TOML(f.Key.Unit), err)
		}
	}
	f := format(t, "en", people)
	for typed, says := range map[string]string{"gamma(1; 2)": "Allowed: uniform", "pert(1; 2)": "pert(low; mode; high)", "1 → 2 → 3": "two levels", "beta(0.5; 0.1)": "Allowed"} {
		if _, err := f.Read(typed, Of(45), 45); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// tree is an expression with its value by another route: written with every
// parenthesis, evaluated while it is made.
type tree struct {
	text  string
	value float64
}

func expression(depth int) *rapid.Generator[tree] {
	return rapid.Custom(func(t *rapid.T) tree {
		if depth == 0 || rapid.IntRange(0, 2).Draw(t, "leaf") == 0 {
			n := rapid.IntRange(1, 999).Draw(t, "n")
			if rapid.Bool().Draw(t, "decimal") {
				return tree{fmt.Sprintf("%d,%d", n, 5), float64(n) + 0.5}
			}
			return tree{fmt.Sprint(n), float64(n)}
		}
		a, b := expression(depth-1).Draw(t, "a"), expression(depth-1).Draw(t, "b")
		space := rapid.SampledFrom([]string{"", " "}).Draw(t, "space")
		join := func(sign string) string { return "(" + a.text + space + sign + space + b.text + ")" }
		switch rapid.IntRange(0, 3).Draw(t, "op") {
		case 0:
			return tree{join("+"), a.value + b.value}
		case 1:
			return tree{join(rapid.SampledFrom([]string{"-", "−"}).Draw(t, "minus")), a.value - b.value}
		case 2:
			return tree{join(rapid.SampledFrom([]string{"*", "×"}).Draw(t, "times")), a.value * b.value}
		}
		return tree{join("/"), a.value / b.value}
	})
}

// Sums come out as the tree says from which they were written.
func TestSumsAgainstTree(t *testing.T) {
	f := format(t, "nb", people)
	f.Key.Min, f.Key.Max = math.Inf(-1), math.Inf(1)
	rapid.Check(t, func(t *rapid.T) {
		e := expression(4).Draw(t, "expression")
		got, err := f.calculate(e.text, math.NaN())
		if math.IsInf(e.value, 0) || math.IsNaN(e.value) {
			if err == nil {
				t.Fatalf("%s gives %v", e.text, got)
			}
			return
		}
		if err != nil || math.Abs(got-e.value) > 1e-6*math.Max(1, math.Abs(e.value)) && math.Abs(got/e.value-1) > 1e-6 {
			t.Fatalf("%s gives %v (%v), want %v", e.text, got, err, e.value)
		}
	})
}

// Without parentheses products go before sums, and equals from left to right: the
// same sum by splitting the text at the signs.
func TestPrecedence(t *testing.T) {
	f := format(t, "en", people)
	f.Key.Min = math.Inf(-1)
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(1, 50), 1, 4), 1, 5).Draw(t, "terms")
		text, want := "", 0.0
		for i, factors := range terms {
			product := 1.0
			words := make([]string, len(factors))
			for j, n := range factors {
				words[j] = fmt.Sprint(n)
				product *= float64(n)
			}
			sign := 1.0
			if i > 0 {
				mark := "+"
				if factors[0]%2 == 0 {
					sign, mark = -1, "-"
				}
				text += mark
			}
			text += strings.Join(words, "*")
			want += sign * product
		}
		if got, err := f.calculate(text, math.NaN()); err != nil || math.Abs(got-want) > 1e-6*math.Max(1, math.Abs(want)) {
			t.Fatalf("%s gives %v (%v), want %v", text, got, err, want)
		}
	})
}

// What a field offers for editing reads back as the same value, in every form and
// both languages.
func TestEditReadsBack(t *testing.T) {
	for _, lang := range text.Languages {
		for _, path := range []string{people, share, seconds, perYear, currency, perCentYr} {
			f := format(t, lang, path)
			rapid.Check(t, func(t *rapid.T) {
				n := func(name string) float64 {
					x := float64(rapid.IntRange(1, 4000).Draw(t, name))
					if f.percent() {
						return Tidy(x / 4000)
					}
					_, high := f.Key.Limits()
					return min(x, high)
				}
				a, b := n("a"), n("b")
				v := Of(a)
				switch rapid.IntRange(0, 2).Draw(t, "form") {
				case 1:
					v = Value{Form: Range, Low: min(a, b), High: max(a, b) * 1.0001}
				case 2:
					v = Value{Form: Around, N: a, Margin: float64(rapid.IntRange(1, 60).Draw(t, "margin")) / 100}
				}
				if v.Form == Range {
					_, high := f.Key.Limits()
					v.High = min(v.High, high)
					if v.Low == v.High {
						v = Of(a)
					}
				}
				got, err := f.Read(f.Edit(v), v, v.Middle())
				near := func(x, y float64) bool { return math.Abs(x-y) <= 1e-5*math.Abs(x) }
				if err != nil || got.Form != v.Form || !near(v.N, got.N) || !near(v.Low, got.Low) || !near(v.High, got.High) || !near(v.Margin, got.Margin) {
					t.Fatalf("%s: %+v is edited as %q and read as %+v (%v)", lang, v, f.Edit(v), got, err)
				}
				file, ok := Parse(v.TOML(f.Key.Unit), f.Key.Unit)
				if !ok || file.Form != v.Form || !near(v.N, file.N) || !near(v.Low, file.Low) || !near(v.High, file.High) || !near(v.Margin, file.Margin) {
					t.Fatalf("%+v is written as %s and read as %+v", v, v.TOML(f.Key.Unit), file)
				}
			})
		}
	}
}

func baseline(t testing.TB) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every form and family of every key is taken by the scenario as it is written,
// with about the quantiles that it was made from.
func TestFamiliesKeepQuantiles(t *testing.T) {
	s := baseline(t)
	for path, raw := range map[string]string{people: `"40..50"`, share: `"10 %..20 %"`, seconds: `"6m..8m"`, perYear: `"2.5..2.7"`} {
		from, err := s.With(path, raw)
		if err != nil {
			t.Fatal(err)
		}
		k, _ := scenario.KeyOf(path)
		quantile := func(p float64) float64 { return from.Drawn(path, p) }
		for _, family := range Families(k) {
			v := As(family, quantile, k)
			next, err := from.With(path, v.TOML(k.Unit))
			if err != nil {
				t.Errorf("%s as %s: %s: %v", path, family, v.TOML(k.Unit), err)
				continue
			}
			back, ok := Parse(next.Text(path), k.Unit)
			if !ok || back.Family() != family {
				t.Errorf("%s as %s comes back as %+v", path, family, back)
			}
			for _, p := range []float64{0.1, 0.5, 0.9} {
				a, b := quantile(p), next.Drawn(path, p)
				if width := quantile(0.9) - quantile(0.1); math.Abs(a-b) > 0.2*width {
					t.Errorf("%s as %s: %v%% point %v, was %v", path, family, 100*p, b, a)
				}
			}
		}
	}
}

// Plans keep levels and weeks from shape to shape, and the scenario takes them.
func TestShapes(t *testing.T) {
	s := baseline(t)
	v := Of(45).Over("linear")
	to := Of(55)
	v.To = &to
	for _, shape := range []string{"s-curve", "step", "steps", "linear", "steps", "s-curve"} {
		v = v.Over(shape)
		next, err := s.With(people, v.TOML(scenario.People))
		if err != nil {
			t.Fatalf("%s: %v", shape, err)
		}
		back, ok := Parse(next.Text(people), scenario.People)
		if !ok || back.ShapeOf() != shape || back.Middle() != 55 {
			t.Errorf("%s comes back as %+v", shape, back)
		}
		heads := next.Draw(60, nil).Decisions.Staffing.Headcount
		if heads[0] != 45 || heads[59] != 55 {
			t.Errorf("%s goes from %v to %v", shape, heads[0], heads[59])
		}
	}
}

// A slid range keeps its relative width, a slid plan its beginning and time, and
// nothing leaves the bounds of its key.
func TestMoved(t *testing.T) {
	s := baseline(t)
	for _, c := range []struct {
		path, raw string
		to        float64
		want      string
	}{
		{perYear, `"2..8"`, 6, `"3..12"`}, // the median of 2..8 is 4
		{share, `{ from = 0.1, to = 0.4, start_week = 13, weeks = 26, shape = "s-curve" }`, 0.5,
			`{ from = 0.1, to = 0.5, start_week = 13, weeks = 26, shape = "s-curve" }`},
		{people, "45", 50, "50"},
		{people, "{ steps = [[0, 45], [40, 43]] }", 50, "{ steps = [[0, 45], [40, 50]] }"},
		{people, `{ dist = "normal", mean = 40, sd = 4 }`, 50, `{ dist = "normal", mean = 50, sd = 5 }`},
		{people, `{ dist = "pert", low = 30, mode = 40, high = 50 }`, 50, `{ dist = "pert", low = 37.5, mode = 50, high = 62.5 }`},
		{share, `"40 %..60 %"`, 0.9, `"72 %..100 %"`},
	} {
		before, err := s.With(c.path, c.raw)
		if err != nil {
			t.Fatal(err)
		}
		k, _ := scenario.KeyOf(c.path)
		n, _ := before.Number(c.path)
		v, _ := Parse(c.raw, k.Unit)
		if got := v.Moved(Middle(n), c.to, k).TOML(k.Unit); got != c.want {
			t.Errorf("%s to %v: %s, want %s", c.raw, c.to, got, c.want)
		}
	}
}

// A value outside its evidence is known as such, one at its end is not.
func TestOutside(t *testing.T) {
	f := format(t, "en", share) // 5–60 %
	for v, want := range map[float64]bool{0.05: false, 0.6: false, 0.61: true, 0.04: true, 0.3: false} {
		if got := f.Outside(v); got != want {
			t.Errorf("%v outside: %v", v, got)
		}
	}
	if f.Key.Low = math.NaN(); f.Outside(9) {
		t.Error("a key without evidence has something outside it")
	}
}
