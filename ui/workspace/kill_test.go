package workspace

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lojal/sim/scenario"
	"lojal/ui/state"
)

const counter = "costs.hire"

// TestMain lets the test binary be the program that is killed.
func TestMain(m *testing.M) {
	if folder := os.Getenv("LOJAL_EDIT_FOLDER"); folder != "" {
		editForEver(os.Getenv("LOJAL_STATE_FOLDER"), folder)
	}
	os.Exit(m.Run())
}

// editForEver edits and saves as the desktop does, and says each edit as soon as
// it is made: its number and the time.
func editForEver(dir, folder string) {
	must := func(err error) {
		if err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
	session, found, err := Open(dir, folder, func(err error) { must(err) })
	must(err)
	store := state.New()
	file := filepath.Join(folder, "a.toml")
	if found.Memory != nil {
		store.Remember(*found.Memory)
	} else {
		s, err := scenario.Open(file)
		must(err)
		store.Add(s, file)
		store.Start()
	}
	must(session.Begin(store.Changes(true)))
	store.Observe(func(state.Event) { session.Note(store.Changes(false)) })
	p, _ := store.Now().Plan(1)
	n, err := strconv.Atoi(p.Scenario.Text(counter))
	must(err)
	for {
		n++
		must(store.Set(1, counter, strconv.Itoa(n), n%3 == 0))
		fmt.Println("edit", n, time.Now().UnixNano())
		switch {
		case n%5 == 0:
			p, _ := store.Now().Plan(1)
			saved, err := p.Scenario.Save(file)
			must(err)
			store.SavedAs(1, saved, file)
		case n%17 == 0:
			id := store.Duplicate(1, fmt.Sprint("copy ", n))
			store.Remove(id)
		case n%7 == 0:
			store.Undo()
			store.Redo()
			store.Bookmark("last")
		}
		time.Sleep(8 * time.Millisecond)
	}
}

// A program that is killed at any moment, again and again, loses no edit that is
// older than Bound, and leaves the user's file whole. LOJAL_KILLS says how often.
func TestKill(t *testing.T) {
	kills, err := strconv.Atoi(os.Getenv("LOJAL_KILLS"))
	if err != nil {
		kills = 24
	}
	const side = 2 // programs at a time, each with its own folders
	var wg sync.WaitGroup
	for range side {
		v := &victim{t: t, dir: t.TempDir(), folder: t.TempDir()}
		text := "# a plan\nformat = 1\nname = \"a\"\n[costs]\nhire = 1\n" + strings.Repeat("# a long comment that takes room\n", 600) + "# end\n"
		if err := os.WriteFile(v.file(), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range kills / side {
				if !v.live(time.Duration(rand.Int64N(int64(2 * Bound)))) {
					return
				}
			}
			t.Logf("%d edits survived, the longest time to the disk was %v", v.known, v.late)
		}()
	}
	wg.Wait()
}

// victim is a program that is killed.
type victim struct {
	t           *testing.T
	dir, folder string
	known       int           // the highest number that must be there
	late        time.Duration // the age of the oldest edit that was lost
}

func (v *victim) file() string { return filepath.Join(v.folder, "a.toml") }

// live lets the program run for a while, kills it and looks what is there.
func (v *victim) live(d time.Duration) bool {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "LOJAL_EDIT_FOLDER="+v.folder, "LOJAL_STATE_FOLDER="+v.dir)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		v.t.Error(err)
		return false
	}
	time.AfterFunc(d, func() { _ = c.Process.Kill() })
	edits := map[int]time.Time{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var n int
		var at int64
		if _, err := fmt.Sscanf(lines.Text(), "edit %d %d", &n, &at); err == nil {
			edits[n] = time.Unix(0, at)
		} else if strings.HasPrefix(lines.Text(), "failed") {
			v.t.Error(lines.Text())
		}
	}
	killed := time.Now()
	_ = c.Wait()
	for n, at := range edits {
		if killed.Sub(at) > Bound {
			v.known = max(v.known, n)
		}
	}
	got, ok := v.there()
	if got < v.known {
		v.t.Errorf("killed after %v: edit %d is there, %d was made more than %v before", d, got, v.known, Bound)
		return false
	}
	for n, at := range edits {
		if n > got {
			v.late = max(v.late, killed.Sub(at))
		}
	}
	return ok && v.fileIsWhole()
}

// there is the number of the last edit that the next start finds.
func (v *victim) there() (int, bool) {
	session, found, err := Open(v.dir, v.folder, nil)
	if err != nil {
		v.t.Error(err)
		return 0, false
	}
	defer func() { _ = session.Close(state.Changes{}) }()
	if len(found.Damaged)+len(found.Aside)+len(found.Loose) > 0 {
		v.t.Errorf("found %+v", found)
		return 0, false
	}
	if found.Memory == nil {
		return 0, true // killed before its first record
	}
	store := state.New()
	store.Remember(*found.Memory)
	p, ok := store.Now().Plan(1)
	if !ok {
		v.t.Error("the plan is gone")
		return 0, false
	}
	n, err := strconv.Atoi(p.Scenario.Text(counter))
	if err != nil {
		v.t.Error(err)
	}
	return n, err == nil
}

func (v *victim) fileIsWhole() bool {
	text, err := os.ReadFile(v.file())
	s, wrong := scenario.Open(v.file())
	if err != nil || wrong != nil || !strings.HasPrefix(string(text), "# a plan\n") || !strings.HasSuffix(string(text), "# end\n") {
		v.t.Errorf("the file is torn (%v, %v): %d bytes", err, wrong, len(text))
		return false
	}
	return s.Text(counter) != ""
}
