package text

import (
	"testing"

	"lojal/sim/kpi"
)

func TestTarget(t *testing.T) {
	level, _ := kpi.Of(kpi.ServiceLevel)
	wait, _ := kpi.Of(kpi.WaitMean)
	for _, c := range []struct {
		k    kpi.KPI
		raw  string
		want string
	}{
		{level, "{ at_least = 0.805 }", "≥ 80,5\u00a0%"},
		{level, "{ at_least = 1, by_week = 26 }", "≥ 100\u00a0%"},
		{wait, "{ at_most = 30 }", "≤ 30 s"},
		{level, `"none"`, nothing},
		{level, "", nothing},
	} {
		if got := For("nb").Target(c.k, c.raw, "NOK"); got != c.want {
			t.Errorf("%s is %q, want %q", c.raw, got, c.want)
		}
	}
}
