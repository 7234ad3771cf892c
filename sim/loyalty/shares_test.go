package loyalty

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Who is very satisfied and who is dissatisfied, and how far customers lie apart,
// against customers followed one by one (brute force, without a grid) under other
// gains, memories, references and contacts. With points moved by some points the
// grid blurs: where nearly all stand close to a threshold it is off by up to 3.5
// points, mostly by less than one.
func TestSharesOneByOne(t *testing.T) {
	const start, weeks, trials = 30_000, 260, 16
	dice := rand.New(rand.NewPCG(1, 2))
	var off float64
	for range trials {
		r := rules()
		r.ChurnPerYear = 0
		r.Gain, r.Reference = .08+.3*dice.Float64(), 65+20*dice.Float64()
		r.GoodHalfLife = 20 + 80*dice.Float64()
		r.BadHalfLife = r.GoodHalfLife * (1 + dice.Float64())
		c := someContacts(dice)
		people := followed(dice, &r, &c, start, weeks)
		var mean, square, very, bad float64
		for _, a := range people {
			mean += a / start
			square += a * a / start
			if a >= VerySatisfied {
				very += 1. / start
			}
			if a < Dissatisfied {
				bad += 1. / start
			}
		}

		x := Point(r.Reference)
		b := NewBase(NewLaw(r), 1, &x, 0)
		for range weeks {
			b.Advance(&c, 0)
		}
		got, gridSquare := b.State(), 0.0
		for i, n := range b.all {
			gridSquare += n * float64(i*i)
		}
		// Four standard errors and what the grid may blur.
		spread, gridSpread := math.Sqrt(square-mean*mean), math.Sqrt(gridSquare-got.Mean*got.Mean)
		chance := func(p float64) float64 { return 4 * math.Sqrt(max(p*(1-p), 1./start)/start) }
		if math.Abs(got.Mean-mean) > 4*spread/math.Sqrt(start) || math.Abs(gridSpread-spread) > .1+4*spread/math.Sqrt(start) {
			t.Errorf("mean %.3f ± %.3f, one by one %.3f ± %.3f: %+v", got.Mean, gridSpread, mean, spread, r)
		}
		if math.Abs(got.VerySatisfied-very) > .035+chance(very) || math.Abs(got.Dissatisfied-bad) > .002+chance(bad) {
			t.Errorf("very satisfied %.4f, dissatisfied %.4f, one by one %.4f, %.4f: %+v",
				got.VerySatisfied, got.Dissatisfied, very, bad, r)
		}
		off += math.Abs(got.VerySatisfied-very) / trials
	}
	if off > .01 {
		t.Errorf("very satisfied is off by %.4f in the mean", off)
	}
}

// someContacts are a week's, a customer: most around one score, some at any.
func someContacts(dice *rand.Rand) (c Contacts) {
	rate, top, all := .03*math.Exp(2*dice.Float64()), 70+30*dice.Float64(), 0.0
	for j := range c.Count {
		c.Count[j] = math.Exp(-math.Abs(float64(j)*scoreStep-top)/8)*(1+.5*dice.Float64()) + .03*dice.Float64()
		all += c.Count[j]
	}
	for j := range c.Count {
		c.Count[j] *= rate / all
	}
	return c
}

// followed are customers who started at the reference, after some weeks.
func followed(dice *rand.Rand, r *Rules, c *Contacts, customers, weeks int) []float64 {
	people := make([]float64, customers)
	for i := range people {
		people[i] = r.Reference
	}
	good, bad := math.Exp2(-1/r.GoodHalfLife), math.Exp2(-1/r.BadHalfLife)
	for range weeks {
		for i, a := range people {
			u := dice.Float64()
			for j, n := range c.Count {
				if u < n {
					a += r.Gain * (float64(j)*scoreStep - a)
					break
				}
				u -= n
			}
			keep := good
			if a < r.Reference {
				keep = bad
			}
			people[i] = r.Reference + (a-r.Reference)*keep
		}
	}
	return people
}

// Those who stand at a threshold itself are above it; of a smooth distribution it
// parts, the grid point at it is parted too (by hand).
func TestAbove(t *testing.T) {
	at, ramp := Point(80).Established, [Levels]float64{}
	for i := range ramp {
		ramp[i] = float64(i)
	}
	standing := ramp
	standing[80] += 7
	for _, c := range []struct {
		of   *[Levels]float64
		want float64
	}{{&at, 1}, {&ramp, 40 + 1810}, {&standing, 40 + 1810 + 7}, {&[Levels]float64{}, 0}} {
		if got := above(c.of, 80); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v at 80 or above, want %v", got, c.want)
		}
	}
}
