package loyalty

import (
	"math"
	"math/rand/v2"
	"testing"
)

// tenured are rules under which newcomers leave at odds of their own.
func tenured(odds, halfLife float64) Rules {
	r := rules()
	r.NewcomerOdds, r.NewcomerHalfLife = odds, halfLife
	return r
}

// compartments are the weekly chances, without contacts and at the reference, of
// staying established, of staying a newcomer and of becoming established: odds of
// 0.15/0.85 a year, times four for newcomers, half of whom are established after
// 26 weeks.
func compartments() (established, newcomer, settle float64) {
	week := func(odds float64) float64 { return math.Pow(1-odds/(1+odds), 1./52) }
	stays := week(4 * .15 / .85)
	half := math.Pow(.5, 1./26)
	return week(.15 / .85), stays * half, stays * (1 - half)
}

// Two compartments without contacts have a closed form: linear recurrences.
func TestTwoCompartments(t *testing.T) {
	e, n, s := compartments()
	const weeks, join, started = 104, 7., 300.
	var x Shape
	x.Established[75], x.Newcomers[75] = .7, .3
	b := NewBase(NewLaw(tenured(4, 26)), 1000, &x, 0)
	for range weeks {
		b.Advance(&Contacts{}, join)
	}
	en, nn := math.Pow(e, weeks), math.Pow(n, weeks)
	still := join / (1 - n) // newcomers in the end
	through := s * (started - still) / (n - e)
	settled := s * still / (1 - e)
	newcomers := still + (started-still)*nn
	established := settled + through*nn + (700-settled-through)*en
	close := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%s: %v, closed form %v", what, got, want)
		}
	}
	state := b.State()
	close("customers", state.Customers, newcomers+established)
	close("share of newcomers", state.Newcomers, newcomers/(newcomers+established))
	all, _, _ := b.Retention(weeks)
	close("retention", all, .7*en+.3*(nn+s*(nn-en)/(n-e)))

	// The settled share is the first eigenvector of the week, a matrix of two rows.
	const rate = .006
	trace, det := e+n+rate, e*(n+rate)-s*rate
	growth := trace/2 + math.Sqrt(trace*trace/4-det)
	p := Point(75)
	b.law.Settled(&p, rate, steadily(&Contacts{}))
	close("settled share of newcomers", total(&p.Newcomers), (growth-e)/(growth-e+s))
}

// Customers who join together leave by month about as in IBM's Telco sample of
// 7,043 customers (monthly hazard of the months up to and including each), with
// 7 % a year, odds of 12 and a half-life of a month.
func TestHazardByTenure(t *testing.T) {
	r := tenured(12, 52./12)
	r.ChurnPerYear = .07
	var x Shape
	x.Newcomers[75] = 1
	b := NewBase(NewLaw(r), 1, &x, 0)
	there := []float64{1}
	for range 4 * 52 {
		there = append(there, b.Advance(&Contacts{}, 0).End)
	}
	after := func(months float64) float64 {
		week, part := math.Modf(months * 52 / 12)
		if part == 0 {
			return there[int(week)]
		}
		return math.Pow(there[int(week)], 1-part) * math.Pow(there[int(week)+1], part)
	}
	from := 0.
	for _, c := range [][2]float64{{1, .054}, {3, .017}, {6, .011}, {12, .008}, {24, .0056}, {48, .0045}} {
		hazard := 1 - math.Pow(after(c[0])/after(from), 1/(c[0]-from))
		if q := hazard / c[1]; q > 1.4 || q < 1/1.4 {
			t.Errorf("to month %v: hazard %.4f a month, sample %.4f", c[0], hazard, c[1])
		}
		from = c[0]
	}
}

// Odds so close to 1 that they change nothing find what no odds find.
func TestOddsOfOneAreOff(t *testing.T) {
	play := func(odds float64) (State, Week, [3]float64) {
		r := tenured(odds, 13)
		r.GaveUp = .7
		l := NewLaw(r)
		x := Point(75)
		var c Contacts
		c.Add(90, .04, 0)
		c.Add(30, .02, .01)
		c.GaveUp = .005
		l.Settled(&x, .004, steadily(&c))
		b := NewBase(l, 1, &x, .01)
		b.Warm(&c, .004)
		var w Week
		for range 104 {
			w = b.Advance(&c, .004)
		}
		var kept [3]float64
		kept[0], kept[1], kept[2] = b.Retention(104)
		return b.State(), w, kept
	}
	on, onWeek, onKept := play(1 + 1e-13)
	off, offWeek, offKept := play(1)
	if !(on.Newcomers > .05) || off.Newcomers != 0 {
		t.Fatalf("newcomers: %v with odds, %v without", on.Newcomers, off.Newcomers)
	}
	for what, pair := range map[string][2]float64{
		"customers": {on.Customers, off.Customers}, "mean": {on.Mean, off.Mean},
		"very satisfied": {on.VerySatisfied, off.VerySatisfied}, "dissatisfied": {on.Dissatisfied, off.Dissatisfied},
		"lost": {onWeek.Lost, offWeek.Lost}, "lost in silence": {onWeek.LostQuiet, offWeek.LostQuiet},
		"retention": {onKept[0], offKept[0]}, "of the very satisfied": {onKept[1], offKept[1]},
		"of the dissatisfied": {onKept[2], offKept[2]},
	} {
		// Which complaints are the oldest is known by crowd: those lost in silence differ a little.
		tolerance := map[bool]float64{true: 1e-3, false: 1e-6}[what == "lost in silence"]
		if math.Abs(pair[0]/pair[1]-1) > tolerance {
			t.Errorf("%s: %v with odds, %v without", what, pair[0], pair[1])
		}
	}
}

// With newcomers told apart the settled state does not move either.
func TestSettledStaysLevelWithNewcomers(t *testing.T) {
	for _, r := range []Rules{tenured(4, 26), tenured(50, 1), tenured(.1, 260), tenured(10, 260)} {
		l := NewLaw(r)
		var c Contacts
		c.Add(88.7, .0375, 0)
		c.Add(36.2, .0125, .0025)
		x := Point(75)
		l.Settled(&x, .0045, steadily(&c))
		b := NewBase(l, 1, &x, .0025)
		b.Warm(&c, .0045)
		before, loud := b.State(), b.loud()+b.newcomers.loud()
		for range 104 {
			n := b.Customers()
			week := Contacts{}
			week.Add(88.7, .0375*n, 0)
			week.Add(36.2, .0125*n, .0025*n)
			b.Advance(&week, .0045*n)
		}
		after := b.State()
		if math.Abs(after.Mean-before.Mean) > .02 || math.Abs(after.Newcomers-before.Newcomers) > .002 {
			t.Errorf("odds %v, half-life %v: started %+v, two years later %+v", r.NewcomerOdds, r.NewcomerHalfLife, before, after)
		}
		now := (b.loud() + b.newcomers.loud()) / b.Customers()
		if math.Abs(now/loud-1) > .02 {
			t.Errorf("odds %v: complained in the window: %.4f at the start, %.4f two years later", r.NewcomerOdds, loud, now)
		}
	}
}

// one is a customer who is followed alone.
type one struct {
	level     float64
	new       bool
	first     bool // was there in week 0
	complaint int  // week of the last one
}

// The grid with newcomers told apart finds what customers followed one by one
// find (brute force, without a grid).
func TestNewcomersOneByOne(t *testing.T) {
	const start, weeks, join = 60_000, 78, 300
	r := tenured(5, 20)
	r.GaveUp, r.Newcomer = .8, 66
	scores := []struct{ score, share, complaint float64 }{{90, .15, 0}, {70, .05, 0}, {20, .05, .02}}
	const gaveUp = .03

	dice := rand.New(rand.NewPCG(1, 2))
	var people []one
	for i := range start {
		people = append(people, one{level: 75, new: i%4 == 0, first: true, complaint: -Window})
	}
	settle := 1 - math.Pow(.5, 1./20)
	var lost, silent, kept float64
	for w := range weeks {
		stay := people[:0]
		for _, p := range people {
			u := dice.Float64()
			for _, s := range scores {
				if u < s.share {
					p.level += r.Gain * (s.score - p.level)
					if u < s.complaint {
						p.complaint = w
					}
					break
				}
				u -= s.share
			}
			half := r.GoodHalfLife
			if p.level < r.Reference {
				half = r.BadHalfLife
			}
			p.level = r.Reference + (p.level-r.Reference)*math.Exp2(-1/half)
			extra := 0.0
			if p.new {
				extra += math.Log(5)
			}
			leaves := 1 - math.Pow(1-r.ChurnAt(p.level, extra), 1./52)
			if dice.Float64() < gaveUp { // what it adds to a year comes at once
				leaves = 1 - (1-leaves)*(1-(r.ChurnAt(p.level, extra+r.GaveUp)-r.ChurnAt(p.level, extra)))
			}
			if dice.Float64() < leaves {
				lost++
				if w-p.complaint >= Window {
					silent++
				}
				continue
			}
			p.new = p.new && dice.Float64() >= settle
			stay = append(stay, p)
		}
		people = stay
		for range join {
			people = append(people, one{level: r.Newcomer, new: true, complaint: -Window})
		}
	}
	var mean, newcomers float64
	for _, p := range people {
		mean += p.level / float64(len(people))
		if p.new {
			newcomers++
		}
		if p.first {
			kept++
		}
	}

	var x Shape
	x.Established[75], x.Newcomers[75] = .75, .25
	b := NewBase(NewLaw(r), start, &x, 0)
	var gone, quiet float64
	for range weeks {
		var c Contacts
		n := b.Customers()
		for _, s := range scores {
			c.Add(s.score, s.share*n, s.complaint*n)
		}
		c.GaveUp = gaveUp * n
		week := b.Advance(&c, join)
		gone, quiet = gone+week.Lost, quiet+week.LostQuiet
	}
	all, _, _ := b.Retention(weeks)
	state := b.State()
	// Four standard errors: of counts, those of a Poisson number or less.
	within := func(what string, got, found, error float64) {
		t.Helper()
		t.Logf("%s: grid %.1f, one by one %.1f, standard error %.1f", what, got, found, error)
		if math.Abs(got-found) > 4*error {
			t.Errorf("%s: grid %v, one by one %v, standard error %v", what, got, found, error)
		}
	}
	within("lost", gone, lost, math.Sqrt(lost))
	within("lost in silence", quiet, silent, math.Sqrt(silent))
	within("newcomers", state.Newcomers*state.Customers, newcomers, math.Sqrt(newcomers))
	within("customers of week 0 still there", all*start, kept, math.Sqrt(kept*(1-kept/start)))
	within("mean level", state.Mean, mean, 10/math.Sqrt(float64(len(people))))
}
