package answer

import (
	"image"
	"runtime"
	"sync"

	"fyne.io/fyne/v2"

	"lojal/ui/chart"
)

// studio draws the pictures of the room beside the interface: those that are
// wanted at once in parallel, and shows them together, so that the window is
// painted once. A picture that is wanted anew before its turn is drawn once.
type studio struct {
	mu      sync.Mutex
	wanted  map[*plot]sitting
	running bool
}

// sitting is what one picture shall show.
type sitting struct {
	version, w, h int
	scale         float64
	fan           chart.Fan
	moving        bool
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

func newStudio() *studio { return &studio{wanted: map[*plot]sitting{}} }

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
		made := together(todo)
		post(func() {
			for p, d := range made {
				p.take(d)
			}
		})
	}
}

// together draws pictures on all cores.
func together(todo map[*plot]sitting) map[*plot]drawn {
	made := make(map[*plot]drawn, len(todo))
	var mu sync.Mutex
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for p, want := range todo {
		wait.Add(1)
		free <- struct{}{}
		go func() {
			defer func() { <-free; wait.Done() }()
			d := p.draw(want)
			mu.Lock()
			made[p] = d
			mu.Unlock()
		}()
	}
	wait.Wait()
	return made
}
