package ui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// letters are what other goroutines have to do on that of the interface, in the order
// in which they came. The toolkit draws lots between what waits for it and the next
// frame; where frames take long, results would wait for several of them. So letters are
// read before each frame as well, and what they change is painted in it.
type letters struct {
	mu      sync.Mutex
	waiting []func()
	called  bool // the toolkit will get round to them

	gate   sync.RWMutex // held while the toolkit is called
	closed bool
}

// post may be called by any goroutine. What comes after the end is thrown away.
func (l *letters) post(f func()) {
	l.gate.RLock()
	defer l.gate.RUnlock()
	if l.closed {
		return
	}
	l.mu.Lock()
	called := l.called
	l.waiting, l.called = append(l.waiting, f), true
	l.mu.Unlock()
	if !called {
		fyne.Do(l.answer)
	}
}

// answer is the toolkit getting round to them.
func (l *letters) answer() {
	l.mu.Lock()
	l.called = false
	l.mu.Unlock()
	l.read()
}

// end is the last of them, before the window closes: from then on the toolkit would do
// them on the goroutines that post, and cannot be called at all while it ends.
func (l *letters) end() {
	l.gate.Lock()
	defer l.gate.Unlock()
	l.closed = true
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = nil
}

// read does what waits by now.
func (l *letters) read() {
	l.mu.Lock()
	waiting := l.waiting
	l.waiting = nil
	l.mu.Unlock()
	for _, f := range waiting {
		f()
	}
}

// beforeFrames has them read before each frame: an animation that moves nothing.
func (l *letters) beforeFrames() {
	a := fyne.NewAnimation(time.Hour, func(float32) { l.read() })
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Start()
}
