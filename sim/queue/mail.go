package queue

// Mail is a backlog of e-mails that agents answer in the time that phone and
// chat leave them, first come first served, nobody giving up. It is a fluid:
// e-mails arrive evenly over a half hour and are worked on as evenly, so that
// with time to spare they are answered at once. What is not answered waits over
// the night. Times are seconds since some start, nights included.
//
// Neglected: that an e-mail waits until an agent is idle although enough idle
// time comes in the half hour, a matter of minutes where delays are told in hours.
//
// The zero value is an empty backlog.
type Mail struct {
	parcels []parcel
	first   int // index of the oldest parcel
}

// parcel is e-mails of one kind that arrived evenly over a time.
type parcel struct {
	from, to float64
	count    float64
	kind     int
}

// Waiting is the number of e-mails in the backlog.
func (m *Mail) Waiting() float64 {
	n := 0.0
	for _, p := range m.parcels[m.first:] {
		n += p.count
	}
	return n
}

// Reset empties the backlog and keeps its memory.
func (m *Mail) Reset() { m.parcels, m.first = m.parcels[:0], 0 }

// Work is what a half hour has for e-mails: arrivals by kind, the seconds that
// each kind takes to answer, and the agent-seconds left over for them.
type Work struct {
	From, Length float64 // beginning and length of the time, in seconds
	Arrivals     []float64
	Handle       []float64
	Seconds      float64
}

// Slot plays a half hour; answered is told kind by kind how many e-mails were
// answered after which mean delay. It returns the agent-seconds spent.
func (m *Mail) Slot(w *Work, answered func(kind int, count, delay float64)) (spent float64) {
	spent = m.old(w, answered)
	coming := 0.0
	for k, n := range w.Arrivals {
		coming += n * w.Handle[k]
	}
	part, delay := w.fresh(spent, coming)
	for k, n := range w.Arrivals {
		if n <= 0 {
			continue
		}
		if part > 0 {
			answered(k, n*part, delay)
		}
		if part < 1 { // the last to come stay
			m.parcels = append(m.parcels, parcel{w.From + part*w.Length, w.From + w.Length, n * (1 - part), k})
		}
	}
	return spent + part*coming
}

// old answers the backlog, oldest first.
func (m *Mail) old(w *Work, answered func(kind int, count, delay float64)) (spent float64) {
	for m.first < len(m.parcels) {
		p := &m.parcels[m.first]
		need := p.count * w.Handle[p.kind]
		take := min(need, w.Seconds-spent)
		if take <= 0 && need > 0 {
			break
		}
		part := 1.0
		if take < need {
			part = take / need
		}
		when, until := w.From, p.from+part*(p.to-p.from)
		if w.Seconds > 0 {
			when += w.Length * (spent + take/2) / w.Seconds
		}
		answered(p.kind, p.count*part, max(0, when-(p.from+until)/2))
		spent += take
		if part < 1 {
			p.count, p.from = p.count*(1-part), until
			break
		}
		m.first++
	}
	m.forget()
	return spent
}

// forget drops the room of parcels that were answered.
func (m *Mail) forget() {
	if m.first == len(m.parcels) {
		m.Reset()
	} else if m.first > 1024 && m.first > len(m.parcels)/2 {
		m.parcels = m.parcels[:copy(m.parcels, m.parcels[m.first:])]
		m.first = 0
	}
}

// fresh is which part of the e-mails that come in the half hour is answered in
// it, first come first served behind a backlog that took so many agent-seconds,
// and their mean delay. With time x of the half hour gone, who comes then is
// answered at max(x, (backlog + x·coming) ÷ capacity).
func (w *Work) fresh(backlog, coming float64) (part, delay float64) {
	if coming <= 0 {
		return 1, 0
	}
	wait := backlog / w.Seconds // of who comes first, in half hours
	if part = (w.Seconds - backlog) / coming; part >= 1 {
		if wait == 0 {
			return 1, 0
		}
		until := min(1, wait/(1-coming/w.Seconds)) // from then on there is no delay
		return 1, wait / 2 * until * w.Length
	}
	if !(part > 0) {
		return 0, 0
	}
	return part, (wait + 1 - part) / 2 * w.Length
}
