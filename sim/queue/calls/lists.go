package calls

// chain keeps agents in lists, each in one at most; a new one goes last.
type chain struct {
	prev, next, in []int32 // by agent; in is the list
	first, last    []int32 // by list
}

func (c *chain) reset(agents, lists int) {
	c.prev, c.next, c.in = sized(c.prev, agents), sized(c.next, agents), sized(c.in, agents)
	c.first, c.last = sized(c.first, lists), sized(c.last, lists)
	for i := range c.in {
		c.in[i] = none
	}
	for i := range c.first {
		c.first[i], c.last[i] = none, none
	}
}

// sized gives a slice a length; what it holds is kept as far as it goes.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		s = append(s[:cap(s)], make([]T, n-cap(s))...)
	}
	return s[:n]
}

func (c *chain) push(list int, a int32) {
	last := c.last[list]
	c.prev[a], c.next[a], c.in[a] = last, none, int32(list)
	c.last[list] = a
	if last == none {
		c.first[list] = a
	} else {
		c.next[last] = a
	}
}

// remove takes an agent from its list, if any.
func (c *chain) remove(a int32) {
	list := c.in[a]
	if list == none {
		return
	}
	prev, next := c.prev[a], c.next[a]
	if prev == none {
		c.first[list] = next
	} else {
		c.next[prev] = next
	}
	if next == none {
		c.last[list] = prev
	} else {
		c.prev[next] = prev
	}
	c.in[a] = none
}

// ring is a queue of contacts, first in first out.
type ring struct {
	ids         []int32 // length a power of two
	from, count int
}

func (r *ring) push(id int32) {
	if r.count == len(r.ids) {
		old := *r
		r.ids = make([]int32, max(64, 2*old.count))
		for i := range old.count {
			r.ids[i] = old.at(i)
		}
		r.from = 0
	}
	r.ids[(r.from+r.count)&(len(r.ids)-1)] = id
	r.count++
}

// at is the i-th in the queue.
func (r *ring) at(i int) int32 { return r.ids[(r.from+i)&(len(r.ids)-1)] }

func (r *ring) pop() {
	r.from = (r.from + 1) & (len(r.ids) - 1)
	r.count--
}
