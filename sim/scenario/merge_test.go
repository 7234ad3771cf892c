package scenario_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lojal/sim/scenario"
)

func parsedText(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse("mine.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const (
	heads     = "decisions.staffing.headcount"
	shrinkage = "decisions.staffing.shrinkage"
)

// Different values: both stay, with the comments of the file.
func TestMergeOfDifferentKeys(t *testing.T) {
	base := parsedText(t, commented)
	theirs := parsedText(t, strings.Replace(commented, `"30 %"`, `"28 %"   # agreed with the union`, 1))
	mine, err := base.Decide(heads, "50")
	if err != nil {
		t.Fatal(err)
	}
	mine = mine.WithName("Renamed")
	merged, clashes, ok := scenario.Merge(base, mine, theirs, false)
	if !ok || len(clashes) != 0 {
		t.Fatalf("%v, clashes %v", ok, clashes)
	}
	if merged.Text(heads) != "50" || merged.Text(shrinkage) != `"28 %"` || merged.Name() != "Renamed" {
		t.Errorf("headcount %s, shrinkage %s, name %s", merged.Text(heads), merged.Text(shrinkage), merged.Name())
	}
	if !strings.Contains(string(merged.Bytes()), "agreed with the union") || !strings.Contains(string(merged.Bytes()), "see mail of Monday") {
		t.Errorf("comments are lost:\n%s", merged.Bytes())
	}
}

func TestMergeOfTheSameKey(t *testing.T) {
	base := parsedText(t, commented)
	theirs := parsedText(t, strings.Replace(commented, "headcount = 45", "headcount = 41", 1))
	mine, _ := base.With(heads, "50")
	mine, _ = mine.With(shrinkage, "25 %")
	for _, c := range []struct {
		mineWins bool
		want     string
	}{{true, "50"}, {false, "41"}} {
		merged, clashes, ok := scenario.Merge(base, mine, theirs, c.mineWins)
		if !ok || len(clashes) != 1 || clashes[0].Path != heads || clashes[0].A != "50" || clashes[0].B != "41" {
			t.Fatalf("%v, clashes %v", ok, clashes)
		}
		if merged.Text(heads) != c.want || merged.Text(shrinkage) != `"25 %"` {
			t.Errorf("mine wins %v: headcount %s, shrinkage %s", c.mineWins, merged.Text(heads), merged.Text(shrinkage))
		}
	}
	same, clashes, ok := scenario.Merge(base, mine, mine, false)
	if !ok || len(clashes) != 0 || same.Hash() != mine.Hash() {
		t.Errorf("the same change on both sides: %v, %v", ok, clashes)
	}
	rewritten := parsedText(t, strings.Replace(commented, `"30 %"`, "0.3", 1))
	if _, clashes, ok := scenario.Merge(base, mine, rewritten, false); !ok || len(clashes) != 0 {
		t.Errorf("the same value in another form clashes: %v", clashes)
	}
}

// What the file extends may have changed alone.
func TestMergeOfAChangedBase(t *testing.T) {
	dir := folder(t, map[string]string{
		"base.toml": "format = 1\n[costs]\nhire = 7\n[decisions.staffing]\nheadcount = 40\n",
		"a.toml":    "format = 1\nextends = \"base.toml\"\n",
	})
	base := open(t, filepath.Join(dir, "a.toml"))
	mine, err := base.With(heads, "50")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "base.toml"), []byte("format = 1\n[costs]\nhire = 9\n[decisions.staffing]\nheadcount = 40\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	theirs := open(t, filepath.Join(dir, "a.toml"))
	merged, clashes, ok := scenario.Merge(base, mine, theirs, false)
	if !ok || len(clashes) != 0 || merged.Text("costs.hire") != "9" || merged.Text(heads) != "50" {
		t.Errorf("%v, %v: hire %s, headcount %s", ok, clashes, merged.Text("costs.hire"), merged.Text(heads))
	}
}

func TestMergeOfANewEntry(t *testing.T) {
	base := parsedText(t, commented)
	mine, err := base.With("decisions.initiative.coach.use", "coaching")
	if err != nil {
		t.Fatal(err)
	}
	if mine, err = mine.With("decisions.initiative.coach.cost", "500"); err != nil {
		t.Fatal(err)
	}
	theirs, _ := base.With(heads, "41")
	merged, clashes, ok := scenario.Merge(base, mine, theirs, false)
	if !ok || len(clashes) != 0 || merged.Text("decisions.initiative.coach.cost") != "500" || merged.Text(heads) != "41" {
		t.Errorf("%v, %v\n%s", ok, clashes, merged.Bytes())
	}
}

// Oracle: each value of the merge is that of the side that changed it, whatever
// was changed on either side.
func TestMergeProperty(t *testing.T) {
	base := parsedText(t, commented)
	paths := []string{heads, shrinkage, "decisions.staffing.hours_per_week", "costs.hire", "costs.eur", "world.contact.phone.patience.mean"}
	rapid.Check(t, func(rt *rapid.T) {
		change := func(who string) (*scenario.Scenario, map[string]string) {
			s, set := base, map[string]string{}
			for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom(paths), 0, 4, rapid.ID[string]).Draw(rt, who) {
				text := fmt.Sprint(rapid.IntRange(20, 30).Draw(rt, p))
				if p == shrinkage {
					text = "0." + text + "5" // never the value of before
				}
				next, err := s.With(p, text)
				if err != nil {
					rt.Fatal(err)
				}
				s, set[p] = next, next.Text(p)
			}
			return s, set
		}
		mine, a := change("mine")
		theirs, b := change("theirs")
		wins := rapid.Bool().Draw(rt, "mine wins")
		merged, clashes, ok := scenario.Merge(base, mine, theirs, wins)
		if !ok {
			rt.Fatal("cannot be merged")
		}
		n := 0
		for _, p := range paths {
			want := base.Text(p)
			x, inA := a[p]
			y, inB := b[p]
			switch {
			case inA && inB && x != y:
				n++
				want = y
				if wins {
					want = x
				}
			case inA:
				want = x
			case inB:
				want = y
			}
			if got := merged.Text(p); got != want {
				rt.Fatalf("%s is %s, want %s (mine %v, theirs %v)", p, got, want, a, b)
			}
		}
		if n != len(clashes) {
			rt.Fatalf("%d clashes, want %d", len(clashes), n)
		}
	})
}
