package scenario

import (
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"time"
)

// datum is the value of a key: one type a kind.
type datum interface {
	canon() string                     // the same text for the same meaning
	visit(see func(*Number))           // shows every number in it
	fill(to reflect.Value, d *drawing) // writes one draw of it to a field of the plan
}

type figure struct {
	n      Number
	steady atomic.Pointer[Series] // of the last draw, where the number is certain
}

func (f *figure) canon() string           { return f.n.canon() }
func (f *figure) visit(see func(*Number)) { f.n.visit(see) }
func (f *figure) fill(to reflect.Value, d *drawing) {
	if to.Kind() == reflect.Slice {
		to.Set(reflect.ValueOf(f.series(d)))
		return
	}
	to.SetFloat(d.value(&f.n))
}

// series is the value in each week. Draws of a certain number share theirs.
func (f *figure) series(d *drawing) Series {
	if f.n.Plan != nil || f.n.Dist != nil || &f.n == d.probed {
		return d.series(&f.n)
	}
	if s := f.steady.Load(); s != nil && len(*s) == d.weeks {
		return *s
	}
	s := d.series(&f.n)
	f.steady.Store(&s)
	return s
}

// still is a value without numbers that are drawn.
type still struct{ value any }

func (s *still) canon() string {
	switch v := s.value.(type) {
	case noTarget:
		return ""
	case time.Time:
		return v.Format(time.DateOnly)
	case []time.Time:
		var b strings.Builder
		for _, t := range v {
			b.WriteString(t.Format(time.DateOnly) + " ")
		}
		return b.String()
	case []string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(s.value)
}
func (s *still) visit(func(*Number)) {}
func (s *still) fill(to reflect.Value, _ *drawing) {
	to.Set(reflect.ValueOf(s.value))
}

// weights are numbers that are normalised to mean 1.
type weights struct{ list []Number }

func (l *weights) canon() string { return canonList(l.list) }
func (l *weights) visit(see func(*Number)) {
	for i := range l.list {
		l.list[i].visit(see)
	}
}
func (l *weights) fill(to reflect.Value, d *drawing) {
	v, sum := make([]float64, len(l.list)), 0.0
	for i := range l.list {
		v[i] = d.value(&l.list[i])
		sum += v[i]
	}
	for i := range v {
		if sum > 0 {
			v[i] *= float64(len(v)) / sum
		}
	}
	to.Set(reflect.ValueOf(v))
}

func canonList(list []Number) string {
	parts := make([]string, len(list))
	for i := range list {
		parts[i] = list[i].canon()
	}
	return strings.Join(parts, " ")
}

// monthly is one number for the whole year, or one a month.
type monthly struct{ list []Number }

func (m *monthly) canon() string           { return canonList(m.list) }
func (m *monthly) visit(see func(*Number)) { (&weights{m.list}).visit(see) }
func (m *monthly) fill(to reflect.Value, d *drawing) {
	v := make([]float64, 12)
	for i := range v {
		v[i] = d.value(&m.list[i%len(m.list)])
	}
	to.Set(reflect.ValueOf(v))
}

// mean is the mean over the year of the medians.
func (m *monthly) mean() float64 {
	sum := 0.0
	for i := range m.list {
		sum += median.value(&m.list[i])
	}
	return sum / float64(len(m.list))
}

// pairs are points with rising first numbers.
type pairs struct{ list [][2]Number }

func (p *pairs) canon() string {
	var b strings.Builder
	for i := range p.list {
		b.WriteString(p.list[i][0].canon() + ":" + p.list[i][1].canon() + " ")
	}
	return b.String()
}
func (p *pairs) visit(see func(*Number)) {
	for i := range p.list {
		p.list[i][0].visit(see)
		p.list[i][1].visit(see)
	}
}
func (p *pairs) fill(to reflect.Value, d *drawing) { to.Set(reflect.ValueOf(p.draw(d))) }
func (p *pairs) draw(d *drawing) [][2]float64 {
	v := make([][2]float64, len(p.list))
	for i := range v {
		v[i] = [2]float64{d.value(&p.list[i][0]), d.value(&p.list[i][1])}
	}
	return v
}

// record is a value table with a kind and its parts: a patience or a curve.
type record struct {
	kind  string
	parts []namedNumber
	at    *pairs
}

type namedNumber struct {
	name  string
	field string
	n     Number
}

func (c *record) canon() string {
	var b strings.Builder
	b.WriteString(c.kind)
	for i := range c.parts {
		b.WriteString(" " + c.parts[i].name + "=" + c.parts[i].n.canon())
	}
	if c.at != nil {
		b.WriteString(" " + c.at.canon())
	}
	return b.String()
}
func (c *record) visit(see func(*Number)) {
	for i := range c.parts {
		c.parts[i].n.visit(see)
	}
	if c.at != nil {
		c.at.visit(see)
	}
}
func (c *record) fill(to reflect.Value, d *drawing) {
	to.FieldByName("Kind").SetString(c.kind)
	for i := range c.parts {
		to.FieldByName(c.parts[i].field).SetFloat(d.value(&c.parts[i].n))
	}
	if c.at != nil {
		c.at.fill(to.FieldByName("At"), d)
	}
}

// baseLevel is a number of points, or calibrated.
type baseLevel struct{ n *Number }

func (b *baseLevel) canon() string {
	if b.n == nil {
		return "calibrated"
	}
	return b.n.canon()
}
func (b *baseLevel) visit(see func(*Number)) {
	if b.n != nil {
		b.n.visit(see)
	}
}
func (b *baseLevel) fill(to reflect.Value, d *drawing) {
	v := Base{Calibrated: b.n == nil}
	if b.n != nil {
		v.Value = d.value(b.n)
	}
	to.Set(reflect.ValueOf(v))
}
