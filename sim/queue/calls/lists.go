package calls

// chain keeps agents in lists, each in one at most; a new one goes last.
type chain struct {
	link        []link  // by agent
	first, last []int32 // by list
}

// link is the place of an agent: the neighbours, and the list or none.
type link struct{ prev, next, in int32 }

func (c *chain) reset(agents, lists int) {
	c.link = c.link[:0]
	c.grow(agents)
	c.first, c.last = sized(c.first, lists), sized(c.last, lists)
	for i := range c.first {
		c.first[i], c.last[i] = none, none
	}
}

// grow makes room for more agents, who are in no list.
func (c *chain) grow(agents int) {
	old := len(c.link)
	c.link = sized(c.link, agents)
	for i := old; i < agents; i++ {
		c.link[i].in = none
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
	c.link[a] = link{last, none, int32(list)}
	c.last[list] = a
	if last == none {
		c.first[list] = a
	} else {
		c.link[last].next = a
	}
}

// remove takes an agent from its list, if any.
func (c *chain) remove(a int32) {
	x := &c.link[a]
	list := x.in
	if list == none {
		return
	}
	if x.prev == none {
		c.first[list] = x.next
	} else {
		c.link[x.prev].next = x.next
	}
	if x.next == none {
		c.last[list] = x.prev
	} else {
		c.link[x.next].prev = x.prev
	}
	x.in = none
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
