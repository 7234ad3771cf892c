package answer

import (
	"image"
	"runtime"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"lojal/ui/chart"
	"lojal/ui/desk"
)

// studio draws the pictures of the room beside the interface: those that are
// wanted at once in parallel, and shows them together, so that the window is
// painted once. A picture that is wanted anew before its turn is drawn once.
type studio struct {
	post    func(func())
	mu      sync.Mutex
	wanted  map[*plot]sitting
	running bool
}

// sitting is what one picture shall show.
type sitting struct {
	version, w, h int
	scale         float64
	fan           chart.Fan
	motion        motion
	style         chart.Style
}

// drawn is a picture that was made.
type drawn struct {
	version, w, h int
	image         *image.RGBA
	at            chart.Geometry
	fan           chart.Fan
}

// How the studio begins its work and hands it over; tests do both at once.
var (
	start = func(f func()) { go f() }
	post  = fyne.Do
)

func newStudio(d *desk.Desk) *studio {
	s := &studio{wanted: map[*plot]sitting{}, post: d.Post}
	if s.post == nil {
		s.post = func(f func()) { post(f) }
	}
	return s
}

// task is work beside the interface, and what takes its fruit there.
type task struct{ do, take func() }

// moment is how long the interface waits for pictures, less than a frame takes: most
// take less, and are painted in a frame that would be painted without them.
const moment = 8 * time.Millisecond

// together does tasks on all cores, and takes their fruits at once, and then calls then:
// within a moment or, where that was too short, later.
func (s *studio) together(tasks []task, then func()) {
	end := func() {
		for _, t := range tasks {
			t.take()
		}
		then()
	}
	var mu sync.Mutex
	made, left := false, false // left: the interface waits no longer
	done := make(chan struct{})
	start(func() {
		parallel(tasks)
		mu.Lock()
		made = true
		late := left
		mu.Unlock()
		if close(done); late {
			s.post(end)
		}
	})
	select {
	case <-done:
	case <-time.After(moment):
	}
	mu.Lock()
	left = true
	early := made
	mu.Unlock()
	if early {
		end()
	}
}

// draw asks for a picture in place of what was asked for before.
func (s *studio) draw(p *plot, want sitting) {
	s.mu.Lock()
	s.wanted[p] = want
	idle := !s.running
	s.running = true
	s.mu.Unlock()
	if idle {
		start(s.work)
	}
}

func (s *studio) work() {
	for {
		s.mu.Lock()
		todo := s.wanted
		if s.wanted = map[*plot]sitting{}; len(todo) == 0 {
			s.running = false
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		var tasks []task
		for p, want := range todo {
			var d drawn
			tasks = append(tasks, task{func() { d = p.draw(want) }, func() { p.take(d) }})
		}
		parallel(tasks)
		s.post(func() {
			for _, t := range tasks {
				t.take()
			}
		})
	}
}

// parallel does tasks on all cores.
func parallel(tasks []task) {
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, t := range tasks {
		wait.Add(1)
		free <- struct{}{}
		go func() {
			defer func() { <-free; wait.Done() }()
			t.do()
		}()
	}
	wait.Wait()
}
