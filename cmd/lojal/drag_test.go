//go:build window && linux

// How long a dragged lever takes to new pictures, in the real window on a screen
// of its own: from the pointer's move to the last of the four pictures painted, and
// the processor time that the interface's thread takes for a move, which holds on a
// busy machine too. Run it by hand, best with nothing else running:
//
//	go test -tags window,migrated_fynedo -run xxx -bench Drag -benchtime 1x ./cmd/lojal
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"lojal/sim"
	"lojal/sim/kpi"
	"lojal/ui"
	"lojal/ui/desk"
	"lojal/ui/widgets"
)

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

// watch collects what redraws go through.
type watch struct {
	mu    sync.Mutex
	asked []moment
	keys  map[*sim.Results]string
	found map[string]time.Time            // first results of a run
	shown map[string]map[kpi.ID]time.Time // their pictures
}

type moment struct {
	key string
	at  time.Time
}

var stopwatch = &watch{}

func (w *watch) note(m desk.Moment) {
	now := time.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.keys == nil {
		return
	}
	switch m.What {
	case desk.Asked:
		w.asked = append(w.asked, moment{m.Key, now})
	case desk.Found:
		w.keys[m.Results] = m.Key
		if w.found[m.Key].IsZero() {
			w.found[m.Key] = now
		}
	case desk.Shown:
		if key, ok := w.keys[m.Results]; ok {
			if w.shown[key] == nil {
				w.shown[key] = map[kpi.ID]time.Time{}
			}
			if w.shown[key][m.Place].IsZero() {
				w.shown[key][m.Place] = now
			}
		}
	}
}

func (w *watch) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked, w.keys = nil, map[*sim.Results]string{}
	w.found, w.shown = map[string]time.Time{}, map[string]map[kpi.ID]time.Time{}
}

// pictures is how many fans the room has.
const pictures = 4

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

// slider finds the lever of a name on the screen: the places of its ends.
func slider(name string) (from, to fyne.Position, ok bool) {
	fyne.DoAndWait(func() {
		windows := fyne.CurrentApp().Driver().AllWindows()
		if len(windows) == 0 {
			return
		}
		named := false
		var walk func(o fyne.CanvasObject)
		walk = func(o fyne.CanvasObject) {
			if o == nil || !o.Visible() || ok {
				return
			}
			switch o := o.(type) {
			case *widgets.Text:
				named = named || o.Text == name
			case *widgets.Slider:
				if named {
					at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
					// The handle's centre stays a little inside of the ends.
					inset := theme.IconInlineSize()/2 + theme.InnerPadding() - 1.5
					share := float32((o.Value - o.Min) / (o.Max - o.Min))
					y := at.Y + o.Size().Height/2
					from = fyne.NewPos(at.X+inset+share*(o.Size().Width-2*inset), y)
					to = fyne.NewPos(at.X+o.Size().Width-inset, y)
					ok = true
				}
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
	})
	return from, to, ok
}

// BenchmarkDrag drags three levers at a person's pace and prints the redraw times.
func BenchmarkDrag(b *testing.B) {
	m := newMouse(b)
	wait(b, func() bool { _, _, ok := slider("Headcount"); return ok })
	time.Sleep(5 * time.Second)
	for _, lever := range []string{"Handle time · phone", "Patience · phone", "Headcount"} {
		b.Run(strings.ReplaceAll(lever, " ", "_"), func(b *testing.B) {
			find(b, m, lever)
			for range b.N {
				b.Log(drag(b, m, lever))
			}
		})
	}
}

// find makes a lever visible by the search of the panes.
func find(b *testing.B, m *mouse, lever string) {
	name, _, _ := strings.Cut(lever, " ·")
	fyne.DoAndWait(func() {
		search := fyne.CurrentApp().Driver().AllWindows()[0]
		for _, item := range search.MainMenu().Items {
			for _, i := range item.Items {
				if i.Label == "Find a lever" {
					i.Action()
				}
			}
		}
		if f, ok := search.Canvas().Focused().(interface{ SetText(string) }); ok {
			f.SetText(strings.ToLower(name))
		}
	})
	time.Sleep(time.Second)
	if _, _, ok := slider(lever); !ok {
		b.Skipf("SKIP: %q has no slider", lever)
	}
}

const (
	moves = 60
	pace  = 50 * time.Millisecond
)

func drag(b *testing.B, m *mouse, lever string) string {
	from, to, _ := slider(lever)
	if to.X-from.X < 20 {
		to.X = from.X - 60
	}
	stopwatch.reset()
	blocks, before := pings(), used()
	m.do("mousemove %d %d", int(from.X), int(from.Y))
	m.do("mousedown 1")
	var sent []time.Time
	for i := 1; i <= moves; i++ {
		time.Sleep(pace)
		x := from.X + (to.X-from.X)*float32(min(i%40, 40-i%40))/20*0.9
		sent = append(sent, m.do("mousemove %d %d", int(x), int(from.Y)))
	}
	time.Sleep(2 * time.Second)
	worst, thread := blocks(), (used()-before)/moves
	m.do("mouseup 1")
	time.Sleep(300 * time.Millisecond)
	b.ReportMetric(float64(thread.Microseconds())/1000, "ms-interface/move")
	return report(b, sent, worst) + fmt.Sprintf(", interface %v of a processor a move", thread.Round(100*time.Microsecond))
}

// report tells, for each move that changed the lever, the time until pictures of
// it or of a later move were on the screen.
func report(b *testing.B, sent []time.Time, worst time.Duration) string {
	stopwatch.mu.Lock()
	defer stopwatch.mu.Unlock()
	type picture struct {
		at  time.Time
		key string
		n   int // the edit that it shows
	}
	var shown []picture
	seen := map[string]bool{}
	for i := len(stopwatch.asked) - 1; i >= 0; i-- {
		key := stopwatch.asked[i].key
		if places := stopwatch.shown[key]; !seen[key] && len(places) == pictures {
			seen[key] = true
			last := time.Time{}
			for _, at := range places {
				if at.After(last) {
					last = at
				}
			}
			shown = append(shown, picture{last, key, i})
		}
	}
	var all, engine, drawing []time.Duration
	edit := 0
	for i, at := range sent {
		end := at.Add(time.Hour)
		if i+1 < len(sent) {
			end = sent[i+1]
		}
		for edit < len(stopwatch.asked) && stopwatch.asked[edit].at.Before(at) {
			edit++
		}
		if edit == len(stopwatch.asked) || stopwatch.asked[edit].at.After(end) {
			continue // the lever did not change
		}
		best := time.Time{}
		for _, p := range shown {
			if p.n >= edit && (best.IsZero() || p.at.Before(best)) && p.at.After(at) {
				best = p.at
			}
		}
		if !best.IsZero() {
			all = append(all, best.Sub(at))
		}
	}
	for _, p := range shown {
		found := stopwatch.found[p.key]
		engine = append(engine, found.Sub(stopwatch.asked[p.n].at))
		drawing = append(drawing, p.at.Sub(found))
	}
	if len(all) == 0 {
		return fmt.Sprintf("no picture of %d runs asked for; %d found, %d shown in part", len(stopwatch.asked), len(stopwatch.found), len(stopwatch.shown))
	}
	b.ReportMetric(ms(all, 0.5), "ms-median")
	b.ReportMetric(ms(all, 0.95), "ms-p95")
	b.ReportMetric(float64(worst.Microseconds())/1000, "ms-block")
	return fmt.Sprintf("%d moves, %d runs asked for, %d shown; move to picture: median %.0f ms, 95 %% %.0f ms; "+
		"asked to results: median %.0f, 95 %% %.0f; results to picture: median %.0f, 95 %% %.0f; longest block %v",
		len(sent), len(stopwatch.asked), len(shown), ms(all, 0.5), ms(all, 0.95), ms(engine, 0.5), ms(engine, 0.95),
		ms(drawing, 0.5), ms(drawing, 0.95), worst.Round(time.Millisecond))
}

// ms is a quantile in milliseconds.
func ms(d []time.Duration, q float64) float64 {
	d = slices.Clone(d)
	slices.Sort(d)
	return float64(d[int(q*float64(len(d)-1)+0.5)].Microseconds()) / 1000
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

// pings asks the interface for an answer all the time; the function that it
// returns ends that and tells the longest time that one took.
func pings() func() time.Duration {
	quit, worst := make(chan struct{}), make(chan time.Duration)
	go func() {
		longest := time.Duration(0)
		for {
			select {
			case <-quit:
				worst <- longest
				return
			case <-time.After(2 * time.Millisecond):
			}
			at, done := time.Now(), make(chan struct{})
			fyne.Do(func() { close(done) })
			<-done
			longest = max(longest, time.Since(at))
		}
	}()
	return func() time.Duration { close(quit); return <-worst }
}

func wait(b *testing.B, ready func() bool) {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if ready() {
			return
		}
	}
	b.Fatal("the window does not get ready")
}
