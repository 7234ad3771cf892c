package ui

import (
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// later is an app whose toolkit does what is to be done on the interface only when asked.
type later struct {
	fyne.App
	driver slow
}

type slow struct {
	fyne.Driver
	mu    sync.Mutex
	queue []func()
	tick  func(float32)
}

func (a *later) Driver() fyne.Driver { return &a.driver }

func (d *slow) StartAnimation(a *fyne.Animation) { d.tick = a.Tick }
func (d *slow) DoFromGoroutine(f func(), _ bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.queue = append(d.queue, f)
}

// turn does what is queued.
func (d *slow) turn() {
	d.mu.Lock()
	queue := d.queue
	d.queue = nil
	d.mu.Unlock()
	for _, f := range queue {
		f()
	}
}

// posted are letters of an app that reads them later.
func posted(t *testing.T) (*later, *letters) {
	plain := test.NewTempApp(t)
	a := &later{App: plain}
	a.driver.Driver = plain.Driver()
	fyne.SetCurrentApp(a)
	t.Cleanup(func() { fyne.SetCurrentApp(plain) })
	l := &letters{}
	l.beforeFrames()
	return a, l
}

// Each letter is read once and in order, before a frame or when the toolkit gets
// round to it.
func TestLettersAreReadOnceInOrder(t *testing.T) {
	a, l := posted(t)
	var read []int
	post := func(i int) { l.post(func() { read = append(read, i) }) }
	post(1)
	post(2)
	if read != nil {
		t.Fatal("read by the goroutine that posted")
	}
	a.driver.tick(0)
	if !slices.Equal(read, []int{1, 2}) {
		t.Fatalf("before the frame %v was read", read)
	}
	l.post(func() { post(4); read = append(read, 3) })
	for range 2 {
		a.driver.turn()
	}
	if want := []int{1, 2, 3, 4}; !slices.Equal(read, want) {
		t.Errorf("%v was read, want %v", read, want)
	}
	var wait sync.WaitGroup
	for range 50 {
		wait.Add(1)
		go func() { defer wait.Done(); post(5) }()
	}
	wait.Wait()
	if n := len(a.driver.queue); n != 1 {
		t.Errorf("the toolkit was called %d times", n)
	}
	a.driver.tick(0)
	a.driver.turn()
	if len(read) != 54 {
		t.Errorf("%d letters were read, want 54", len(read))
	}
}

// After the end nothing is read any more, and the toolkit is not called, whoever posts
// while it comes.
func TestNoLettersAfterTheEnd(t *testing.T) {
	a, l := posted(t)
	read := 0
	var wait sync.WaitGroup
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for range 1000 {
				l.post(func() { read++ })
			}
		}()
	}
	l.end()
	called := len(a.driver.queue) // by those before it
	wait.Wait()
	l.post(func() { read++ })
	if n := len(a.driver.queue); n != called {
		t.Errorf("the toolkit was called %d times after the end", n-called)
	}
	a.driver.turn()
	a.driver.tick(0)
	if read != 0 {
		t.Errorf("%d letters were read after the end", read)
	}
}
