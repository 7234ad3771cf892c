//go:build window && linux

// The real program in a real window, built so that the toolkit checks on which
// thread it is called, on a screen of its own (Xvfb), driven by mouse and
// keyboard (xdotool).
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lojal/ui/state"
	"lojal/ui/workspace"
)

const (
	screenWidth, screenHeight = 1280, 800
	patience                  = 90 * time.Second
)

// screen is a virtual screen with the program on it.
type screen struct {
	t      *testing.T
	dir    string // home of the user
	env    []string
	file   string // the frame buffer, as xwd
	window string // its number
	cmd    *exec.Cmd
	errors bytes.Buffer
	ended  chan error
}

func TestWindow(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP: %s is not installed", tool)
		}
	}
	s := open(t)
	first := s.settled("the first picture")
	if n := colours(first, room); n < 20 {
		t.Fatalf("the room shows %d colours; it is empty", n)
	}

	s.do("mousemove", "645", "49", "click", "1") // the hint of the first start
	hinted := first
	first = s.settled("the hint closed")
	if n := difference(hinted, first, image.Rect(600, 36, 980, 62)); n < 500 {
		t.Errorf("closing the hint changed %d pixels beside the rooms", n)
	}

	s.do("mousemove", "1058", "178", "mousedown", "1")
	for _, x := range []string{"1066", "1074", "1082", "1090", "1098"} {
		s.do("mousemove", x, "178")
	}
	s.do("mouseup", "1")
	dragged := s.settled("a dragged slider")
	s.changed(first, dragged, "a dragged slider")

	s.do("key", "ctrl+z")
	undone := s.settled("undo")
	if a, b := difference(first, undone, room), difference(first, dragged, room); a*10 > b {
		t.Errorf("undo leaves %d pixels of %d changed", a, b)
	}

	s.do("key", "ctrl+f")
	s.do("type", "--delay", "40", "headcount")
	s.do("key", "Tab", "Tab", "Tab", "Tab") // slider and field of the headcount now, slider and field of the headcount
	s.do("type", "--delay", "40", "38")
	s.do("key", "Return")
	typed := s.settled("a typed headcount")
	s.changed(undone, typed, "a typed headcount")

	s.do("key", "Escape", "ctrl+z")
	s.do("key", "ctrl+t")
	table := s.settled("the table")
	s.changed(typed, table, "the table")
	s.do("key", "ctrl+t")
	s.settled("the pictures again")

	s.do("key", "ctrl+q")
	s.gone()
}

// The way of a planner: drag a lever, see the sentence change, set a target, keep
// the plan, copy the answer; once with the mouse, then by keyboard alone.
func TestStory(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP: %s is not installed", tool)
		}
	}
	s := open(t)
	first := s.settled("story")

	s.do("mousemove", "1058", "178", "mousedown", "1")
	for _, x := range []string{"1066", "1080", "1098"} {
		s.do("mousemove", x, "178")
	}
	s.do("mouseup", "1")
	dragged := s.settled("story dragged")
	if n := difference(first, dragged, sentence); n < 50 {
		t.Errorf("the dragged lever changed %d pixels of the sentence", n)
	}
	line := s.targetLine(dragged)
	s.do("mousemove", "430", fmt.Sprint(line), "mousedown", "1")
	s.do("mousemove", "432", fmt.Sprint(line-10))
	s.do("mousemove", "432", fmt.Sprint(line-20))
	s.do("mouseup", "1")
	aimed := s.settled("story target by mouse")
	if n := difference(dragged, aimed, sentence); n < 20 {
		t.Errorf("the dragged target changed %d pixels of the sentence", n)
	}
	s.click(400, s.besideTarget(aimed))
	opened := s.settled("story week")
	if n := difference(aimed, opened, chart3); n < 300 {
		t.Errorf("the clicked week changed %d pixels of its picture", n)
	}
	s.do("key", "Escape")
	closed := s.settled("story week closed")
	if a, b := difference(aimed, closed, chart3), difference(aimed, opened, chart3); a*3 > b {
		t.Errorf("Escape leaves %d of %d pixels", a, b)
	}

	s.do("key", "Down", "Down", "Down", "Down") // the picture has the keys since the click
	moved := s.settled("story target by keys")
	if n := difference(closed, moved, chart3); n < 50 {
		t.Errorf("four keys moved %d pixels of the picture", n)
	}
	s.do("key", "Home", "Right", "Right", "Return")
	s.do("key", "Escape", "Delete")
	removed := s.settled("story target removed")
	s.changed(moved, removed, "a removed target")
	s.do("key", "ctrl+z", "ctrl+k")
	kept := s.settled("story kept")
	if n := difference(removed, kept, plansSide); n < 200 {
		t.Errorf("keeping changed %d pixels of the list of plans", n)
	}
	s.do("key", "ctrl+shift+c")
	copied := s.settled("story copied")
	if n := difference(kept, copied, foot); n < 100 {
		t.Errorf("copying changed %d pixels of the explain line", n)
	}
	s.do("key", "ctrl+q")
	s.settled("story quit")
	s.do("key", "Return") // quit without saving the kept plan
	s.gone()
}

// Parts of the window.
var (
	sentence  = image.Rect(228, 40, 820, 145)
	chart3    = image.Rect(226, 436, 594, 626)
	plansSide = image.Rect(14, 40, 212, 420)
	foot      = image.Rect(14, 754, 950, 790)
)

// targetLine is the height of the dashed target in the third picture, service level:
// the row of its data area with the most dark pixels.
func (s *screen) targetLine(img *image.RGBA) (row int) {
	most := 0
	for y := 490; y < 582; y++ {
		n := 0
		for x := 380; x < 500; x++ {
			if c := img.RGBAAt(x, y); c.R < 110 && c.G < 110 && c.B < 115 {
				n++
			}
		}
		if n > most {
			most, row = n, y
		}
	}
	if most < 50 {
		s.t.Fatalf("no target line; the darkest row has %d dark pixels", most)
	}
	return row
}

// besideTarget is a height in the third picture's data area that is clear of the target,
// wherever the axis has put it.
func (s *screen) besideTarget(img *image.RGBA) int {
	if s.targetLine(img) < 535 {
		return 560
	}
	return 510
}

// room is the part of the window that answers; bottom and sides are left out.
var room = image.Rect(230, 60, 960, 600)

// open builds the program and starts it on a fresh screen, as a new user.
func open(t *testing.T) *screen {
	dir := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "lojal"), ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	s := &screen{t: t, dir: dir, file: filepath.Join(dir, "Xvfb_screen0"), ended: make(chan error, 1)}
	s.env = append(os.Environ(), "DISPLAY="+s.xvfb(dir), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "TMPDIR="+dir,
		"LANG=en_GB.UTF-8", "LC_ALL=en_GB.UTF-8", "FYNE_SCALE=1", "FYNE_THEME=light")
	s.start(plans(t, dir)...)
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	return s
}

// start starts the program and waits for its window.
func (s *screen) start(args ...string) {
	s.cmd = exec.Command(filepath.Join(s.dir, "lojal"), append([]string{"--lang", "en"}, args...)...)
	s.cmd.Env = s.env
	s.cmd.Stderr = &s.errors
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() { s.ended <- s.cmd.Wait() }()
	s.find()
}

// plans are two shipped scenarios, made short so that a run ends soon.
func plans(t *testing.T, dir string) (files []string) {
	for _, name := range []string{"baseline", "more-training"} {
		file := filepath.Join(dir, name+".toml")
		text := fmt.Sprintf("format = 1\nname = %q\nextends = \"library:%s\"\n[run]\nweeks = 26\nreplications = 120\n", name, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// screens counts those that this process has started.
var screens int

// xvfb starts a screen whose picture is a file, and returns its display. Its number is
// of this process, since screens of the lowest free number take each other's sockets
// along when they end.
func (s *screen) xvfb(dir string) string {
	r, w, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Close()
	screens++
	display := fmt.Sprint(":", 100+(os.Getpid()+screens)%10_000)
	x := exec.Command("Xvfb", display, "-displayfd", "3", "-nolisten", "tcp", "-fbdir", dir,
		"-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight))
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		s.t.Fatal(err)
	}
	w.Close()
	s.t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	if _, err := bufio.NewReader(r).ReadString('\n'); err != nil { // it says when it is ready
		s.t.Fatal("Xvfb did not start: ", err)
	}
	return display
}

// find waits for the window, fills the screen with it and gives it the keys.
func (s *screen) find() {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(300 * time.Millisecond) {
		s.alive()
		out, err := s.xdotool("search", "--onlyvisible", "--name", "Lojal")
		if id := strings.Fields(string(out)); err == nil && len(id) > 0 {
			s.window = id[0]
			s.do("windowmove", s.window, "0", "0", "windowsize", s.window, fmt.Sprint(screenWidth), fmt.Sprint(screenHeight))
			return
		}
	}
	s.t.Fatalf("no window; the program says:\n%s", s.errors.String())
}

func (s *screen) xdotool(args ...string) ([]byte, error) {
	c := exec.Command("xdotool", args...)
	c.Env = s.env
	return c.Output()
}

// do acts as a person at the window would; without a window manager the keys
// must be pointed at it.
func (s *screen) do(args ...string) {
	s.t.Helper()
	if args[0] == "key" || args[0] == "type" {
		if _, err := s.xdotool("windowfocus", "--sync", s.window); err != nil {
			s.t.Fatalf("the window takes no focus: %v", err)
		}
	}
	if _, err := s.xdotool(args...); err != nil {
		s.t.Fatalf("xdotool %v: %v", args, err)
	}
	time.Sleep(300 * time.Millisecond)
}

// alive fails where the program has ended or complained.
func (s *screen) alive() {
	s.t.Helper()
	select {
	case err := <-s.ended:
		s.t.Fatalf("the program ended: %v\n%s", err, s.errors.String())
	default:
	}
}

// settled waits until the picture stands still, and returns it.
func (s *screen) settled(what string) *image.RGBA {
	s.t.Helper()
	still, last := 0, s.shot()
	for start := time.Now(); time.Since(start) < patience; {
		time.Sleep(400 * time.Millisecond)
		s.alive()
		next := s.shot()
		if still++; difference(last, next, next.Bounds()) > 40 { // a cursor may blink
			still = 0
		}
		if last = next; still == 4 {
			s.keep(what, last)
			return last
		}
	}
	s.t.Fatalf("%s: the picture never stands still", what)
	return nil
}

// keep writes a picture into the folder that SHOTS names, for a person to see.
func (s *screen) keep(what string, img image.Image) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, strings.ReplaceAll(what, " ", "-")+".png"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) changed(before, after *image.RGBA, what string) {
	s.t.Helper()
	if n := difference(before, after, room); n < 500 {
		s.t.Errorf("%s changed %d pixels of the room", what, n)
	}
}

// gone waits for the end of the program and looks at what it said.
func (s *screen) gone() {
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		s.t.Error("the program does not quit")
	}
	if said := s.errors.String(); strings.Contains(said, "Error in Fyne call thread") || strings.Contains(said, "panic") {
		s.t.Errorf("the program says:\n%s", said)
	}
}

// shot reads the frame buffer, an X window dump: a header of big-endian words
// (its own length at 0, line length at 12, colours at 19), then lines of BGRX.
func (s *screen) shot() *image.RGBA {
	s.t.Helper()
	data, err := os.ReadFile(s.file)
	if err != nil || len(data) < 100 {
		s.t.Fatal("no frame buffer: ", err)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	pixels, stride := data[word(0)+12*word(19):], word(12)
	img := image.NewRGBA(image.Rect(0, 0, screenWidth, screenHeight))
	for y := range screenHeight {
		for x := range screenWidth {
			p := pixels[y*stride+4*x:]
			img.SetRGBA(x, y, color.RGBA{R: p[2], G: p[1], B: p[0], A: 255})
		}
	}
	return img
}

// difference counts the pixels that differ inside a rectangle.
func difference(a, b *image.RGBA, r image.Rectangle) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.RGBAAt(x, y) != b.RGBAAt(x, y) {
				n++
			}
		}
	}
	return n
}

// colours counts the colours inside a rectangle.
func colours(img *image.RGBA, r image.Rectangle) int {
	seen := map[color.RGBA]bool{}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			seen[img.RGBAAt(x, y)] = true
		}
	}
	return len(seen)
}

// A program that is killed while somebody types has, at the next start, all that
// was typed, and the next start after that too.
func TestWindowKill(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP: %s is not installed", tool)
		}
	}
	s := open(t)
	dir := filepath.Join(s.dir, "fyne", "no.lojal.Lojal")
	for i, heads := range []string{"38", "41", "44"} {
		s.settled("before an edit")
		s.do("key", "ctrl+f")
		s.do("type", "--delay", "40", "headcount")
		s.do("key", "Tab", "Tab", "Tab", "Tab")
		s.do("type", "--delay", "40", heads)
		s.do("key", "Return")
		time.Sleep(workspace.Bound)
		s.do("key", "ctrl+n") // killed in the middle of more
		_ = s.cmd.Process.Kill()
		<-s.ended
		session, found, err := workspace.Open(dir, "", nil)
		if err != nil || found.Memory == nil || len(found.Damaged)+len(found.Aside) > 0 {
			t.Fatalf("found %+v, %v", found, err)
		}
		now := found.Memory.Steps[found.Memory.At].State
		got := false
		for _, p := range now.Plans {
			got = got || p.Scenario.Text("decisions.staffing.headcount") == heads
		}
		if !got || len(found.Memory.Steps) < i+2 {
			t.Errorf("no plan has %s; %d plans, %d steps", heads, len(now.Plans), len(found.Memory.Steps))
		}
		if err := session.Close(state.Changes{}); err != nil {
			t.Fatal(err)
		}
		s.start()
	}
	s.settled("recovered")
	s.do("key", "ctrl+z")
	s.settled("undo after a recovery")
	s.do("key", "ctrl+q")
	s.settled("the question")
	s.do("key", "Return")
	s.gone()
}

// A program that the system ends keeps what there is and says nothing: the toolkit
// used to write preferences that nobody uses, and to read them half written.
func TestWindowTerminated(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP: %s is not installed", tool)
		}
	}
	s := open(t)
	s.settled("before it is ended")
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.gone()
	if said := s.errors.String(); strings.Contains(said, "error") {
		t.Errorf("the program says:\n%s", said)
	}
	dir := filepath.Join(s.dir, "fyne", "no.lojal.Lojal")
	if _, err := os.Stat(filepath.Join(dir, "preferences.json")); !os.IsNotExist(err) {
		t.Errorf("preferences of the toolkit: %v", err)
	}
	session, found, err := workspace.Open(dir, "", nil)
	if err != nil || found.Memory == nil || len(found.Damaged)+len(found.Aside) > 0 {
		t.Fatalf("found %+v, %v", found, err)
	}
	if n := len(found.Memory.Steps[found.Memory.At].State.Plans); n != 2 {
		t.Errorf("%d plans are left", n)
	}
	if err := session.Close(state.Changes{}); err != nil {
		t.Fatal(err)
	}
}
