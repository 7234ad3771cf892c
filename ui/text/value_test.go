package text

import (
	"testing"
	"time"

	"lojal/sim/scenario"
)

func TestValue(t *testing.T) {
	for _, c := range []struct {
		unit   scenario.Unit
		toml   string
		en, nb string
	}{
		{scenario.Seconds, `"7m"`, "7 min", "7 min"},
		{scenario.Seconds, `"5m20s"`, "5 min 20 s", "5 min 20 s"},
		{scenario.Seconds, `7200`, "2 h", "2 t"},
		{scenario.Seconds, `"1m..3m"`, "1 min–3 min", "1 min–3 min"},
		{scenario.Share, `0.075`, "7.5 %", "7,5 %"},
		{scenario.Share, `0.07`, "7 %", "7 %"},
		{scenario.Share, `"30 %"`, "30 %", "30 %"},
		{scenario.Share, `"5 to 9 %"`, "5–9 %", "5–9 %"},
		{scenario.Share, `"5 %..9"`, "5–9 %", "5–9 %"},
		{scenario.Share, `"0.05..0.09"`, "5–9 %", "5–9 %"},
		{scenario.SharePerYear, `0.15`, "15 % per year", "15 % per år"},
		{scenario.PerYear, `"2.5..2.7"`, "2.5–2.7 per year", "2,5–2,7 per år"},
		{scenario.NoUnit, `"-1..1"`, "−1 – 1", "−1 – 1"},
		{scenario.People, `"100 ± 10 %"`, "100 ± 10 %", "100 ± 10 %"},
		{scenario.Share, `{ from = 0.10, to = 0.40, start_week = 13, weeks = 26, shape = "s-curve" }`, "10 % → 40 %, weeks 13–39", "10 % → 40 %, uke 13–39"},
		{scenario.Share, `{ from = 0.10, to = "30 %..40 %", start_week = 13, shape = "step" }`, "10 % → 30–40 % from week 13", "10 % → 30–40 % fra uke 13"},
		{scenario.People, `{ steps = [[0, 45], [26, 55]] }`, "45 → 55 from week 26", "45 → 55 fra uke 26"},
		{scenario.Currency, `60_000`, "NOK 60,000", "60 000 kr"},
		{scenario.PerAgentMonth, `800`, "NOK 800 per agent and month", "800 kr per rådgiver og måned"},
		{scenario.CurrencyPerHour, `420.5`, "NOK 420.5 per hour", "420,5 kr per time"},
		{scenario.Weeks, `1`, "1 week", "1 uke"},
		{scenario.Weeks, `8`, "8 weeks", "8 uker"},
		{scenario.Months, `"3..5"`, "3–5 months", "3–5 måneder"},
		{scenario.Points, `75`, "75 points", "75 poeng"},
		{scenario.Factor, `1.5`, "×1.5", "×1,5"},
		{scenario.NoUnit, `"freeze"`, "hiring freeze", "ansettelsesstopp"},
		{scenario.NoUnit, `"somebody's own"`, "somebody's own", "somebody's own"},
		{scenario.NoUnit, `true`, "yes", "ja"},
		{scenario.NoUnit, `[1,1,1,1]`, "1 each (4)", "1 hver (4)"},
		{scenario.NoUnit, `[1.12, 1.0, 0.95]`, "1.12, 1, 0.95", "1,12; 1; 0,95"},
		{scenario.Share, `[[0, 0.08], [3, 0.03]]`, "0: 8 %, 3: 3 %", "0: 8 %; 3: 3 %"},
		{scenario.Seconds, `{ kind = "exponential", mean = "5m" }`, "exponential, mean 5 min", "eksponentiell, gjennomsnitt 5 min"},
		{scenario.PerYear, `{ dist = "triangular", high = 4, low = 2, mode = 2.5 }`,
			"triangular, low 2 per year, mode 2.5 per year, high 4 per year",
			"trekant, lav 2 per år, typisk 2,5 per år, høy 4 per år"},
		{scenario.NoUnit, ``, "–", "–"},
		{scenario.NoUnit, `]broken`, "]broken", "]broken"},
		{scenario.NoUnit, `2026-01-05`, "5 January 2026", "5. januar 2026"},
	} {
		k := scenario.Key{Unit: c.unit}
		if got := plainSpaces(For("en").Value(k, c.toml, "NOK")); got != c.en {
			t.Errorf("en %s: %q, want %q", c.toml, got, c.en)
		}
		if got := plainSpaces(For("nb").Value(k, c.toml, "NOK")); got != c.nb {
			t.Errorf("nb %s: %q, want %q", c.toml, got, c.nb)
		}
	}
}

func TestEveryUnitHasAName(t *testing.T) {
	for u := range unitMessage {
		for _, lang := range Languages {
			if s := For(lang).Unit(u, "NOK"); s == "" || s[0] == "⟨"[0] {
				t.Errorf("%s %s: %q", lang, u, s)
			}
		}
	}
	if got := For("nb").Unit(scenario.PerAgentMonth, "NOK"); got != "kr per rådgiver og måned" {
		t.Error(got)
	}
}

func TestDate(t *testing.T) {
	day := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	for _, c := range [][2]string{
		{For("en").Date(day), "4 May 2026"}, {For("nb").Date(day), "4. mai 2026"},
		{For("en").Month(day), "May 2026"}, {For("nb").Month(day), "mai 2026"},
		{For("nb").MonthShort(day.AddDate(0, 3, 0)), "aug. 2026"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}
