package verify

import (
	"strings"
	"testing"

	_ "lojal/scenarios"
	"lojal/sim/scenario"
)

func TestQuickGroups(t *testing.T) {
	var page strings.Builder
	failed, err := Write(&page, Quick)
	if err != nil || failed > 0 {
		t.Errorf("%d failed (%v)\n%s", failed, err, page.String())
	}
	if strings.Count(page.String(), "| ok |") < 60 {
		t.Errorf("hardly any figures:\n%s", page.String())
	}
}

// A figure outside fails unless there is a reason; a reason that is not needed fails.
func TestFailed(t *testing.T) {
	bad, good := Row{What: "bad", Ours: 1, Oracle: 2, Tolerance: 0.5}, Row{What: "good", Ours: 1, Oracle: 1}
	for _, c := range []struct {
		rows    []Row
		outside []Exception
		want    int
	}{
		{[]Row{good}, nil, 0},
		{[]Row{bad, good}, nil, 1},
		{[]Row{bad}, []Exception{{"bad", "known"}}, 0},
		{[]Row{good}, []Exception{{"good", "known"}}, 1},
		{[]Row{bad}, []Exception{{"nobody", "known"}}, 2},
	} {
		if got := (Group{Rows: c.rows, Outside: c.outside}).Failed(); len(got) != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// The analytic answer tracks played contacts on the baseline and on queues of
// several channels, to the aims that the page of Shipped states.
func TestAgreement(t *testing.T) {
	var g Group
	for _, name := range []string{"baseline", "three-channels"} {
		s, err := scenario.Open("library:" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := agree(&g, name, s, 8, 26); err != nil {
			t.Fatal(err)
		}
	}
	if len(g.Rows) != 8 {
		t.Fatalf("%d figures", len(g.Rows))
	}
	for _, r := range g.Rows {
		if !r.Pass() {
			t.Errorf("%s: %v, played %v ± %v", r.What, r.Ours, r.Oracle, r.Tolerance)
		}
	}
}

// Played days lie within what is published of them.
func TestPublishedDay(t *testing.T) {
	g, err := PublishedDay()
	if err != nil || len(g.Rows) == 0 {
		t.Fatal(len(g.Rows), err)
	}
	for _, r := range g.Rows {
		if !r.Pass() {
			t.Errorf("%s: %v, published %v ± %v", r.What, r.Ours, r.Oracle, r.Tolerance)
		}
	}
}
