package chart

import (
	"fmt"
	"math"
	"testing"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/vg"

	"lojal/sim/kpi"
)

// eightPlans are as many as are compared at once, the seventh in focus or none.
func eightPlans(focus bool) (plans []Plan) {
	for i := range 8 {
		plans = append(plans, Plan{Results: made(uint64(i), float64(i)/4, 20, 60), Name: fmt.Sprint("Plan number ", i),
			Colour: i - 1, Baseline: i == 0, Focus: focus && i == 6})
	}
	return plans
}

// At most four of eight plans have bands; one in focus has them wherever it stands.
func TestBandsOfEight(t *testing.T) {
	for _, focus := range []bool{false, true} {
		f := fanOf(kpi.Churn, eightPlans(focus))
		f.Week = 10
		banded, dotted := 0, 0
		for _, tr := range f.traces() {
			if tr.banded {
				banded++
			}
			if tr.dots != nil {
				dotted++
			}
			if (tr.plan.Focus || tr.plan.Baseline) && (!tr.banded || tr.dots == nil) {
				t.Errorf("%s has band %v, %d dots", tr.plan.Name, tr.banded, len(tr.dots))
			}
		}
		want := maxBanded
		if focus {
			want = 2
		}
		if banded != want || dotted != maxBanded {
			t.Errorf("focus %v: %d banded, %d with dots", focus, banded, dotted)
		}
	}
}

// Eight plans have eight colours, each far enough from the others to be told apart
// on either background.
func TestEightColours(t *testing.T) {
	for name, th := range map[string]theme{"light": light, "dark": dark} {
		for i := -1; i < len(hues); i++ {
			for j := i + 1; j < len(hues); j++ {
				a, b := th.line(Plan{Colour: i, Baseline: i < 0}), th.line(Plan{Colour: j})
				if d := apart(a, b); d < 60 {
					t.Errorf("%s: colours %d and %d are %.0f apart: %v, %v", name, i, j, d, a, b)
				}
			}
		}
	}
}

// apart is the distance of two colours as the eye weighs it ("redmean"), 0 to 765.
func apart(a, b colour) float64 {
	r := (float64(a.R) + float64(b.R)) / 2
	dr, dg, db := float64(a.R)-float64(b.R), float64(a.G)-float64(b.G), float64(a.B)-float64(b.B)
	return math.Sqrt((2+r/256)*dr*dr + 4*dg*dg + (2+(255-r)/256)*db*db)
}

// Eight names keep within a low picture, one below the other.
func TestEightNamesFit(t *testing.T) {
	const width, room = 80, 70
	made := func(size vg.Length) (labels []*label) {
		for i := range 8 {
			labels = append(labels, &label{name: "A rather long name of a plan", letters: lettering{face: faceOf(size, xfont.WeightBold)}, want: vg.Length(i)})
		}
		return labels
	}
	labels := made(10)
	fit := breakNames(labels, width, room)
	if fit >= 1 {
		t.Fatalf("they fit at %v", fit)
	}
	labels = made(10 * fit)
	breakNames(labels, width, room)
	spreadOut(labels, 0, room)
	for i, l := range labels {
		if low, high := l.y-l.height()/2, l.y+l.height()/2; low < -0.01 || high > room+0.01 || i > 0 && low < labels[i-1].y+labels[i-1].height()/2-0.01 {
			t.Errorf("name %d stands from %v to %v of %v", i, low, high, room)
		}
	}
}

// A name that has no room is told from the others in whole words, as long as one word
// fits.
func TestNamesInShort(t *testing.T) {
	var labels []*label
	letters := lettering{face: faceOf(10, xfont.WeightBold)}
	want := map[string]string{
		"Three channels, everybody answers": "…everybody answers",
		"Three channels, specialists":       "…specialists",
		"Attrition spike, hiring ahead":     "Attrition spike…",
		"Practice":                          "Practice",
		"Practice instead of lectures":      "…instead of lectures",
		"Baseline":                          "Baseline",
		"Kundeserviceavdelingsstatistikken": "Kundeserviceavdeli…",
	}
	for name := range want {
		labels = append(labels, &label{name: name, letters: letters})
	}
	const width = 105
	for _, l := range labels {
		got := l.inShort(labels, width)
		if got != want[l.name] || letters.width(got) > width+slack {
			t.Errorf("%q is shortened to %q, want %q", l.name, got, want[l.name])
		}
	}
}

// Eight long names in a low picture: each has its place, which the geometry tells, and
// room that is left is used.
func TestNamesHaveTheirPlaces(t *testing.T) {
	f := fanOf(kpi.Churn, eightPlans(false))
	for i := range f.Plans {
		f.Plans[i].Name = fmt.Sprint("A plan with a long name, number ", i)
	}
	for _, h := range []int{200, 240, 400} {
		st := english()
		st.Bare = true
		_, g := Render(f, 360, h, 1, st)
		if len(g.Names) != 8 {
			t.Fatalf("%d names", len(g.Names))
		}
		seen := map[int]bool{}
		for i, n := range g.Names {
			seen[n.Plan] = true
			if n.At.Min.X < g.Plot.Max.X || n.At.Max.X > 360 || n.At.Empty() {
				t.Errorf("the name of plan %d stands at %v beside %v", n.Plan, n.At, g.Plot)
			}
			for _, other := range g.Names[:i] {
				if both := n.At.Inset(1).Intersect(other.At.Inset(1)); !both.Empty() {
					t.Errorf("at %d: plans %d and %d overlap in %v", h, n.Plan, other.Plan, both)
				}
			}
		}
		if len(seen) != 8 {
			t.Errorf("plans %v", seen)
		}
	}
}
