package calibrate_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim"
	"lojal/sim/calibrate"
	"lojal/sim/scenario"
)

// What was typed in comes out of a run with another seed: means over 400
// replications, each within three standard errors of the two runs together.
func TestBaselineGivesTheFiguresBack(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	seed := uint64(99)
	for _, f := range []calibrate.Figures{
		calibrate.Usual,
		{Contacts: 900, HandleTime: 300, Agents: 8, Hours: 36, Attrition: .12, Satisfaction: 82, Churn: .06, Cost: 7e6},
		{Contacts: 30_000, HandleTime: 600, Agents: 260, Hours: 37.5, Attrition: .6, Satisfaction: 62, Churn: .3, Cost: 250e6},
		{Contacts: 7500, HandleTime: 440, Agents: 40, Hours: 37.5, Attrition: 0, Satisfaction: 70, Churn: .2, Cost: 36e6}, // too few people
	} {
		t.Run(fmt.Sprint(f.Agents), func(t *testing.T) {
			s, err := calibrate.Baseline(context.Background(), "Mine", f)
			if err != nil {
				t.Fatal(err)
			}
			got, err := calibrate.Measure(context.Background(), s, sim.Options{Replications: 400, Weeks: 52, Seed: &seed})
			if err != nil {
				t.Fatal(err)
			}
			for _, field := range calibrate.Fields {
				want, g := *field.Of(&f), *field.Of(&got)
				bound := .01 * math.Abs(want)
				if field.Name == "attrition" { // of so many people in a year, in 300 and in 400 replications
					bound += 3 * math.Sqrt(want/f.Agents*(1./300+1./400))
				}
				if math.Abs(g-want) > bound {
					t.Errorf("%s is %v, want %v ± %v", field.Name, g, want, bound)
				}
			}
		})
	}
}

func TestWrongFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	good := calibrate.Usual
	for _, c := range []struct {
		field string
		spoil func(*calibrate.Figures)
	}{
		{"agents", func(f *calibrate.Figures) { f.Agents = 0 }},
		{"churn", func(f *calibrate.Figures) { f.Churn = math.NaN() }},
		{"cost", func(f *calibrate.Figures) { f.Cost = 100_000 }}, // less than the automation alone
	} {
		f := good
		c.spoil(&f)
		_, err := calibrate.Baseline(context.Background(), "Mine", f)
		var wrong *calibrate.Wrong
		if !errors.As(err, &wrong) || wrong.Field.Name != c.field {
			t.Errorf("%s: got %v", c.field, err)
		}
	}
}

// The figures that are offered to begin with are those of the shipped baseline, to 2 %.
func TestUsual(t *testing.T) {
	base, err := scenario.Open("library:baseline")
	if err != nil {
		t.Fatal(err)
	}
	got, err := calibrate.Measure(context.Background(), base, sim.Options{Replications: 200, Weeks: 52})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range calibrate.Fields {
		u, g := *f.Of(&calibrate.Usual), *f.Of(&got)
		bound := .02 * g
		if f.Name == "attrition" { // of 45 people in a year, in 200 replications
			bound += 3 * math.Sqrt(g/45/200)
		}
		if math.Abs(u-g) > bound {
			t.Errorf("%s: %v, the baseline gives %v", f.Name, u, g)
		}
	}
}
