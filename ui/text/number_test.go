package text

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		en, nb   string
	}{
		{1234567.891, 2, "1,234,567.89", "1 234 567,89"},
		{1234, 0, "1,234", "1 234"},
		{-0.25, 1, "−0.3", "−0,3"},
		{1.005, 2, "1.01", "1,01"}, // a half to a person, less in binary
		{-0.001, 2, "0.00", "0,00"},
		{118432, -3, "118,000", "118 000"},
		{math.NaN(), 1, "–", "–"},
		{math.Inf(-1), 1, "−Inf", "−Inf"},
	} {
		if got := For("en").Number(c.v, c.decimals); got != c.en {
			t.Errorf("en %v: %q, want %q", c.v, got, c.en)
		}
		if got := plainSpaces(For("nb").Number(c.v, c.decimals)); got != c.nb {
			t.Errorf("nb %v: %q, want %q", c.v, got, c.nb)
		}
	}
}

func TestNorwegianThousandsDoNotBreak(t *testing.T) {
	if s := For("nb").Number(12345, 0); strings.Contains(s, " ") || len([]rune(s)) != 6 {
		t.Errorf("%q has a breaking space", s)
	}
}

func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

func TestParseNumber(t *testing.T) {
	no := math.NaN() // refused
	for _, c := range []struct {
		text   string
		en, nb float64
	}{
		{"1 234,5", 1234.5, 1234.5},
		{"1\u00a0234,5", 1234.5, 1234.5},
		{"1,234.5", 1234.5, 1234.5},
		{"1.234,5", 1234.5, 1234.5},
		{"12,5", 12.5, 12.5},
		{"12.5", 12.5, 12.5},
		{"0,435", 0.435, 0.435}, // never 435
		{"13,75", 13.75, 13.75}, // never 1375
		{"1,234", 1234, 1.234},
		{"1.234", 1.234, no},
		{"1,234,567", 1234567, 1234567},
		{"1.234.567", 1234567, 1234567},
		{"−7", -7, -7},
		{"+7", 7, 7},
		{".5", 0.5, 0.5},
		{"1e3", 1000, 1000},
		{"12 34", no, no},
		{"1,23,4", no, no},
		{"1,2.3.4", no, no},
		{"", no, no}, {"-", no, no}, {"abc", no, no}, {"NaN", no, no}, {"Inf", no, no}, {"0x10", no, no}, {"5 %", no, no}, {"1_000", no, no}, {"--1", no, no},
		{"1e999", no, no},
	} {
		for lang, want := range map[string]float64{"en": c.en, "nb": c.nb} {
			got, err := For(lang).ParseNumber(c.text)
			if math.IsNaN(want) != (err != nil) || err == nil && got != want {
				t.Errorf("%s %q: %v, %v; want %v", lang, c.text, got, err, want)
			}
		}
	}
}

// What a language writes it also reads.
func TestNumberReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := For(rapid.SampledFrom(Languages).Draw(t, "lang"))
		decimals := rapid.IntRange(0, 6).Draw(t, "decimals")
		v := round(rapid.Float64Range(-1e8, 1e8).Draw(t, "v"), decimals)
		got, err := p.ParseNumber(p.Number(v, decimals))
		if err != nil || math.Abs(got-v) > 1e-9*math.Abs(v) {
			t.Fatalf("%v → %q → %v, %v", v, p.Number(v, decimals), got, err)
		}
	})
}

func TestParseNumberNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := For(rapid.SampledFrom(Languages).Draw(t, "lang"))
		v, err := p.ParseNumber(rapid.StringMatching(`[-+ 0-9.,eE%]{0,12}`).Draw(t, "s"))
		if err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Fatal(v)
		}
	})
}
