package queue

import (
	"math"

	"lojal/sim/fast"
)

// Answer is [Pool.Answer], but that what depends on tails is left to
// [Flow.Finish]: those of out, and who is answered within the target. The answer
// holds until the table is asked with another handle time or mix.
//
// It is written for a single contact type, the same number of whole agents as before
// and loads whose neighbours on the grids are known, as in most half hours of most
// runs: in one function that calls no other, so that nothing is put aside for a call.
// Everything else leads back to it, or to [Table.several], by [Table.aside].
func (t *Table) Answer(rate, handle, agents float64, out *Steady) {
	n, load := int(agents), rate*handle
	if n != t.fewer || handle != t.handle || out.mix.table != t || !(load >= t.light && load <= t.heavy) {
		t.aside(rate, handle, agents, out)
		return
	}
	low, high := t.low, t.high
	at, atMore, atLost := load*low.scale, load*high.scale, load*low.loss.scale
	i, j, k := int(at), int(atMore), int(atLost)
	u, v, w := at-float64(i), atMore-float64(j), atLost-float64(k)
	u2, v2 := u*u, v*v
	a, b := &low.lower[i], &low.upper[i]
	gone := low.less*a.gone.at(u, u2) + low.more*b.gone.at(u, u2)
	mean := low.less*a.mean.at(u, u2) + low.more*b.mean.at(u, u2)
	a, b = &high.lower[j], &high.upper[j]
	goneMore := high.less*a.gone.at(v, v2) + high.more*b.gone.at(v, v2)
	meanMore := high.less*a.mean.at(v, v2) + high.more*b.mean.at(v, v2)
	lost := low.loss.at(k, w)
	if known := gone + goneMore + lost; known != known && t.learn(i, j, k) {
		t.Answer(rate, handle, agents, out)
		return
	}
	// B(n) = load·B(n−1)/(n + load·B(n−1)): kept as parts, a division less in a row.
	next, part := load*lost, agents-float64(n)
	waits := waiting(load*low.each, lost, 1, gone, 1-part)
	waitsMore := waiting(load*high.each, next, float64(n)+next, goneMore, part)
	x, y := &out.mix.spots[0], &out.mix.spots[1]
	x.below, x.u, x.waits = i, u, waits
	y.below, y.u, y.waits = j, v, waitsMore
	if x.row != low || y.row != high {
		x.row, y.row = low, high
	}
	gone = waits*gone + waitsMore*goneMore
	mean = waits*mean + waitsMore*meanMore
	out.Wait, out.Abandoned, out.MeanWait = waits+waitsMore, gone, mean
	out.Types[0].Abandoned, out.Types[0].MeanWait = gone, mean
	out.QueueLength = rate * mean
	out.Occupancy = load * (1 - gone) / agents
}

// aside answers where the table is not ready yet for a question, for several contact
// types, and where it does not reach.
func (t *Table) aside(rate, handle, agents float64, out *Steady) {
	around := handle
	if t.around > 0 {
		around = t.around
	}
	if around != t.handle {
		t.turn(around)
	}
	n, load := int(agents), rate*handle
	light, heavy := float64(n)*lightest, float64(n)*heaviest
	if !(agents >= fewestAgents && float64(n+1) <= t.most && load >= light && load <= heavy) {
		t.pool.Answer(rate, handle, agents, out)
		return
	}
	out.room(t)
	if len(out.Types) > 1 {
		t.several(n, rate, load, agents, out)
		return
	}
	t.fewer, t.low, t.high = n, t.row(n), t.row(n+1)
	t.light, t.heavy = light, heavy
	t.Answer(rate, handle, agents, out)
}

// room readies a steady state for an answer of a table.
func (s *Steady) room(t *Table) {
	if s.mix.table == t {
		return
	}
	if len(s.Types) != len(t.pool.types) || len(s.Tail) != len(t.pool.Grid) {
		s.fit(len(t.pool.Grid), len(t.pool.types))
	}
	s.mix.table = t
}

// learn works out what lies from loads i and j on in both rows and from load k on in
// Erlang's loss, as far as it is not known; it tells whether there was anything.
func (t *Table) learn(i, j, k int) bool {
	low, high, loss := t.know(t.low, i), t.know(t.high, j), t.low.loss.know(k)
	return low || high || loss
}

// know works out what is interpolated from a load on at both capacities around a row.
func (t *Table) know(r *row, below int) (news bool) {
	of := t.corners[0]
	o := of.octaves[r.octave]
	for i := r.slice; i <= r.slice+1; i++ {
		s := &o.slices[i]
		if c := s.cubic[below].gone[0]; c == c {
			continue
		}
		news = true
		for load := below - 1; load < below-1+around; load++ {
			if s.tails[load] == nil {
				t.solve(of, o, i, load)
			}
		}
		capacity := o.capacity(i)
		m := s.met[below-1 : below-1+around]
		s.cubic[below] = mets{
			through(m[0].gone, m[1].gone, m[2].gone, m[3].gone).within(capacity),
			through(m[0].mean, m[1].mean, m[2].mean, m[3].mean).within(math.Inf(1)),
		}
	}
	return news
}

// waiting is the share of contacts that has to wait, times a weight: lost ÷ of is
// Erlang's loss with one agent less, use the load an agent, gone the share of those who
// wait that leaves. That is known last: what can be is done before.
func waiting(use, lost, of, gone, weight float64) float64 {
	busy := use * lost
	return busy * weight / fast.Max(((1-use)*of+busy)+use*of*gone, busy+nobody)
}
