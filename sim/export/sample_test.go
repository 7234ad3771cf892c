package export

import (
	"math"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/sim/scenario"
)

// sample makes results by hand, with draws from a source of numbers.
func sample(weeks, n int, contacts, inputs []string, next func() float64) *sim.Results {
	r := &sim.Results{
		Scenario: "=Plan <B> æøå", ScenarioHash: "abc123", ScenarioTOML: []byte("format = 1\n"), Engine: "1",
		Seed: 1<<63 + 1, Queue: "analytic", Start: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC),
		Weeks: weeks, Replications: n, Asked: n + 1, Currency: "NOK",
		Targets: []scenario.Target{
			{KPI: "service_level", AtLeast: true, Value: 0.8, ByWeek: -1},
			{KPI: "churn", Value: 0.15, ByWeek: 1},
		},
		Warnings: []string{"something is answered in a simpler way"},
		Contacts: contacts, Inputs: inputs,
		Decisive: []sim.Decisive{{Path: "costs.hire", Source: scenario.Source{Text: "a \"guess\"", Confidence: "guess"},
			Low: 25000, High: 175000, KPI: kpi.Cost, Change: -1.5, Bands: 0.75}},
	}
	wide := func() []float64 {
		v := make([]float64, n)
		for i := range v {
			v[i] = next()
		}
		return v
	}
	rows := func() [][]float32 {
		v := make([][]float32, weeks)
		for w := range v {
			v[w] = make([]float32, n)
			for i := range v[w] {
				v[w][i] = float32(next())
			}
		}
		return v
	}
	for _, k := range kpi.All {
		r.Horizon = append(r.Horizon, wide())
		if k.Horizon == kpi.Whole {
			r.Series = append(r.Series, nil)
		} else {
			r.Series = append(r.Series, rows())
		}
	}
	for range contacts {
		figures := make([][]float64, len(kpi.All))
		for k := range figures {
			if kpi.All[k].ByContact {
				figures[k] = wide()
			}
		}
		r.ByContact = append(r.ByContact, figures)
	}
	r.Weights = append(r.Weights, nil)
	for range int(kpi.Denominators) - 1 {
		r.Weights = append(r.Weights, rows())
	}
	for range inputs {
		r.Drawn = append(r.Drawn, wide())
	}
	return r
}

// counting gives 0.5, 1.5, 2.5 …, every seventh time null.
func counting() func() float64 {
	n := 0
	return func() float64 {
		if n++; n%7 == 0 {
			return math.NaN()
		}
		return float64(n) - 0.5
	}
}

func small() *sim.Results {
	return sample(2, 3, []string{"phone", "chat"}, []string{"world.customers.needs_per_year"}, counting())
}

// drawn makes results of any size, with any numbers.
func drawn(t *rapid.T) *sim.Results {
	name := rapid.StringMatching(`[a-z=+@ ",\n]{1,8}`)
	numbers := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{math.NaN(), 0, math.Copysign(0, -1), math.Inf(1)}))
	source := rapid.SliceOfN(numbers, 1, 20).Draw(t, "numbers")
	i := 0
	next := func() float64 { i++; return source[i%len(source)] }
	contacts := rapid.SliceOfN(name, 1, 3).Draw(t, "contacts")
	inputs := rapid.SliceOfN(name, 1, 3).Draw(t, "inputs")
	return sample(rapid.IntRange(1, 4).Draw(t, "weeks"), rapid.IntRange(0, 4).Draw(t, "replications"), contacts, inputs, next)
}

// same is deep equality in which NaN equals NaN, and bits decide.
func same(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Float32, reflect.Float64:
		return math.Float64bits(a.Float()) == math.Float64bits(b.Float()) || math.IsNaN(a.Float()) && math.IsNaN(b.Float())
	case reflect.Slice:
		if a.Len() != b.Len() || a.IsNil() != b.IsNil() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// unequal names the fields in which two results differ.
func unequal(a, b *sim.Results) (fields []string) {
	x, y := reflect.ValueOf(*a), reflect.ValueOf(*b)
	for i := range x.NumField() {
		if !same(x.Field(i), y.Field(i)) {
			fields = append(fields, x.Type().Field(i).Name)
		}
	}
	return fields
}

// A field that the results get later must be in the sample, and so in the
// round trip of the archive.
func TestSampleFillsEveryField(t *testing.T) {
	v := reflect.ValueOf(*small())
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s is empty", v.Type().Field(i).Name)
		}
	}
}
