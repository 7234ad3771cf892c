package importance

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mathext"

	"lojal/sim"
	"lojal/sim/driver"
	"lojal/sim/queue"
	"lojal/sim/random"
)

// How much what people give differs from contact to contact, as a customer feels
// it.
//
// Spread is the variance of a level against the largest that its mean m allows,
// m(1 − m): at a mean of 0.75 a standard deviation of 0.25, as answers to the
// three questions of the American Customer Satisfaction Index have (2.1 to 3.0 of
// nine points between customers in pilot studies of six states). Alike, an
// assumption, is the correlation between the levels of one contact: who is
// treated well in one way is so in others, since agents differ.
const (
	Spread = 1. / 3
	Alike  = 0.1
)

// SurveyWait is the mean wait, in seconds, of the contacts of many firms that a
// survey meets: 120 s in contact centres of the UK in 2023 (CCMA), 60 to 120 s
// at Norwegian telephone companies in 2010. That such waits are exponential is an
// assumption.
const SurveyWait = 120.

// spreadSignals are what differs from contact to contact beside resolution and wait.
var spreadSignals = []driver.Signal{driver.Information, driver.Attitude, driver.Understanding, driver.Fairness}

// contacts draws contacts of one type.
type contacts struct {
	from   *sim.UsualContact
	wait   float64 // mean of exponential waits; 0: those of the queue
	levels map[driver.Signal]quantiles
}

// newContacts prepares a contact type.
func newContacts(from *sim.UsualContact, wait float64) *contacts {
	c := &contacts{from: from, wait: wait, levels: map[driver.Signal]quantiles{}}
	for _, s := range spreadSignals {
		c.levels[s] = betaQuantiles(from.Met[s])
	}
	return c
}

// draw is what one customer meets who was answered by a person.
func (c *contacts) draw(stream *random.Stream) driver.Met {
	u := c.from
	met := u.Met
	met[driver.Wait] = c.waited(stream.Float64())
	met[driver.Resolution], met[driver.Reliability] = 1, 1
	if stream.Float64() >= u.Solved {
		met[driver.Resolution], met[driver.Reliability] = 0, 1-u.Unreliable
	}
	common := stream.Normal()
	for _, s := range spreadSignals {
		z := math.Sqrt(Alike)*common + math.Sqrt(1-Alike)*stream.Normal()
		met[s] = c.levels[s].at(.5 * math.Erfc(-z/math.Sqrt2))
	}
	// Care is made of attitude and understanding, and of what lifts it alone.
	made := func(m *driver.Met) float64 { return (m[driver.Attitude] + m[driver.Understanding]) / 2 }
	met[driver.Care] = min(max(u.Met[driver.Care]+made(&met)-made(&u.Met), 0), 1)
	return met
}

// waited is the wait that a share u of the contacts does not exceed.
func (c *contacts) waited(u float64) float64 {
	if c.wait > 0 {
		return -c.wait * math.Log1p(-u)
	}
	return queue.Quantile(c.from.Grid, c.from.Tail, c.from.Answered, u)
}

// quantiles are those of a level at even steps of probability.
type quantiles []float64

const quantileSteps = 2000

// betaQuantiles are those of a beta distribution with a mean and the spread.
func betaQuantiles(mean float64) quantiles {
	q := make(quantiles, quantileSteps+1)
	for i := range q {
		if mean <= 0 || mean >= 1 {
			q[i] = mean
			continue
		}
		size := 1/Spread - 1
		q[i] = mathext.InvRegIncBeta(mean*size, (1-mean)*size, float64(i)/quantileSteps)
	}
	return q
}

func (q quantiles) at(p float64) float64 {
	x := p * quantileSteps
	i := min(int(x), quantileSteps-1)
	return q[i] + (x-float64(i))*(q[i+1]-q[i])
}

// pick chooses a contact type by how many contacts it has.
func pick(upTo []float64, u float64) int {
	return min(sort.SearchFloat64s(upTo, u*upTo[len(upTo)-1]), len(upTo)-1)
}
