package scenario

import (
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/mat"

	"lojal/sim/kpi"
)

// checker checks what several values say together.
type checker struct {
	*Scenario
	*reader
	unmodelled, removed bool // problems that explain a lack of drivers or of entries
	torn                bool // a part of the scenario could not be read at all
}

func (c *checker) all() {
	c.calendar()
	c.effort()
	c.targets()
	if c.torn {
		return
	}
	c.shares("world.contact")
	c.shares("decisions.group")
	c.drivers()
	c.references()
	c.correlations()
	c.workshop()
}

// place is a node that stands in a file: that of the first path that does, in the
// scenario's own file if any does, or else the scenario's first line.
func (c *checker) place(paths ...string) *node {
	other := &node{file: c.own}
	for _, p := range lastFirst(paths) {
		if v := c.Scenario.at[p]; v != nil && v.node != nil && !v.node.file.builtin {
			other = v.node
		}
	}
	for _, p := range paths {
		if v := c.Scenario.at[p]; v != nil && v.node != nil && v.node.file == c.own {
			return v.node
		}
	}
	return other
}

// data is a value that is there and right, or nil.
func (c *checker) data(path string) datum {
	if v := c.Scenario.at[path]; v != nil {
		return v.data
	}
	return nil
}

// maxEffort bounds what a run keeps in memory, in replication-weeks.
const maxEffort = 20_000_000

func (c *checker) effort() {
	r := c.Run()
	if c.data("run.replications") != nil && c.data("run.weeks") != nil && r.Replications*r.Weeks > maxEffort {
		c.wrong(c.place("run.replications", "run.weeks"), "run.replications", "effort",
			args{"Replications": r.Replications, "Weeks": r.Weeks, "Max": maxEffort})
	}
	for _, id := range r.Watch {
		if _, ok := kpi.Of(kpi.ID(id)); !ok {
			n := c.place("run.watch")
			for _, kid := range n.kids {
				if kid.str() == id {
					n = kid
				}
			}
			c.unknown(n, "run.watch", "kpi", id, kpiNames())
		}
	}
}

func kpiNames() []string {
	ids := make([]string, len(kpi.All))
	for i, k := range kpi.All {
		ids[i] = string(k.ID)
	}
	return ids
}

// calendar checks the start, the opening hours, the coverage and closed weeks.
func (c *checker) calendar() {
	start := c.Run().Start
	if c.data("run.start") != nil && start.Weekday() != time.Monday {
		near := start.AddDate(0, 0, -(int(start.Weekday())+6)%7)
		c.wrong(c.place("run.start"), "run.start", "monday",
			args{"Near": near.Format(time.DateOnly)})
	}
	weekday, ok1 := c.data("world.demand.weekday").(*weights)
	profile, ok2 := c.data("world.demand.profile").(*weights)
	opens, ok3 := c.data("world.demand.opens").(*figure)
	if !ok1 || !ok2 || !ok3 {
		return
	}
	hours := float64(len(profile.list)) / 2
	if opens.n.Certain+hours*3600 > 24*3600 {
		c.wrong(c.place("world.demand.profile", "world.demand.opens"), "world.demand.profile", "closes",
			args{"Opens": time.Time{}.Add(time.Duration(opens.n.Certain) * time.Second).Format("15:04"), "Hours": hours})
	}
	want := len(profile.list) * len(weekday.list)
	if cover, ok := still1[Coverage](c.Scenario, "decisions.staffing.coverage"); ok && cover.Kind == "weights" && len(cover.Weights) != want {
		c.wrong(c.place("decisions.staffing.coverage"), "decisions.staffing.coverage", "coverage",
			args{"Got": len(cover.Weights), "Want": want, "Days": len(weekday.list), "HalfHours": len(profile.list)})
	}
	c.closed(start, weekday)
}

// closed finds weeks of the horizon without an open day.
func (c *checker) closed(start time.Time, weekday *weights) {
	days, _ := still1[[]time.Time](c.Scenario, "world.demand.closed")
	open := 0
	for i := range weekday.list {
		if median.value(&weekday.list[i]) > 0 {
			open++
		}
	}
	shut := map[int][]int{}
	for _, day := range days {
		since := int(day.Sub(start).Hours()/24 + 1000*7)
		week, weekdayOf := since/7-1000, since%7
		if weekdayOf < len(weekday.list) && median.value(&weekday.list[weekdayOf]) > 0 && !slices.Contains(shut[week], weekdayOf) {
			shut[week] = append(shut[week], weekdayOf)
		}
	}
	for w := range c.Run().Weeks {
		if open > 0 && len(shut[w]) == open {
			c.wrong(c.place("world.demand.closed"), "world.demand.closed", "closed.week",
				args{"Monday": start.AddDate(0, 0, 7*w).Format(time.DateOnly)})
			return
		}
	}
}

// shares checks that the certain shares of entries sum to 1.
func (c *checker) shares(list string) {
	names := c.entryNames(list)
	if len(names) == 0 {
		if list == "world.contact" && !c.removed {
			c.wrong(c.place(), list, "contact.none", nil)
		}
		return
	}
	sum, paths, entries := 0.0, []string{}, []string{}
	for _, name := range names {
		path := join(list, name) + ".share"
		f, ok := c.data(path).(*figure)
		if !ok {
			return
		}
		sum += median.value(&f.n)
		if f.n.Dist != nil {
			return // normalised when drawn
		}
		paths, entries = append(paths, path), append(entries, join(list, name)+".name")
	}
	if math.Abs(sum-1) > 1e-6 {
		c.wrong(c.place(append(lastFirst(paths), lastFirst(entries)...)...), paths[len(paths)-1], "shares",
			args{"Sum": formatNumber(math.Round(sum*1e6) / 1e6)})
	}
}

// drivers checks the driver model.
func (c *checker) drivers() {
	const at = "world.satisfaction."
	for _, list := range []string{"driver", "lasting"} {
		names, sum := c.entryNames(at+list), 0.0
		for _, name := range names {
			f, ok := c.data(at + list + "." + name + ".weight").(*figure)
			if !ok {
				return
			}
			sum += median.value(&f.n)
			c.signal(at + list + "." + name)
		}
		switch {
		case len(names) == 0 && list == "driver" && !c.unmodelled:
			c.wrong(c.place(at+"model"), at+list, "driver.none", nil)
		case len(names) > 0 && sum == 0:
			c.wrong(c.place(at+list+"."+names[0]+".weight"), at+list, "driver.zero", nil)
		}
	}
}

// signal checks that a driver says what it reads.
func (c *checker) signal(driver string) {
	if v := c.Scenario.at[driver+".signal"]; v != nil && v.node != nil && v.node.file.builtin {
		if name := driver[strings.LastIndexByte(driver, '.')+1:]; name != v.node.str() {
			c.wrong(c.place(driver+".name", driver+".weight"), driver+".signal", "driver.signal", args{"Allowed": strings.Join(signals, ", ")})
		}
	}
}

// references checks names that point to entries elsewhere.
func (c *checker) references() {
	contacts := c.entryNames("world.contact")
	for _, group := range c.entryNames("decisions.group") {
		c.namesIn("decisions.group."+group+".skills", contacts)
	}
	c.covered(contacts)
	const of = "world.satisfaction.interplay.of"
	if v := c.Scenario.at[of]; v != nil && v.node != nil {
		c.namesIn(of, c.driverNames())
	}
	for _, v := range c.values {
		if v.key.Path == "decisions.initiative.*.effects.*" {
			if name := v.path[strings.LastIndexByte(v.path, '.')+1:]; !slices.Contains(gapSignals, name) {
				c.unknown(v.node, v.path, "reference", name, gapSignals)
			}
		}
	}
}

// covered wants a group for every contact type, where there are groups.
func (c *checker) covered(contacts []string) {
	names := c.entryNames("decisions.group")
	if len(names) == 0 {
		return
	}
	answered := map[string]bool{}
	for _, group := range names {
		skills, _ := still1[[]string](c.Scenario, "decisions.group."+group+".skills")
		if len(skills) == 0 {
			return // answers all
		}
		for _, s := range skills {
			if !slices.Contains(contacts, s) {
				return // told already
			}
			answered[s] = true
		}
	}
	for _, name := range contacts {
		if !answered[name] {
			c.wrong(c.place("decisions.group."+names[0]+".skills"), "decisions.group", "uncovered", args{"Name": name})
		}
	}
}

// namesIn checks that a list of texts holds known names only.
func (c *checker) namesIn(path string, known []string) {
	list, ok := still1[[]string](c.Scenario, path)
	if !ok {
		return
	}
	n := c.Scenario.at[path].node
	for i, name := range list {
		if !slices.Contains(known, name) {
			c.unknown(n.kids[i], path, "reference", name, known)
		}
	}
}

func (c *checker) targets() {
	for _, v := range c.values {
		d, ok := v.data.(*still)
		if !ok || v.key.Kind != TargetKind {
			continue
		}
		if t, ok := d.value.(Target); ok && t.ByWeek >= c.Run().Weeks {
			c.wrong(v.node.get("by_week"), v.path, "horizon", args{"Week": t.ByWeek, "Last": c.Run().Weeks - 1})
		}
	}
}

// correlations checks the pairs and that together they can be.
func (c *checker) correlations() {
	seen := map[[2]string]bool{}
	used := map[string]int{}
	var list []Correlation
	good := true
	for _, v := range c.values {
		if v.key.Kind != RankKind {
			continue
		}
		x, ok := c.pair(v, seen)
		good = good && ok
		for _, p := range []string{x.A, x.B} {
			if _, ok := used[p]; !ok {
				used[p] = len(used)
			}
		}
		list = append(list, x)
	}
	if !good || len(list) == 0 {
		return
	}
	m := mat.NewSymDense(len(used), nil)
	for i := range len(used) {
		m.SetSym(i, i, 1)
	}
	for _, x := range list { // rank correlation r belongs to a normal one of 2 sin(πr/6)
		m.SetSym(used[x.A], used[x.B], 2*math.Sin(math.Pi*x.Rank/6))
	}
	var chol mat.Cholesky
	if !chol.Factorize(m) {
		c.wrongKey(c.placeOf("correlations"), "correlations", "pair.matrix", nil)
	}
}

// pair checks one entry of [correlations].
func (c *checker) pair(v *value, seen map[[2]string]bool) (Correlation, bool) {
	name := strings.TrimPrefix(v.path, "correlations.")
	a, b, ok := strings.Cut(name, "|")
	x := Correlation{A: strings.TrimSpace(a), B: strings.TrimSpace(b)}
	if d, known := v.data.(*still); known {
		x.Rank = d.value.(float64)
	} else {
		return x, false
	}
	key := [2]string{min(x.A, x.B), max(x.A, x.B)}
	switch {
	case !ok:
		c.wrongKey(v.node, v.path, "pair.form", nil)
		return x, false
	case x.A == x.B:
		c.wrongKey(v.node, v.path, "pair.same", nil)
		return x, false
	case seen[key]:
		c.wrongKey(v.node, v.path, "pair.twice", nil)
		return x, false
	}
	seen[key] = true
	good := true
	for _, p := range []string{x.A, x.B} {
		if !slices.Contains(c.Scenario.uncertain, p) {
			code, a := nearest("pair.certain", p, c.Scenario.uncertain)
			c.wrongKey(v.node, v.path, code, a)
			good = false
		}
	}
	return x, good
}

// placeOf is a table as the file has it.
func (c *checker) placeOf(path string) *node {
	n := c.tree
	for _, name := range splitPath(path) {
		n = n.get(name)
	}
	if n == nil || n.file == nil {
		return c.place()
	}
	return n
}

// workshop checks the paths that a workshop names.
func (c *checker) workshop() {
	levers, _ := still1[[]string](c.Scenario, "workshop.levers")
	for i, p := range levers {
		if _, ok := c.numbers[p]; !ok {
			if _, ok := KeyOf(p); !ok {
				c.unknownPath(c.Scenario.at["workshop.levers"].node.kids[i], "workshop.levers", p)
			}
		}
	}
	if s := c.tree.get("sources"); s != nil && s.isTable() {
		for _, kid := range s.kids {
			if _, ok := KeyOf(kid.key); !ok && kid.file == c.own {
				c.unknownPath(kid, "sources."+kid.key, kid.key)
			}
		}
	}
}

func (c *checker) unknownPath(n *node, key, path string) {
	var all []string
	for _, v := range c.values {
		all = append(all, v.path)
	}
	code, a := nearest("path", path, all)
	c.wrongKey(n, key, code, a)
}

func lastFirst(paths []string) []string {
	p := slices.Clone(paths)
	slices.Reverse(p)
	return p
}
