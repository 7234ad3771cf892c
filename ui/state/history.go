package state

// Step is one entry of the history: the workspace after an edit, and what the
// edit was, as the identifier of a text with its arguments.
type Step struct {
	State State
	What  string
	Args  []any
	merge string // consecutive edits with the same mark are one step; "" never
}

// history is the list of all workspaces so far. at is the present one; steps
// behind it were undone.
type history struct {
	steps []Step
	at    int
}

func newHistory() history { return history{steps: []Step{{}}} }

func (h *history) now() State { return h.steps[h.at].State }

// push makes a step the present one and forgets what was undone.
func (h *history) push(s Step) {
	if s.merge != "" && h.at == len(h.steps)-1 && h.steps[h.at].merge == s.merge {
		h.steps[h.at] = s
		return
	}
	h.steps = append(h.steps[:h.at+1:h.at+1], s)
	h.at++
}

// amend changes the present workspace without making a step.
func (h *history) amend(s State) { h.steps[h.at].State = s }

// dragging says whether an edit like the present step would become one with it.
func (h *history) dragging() bool { return h.at == len(h.steps)-1 && h.steps[h.at].merge != "" }

// seal ends merging: the next edit is a step of its own.
func (h *history) seal() { h.steps[h.at].merge = "" }

// move goes to a step; it says whether that exists.
func (h *history) move(to int) bool {
	if to < 0 || to >= len(h.steps) || to == h.at {
		return false
	}
	h.seal()
	h.at = to
	return true
}
