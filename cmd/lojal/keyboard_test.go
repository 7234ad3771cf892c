//go:build window && linux

package main

import (
	"fmt"
	"hash/fnv"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lojal/ui/state"
	"lojal/ui/workspace"
)

// More parts of the window.
var (
	allButFoot = image.Rect(0, 0, screenWidth, 750)
	leverSide  = image.Rect(985, 36, 1270, 745)
	whole      = image.Rect(0, 0, screenWidth, screenHeight)
)

// The way of a planner by keyboard alone, from the first start to a picture in a
// file: how many people give a service level of 90 % in nine of ten futures, and is
// More training better than the baseline? The pointer is never touched.
func TestWindowKeyboard(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP: %s is not installed", tool)
		}
	}
	s := open(t)
	first := s.settled("keys first")

	s.press("ctrl+3", "Up", "Return")
	base := s.settled("keys baseline selected")
	s.differs(first, base, plansSide, 200, "another plan selected")
	s.press("Down", "Return")
	s.settled("keys plan selected")

	// What is asked: a service level of 90 %.
	s.press("ctrl+1", "Tab", "Tab", "Tab", "Tab", "Tab", "Return", "Down", "Return")
	asked := s.settled("keys target asked")
	s.write("90")
	s.press("Return")
	aimed := s.settled("keys target typed")
	s.differs(asked, aimed, sentence, 100, "a typed target")

	// How many people it takes: one more until the sentence is satisfied.
	s.press("ctrl+4", "Up", "Up", "Up", "Up")
	staffed := s.settled("keys staffed")
	s.differs(aimed, staffed, sentence, 50, "four people more")
	s.press("ctrl+k")
	kept := s.settled("keys kept")
	s.differs(staffed, kept, plansSide, 200, "a kept plan")

	// The answer goes out: the sentence into the name of a bookmark, the picture into a file.
	s.press("ctrl+shift+c", "ctrl+shift+b", "ctrl+a", "ctrl+v", "Return")
	s.press("ctrl+1", "shift+Tab", "Return", "Down", "Down", "Down", "Down", "Return")
	s.settled("keys picture saved")

	s.everywhere(t)
	s.dialogs()
	s.cycle(t)

	s.press("ctrl+q")
	s.settled("keys quit")
	s.press("Return")
	s.gone()
	s.answered(t)
}

// everywhere goes to each part of the window and does what is done there.
func (s *screen) everywhere(t *testing.T) {
	before := s.settled("keys before the rooms")
	s.press("ctrl+2")
	s.write("attrition")
	s.press("Down", "Return") // the first line opens
	opened := s.settled("keys assumption")
	s.differs(before, opened, room, 2000, "an assumption")
	s.press("Tab", "Tab", "Tab", "ctrl+1")

	// The World, and the details of a lever in it.
	s.press("ctrl+f", "shift+Tab", "Return")
	world := s.settled("keys world")
	s.differs(before, world, leverSide, 2000, "the World")
	s.press("ctrl+f")
	s.write("headcount")
	s.press("Return", "shift+Tab", "shift+Tab", "Return")
	details := s.settled("keys details")
	s.differs(world, details, leverSide, 2000, "the details of a lever")
	s.press("F10")
	menu := s.settled("keys menu of a lever")
	s.differs(details, menu, whole, 2000, "the menu of a lever")
	s.press("Escape", "Return", "ctrl+f", "ctrl+a", "BackSpace", "shift+Tab", "shift+Tab", "Return")
	s.settled("keys decisions")

	// A week of a picture, as dots.
	s.press("ctrl+1", "End", "Left", "Return")
	week := s.settled("keys week")
	s.press("Escape")
	closed := s.settled("keys week closed")
	s.differs(closed, week, image.Rect(226, 212, 594, 402), 300, "a week of a picture")

	// The table, and back.
	s.press("ctrl+t", "ctrl+1", "Down", "Right", "space")
	table := s.settled("keys table")
	s.differs(closed, table, room, 5000, "the table")
	s.press("ctrl+t")

	// One step back in the history, and forward again.
	s.press("ctrl+h", "Down", "Return")
	earlier := s.settled("keys earlier")
	s.differs(closed, earlier, plansSide, 1000, "the history")
	s.press("Up", "Return", "Escape")
	if a := s.settled("keys later"); difference(closed, a, sentence) > 200 {
		t.Errorf("forward in the history, %d pixels of the sentence differ", difference(closed, a, sentence))
	}
}

// dialogs opens everything that stands over the window; Escape leaves each.
func (s *screen) dialogs() {
	plain := s.settled("keys before the dialogs")
	for _, way := range []struct {
		what string
		keys []string
	}{
		{"the runs", []string{"ctrl+l"}},
		{"the model", []string{"ctrl+slash"}},
		{"the story", []string{"ctrl+i"}},
		{"numbers", []string{"ctrl+shift+n"}},
		{"rename", []string{"ctrl+shift+r"}},
		{"save as", []string{"ctrl+shift+s"}},
		{"export", []string{"ctrl+e"}},
		{"the menu bar", []string{"Alt_L"}},
		{"the menu of a plan", []string{"ctrl+3", "F10"}},
		{"the keys", []string{"Alt_L", "Left", "Down", "Return"}},
	} {
		s.press(way.keys...)
		over := s.settled("keys " + way.what)
		s.differs(plain, over, whole, 2000, way.what)
		s.press("Escape")
		after := s.settled("keys after " + way.what)
		if a, b := difference(plain, after, allButFoot), difference(plain, over, allButFoot); a*3 > b {
			s.t.Errorf("%s: Escape leaves %d of %d pixels", way.what, a, b)
		}
	}
}

// cycle goes through the window with Tab: each step shows where the focus is, none
// holds it, and it comes back to where it was.
func (s *screen) cycle(t *testing.T) {
	s.press("ctrl+3")
	last, back := s.settled("keys focus"), false
	seen := map[uint64]int{} // what is focused may be scrolled into sight once, in the first round
	for step := 1; step <= 200 && !back; step++ {
		s.press("Tab")
		next := s.still()
		for wait := 0; wait < 10 && difference(last, next, allButFoot) < 30; wait++ {
			next = s.still() // a busy machine paints late
		}
		if n := difference(last, next, allButFoot); n < 30 {
			s.keep(fmt.Sprintf("keys lost %d", step), next)
			t.Errorf("step %d of the focus changed %d pixels", step, n)
		}
		at, known := seen[hash(next, allButFoot)]
		if back = known && step-at > 40; back {
			t.Logf("the focus came round in %d steps", step-at)
		}
		seen[hash(next, allButFoot)] = step
		last = next
	}
	if !back {
		t.Error("the focus does not come back")
	}
	s.press("shift+Tab")
	s.differs(last, s.still(), allButFoot, 30, "the focus backwards")
	s.press("Tab")
}

// still waits for a short time until two pictures are the same, save for a cursor.
func (s *screen) still() *image.RGBA {
	last := s.shot()
	for range 20 {
		time.Sleep(150 * time.Millisecond)
		next := s.shot()
		if difference(last, next, allButFoot) <= 40 {
			return next
		}
		last = next
	}
	return last
}

// hash is a number of the pixels in a rectangle.
func hash(img *image.RGBA, in image.Rectangle) uint64 {
	h := fnv.New64a()
	for y := in.Min.Y; y < in.Max.Y; y++ {
		_, _ = h.Write(img.Pix[img.PixOffset(in.Min.X, y):img.PixOffset(in.Max.X, y)])
	}
	return h.Sum64()
}

// answered looks at what the program kept: the plan, its target, the sentence and the
// picture.
func (s *screen) answered(t *testing.T) {
	memory := s.kept(t)
	p := planOf(memory)
	if heads := p.Scenario.Text("decisions.staffing.headcount"); heads != "49" || !strings.Contains(p.Name(), "49") {
		t.Errorf("%q has %s people", p.Name(), heads)
	}
	if target := p.Scenario.Text("targets.service_level"); !strings.Contains(target, "at_least = 0.9") {
		t.Errorf("the target is %s", target)
	}
	said := ""
	for _, b := range memory.Bookmarks {
		said += b.Name
	}
	for _, part := range []string{"beats", "futures", "Service level ≥ 90 %", "All targets together"} {
		if !strings.Contains(strings.ReplaceAll(said, "\u00a0", " "), part) {
			t.Errorf("the copied sentence lacks %q: %q", part, said)
		}
	}
	s.pictured(t)
}

// kept is what the program left for its next start.
func (s *screen) kept(t *testing.T) *state.Memory {
	session, found, err := workspace.Open(filepath.Join(s.dir, "fyne", "no.lojal.Lojal"), "", nil)
	if err != nil || found.Memory == nil {
		t.Fatalf("found %+v, %v", found, err)
	}
	if err := session.Close(state.Changes{}); err != nil {
		t.Fatal(err)
	}
	return found.Memory
}

// planOf is the selected plan.
func planOf(m *state.Memory) state.Plan {
	now := m.Steps[m.At].State
	p, _ := now.Plan(now.Selected)
	return p
}

// pictured fails where no picture was saved.
func (s *screen) pictured(t *testing.T) {
	pictures := 0
	_ = filepath.WalkDir(s.dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".png") {
			pictures++
		}
		return nil
	})
	if pictures == 0 {
		t.Error("no picture was saved")
	}
}

// press types keys, one after the other.
func (s *screen) press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		s.do("key", k)
	}
}

// write types text.
func (s *screen) write(text string) {
	s.t.Helper()
	s.do("type", "--delay", "40", text)
}

// differs fails where two pictures are the same in a rectangle.
func (s *screen) differs(before, after *image.RGBA, in image.Rectangle, least int, what string) {
	s.t.Helper()
	if n := difference(before, after, in); n < least {
		s.t.Errorf("%s changed %d pixels, want %d", what, n, least)
	}
}
