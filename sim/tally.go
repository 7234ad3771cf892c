package sim

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"lojal/sim/kpi"
	"lojal/sim/queue"
	"lojal/sim/scenario"
)

// Places of the key figures in kpi.All.
var (
	kSatisfactionMoment  = kpi.Index(kpi.SatisfactionMoment)
	kSatisfactionCase    = kpi.Index(kpi.SatisfactionCase)
	kSatisfactionLasting = kpi.Index(kpi.SatisfactionLasting)
	kVerySatisfied       = kpi.Index(kpi.VerySatisfied)
	kCSAT                = kpi.Index(kpi.CSAT)
	kChurn               = kpi.Index(kpi.Churn)
	kSilentChurn         = kpi.Index(kpi.SilentChurn)
	kRetention           = kpi.Index(kpi.Retention2y)
	kRetentionVery       = kpi.Index(kpi.Retention2yVerySatisfied)
	kRetentionBad        = kpi.Index(kpi.Retention2yDissatisfied)
	kCustomers           = kpi.Index(kpi.Customers)
	kWaitMean            = kpi.Index(kpi.WaitMean)
	kWaitP90             = kpi.Index(kpi.WaitP90)
	kServiceLevel        = kpi.Index(kpi.ServiceLevel)
	kAbandoned           = kpi.Index(kpi.Abandoned)
	kAnswerDelayEmail    = kpi.Index(kpi.AnswerDelayEmail)
	kOccupancy           = kpi.Index(kpi.Occupancy)
	kFCR                 = kpi.Index(kpi.FCR)
	kContactsPerCase     = kpi.Index(kpi.ContactsPerCase)
	kHeadcount           = kpi.Index(kpi.Headcount)
	kFTE                 = kpi.Index(kpi.FTEAvailable)
	kTenure              = kpi.Index(kpi.TenureMean)
	kAttrition           = kpi.Index(kpi.Attrition)
	kProficiency         = kpi.Index(kpi.Proficiency)
	kContained           = kpi.Index(kpi.Contained)
	kCost                = kpi.Index(kpi.Cost)
	kCostPerCase         = kpi.Index(kpi.CostPerCase)
	kMargin              = kpi.Index(kpi.Margin)
	kRevenueAtRisk       = kpi.Index(kpi.RevenueAtRisk)
	kCLV                 = kpi.Index(kpi.CLV)
)

// stocks are the places of the figures that are told as they stand.
var stocks = func() (places []int) {
	for k := range kpi.All {
		if kpi.All[k].Horizon == kpi.Stock {
			places = append(places, k)
		}
	}
	return places
}()

// sums are numerators by key figure and denominators by kpi.Per. A figure that
// is not a ratio has its value as numerator.
type sums struct {
	num  []float64
	den  [kpi.Denominators]float64
	tail []float64 // contacts that waited longer than the grid
}

func newSums(grid int) *sums {
	return &sums{num: make([]float64, len(kpi.All)), tail: make([]float64, grid)}
}

func (s *sums) clear() {
	clear(s.num)
	clear(s.den[:])
	clear(s.tail)
}

// add takes a week into the horizon: flows add up, stocks are replaced.
func (s *sums) add(week *sums) {
	floats.Add(s.num, week.num)
	to, from := s.num, week.num
	for _, k := range stocks {
		to[k] = from[k]
	}
	floats.Add(s.den[:], week.den[:])
	floats.Add(s.tail, week.tail)
}

// figure is a key figure by its place, and what it is per.
type figure struct {
	place int
	per   kpi.Per
}

// weekly are the figures that are told week by week.
var weekly = func() (all []figure) {
	for k := range kpi.All {
		if kpi.All[k].Horizon != kpi.Whole {
			all = append(all, figure{k, kpi.All[k].Per})
		}
	}
	return all
}()

// value is a key figure, NaN where its denominator is nothing.
func (s *sums) value(k int, grid []float64) float64 {
	f := figure{k, kpi.All[k].Per}
	if f.per == kpi.PerNothing {
		return bounded(s.num[k])
	}
	return bounded(s.ratio(f, grid))
}

// bounded makes an infinite number NaN.
func bounded(v float64) float64 {
	if math.Abs(v) > math.MaxFloat64 {
		return math.NaN()
	}
	return v
}

// ratio is a figure that has a denominator.
func (s *sums) ratio(f figure, grid []float64) float64 {
	v, den := s.num[f.place], s.den[f.per]
	switch {
	case den <= 0:
		return math.NaN()
	case f.place == kWaitP90:
		return queue.Quantile(grid, s.tail, den, .9)
	case kpi.All[f.place].Yearly:
		return compound(min(1, v/den))
	case f.place == kFCR: // cases that came in a little earlier may be solved now
		return min(1, v/den)
	}
	return v / den
}

// addFlow counts the contacts of one type in a week.
func (s *sums) addFlow(f *flow, a *account, channel string) {
	s.den[kpi.PerNeed] += f.needs
	s.den[kpi.PerCase] += f.fresh
	s.den[kpi.PerServed] += a.served
	s.den[kpi.PerFinished] += a.ended
	s.num[kContactsPerCase] += f.answered
	s.num[kFCR] += f.firstSolved()
	s.num[kContained] += f.contained
	s.num[kSatisfactionMoment] += a.moment
	s.num[kCSAT] += a.satisfied
	s.num[kSatisfactionCase] += a.ending
	if channel == scenario.Email {
		s.den[kpi.PerEmail] += f.answered
		s.num[kAnswerDelayEmail] += f.delayed / 3600
		return
	}
	s.den[kpi.PerOffered] += f.offered()
	s.num[kWaitMean] += f.waited
	s.num[kServiceLevel] += f.within
	s.num[kAbandoned] += f.abandoned
	floats.Add(s.tail, f.tail)
}
