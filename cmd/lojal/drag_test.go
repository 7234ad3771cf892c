//go:build window && linux

package main

import (
	"bufio"
	"flag"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"lojal/ui"
	"lojal/ui/widgets"
)

// xserver is the process that shows the window.
var xserver int

// TestMain runs the window on the main thread while a benchmark drives it.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.bench"); f == nil || f.Value.String() == "" {
		os.Exit(m.Run())
	}
	runtime.LockOSThread()
	dir, err := os.MkdirTemp("", "drag")
	if err != nil {
		panic(err)
	}
	r, w, _ := os.Pipe()
	x := exec.Command("Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight))
	x.ExtraFiles = []*os.File{w}
	x.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := x.Start(); err != nil {
		fmt.Println("SKIP: no Xvfb:", err)
		return
	}
	w.Close()
	line, _ := bufio.NewReader(r).ReadString('\n')
	for name, v := range map[string]string{"DISPLAY": ":" + strings.TrimSpace(line), "HOME": dir, "XDG_CONFIG_HOME": dir,
		"LANG": "en_GB.UTF-8", "FYNE_SCALE": "1", "FYNE_THEME": "light"} {
		os.Setenv(name, v)
	}
	paceCollector() // as the program does
	xserver = x.Process.Pid
	a := app.NewWithID("no.lojal.Lojal.drag")
	file := filepath.Join(dir, "baseline.toml")
	_ = os.WriteFile(file, []byte("format = 1\nname = \"Drag\"\nextends = \"library:baseline\"\n"), 0o644)
	code := 0
	go func() {
		code = m.Run()
		fyne.Do(a.Quit)
	}()
	ui.Run(a, ui.Options{Lang: "en", Files: []string{file}, Watch: stopwatch.note})
	_ = x.Process.Kill()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// mouse is the pointer of the screen, as a person moves it.
type mouse struct {
	b    *testing.B
	pipe io.WriteCloser
}

func newMouse(b *testing.B) *mouse {
	c := exec.Command("xdotool", "-")
	pipe, err := c.StdinPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		b.Skip("SKIP: xdotool: ", err)
	}
	b.Cleanup(func() { pipe.Close(); _ = c.Wait() })
	return &mouse{b, pipe}
}

func (m *mouse) do(format string, args ...any) time.Time {
	now := time.Now()
	fmt.Fprintf(m.pipe, format+"\n", args...)
	return now
}

// lever is what the benchmark moves: to a value, one of many, told apart by what
// the widgets show.
type lever struct {
	name   string
	values []float64        // that it goes through
	apart  float64          // more than a dot of the screen, and less than from one value to the next
	now    func() float64   // what it stands at; on the goroutine of the interface
	move   func(to float64) // sends the move
	begin  func()
	end    func()
}

// sliderOf is the lever of a name on the screen; nil where there is none.
func sliderOf(name string) (found *widgets.Slider) {
	fyne.DoAndWait(func() {
		named := false
		visit(func(o fyne.CanvasObject) {
			switch o := o.(type) {
			case *widgets.Text:
				named = named || o.Text == name
			case *widgets.Slider:
				if named && found == nil {
					found = o
				}
			}
		})
	})
	return found
}

// fieldOf is the text field of a lever that has no slider.
func fieldOf(name string) (found *widgets.Field) {
	fyne.DoAndWait(func() {
		named := false
		visit(func(o fyne.CanvasObject) {
			switch o := o.(type) {
			case *widgets.Text:
				named = named || o.Text == name
			case *widgets.Field:
				if named && found == nil {
					found = o
				}
			}
		})
	})
	return found
}

// visit calls f for every visible object of the window, from the top left.
func visit(f func(fyne.CanvasObject)) {
	windows := fyne.CurrentApp().Driver().AllWindows()
	if len(windows) == 0 {
		return
	}
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		f(o)
		switch o := o.(type) {
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case *container.Scroll:
			walk(o.Content)
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(windows[0].Content())
}

// moves is how many values a lever goes through, and pace the time between them.
const (
	moves = 60
	pace  = 50 * time.Millisecond
)

// dragged is a lever that the mouse drags: from where it stands to its end and back,
// each time to the next dot of the screen at which it has another value, or farther
// where there are more dots than moves.
func dragged(m *mouse, name string) *lever {
	s := sliderOf(name)
	if s == nil {
		return nil
	}
	var dots []int
	var values []float64
	y, at := 0, 0
	l := &lever{name: name, now: func() float64 { return s.Value }}
	fyne.DoAndWait(func() {
		from, width := fyne.CurrentApp().Driver().AbsolutePositionForObject(s), s.Size().Width
		y = int(from.Y + s.Size().Height/2)
		// The handle's centre stays a little inside of the ends; see widget.Slider.
		inset := (theme.IconInlineSize()-4)/2 + theme.InnerPadding() - 1.5
		probe := widget.NewSlider(s.Min, s.Max)
		probe.Step = s.Step
		for dot := int(from.X + inset); dot <= int(from.X+width-inset); dot++ {
			share := float64(float32(dot)-from.X-inset) / float64(width-2*inset)
			probe.SetValue(s.Min + min(max(share, 0), 1)*(s.Max-s.Min))
			if n := len(values); n == 0 || values[n-1] != probe.Value {
				dots, values = append(dots, dot), append(values, probe.Value)
			}
			if probe.Value <= s.Value {
				at = len(values) - 1
			}
		}
	})
	dot := map[float64]int{}
	for i, v := range values {
		dot[v] = dots[i]
	}
	by := max(1, (len(values)+moves-1)/moves)
	l.apart = s.Step / 2
	start := dots[at]
	for range moves {
		if at+by < 0 || at+by >= len(values) {
			by = -by
		}
		at += by
		l.values = append(l.values, values[at])
	}
	l.move = func(v float64) { m.do("mousemove %d %d", dot[v], y) }
	l.begin = func() {
		m.do("mousemove %d %d", start, y)
		m.do("mousedown 1")
	}
	l.end = func() { m.do("mouseup 1") }
	return l
}

// typed is a lever without a slider, whose value is committed in its field again
// and again.
func typed(name, format string, first, step float64) *lever {
	f := fieldOf(name)
	if f == nil {
		return nil
	}
	at := first
	l := &lever{name: name, apart: step / 2, now: func() float64 { return at }, begin: func() {}, end: func() {}}
	for i := range moves {
		l.values = append(l.values, first+float64(i+1)*step)
	}
	l.move = func(v float64) {
		fyne.Do(func() {
			at = v
			_ = f.OnCommit(fmt.Sprintf(format, v))
		})
	}
	return l
}

// BenchmarkDrag moves three levers at a person's pace and prints how long a move
// takes to new pictures in the real window on a screen of its own: from the moment
// that the pointer is moved to the last of the four pictures painted. A move that is
// passed over because the next one came before its run counts until the first
// pictures of a later one: from the oldest move without an answer. Moves to a value
// that was shown before, of which the results are still known, are left out. Beside
// these are the processor time of the interface's thread for a move, which holds on
// a busy machine too and where the graphics are drawn in hardware less the painting,
// that of the whole program, and the longest time that the interface did not look at
// mouse and keys. Run it by hand, with nothing else running:
//
//	go test -tags window,migrated_fynedo -run xxx -bench Drag -benchtime 1x ./cmd/lojal
//
// [BenchmarkPaint] tells how much of that is the painting of the window alone.
func BenchmarkDrag(b *testing.B) {
	m := newMouse(b)
	ready(b)
	for _, c := range []struct {
		name string
		find func() *lever
	}{
		{"Headcount", func() *lever { return dragged(m, "Headcount") }},
		{"Handle time", func() *lever { return dragged(m, "Handle time · phone") }},
		{"Patience", func() *lever {
			return typed("Patience · phone", `{ kind = "hyperexponential", p = 0.25, mean_1 = "%vs", mean_2 = "780s" }`, 100, 1)
		}},
	} {
		b.Run(strings.ReplaceAll(c.name, " ", "_"), func(b *testing.B) {
			search(c.name)
			l := c.find()
			if l == nil {
				b.Fatalf("no lever %q", c.name)
			}
			for range b.N {
				drag(b, l)
			}
		})
	}
}

func ready(b *testing.B) {
	for end := time.Now().Add(patience); sliderOf("Headcount") == nil; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			b.Fatal("the window does not get ready")
		}
	}
	time.Sleep(5 * time.Second)
}

// search makes a lever visible by the search of the panes.
func search(name string) {
	fyne.DoAndWait(func() {
		window := fyne.CurrentApp().Driver().AllWindows()[0]
		for _, item := range window.MainMenu().Items {
			for _, i := range item.Items {
				if i.Label == "Find a lever" {
					i.Action()
				}
			}
		}
		if f, ok := window.Canvas().Focused().(interface{ SetText(string) }); ok {
			f.SetText(strings.ToLower(name))
		}
	})
	time.Sleep(time.Second)
}

func drag(b *testing.B, l *lever) {
	stopwatch.reset(l)
	blocks, before, all := pings(), used(), usedBy(os.Getpid())
	l.begin()
	var sent []sending
	for _, v := range l.values {
		time.Sleep(pace)
		sent = append(sent, sending{v, time.Now()})
		l.move(v)
	}
	thread, process := (used()-before)/moves, (usedBy(os.Getpid())-all)/moves
	time.Sleep(2 * time.Second)
	worst := blocks()
	l.end()
	time.Sleep(300 * time.Millisecond)
	r := stopwatch.report(sent)
	if len(r.all) == 0 || r.lost > 0 {
		b.Errorf("%d moves without pictures: %v", r.lost, r)
		return
	}
	b.ReportMetric(ms(r.all, 0.5), "ms-median")
	b.ReportMetric(ms(r.all, 0.95), "ms-p95")
	b.ReportMetric(ms(r.all, 1), "ms-max")
	b.ReportMetric(float64(worst.Microseconds())/1000, "ms-block")
	b.ReportMetric(float64(thread.Microseconds())/1000, "ms-interface/move")
	b.ReportMetric(float64(process.Microseconds())/1000, "ms-process/move")
	b.Logf("%v; longest block %v, interface %v of a processor a move", r, worst.Round(time.Millisecond), thread.Round(100*time.Microsecond))
}

// BenchmarkPaint paints the window as often as it can for two seconds, though
// nothing has changed: what a frame costs, of which a graphics card takes over the
// most.
func BenchmarkPaint(b *testing.B) {
	ready(b)
	frames := 0
	probe := canvas.NewRaster(func(w, h int) image.Image {
		frames++
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	})
	probe.Resize(fyne.NewSize(1, 1))
	window := fyne.CurrentApp().Driver().AllWindows()[0]
	fyne.DoAndWait(func() { window.Canvas().Overlays().Add(probe) })
	for range b.N {
		frames = 0
		thread, all, screen, start := used(), usedBy(os.Getpid()), usedBy(xserver), time.Now()
		for time.Since(start) < 2*time.Second {
			fyne.DoAndWait(func() { canvas.Refresh(probe) })
			time.Sleep(time.Millisecond)
		}
		wall := time.Since(start)
		thread, all, screen = used()-thread, usedBy(os.Getpid())-all, usedBy(xserver)-screen
		each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(frames) }
		b.ReportMetric(each(wall), "ms/frame")
		b.ReportMetric(each(thread), "ms-interface/frame")
		b.ReportMetric(each(all), "ms-process/frame")
		b.ReportMetric(each(screen), "ms-screen/frame")
	}
	fyne.DoAndWait(func() { window.Canvas().Overlays().Remove(probe) })
}

// usedBy is the processor time of a process so far, to a hundredth of a second.
func usedBy(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// used is the processor time of the interface's thread so far.
func used() (d time.Duration) {
	fyne.DoAndWait(func() {
		var r syscall.Rusage
		const thread = 1 // RUSAGE_THREAD
		if syscall.Getrusage(thread, &r) == nil {
			d = time.Duration(r.Utime.Nano() + r.Stime.Nano())
		}
	})
	return d
}

// pings notes when the interface reads what mouse and keys do, which it does before
// each frame; the function that it returns ends that and tells the longest time between.
func pings() func() time.Duration {
	last, longest := time.Now(), time.Duration(0)
	a := fyne.NewAnimation(time.Hour, func(float32) {
		now := time.Now()
		last, longest = now, max(longest, now.Sub(last))
	})
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Start()
	return func() (worst time.Duration) {
		fyne.DoAndWait(func() { a.Stop(); worst = longest })
		return worst
	}
}
