//go:build window && linux

package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os/exec"
	"strings"
	"testing"
)

// The same way by mouse alone: drag a lever and a target, read a week, keep the plan,
// copy the sentence, save the picture, leave. No key is touched.
func TestWindowMouse(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool", "xclip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP: %s is not installed", tool)
		}
	}
	s := open(t)
	first := s.settled("mouse first")
	s.click(645, 49) // the hint
	s.drag(1058, 178, 1062, 178, 1066, 178, 1070, 178)
	staffed := s.settled("mouse staffed")
	s.differs(first, staffed, sentence, 50, "a dragged lever")

	line := s.targetLine(staffed)
	s.drag(430, line, 432, line-8, 432, line-16)
	aimed := s.settled("mouse aimed")
	s.differs(staffed, aimed, sentence, 20, "a dragged target")
	clear := s.besideTarget(aimed)
	s.do("mousemove", "400", fmt.Sprint(clear))
	read := s.settled("mouse read")
	s.differs(aimed, read, foot, 100, "a week under the pointer")
	s.click(400, clear)
	week := s.settled("mouse week")
	s.differs(read, week, chart3, 300, "a clicked week")
	s.click(300, clear)
	s.settled("mouse week closed")

	s.click(910, 717) // Keep as a plan
	kept := s.settled("mouse kept")
	s.differs(week, kept, plansSide, 200, "a kept plan")
	s.click(835, 91) // copy: the sentence stands first, the picture last
	menu := s.settled("mouse copy")
	s.differs(kept, menu, whole, 2000, "the menu of what can be copied")
	s.click(878, 123)
	copied := s.settled("mouse copied")
	s.differs(kept, copied, foot, 100, "a copied sentence")
	s.click(835, 91)
	s.click(878, 223)
	saved := s.settled("mouse saved")
	s.click(835, 91)
	s.click(878, 256)
	s.differs(saved, s.settled("mouse picture copied"), foot, 100, "a copied picture")
	s.inClipboard()

	s.click(22, 13) // File, Quit, and not to save the kept plan
	s.click(30, 424)
	s.settled("mouse quit")
	s.click(761, 487)
	s.gone()

	p := planOf(s.kept(t))
	if !strings.Contains(p.Name(), "Headcount") || p.Scenario.Text("decisions.staffing.headcount") == "45" {
		t.Errorf("%q has %s people", p.Name(), p.Scenario.Text("decisions.staffing.headcount"))
	}
	if target := p.Scenario.Text("targets.service_level"); target == "" || strings.Contains(target, "= 0.8 ") {
		t.Errorf("the target is %s", target)
	}
	s.pictured(t)
}

// inClipboard looks at the picture that was copied.
func (s *screen) inClipboard() {
	s.t.Helper()
	c := exec.Command("xclip", "-selection", "clipboard", "-t", "image/png", "-o")
	c.Env = s.env
	found, err := c.Output()
	if err != nil {
		s.t.Errorf("the clipboard: %v", err)
		return
	}
	img, err := png.Decode(bytes.NewReader(found))
	if err != nil || img.Bounds().Dx() < 1000 {
		s.t.Errorf("the clipboard has %d bytes that are no slide: %v", len(found), err)
	}
}

// click presses the left button at a place.
func (s *screen) click(x, y int) {
	s.t.Helper()
	s.do("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
}

// drag pulls from a place along others.
func (s *screen) drag(places ...int) {
	s.t.Helper()
	s.do("mousemove", fmt.Sprint(places[0]), fmt.Sprint(places[1]), "mousedown", "1")
	for i := 2; i+1 < len(places); i += 2 {
		s.do("mousemove", fmt.Sprint(places[i]), fmt.Sprint(places[i+1]))
	}
	s.do("mouseup", "1")
}
