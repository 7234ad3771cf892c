package sim

import (
	"slices"
	"time"

	"lojal/sim/scenario"
)

const halfHour = 1800.0 // seconds

// day is one open day: how much demand it has and who is planned for it.
type day struct {
	weekday int     // 0 Monday
	weight  float64 // of a week's demand in an average season; closed days' demand included
	staff   float64 // factor on the usual coverage: people follow the demand that closed days moved
	gap     float64 // seconds from closing until the next opening
	closes  bool    // the queue ends with the day: the next one does not go on from it
}

// calendar lays the open days of a run out, week by week.
type calendar struct {
	of      laidFor
	weeks   [][]day
	months  []time.Month // in which each week starts
	slots   int          // half hours a day
	share   []float64    // of a week's demand by weekday, sums to 1
	profile []float64    // share of a day's demand by half hour, sums to 1
	cover   [][]float64  // [weekday][slot]: share of the week's staffed hours
}

func newCalendar(p *scenario.Plan) *calendar {
	c := &calendar{of: laidForOf(p), slots: len(p.Demand.Profile)}
	c.profile = normalised(p.Demand.Profile)
	c.cover = coverage(p)
	c.layDays(p)
	return c
}

// laidFor is what of a plan a calendar depends on.
type laidFor struct {
	start    time.Time
	weeks    int
	weekday  []float64
	profile  []float64
	closed   []time.Time
	season   []float64
	coverage scenario.Coverage
}

func laidForOf(p *scenario.Plan) laidFor {
	d := &p.Demand
	return laidFor{p.Start, p.Weeks, d.Weekday, d.Profile, d.Closed, p.Customers.Season, p.Decisions.Staffing.Coverage}
}

// fits tells whether a calendar is that of a plan.
func (c *calendar) fits(p *scenario.Plan) bool {
	a, b := &c.of, laidForOf(p)
	return a.start.Equal(b.start) && a.weeks == b.weeks && slices.Equal(a.weekday, b.weekday) &&
		slices.Equal(a.profile, b.profile) && slices.EqualFunc(a.closed, b.closed, time.Time.Equal) &&
		slices.Equal(a.season, b.season) && a.coverage.Kind == b.coverage.Kind && slices.Equal(a.coverage.Weights, b.coverage.Weights)
}

// normalised scales weights to sum 1; without any weight all are alike.
func normalised(weights []float64) []float64 {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	out := make([]float64, len(weights))
	for i, w := range weights {
		if sum > 0 {
			out[i] = w / sum
		} else {
			out[i] = 1 / float64(len(weights))
		}
	}
	return out
}

// layDays gives each open day its demand; that of a closed date moves to the
// next open day.
func (c *calendar) layDays(p *scenario.Plan) {
	closed := map[time.Time]bool{}
	for _, d := range p.Demand.Closed {
		closed[dateOf(d)] = true
	}
	c.share = normalised(p.Demand.Weekday)
	share := c.share
	allDay := c.slots == 48
	moved := 0.0
	open := func(date time.Time) bool { return (int(date.Weekday())+6)%7 < len(share) && !closed[date] }
	for w := range p.Weeks {
		c.months = append(c.months, dateOf(p.Start).AddDate(0, 0, 7*w).Month())
		var week []day
		for d := range 7 {
			date := dateOf(p.Start).AddDate(0, 0, 7*w+d)
			weight := moved
			if d < len(share) {
				weight += share[d] * seasonOf(p.Customers.Season, date.Month())
			}
			if !open(date) {
				moved = weight
				continue
			}
			moved = 0
			closes := !allDay || !open(date.AddDate(0, 0, 1))
			week = append(week, day{weekday: d, weight: weight, staff: 1, closes: closes})
		}
		if p.Decisions.Staffing.Coverage.Kind != "weights" && p.Decisions.Staffing.Coverage.Kind != "flat" {
			c.follow(week)
		}
		c.weeks = append(c.weeks, week)
	}
	layGaps(c.weeks, c.slots)
}

// layGaps tells each day how long after closing the next one opens; after the
// last one, as on the day after.
func layGaps(weeks [][]day, slots int) {
	open := float64(slots) * halfHour
	var last *day
	at := 0
	for w := range weeks {
		for i := range weeks[w] {
			t := &weeks[w][i]
			number := 7*w + t.weekday
			if last != nil {
				last.gap = float64(number-at)*secondsADay - open
			}
			t.gap = secondsADay - open
			last, at = t, number
		}
	}
}

// follow spreads the hours of a week's open days in proportion to their expected
// workload. Those of closed days are not worked.
func (c *calendar) follow(week []day) {
	var usual, expected float64
	for i := range week {
		usual += c.share[week[i].weekday]
		expected += week[i].weight
	}
	if expected <= 0 {
		return
	}
	for i := range week {
		if s := c.share[week[i].weekday]; s > 0 {
			week[i].staff = week[i].weight / expected * usual / s
		}
	}
}

func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func seasonOf(season []float64, m time.Month) float64 {
	if len(season) != 12 {
		return 1
	}
	return season[m-1]
}

// coverage is each half hour's share of the staffed hours of a week.
func coverage(p *scenario.Plan) [][]float64 {
	days, slots := len(p.Demand.Weekday), len(p.Demand.Profile)
	weights := make([]float64, 0, days*slots)
	for d := range days {
		for s := range slots {
			weights = append(weights, coverWeight(p, d, s))
		}
	}
	weights = normalised(weights)
	out := make([][]float64, days)
	for d := range out {
		out[d] = weights[d*slots : (d+1)*slots]
	}
	return out
}

func coverWeight(p *scenario.Plan, d, s int) float64 {
	switch c := p.Decisions.Staffing.Coverage; c.Kind {
	case "flat":
		return 1
	case "weights":
		if i := d*len(p.Demand.Profile) + s; i < len(c.Weights) {
			return c.Weights[i]
		}
		return 0
	default:
		return p.Demand.Weekday[d] * p.Demand.Profile[s]
	}
}
