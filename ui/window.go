package ui

import (
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/answer"
	"lojal/ui/assumptions"
	"lojal/ui/chart"
	"lojal/ui/desk"
	"lojal/ui/job"
	"lojal/ui/ledger"
	"lojal/ui/lever"
	"lojal/ui/locale"
	"lojal/ui/plans"
	"lojal/ui/state"
	"lojal/ui/text"
	look "lojal/ui/theme"
	"lojal/ui/widgets"
	"lojal/ui/workspace"
)

// Desktop is the window with everything in it.
type Desktop struct {
	app    fyne.App
	window fyne.Window
	prefs  prefs
	look   *look.Theme
	store  *state.Store
	jobs   *job.Manager
	asked  string       // the runs asked for last
	asking []state.Side // and whose they are

	dir      string // of the program's own files
	home     string // folder of the workspace; "" for plans of no folder
	session  *workspace.Session
	unbegun  *workspace.Session // could not be begun at tried
	tried    time.Time
	watch    *workspace.Watch
	ledger   *ledger.Ledger
	later    sync.WaitGroup             // what is written to the ledger
	booked   chan struct{}              // closed when the last of it is
	clashes  map[int]*scenario.Scenario // files that wait for an answer, by plan
	forAll   bool                       // the next answer is for all of them
	binned   map[int]binned             // plans whose files are in the bin
	entering bool                       // a workspace is being filled
	post     func(func())               // to the goroutine of the interface
	letters  *letters                   // that post writes; nil in tests
	exit     func()                     // ends the program; nil: the window closes

	focused map[string]int // sides by the key of their runs, those asked for first

	desk    *desk.Desk
	status  *status
	notices *notices
	past    *past
	content *fyne.Container
	plans   *plans.Pane
	room    *answer.Room
	levers  *lever.Panes

	assumptions *assumptions.Room
	rooms       *rooms
	toTrash     *fyne.MenuItem
	toRemove    *fyne.MenuItem
	where       string // the room that is shown

	shown []kpi.ID // of the four fans
}

// New makes the window of an app, empty of plans, in a language ("" is what was
// chosen before, or the system's).
func New(a fyne.App, language string) *Desktop {
	l := &letters{}
	l.beforeFrames()
	d := newDesktop(a, language, stateFolder(a), l.post)
	d.letters = l
	return d
}

// newDesktop is New with the folder of the program's own files, and the way that
// reports of other goroutines come to that of the interface.
func newDesktop(a fyne.App, language, dir string, post func(func())) *Desktop {
	d := &Desktop{app: a, window: a.NewWindow("Lojal"), store: state.New(), focused: map[string]int{},
		dir: dir, prefs: prefs{workspace.OpenSettings(dir)}, clashes: map[int]*scenario.Scenario{}, binned: map[int]binned{}, post: post}
	d.store.Named = named
	d.notices = newNotices(d)
	if language == "" {
		language = d.prefs.language()
	}
	if language == "" {
		language = text.Detect()
	}
	d.shown = d.prefs.shown()
	d.look = look.New(d.prefs.theme(), d.prefs.scale())
	a.Settings().SetTheme(d.look)
	d.jobs = job.New(func(u job.Update) { post(func() { d.found(u) }) })
	d.desk = &desk.Desk{Window: d.window, Store: d.store, Post: post}
	d.desk.Style = d.style
	d.desk.Dark = d.dark
	d.desk.Explain = func(s string) { d.status.says(s) }
	d.desk.Retell = func(was, now string) bool { return d.status.retells(was, now) }
	d.desk.Do = desk.Commands{NewPlan: d.newPlan, Rename: d.rename, Story: d.story, Remove: d.remove, Open: d.openRef,
		SaveAs: d.saveAs, Trash: d.trash, Keep: d.keep, Export: d.exportChart, SavePicture: d.savePicture, CopyPicture: d.copyPicture, CopyText: d.copyText, Model: d.showModel, Fail: d.fail, Ask: d.askValue}
	d.speak(language)
	w, h := d.prefs.size()
	d.window.Resize(fyne.NewSize(w, h))
	d.window.SetMaster()
	d.window.SetCloseIntercept(d.quit)
	d.window.SetOnDropped(d.dropped)
	return d
}

// speak builds the content in a language. The state stays.
func (d *Desktop) speak(language string) {
	d.desk.Text = text.For(language)
	if err := locale.Apply(d.desk.Text.Lang()); err != nil {
		fyne.LogError("words of the toolkit", err)
	}
	d.build()
}

// build makes all views anew.
func (d *Desktop) build() {
	d.store.Forget()
	d.store.Observe(d.on)
	d.status = newStatus(d.desk, d.jobs.Stop)
	d.plans = plans.New(d.desk)
	d.room = answer.New(d.desk, d.shown, d.choose)
	d.levers = lever.New(d.desk)
	d.assumptions = assumptions.New(d.desk)
	d.rooms = newRooms(d, map[string]fyne.CanvasObject{"answer": d.room.View(), "assumptions": d.assumptions.View()})
	if d.where == "" {
		d.where = "answer"
	}
	d.goTo(d.where)
	d.window.SetMainMenu(d.menu())
	open := d.past != nil && d.past.root.Visible()
	d.past = newPast(d)
	if open {
		d.past.open()
	}
	d.content = container.New(&columns{}, container.NewStack(d.plans.View(), d.past.root), d.rooms.root, d.levers.View(),
		d.notices.root, d.status.root)
	d.notices.show()
	d.window.SetContent(d.content)
	d.title()
}

// choose remembers which figure a fan shows.
func (d *Desktop) choose(place int, id kpi.ID) {
	d.shown[place] = id
	d.prefs.setShown(d.shown)
}

// on runs what has changed, and keeps title and menu up to date.
func (d *Desktop) on(e state.Event) {
	if e&state.Edited != 0 {
		d.unbin()
		d.run(false)
		d.title()
		d.refreshMenu()
		d.follow()
	}
	if e&(state.Edited|state.Marked) != 0 {
		d.safeguard()
	}
}

func (d *Desktop) title() {
	now := d.store.Now()
	name := "Lojal"
	if p, ok := now.Plan(now.Selected); ok {
		name = d.desk.Called(p.Scenario) + " – Lojal"
		if d.home != "" {
			name = d.desk.Called(p.Scenario) + " – " + filepath.Base(d.home) + " – Lojal"
		}
		if d.store.Dirty(p) {
			name = "● " + name
		}
	}
	if d.window.Title() != name {
		d.window.SetTitle(name)
	}
}

func (d *Desktop) dark() bool { return d.look.Dark(d.app.Settings().ThemeVariant()) }

// style is how pictures look on the screen.
func (d *Desktop) style() chart.Style {
	return chart.Style{Text: d.desk.Text, Dark: d.dark(), Transparent: true, FontScale: float64(d.look.Scale)}
}

// columns lays the plans, the room and the levers side by side over a notice, if
// there is one, and the status line. The sides grow little with the window, the room takes the rest.
type columns struct{}

const gutter = 6

// MinSize does not ask the views: text wraps to many lines before it has its
// width, and the window would grow to hold them.
func (columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(960, 560) }

func (columns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	foot := widgets.Whole(o[4].MinSize().Height)
	height := size.Height - foot - 3*gutter
	if o[3].Visible() {
		notice := widgets.Whole(o[3].MinSize().Height)
		height -= notice + gutter
		o[3].Move(fyne.NewPos(gutter, height+2*gutter))
		o[3].Resize(fyne.NewSize(size.Width-2*gutter, notice))
	}
	left := widgets.Whole(max(195, min(300, size.Width*0.16)) * max(1, min(1.3, theme.TextSize()/13)))
	right := widgets.Whole(max(o[2].MinSize().Width, min(400, max(285, size.Width*0.225))))
	place := func(o fyne.CanvasObject, x, w float32) {
		o.Move(fyne.NewPos(x, gutter))
		o.Resize(fyne.NewSize(w, height))
	}
	place(o[0], gutter, left)
	place(o[1], left+2*gutter, size.Width-left-right-4*gutter)
	place(o[2], size.Width-right-gutter, right)
	o[4].Move(fyne.NewPos(gutter, size.Height-foot-gutter))
	o[4].Resize(fyne.NewSize(size.Width-2*gutter, foot))
}
