package loyalty

import (
	"math"
	"math/rand/v2"
	"testing"
)

// steadily are contacts that do not depend on what is found.
func steadily(c *Contacts) func(*Shape, int) *Contacts {
	return func(*Shape, int) *Contacts { return c }
}

// What is found at once is where thousands of plain weeks lead, those who complained
// and their window too, with gains, memories, contacts and churn of all kinds, and
// with newcomers told apart or not.
func TestSettledIsWhereWeeksLead(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 7))
	between := func(low, high float64) float64 { return low * math.Pow(high/low, dice.Float64()) }
	for trial := range 60 {
		r := rules()
		r.Gain, r.Reference, r.Newcomer = between(.05, 1), 50+40*dice.Float64(), 100*dice.Float64()
		r.GoodHalfLife, r.BadHalfLife = between(.5, 150), between(.5, 150)
		r.ChurnPerYear, r.OddsPer10, r.GaveUp = between(.02, .7), 1+dice.Float64(), dice.Float64()
		newcomers := between(1e-4, .02)
		switch trial % 3 {
		case 1:
			r.NewcomerOdds, r.NewcomerHalfLife = between(.2, 20), between(2, 60)
		case 2:
			newcomers *= dice.Float64() * float64(trial%2)
		}
		c := someContacts(dice)
		more := between(.3, 20)
		for j := range c.Count {
			c.Count[j] *= more
			c.Complaint[j] = c.Count[j] * max(0, .3-.02*float64(j))
			c.GaveUp += c.Count[j] * .05
		}
		l := NewLaw(r)
		x := Point(r.Reference)
		l.Settled(&x, newcomers, steadily(&c))
		found := NewBase(l, 1, &x, 0)
		found.Warm(&c, newcomers)
		start := Point(r.Reference)
		weeks := NewBase(l, 1, &start, 0)
		for range 4000 {
			advance(weeks, &c, newcomers)
		}
		if off := apart(found, weeks); off > 2e-3 {
			t.Errorf("trial %d: %.5f of the customers are elsewhere after 4000 weeks: %v", trial, off, r)
		}
		if f, w := found.State().Mean, weeks.State().Mean; math.Abs(f-w) > .005 {
			t.Errorf("trial %d: settled at %.4f, at %.4f after 4000 weeks: %+v", trial, f, w, r)
		}
	}
}

// advance plays a week of contacts and newcomers given a customer.
func advance(b *Base, each *Contacts, newcomers float64) {
	n := b.Customers()
	c := Contacts{GaveUp: each.GaveUp * n}
	for j := range c.Count {
		c.Count[j], c.Complaint[j] = each.Count[j]*n, each.Complaint[j]*n
	}
	b.Advance(&c, newcomers*n)
}

// apart is the share of customers in whom two bases differ: the quiet and the loud of
// each kind by level, and by the age of the last complaint.
func apart(a, b *Base) (sum float64) {
	as, bs := []*crowd{&a.crowd, a.newcomers}, []*crowd{&b.crowd, b.newcomers}
	for kind, x := range as {
		y := bs[kind]
		if x == nil {
			continue
		}
		n, m := a.Customers(), b.Customers()
		for i := range Levels {
			sum += math.Abs(x.quiet[i]/n-y.quiet[i]/m) + math.Abs((x.all[i]-x.quiet[i])/n-(y.all[i]-y.quiet[i])/m)
		}
		for k := range Window {
			sum += math.Abs(x.complained[(a.oldest+k)%Window]/n - y.complained[(b.oldest+k)%Window]/m)
		}
	}
	return sum
}
