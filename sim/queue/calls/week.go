package calls

// Week is what a week brings.
type Week struct {
	Days   []Day        // open days in order
	Handle []float64    // by type: mean handle time in seconds of an agent with factor one
	Solved [][2]float64 // by type: chance that a served contact solves its case, not served before [0] or served before [1]
}

// Day is one open day.
type Day struct {
	Number int         // of days since the start of the run; rises from day to day, over weeks too
	RunsOn bool        // the queue goes on into the next day, which has Number+1; only where a day has 48 half hours
	Fresh  [][]float64 // [half hour][type]: expected fresh contacts
	Staff  [][]float64 // [half hour][group]: expected agents on the queue, at most those present
	Crew   [][]Agent   // [group]: agents present
}

// Agent is a person on a day.
type Agent struct {
	ID     int     // one person keeps it over days that run on
	Factor float64 // on handle time, > 0
}

// Origins of a contact.
const (
	Fresh    = iota
	ComeBack // an unsolved case
	Redial   // after abandoning
	origins
)

// Attempts is how many classes of earlier attempts at a case there are; the last
// one is that many or more.
const Attempts = 4

// ByCase counts contacts by whether their case was served before and by the
// earlier attempts at it. A redial and a come-back each add one.
type ByCase [2][Attempts]int

// Sum is all of them.
func (b *ByCase) Sum() (n int) {
	for i := range b {
		for _, x := range b[i] {
			n += x
		}
	}
	return n
}

// TypeTally is what happened to a type of contact in a week. A contact is offered
// when it arrives; it is answered, with its handle time, when it is served first
// (an e-mail when it is finished), and abandoned when its patience ended.
type TypeTally struct {
	Arrivals  [origins]int // by origin
	Offered   ByCase
	Answered  int
	Abandoned int // dropped at closing included
	Within    int // answered within the target
	Waiting   int // still in the queue at the end; e-mail: not finished

	Waits      float64 // seconds that those answered and those abandoned waited; e-mail: from arrival to answer by the clock, nights included
	Over       []int   // contacts that waited longer than Grid[j]
	ServedOver []int   // of them, answered

	Solved, Unsolved ByCase // of those answered
	Redials          int    // of those abandoned, who will contact again
	SentBack         int    // unsolved cases that will come back

	Serving float64 // seconds of agents; a chat takes its share of the agent
}

// Tally is what happened in a week. Its memory is used again.
type Tally struct {
	Types   []TypeTally
	Staffed float64 // agent-seconds on the queue, time after the end of a shift included
}

func (t *Tally) reset(types []Type) {
	if len(t.Types) != len(types) {
		t.Types = make([]TypeTally, len(types))
	}
	t.Staffed = 0
	for k := range t.Types {
		over, served := t.Types[k].Over, t.Types[k].ServedOver
		if n := len(types[k].Grid); len(over) != n {
			over, served = make([]int, n), make([]int, n)
		}
		t.Types[k] = TypeTally{Over: over, ServedOver: served}
	}
}
