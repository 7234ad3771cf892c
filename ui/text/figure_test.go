package text

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lojal/sim/kpi"
)

func TestFigure(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		unit   kpi.Unit
		v, err float64
		en, nb string
	}{
		{kpi.Points, 75.2345, 0.03, "75.23", "75,23"},
		{kpi.Points, 75.2345, 0.0003, "75.23", "75,23"}, // four digits at most
		{kpi.Points, 75.2345, 0.3, "75.2", "75,2"},
		{kpi.Points, 75.2345, 3, "75", "75"},
		{kpi.Points, 75.2345, 30, "80", "80"},
		{kpi.Points, 75.2345, nan, "75.2", "75,2"},
		{kpi.Points, nan, 0.1, "–", "–"},
		{kpi.Share, 0.8534, 0.002, "85.3 %", "85,3 %"},
		{kpi.Share, 0, 0, "0 %", "0 %"},
		{kpi.Share, 1, 0, "100 %", "100 %"},
		{kpi.SharePerYear, 0.1487, 0.02, "15 % per year", "15 % per år"},
		{kpi.Count, 118432, 0, "118,432", "118 432"},
		{kpi.Count, 118432, 1200, "118,000", "118 000"},
		{kpi.Count, 43, 0.05, "43", "43"},
		{kpi.Count, 29.094, 0.003, "29.1", "29,1"},
		{kpi.Seconds, 31.72, 0.4, "31.7 s", "31,7 s"},
		{kpi.Seconds, 320.4, 0.4, "5:20 min", "5:20 min"},
		{kpi.Seconds, 324, 20, "5:20 min", "5:20 min"},
		{kpi.Seconds, 3920, 70, "1:05:00 h", "1:05:00 t"},
		{kpi.Hours, 4.25, 0.3, "4.3 h", "4,3 t"},
		{kpi.Months, 31.25, 0.2, "31.3 months", "31,3 md."},
		{"contacts/case", 1.2345, 0.002, "1.235", "1,235"},
		{kpi.Currency, 31.24e6, 4e4, "NOK 31.24 M", "31,24 mill. kr"},
		{kpi.Currency, 31.24e6, 4e5, "NOK 31.2 M", "31,2 mill. kr"},
		{kpi.Currency, 312_456, 1200, "NOK 312 k", "312 tusen kr"},
		{kpi.Currency, -1.25e9, 1e7, "−NOK 1.25 bn", "−1,25 mrd. kr"},
		{kpi.CurrencyPerNeed, 85.31, 0.2, "NOK 85.3", "85,3 kr"},
		{kpi.CurrencyPerYear, 6e3, 1.5e4, "NOK 10 k per year", "10 tusen kr per år"},
		{kpi.CurrencyPerYear, 3.14e6, 2e5, "NOK 3.1 M per year", "3,1 mill. kr per år"},
	} {
		k := kpi.KPI{Unit: c.unit}
		if got := plainSpaces(For("en").Figure(k, c.v, c.err, "NOK")); got != c.en {
			t.Errorf("en %s %v ± %v: %q, want %q", c.unit, c.v, c.err, got, c.en)
		}
		if got := plainSpaces(For("nb").Figure(k, c.v, c.err, "NOK")); got != c.nb {
			t.Errorf("nb %s %v ± %v: %q, want %q", c.unit, c.v, c.err, got, c.nb)
		}
	}
}

func TestChange(t *testing.T) {
	for _, c := range []struct {
		unit   kpi.Unit
		v, err float64
		en, nb string
	}{
		{kpi.Points, 1.43, 0.05, "+1.43 points", "+1,43 poeng"},
		{kpi.Share, -0.0083, 0.001, "−0.8 pp", "−0,8 pp"},
		{kpi.SharePerYear, -0.0083, 0.001, "−0.8 pp", "−0,8 pp"},
		{kpi.Share, -0.0003, 0.001, "0.0 pp", "0,0 pp"},
		{kpi.Share, -4e-18, 1e-17, "0 pp", "0 pp"}, // rounding, not a difference
		{kpi.Count, 3, 0, "+3", "+3"},
		{kpi.Share, 0.002, 1e-17, "+0.2 pp", "+0,2 pp"},
		{kpi.Currency, 0.9e6, 1e5, "+NOK 900 k", "+900 tusen kr"},
		{kpi.Seconds, -130, 1, "−2:10 min", "−2:10 min"},
	} {
		k := kpi.KPI{Unit: c.unit}
		if got := plainSpaces(For("en").Change(k, c.v, c.err, "NOK")); got != c.en {
			t.Errorf("en %s %v ± %v: %q, want %q", c.unit, c.v, c.err, got, c.en)
		}
		if got := plainSpaces(For("nb").Change(k, c.v, c.err, "NOK")); got != c.nb {
			t.Errorf("nb %s %v ± %v: %q, want %q", c.unit, c.v, c.err, got, c.nb)
		}
	}
}

// The last digit shown is never below the leading digit of the error, and what
// is shown is within half of that digit, or of four significant ones.
func TestDecimalsFollowTheError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1e7, 1e7).Draw(t, "v")
		err := rapid.Float64Range(1e-4, 1e6).Draw(t, "error")
		d := Decimals(v, err)
		if math.Pow10(-d) < err/10 {
			t.Fatalf("%v ± %v: %d decimals", v, err, d)
		}
		if slack := max(math.Pow10(-d), math.Abs(v)/1000) / 2; math.Abs(round(v, d)-v) > slack*1.0001 {
			t.Fatalf("%v ± %v shows %v", v, err, round(v, d))
		}
	})
}

func TestFiguresOfEveryKPIHaveNoHyphen(t *testing.T) {
	for _, k := range kpi.All {
		for _, lang := range Languages {
			for _, v := range []float64{-12345678, -61.5, -0.5, 0, 0.25, 99.9, 1e10} {
				p := For(lang)
				for _, s := range []string{p.Figure(k, v, 0.01, "SEK"), p.Change(k, v, 0, "SEK")} {
					if strings.ContainsAny(s, "-⟨") || strings.Contains(s, "<no value>") {
						t.Errorf("%s %s %v: %q", lang, k.ID, v, s)
					}
				}
			}
		}
	}
}
