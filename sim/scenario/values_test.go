package scenario_test

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"lojal/sim/scenario"
)

// parse reads a scenario that must be right.
func parse(t *testing.T, src string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("test.toml", []byte("format = 1\n"+src))
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return s
}

func contact(line string) string { return "[[world.contact]]\nname = \"phone\"\n" + line + "\n" }

// Oracle: worked by hand; z90 is the 90 % point of the normal distribution, and
// a lognormal with 10 % and 90 % points a, b has the median √(ab).
func TestForms(t *testing.T) {
	for _, c := range []struct {
		line, path    string
		p10, p50, p90 float64
	}{
		{"absence = 0.3", "world.labour.absence", 0.3, 0.3, 0.3},
		{`absence = "30 %"`, "world.labour.absence", 0.3, 0.3, 0.3},
		{`absence = "7%"`, "world.labour.absence", 0.07, 0.07, 0.07},
		{`absence = "5..9 %"`, "world.labour.absence", 0.05, 0.07, 0.09},
		{`absence = "5 % to 9 %"`, "world.labour.absence", 0.05, 0.07, 0.09},
		{`absence = "5 %..9"`, "world.labour.absence", 0.05, 0.07, 0.09},
		{`absence = "0.2 ± 10 %"`, "world.labour.absence", 0.18, 0.2, 0.22},
		{`absence = "0.2 +/- 10 %"`, "world.labour.absence", 0.18, 0.2, 0.22},
		{`absence = "0.2..0.2"`, "world.labour.absence", 0.2, 0.2, 0.2},
		{`occupancy_effect = "-0..1"`, "world.labour.occupancy_effect", 0, 0.5, 1},
		{`proficiency_months = "1..4"`, "world.labour.proficiency_months", 1, 2, 4},
		{`proficiency_months = "1..1.4 months"`, "world.labour.proficiency_months", 1, 1.2, 1.4},
		{`weeks_to_hire = "6 weeks to 10"`, "world.labour.weeks_to_hire", 6, 8, 10},
		{`absence = { dist = "uniform", low = 0, high = "10 %" }`, "world.labour.absence", 0.01, 0.05, 0.09},
		{`occupancy_comfort = { dist = "triangular", low = 0, mode = 0.5, high = 1 }`, "world.labour.occupancy_comfort",
			math.Sqrt(0.05), 0.5, 1 - math.Sqrt(0.05)},
		{`absence = { dist = "normal", mean = 0.5, sd = 0.1 }`, "world.labour.absence",
			0.5 - 0.12815515655446, 0.5, 0.5 + 0.12815515655446},
		{`absence = { dist = "normal", mean = 0.05, sd = 1 }`, "world.labour.absence", 0, 0.05, 0.9},
		{`proficiency_months = { dist = "lognormal", mean = 2, sigma = 0.5 }`, "world.labour.proficiency_months",
			2 * math.Exp(-0.125-0.5*1.2815515655446), 2 * math.Exp(-0.125), 2 * math.Exp(-0.125+0.5*1.2815515655446)},
		{`occupancy_comfort = { dist = "beta", mean = 0.5, sd = 0.28867513459481287 }`, "world.labour.occupancy_comfort", 0.1, 0.5, 0.9},
		{`absence = { dist = "discrete", values = [0.1, "20 %"], weights = [3, 1] }`, "world.labour.absence", 0.1, 0.1, 0.2},
	} {
		s := parse(t, "[world.labour]\n"+c.line)
		n, ok := s.Number(c.path)
		if !ok {
			t.Fatalf("%s: no number", c.line)
		}
		for p, want := range map[float64]float64{0.1: c.p10, 0.5: c.p50, 0.9: c.p90} {
			got := n.Certain
			if n.Dist != nil {
				got = n.Dist.Quantile(p)
			}
			if math.Abs(got-want) > 1e-9 {
				t.Errorf("%s: %v at %v, want %v", c.line, got, p, want)
			}
		}
		drawn := s.Draw(1, func(string) float64 { return 0.9 }).Labour
		if field := reflect.ValueOf(drawn).FieldByNameFunc(func(name string) bool {
			f, _ := reflect.TypeFor[scenario.Labour]().FieldByName(name)
			return "world.labour."+f.Tag.Get("key") == c.path
		}).Float(); math.Abs(field-c.p90) > 1e-9 {
			t.Errorf("%s: drawn %v, want %v", c.line, field, c.p90)
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]float64{
		`"90s"`: 90, `"5m20s"`: 320, `"2h"`: 7200, "95": 95, `"1.5h"`: 5400, `"7 min"`: 420, `"5m 20s"`: 320, `"1h5m"`: 3900,
	} {
		if got := parse(t, contact("handle_time = "+text)).Draw(1, nil).Contacts[0].HandleTime; got != want {
			t.Errorf("%s is %v s, want %v", text, got, want)
		}
	}
	s := parse(t, contact(`handle_time = "2m..5m20s"`)) // 320/120 ≥ 1.5: lognormal
	if got := s.Draw(1, nil).Contacts[0].HandleTime; math.Abs(got-math.Sqrt(120*320)) > 1e-9 {
		t.Errorf("median %v", got)
	}
	s = parse(t, contact(`handle_time = "170..210s"`))
	if got := s.Draw(1, func(string) float64 { return 0.9 }).Contacts[0].HandleTime; math.Abs(got-210) > 1e-9 {
		t.Errorf("90 %% point %v", got)
	}
}

func TestPlans(t *testing.T) {
	for text, want := range map[string][]float64{
		"45": {45, 45, 45, 45, 45, 45},
		`{ from = 40, to = 50, start_week = 1, weeks = 4 }`:                    {40, 40, 42.5, 45, 47.5, 50},
		`{ from = 40, to = 50, start_week = 1, weeks = 4, shape = "s-curve" }`: {40, 40, 41.5625, 45, 48.4375, 50},
		`{ from = 40, to = 50, start_week = 3, shape = "step" }`:               {40, 40, 40, 50, 50, 50},
		`{ from = 40, to = 50, weeks = 0 }`:                                    {50, 50, 50, 50, 50, 50},
		`{ steps = [[0, 45], [2, 55], [4, 50]] }`:                              {45, 45, 55, 55, 50, 50},
		`{ steps = [[1, 45], [3, 55]] }`:                                       {45, 45, 45, 55, 55, 55},
		`{ from = 40, to = "48..52", start_week = 0, weeks = 2 }`:              {40, 45, 50, 50, 50, 50},
		`{ steps = [[0, 45], ["2..4", "50..60"]] }`:                            {45, 45, 45, 55, 55, 55},
	} {
		s := parse(t, "[decisions.staffing]\nheadcount = "+text)
		if got := s.Draw(6, nil).Decisions.Staffing.Headcount; !reflect.DeepEqual([]float64(got), want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	s := parse(t, "[decisions.staffing]\nheadcount = { steps = [[0, 45], [\"2..4\", \"50..60\"]] }\n[world.customers]\nneeds_per_year = 2")
	want := []string{"decisions.staffing.headcount.steps.1.0", "decisions.staffing.headcount.steps.1.1"}
	if got := s.Uncertain(); !reflect.DeepEqual(got, want) {
		t.Errorf("uncertain %v, want %v", got, want)
	}
	last := s.Draw(6, func(path string) float64 { return map[bool]float64{true: 0.9, false: 0.5}[path == want[1]] })
	if got := last.Decisions.Staffing.Headcount[5]; math.Abs(got-60) > 1e-9 {
		t.Errorf("headcount %v, want 60", got)
	}
}

// Lists that are indices are drawn with mean 1; a month's shrinkage is kept.
func TestLists(t *testing.T) {
	p := parse(t, `[world.customers]
season = [2, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4]
[world.demand]
weekday = [2, 1, 1, 1, 1, 0]
profile = [1, 3]
opens = "09:30"
closed = [2026-05-01, 2026-04-03]
[decisions.staffing]
shrinkage = [0.1, "20 %", 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.4]
coverage = [1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 0, 0]
`).Draw(1, nil)
	if p.Customers.Season[0] != 2.0/3 || p.Customers.Season[11] != 4.0/3 || p.Demand.Weekday[0] != 2 || p.Demand.Profile[1] != 1.5 {
		t.Errorf("season %v, weekday %v, profile %v", p.Customers.Season, p.Demand.Weekday, p.Demand.Profile)
	}
	if p.Demand.Opens != 9.5*3600 || p.Demand.Closed[0] != time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC) {
		t.Errorf("opens %v, closed %v", p.Demand.Opens, p.Demand.Closed)
	}
	if s := p.Decisions.Staffing; s.Shrinkage[1] != 0.2 || s.Shrinkage[11] != 0.4 || s.Coverage.Weights[4] != 2 || s.Coverage.Kind != "weights" {
		t.Errorf("%+v", s)
	}
	if got := p.Now.Shrinkage; math.Abs(got-0.2833333333333333) > 1e-12 {
		t.Errorf("shrinkage now %v", got)
	}
	if got := parse(t, "").Draw(1, nil).Decisions.Staffing.Shrinkage; len(got) != 12 || got[7] != 0.3 {
		t.Errorf("shrinkage %v", got)
	}
}

func TestRecords(t *testing.T) {
	p := parse(t, contact(`patience = { kind = "lognormal", mean = "5m", sigma = "0.9..1.1", at_once = "2 %" }`)+`
[world.satisfaction]
base = 70
[[world.satisfaction.driver]]
name = "attitude"
curve = { kind = "logistic", mid = 0.5, slope = 8 }
[[world.satisfaction.driver]]
name = "extra"
signal = "wait"
weight = 0.1
curve = { kind = "points", at = [["0s", 1], ["2m", "30 %"]] }
`).Draw(1, nil)
	if want := (scenario.Patience{Kind: "lognormal", AtOnce: 0.02, Mean: 300, Sigma: 1}); p.Contacts[0].Patience != want {
		t.Errorf("patience %+v", p.Contacts[0].Patience)
	}
	if p.Satisfied.Base != (scenario.Base{Value: 70}) {
		t.Errorf("base %+v", p.Satisfied.Base)
	}
	byName := map[string]scenario.Driver{}
	for _, d := range p.Satisfied.Drivers {
		byName[d.Name] = d
	}
	if d := byName["attitude"]; d.Curve.Mid != 0.5 || d.Curve.Slope != 8 || d.Weight != 0.09 || d.Norm != 0.8 {
		t.Errorf("a driver of the model keeps what the file does not give: %+v", d)
	}
	if d := byName["extra"]; !reflect.DeepEqual(d.Curve.At, [][2]float64{{0, 1}, {120, 0.3}}) {
		t.Errorf("%+v", d)
	}
}

func TestEmpirical(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "data.csv"), []byte("day;cost\n1;30\n2;10\n3;10\n4;20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	src := "format = 1\n[costs]\nhire = { dist = \"empirical\", file = \"data.csv\", column = \"cost\" }\n"
	s, err := scenario.Parse(filepath.Join(dir, "a.toml"), []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[float64]float64{0.1: 10, 0.5: 10, 0.7: 20, 0.9: 30} {
		if got := s.Draw(1, func(string) float64 { return p }).Costs.Hire; got != want {
			t.Errorf("%v at %v, want %v", got, p, want)
		}
	}
	flat, err := scenario.Parse("elsewhere.toml", s.Flat())
	if err != nil || flat.Hash() != s.Hash() {
		t.Errorf("the flat file holds the data: %v\n%s", err, s.Flat())
	}
	_, err = scenario.Parse(filepath.Join(dir, "a.toml"), []byte(strings.Replace(src, "cost\"", "price\"", 1)))
	if err == nil || !strings.Contains(err.Error(), "3:8: costs.hire") || !strings.Contains(err.Error(), "day, cost") {
		t.Errorf("%v", err)
	}
}

// Shares that are uncertain are drawn so that they sum to 1.
func TestSharesSum(t *testing.T) {
	s := parse(t, "[[world.contact]]\nname = \"a\"\nshare = \"0.5..0.7\"\n[[world.contact]]\nname = \"b\"\nshare = 0.4\n")
	for i := 1; i < 10; i++ {
		p := s.Draw(1, func(string) float64 { return float64(i) / 10 })
		if sum := p.Contacts[0].Share + p.Contacts[1].Share; math.Abs(sum-1) > 1e-12 {
			t.Errorf("shares sum to %v", sum)
		}
	}
}

// Whatever has no exact theory is said to be played, and why.
func TestWarnings(t *testing.T) {
	two := `[[world.contact]]
name = "phone"
share = 0.6
[[world.contact]]
name = "chat"
channel = "chat"
share = 0.4
`
	for text, want := range map[string]string{
		"":                       "",
		two:                      "",
		two + "priority = 2\n":   "warn.priority",
		two + "concurrent = 2\n": "warn.concurrent",
		two + "[run]\nqueue = \"calls\"\n[[decisions.group]]\nname = \"all\"\nskills = [\"chat\", \"phone\"]\n":                                                       "",
		two + "[[decisions.group]]\nname = \"all\"\nskills = [\"chat\", \"phone\"]\n":                                                                                 "warn.preference",
		two + "[[decisions.group]]\nname = \"a\"\nshare = 0.5\nskills = [\"phone\"]\n[[decisions.group]]\nname = \"b\"\nshare = 0.5\nskills = [\"chat\"]\n":           "",
		two + "[[decisions.group]]\nname = \"a\"\nshare = 0.5\nskills = [\"phone\", \"chat\"]\n[[decisions.group]]\nname = \"b\"\nshare = 0.5\nskills = [\"chat\"]\n": "warn.shared",
		"[[world.contact]]\nname = \"mail\"\nchannel = \"email\"\n":                                                                                                   "warn.email",
		"[[world.contact]]\nname = \"mail\"\nchannel = \"email\"\nanswer_within = \"8h\"\n":                                                                           "",
	} {
		got := ""
		for _, w := range parse(t, text).Warnings() {
			got += w.Code
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Nobody and nothing are answers, not errors.
func TestNobody(t *testing.T) {
	p := parse(t, "[decisions.staffing]\nheadcount = 0\n[world.customers]\ninitial = 0\nneeds_per_year = 0\nnew_per_week = 0\n").Draw(3, nil)
	if p.Decisions.Staffing.Headcount[2] != 0 || p.Customers.NeedsPerYear[0] != 0 {
		t.Errorf("%+v", p)
	}
}
