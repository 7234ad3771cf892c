package random

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// The first numbers of neighbouring keys must be uniform and independent:
// chi-square on 100 cells against the 99.99 % point of 99 degrees of freedom.
func TestNeighbouringKeysAreIndependent(t *testing.T) {
	limit := distuv.ChiSquared{K: 99}.Quantile(.9999)
	vary := map[string]func(i uint64) Key{
		"seed":        func(i uint64) Key { return Key{Seed: i} },
		"entity":      func(i uint64) Key { return Key{Entity: i} },
		"replication": func(i uint64) Key { return Key{Replication: i} },
		"week":        func(i uint64) Key { return Key{Week: i} },
		"quantity":    func(i uint64) Key { return Key{Quantity: Quantity(i)} },
	}
	for name, key := range vary {
		const n = 200_000
		var cells, pairs [100]float64
		s, last := &Stream{}, .5
		for i := range uint64(n) {
			s.Seek(key(i))
			u := s.Float64()
			cells[int(u*100)]++
			pairs[int(u*10)*10+int(last*10)]++
			last = u
		}
		for what, count := range map[string][100]float64{"uniform": cells, "serial": pairs} {
			var chi float64
			for _, c := range count {
				chi += (c - n/100) * (c - n/100) / (n / 100)
			}
			if chi > limit {
				t.Errorf("%s by %s: chi-square %.0f, limit %.0f", what, name, chi, limit)
			}
		}
	}
}

func TestKeysNameTheirNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := Key{rapid.Uint64().Draw(t, "seed"), Name(rapid.String().Draw(t, "name")),
			rapid.Uint64().Draw(t, "entity"), rapid.Uint64().Draw(t, "replication"), rapid.Uint64().Draw(t, "week")}
		first := At(k)
		a, b := first.Float64(), first.Normal()
		again := At(Key{Seed: 7})
		again.Normal()
		again.Seek(k)
		if again.Float64() != a || again.Normal() != b {
			t.Fatal("a key gave other numbers the second time")
		}
		if a <= 0 || a >= 1 {
			t.Fatal("uniform outside (0, 1)")
		}
	})
}

func TestMoments(t *testing.T) {
	s := At(Key{Seed: 1})
	const n = 400_000
	draw := func(f func() float64) (mean, sd float64) {
		x := make([]float64, n)
		for i := range x {
			x[i] = f()
		}
		return stat.MeanStdDev(x, nil)
	}
	for _, c := range []struct {
		name     string
		f        func() float64
		mean, sd float64
	}{
		{"uniform", s.Float64, .5, math.Sqrt(1. / 12)},
		{"exponential", s.Exp, 1, 1},
		{"normal", s.Normal, 0, 1},
	} {
		mean, sd := draw(c.f)
		if math.Abs(mean-c.mean) > 5*c.sd/math.Sqrt(n) || math.Abs(sd-c.sd) > .01 {
			t.Errorf("%s: mean %.4f sd %.4f, want %.4f %.4f", c.name, mean, sd, c.mean, c.sd)
		}
	}
}

func TestSeekAllocatesNothing(t *testing.T) {
	s := At(Key{})
	s.Normal()
	if n := testing.AllocsPerRun(100, func() { s.Seek(Key{Week: 3}); s.Normal(); s.Float64() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Oracle: the stream of the key itself.
func TestFamiliesAreTheirKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := Key{rapid.Uint64().Draw(t, "seed"), Name(rapid.String().Draw(t, "name")),
			rapid.Uint64().Draw(t, "any"), rapid.Uint64().Draw(t, "replication"), rapid.Uint64().Draw(t, "week")}
		f := k.Family()
		k.Entity = rapid.Uint64().Draw(t, "entity")
		a, b := At(k), f.At(k.Entity)
		for i := range 100 {
			var word uint64
			if b, word = b.Next(); word != a.Uint64() {
				t.Fatalf("word %d of %+v is %d", i, k, word)
			}
		}
		var word [1]uint64
		if FirstWords([]Course{k.Course()}, k.Week, word[:]); word[0] != At(k).Uint64() {
			t.Fatalf("the first word of %+v is %d", k, word)
		}
	})
}
