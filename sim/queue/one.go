package queue

import "lojal/sim/fast"

// one answers for the only contact type: n agents, and the part of one more. It is
// what [Table.several] does, for a quarter of the steps: the polynomials are those of
// the exact answers themselves, and only the figures are interpolated between
// capacities; it is one function because most half hours of most runs come here.
func (t *Table) one(n int, load, part float64, out *Steady) {
	if t.fewer != n {
		t.fewer, t.low, t.high = n, t.row(n), t.row(n+1)
	}
	low, high := t.low, t.high
	at, atMore, atLost := load*low.scale, load*high.scale, load*low.loss.scale
	i, j, k := int(at), int(atMore), int(atLost)
	u, v, w := at-float64(i), atMore-float64(j), atLost-float64(k)
	u2, v2, w2 := u*u, v*v, w*w
	var gone, goneMore, mean, meanMore, lost float64
	for again := false; ; again = true {
		a, b := &low.lower[i], &low.upper[i]
		gone = low.less*a.gone.at(u, u2) + low.more*b.gone.at(u, u2)
		mean = low.less*a.mean.at(u, u2) + low.more*b.mean.at(u, u2)
		a, b = &high.lower[j], &high.upper[j]
		goneMore = high.less*a.gone.at(v, v2) + high.more*b.gone.at(v, v2)
		meanMore = high.less*a.mean.at(v, v2) + high.more*b.mean.at(v, v2)
		lost = low.loss.cubics[k].at(w, w2)
		if known := gone + goneMore + lost; known == known || again {
			break
		}
		t.know(low, i)
		t.know(high, j)
		low.loss.find(k)
	}
	gone, goneMore = fast.Share(gone), fast.Share(goneMore)
	mean, meanMore = fast.Max(mean, 0), fast.Max(meanMore, 0)
	// B(n) = load·B(n−1)/(n + load·B(n−1)): kept as parts, a division less in a row.
	next := load * lost
	waits := waiting(load*low.each, lost, 1, gone) * (1 - part)
	waitsMore := waiting(load*high.each, next, float64(n)+next, goneMore) * part
	out.mix.spots[0] = spot{low, i, u, waits}
	out.mix.spots[1] = spot{high, j, v, waitsMore}
	out.Wait = waits + waitsMore
	out.Abandoned = waits*gone + waitsMore*goneMore
	out.MeanWait = waits*mean + waitsMore*meanMore
	k0 := &out.Types[0]
	k0.Abandoned, k0.MeanWait = out.Abandoned, out.MeanWait
}

// know works out what is interpolated from a load on at both capacities around a row.
func (t *Table) know(r *row, below int) {
	of := t.corners[0]
	o := of.octaves[r.octave]
	for i := r.slice; i <= r.slice+1; i++ {
		s := &o.slices[i]
		if c := s.cubic[below].gone[0]; c == c {
			continue
		}
		for load := below - 1; load < below-1+around; load++ {
			if s.tails[load] == nil {
				t.solve(of, o, i, load)
			}
		}
		m := s.met[below-1 : below-1+around]
		s.cubic[below] = mets{
			through(m[0].gone, m[1].gone, m[2].gone, m[3].gone),
			through(m[0].mean, m[1].mean, m[2].mean, m[3].mean),
		}
	}
}

// waiting is the share of contacts that has to wait: lost ÷ of is Erlang's loss with
// one agent less, use the load an agent, gone the share of those who wait that
// leaves.
func waiting(use, lost, of, gone float64) float64 {
	busy := use * lost
	if busy <= 0 {
		return 0
	}
	return busy / (busy + fast.Max(1-use+use*gone, 0)*of)
}
