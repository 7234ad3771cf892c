package importance

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"lojal/sim"
	"lojal/sim/driver"
	"lojal/sim/random"
	"lojal/sim/scenario"
)

// Answer is the importance of the drivers of one answer of a driver model. The
// lists go by driver.
type Answer struct {
	Drivers []string
	Stated  []float64 // weight, normalised to sum to 1
	Derived []float64 // share of the variance of satisfaction explained; they sum to R2
	Error   []float64 // Monte Carlo standard error of Derived
	R2      float64   // share of the variance that a linear model of all drivers explains
	R2Error float64
}

// Importance is that of both answers.
type Importance struct {
	Moment, Lasting Answer
	Contacts        int // simulated
}

// batches is in how many parts the contacts are cut for the Monte Carlo error.
const batches = 20

// Options say which contacts are simulated.
type Options struct {
	Contacts int     // about how many; 0: 100,000
	Seed     uint64  //
	Wait     float64 // mean of exponential waits in seconds, such as SurveyWait; 0: the waits of the plan's queue
}

// ErrNobody says that no contact is answered in the usual week.
var ErrNobody = errors.New("importance: no contact is answered in the usual week")

// Derive simulates contacts of a plan's usual week that a person answered (the
// abandoned are left out, as in surveys after a contact), the first contact of
// their case, and decomposes the variance of their satisfaction. The regressors
// are the levels of the drivers: what a customer would answer if asked how content
// they are with each.
func Derive(p *scenario.Plan, o Options) (*Importance, error) {
	u, err := sim.FindUsual(p)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(u.Contacts, func(c sim.UsualContact) bool { return c.Answered > 0 }) {
		return nil, ErrNobody
	}
	lasting := p.Satisfied.Lasting
	if len(lasting) == 0 {
		lasting = p.Satisfied.Drivers
	}
	n := batches * 5000
	if o.Contacts > 0 {
		n = max(o.Contacts/batches, 2) * batches
	}
	moment := newTable(sim.Drivers(p.Satisfied.Drivers), u.Moment, u.MomentBase, n)
	stays := newTable(sim.Drivers(lasting), u.Lasting, u.LastingBase, n)
	draw(u, n, o, func(i int, met *driver.Met) {
		moment.score(i, met)
		stays.score(i, met)
	})
	out := &Importance{Contacts: n}
	if out.Moment, err = moment.answer(); err != nil {
		return nil, err
	}
	out.Lasting, err = stays.answer()
	return out, err
}

// draw shows n contacts, each from a stream of its own.
func draw(u *sim.Usual, n int, o Options, see func(i int, met *driver.Met)) {
	types, upTo, sum := make([]*contacts, len(u.Contacts)), make([]float64, len(u.Contacts)), 0.0
	for i := range u.Contacts {
		types[i] = newContacts(&u.Contacts[i], o.Wait)
		sum += u.Contacts[i].Answered
		upTo[i] = sum
	}
	stream, quantity := &random.Stream{}, random.Name("importance")
	for i := range n {
		stream.Seek(random.Key{Seed: o.Seed, Quantity: quantity, Entity: uint64(i)})
		met := types[pick(upTo, stream.Float64())].draw(stream)
		see(i, &met)
	}
}

// table holds the levels of the drivers and the satisfaction of each contact.
type table struct {
	drivers []driver.Driver
	model   *driver.Model
	base    float64
	rows    *mat.Dense // contact × drivers, then satisfaction
}

func newTable(drivers []driver.Driver, model *driver.Model, base float64, n int) *table {
	return &table{drivers, model, base, mat.NewDense(n, len(drivers)+1, nil)}
}

func (t *table) score(i int, met *driver.Met) {
	row := t.rows.RawRowView(i)
	for j := range t.drivers {
		row[j] = t.drivers[j].Curve(met[t.drivers[j].Signal])
	}
	row[len(t.drivers)] = driver.Clamp(t.base + t.model.Raw(met))
}

// answer decomposes the table.
func (t *table) answer() (a Answer, err error) {
	sum := 0.0
	for _, d := range t.drivers {
		sum += d.Weight
	}
	for _, d := range t.drivers {
		a.Drivers, a.Stated = append(a.Drivers, d.Name), append(a.Stated, d.Weight/sum)
	}
	if a.Derived, a.R2, err = t.shares(t.rows); err != nil {
		return a, err
	}
	n, k := t.rows.Dims()
	parts := make([][]float64, k) // by driver, then of R²
	for b := range batches {
		shares, r2, err := t.shares(t.rows.Slice(b*n/batches, (b+1)*n/batches, 0, k).(*mat.Dense))
		if err != nil {
			return a, err
		}
		for j, share := range append(shares, r2) {
			parts[j] = append(parts[j], share)
		}
	}
	for _, part := range parts {
		a.Error = append(a.Error, stat.StdDev(part, nil)/math.Sqrt(batches))
	}
	a.R2Error, a.Error = a.Error[k-1], a.Error[:k-1]
	return a, nil
}

func (t *table) shares(rows mat.Matrix) ([]float64, float64, error) {
	var cov mat.SymDense
	stat.CovarianceMatrix(&cov, rows, nil)
	return Shares(&cov)
}
