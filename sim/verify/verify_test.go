package verify

import (
	"strings"
	"testing"
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
