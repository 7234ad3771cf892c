package loyalty

import "testing"

func BenchmarkSettled(b *testing.B) {
	l := NewLaw(rules())
	var c Contacts
	for score := 2.5; score < 100; score += 5 {
		c.Add(score, .0025, .0005)
	}
	for b.Loop() {
		x := Point(75)
		l.Settled(&x, .003, steadily(&c))
	}
}

func BenchmarkRetention(b *testing.B) {
	l := NewLaw(rules())
	var c Contacts
	for score := 2.5; score < 100; score += 5 {
		c.Add(score, .0025, .0005)
	}
	x := Point(75)
	base := NewBase(l, 1, &x, 0)
	for range 104 {
		base.Advance(&c, .003)
	}
	for b.Loop() {
		base.Retention(104)
	}
}
