package scenario

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"lojal/sim/kpi"
)

// read reads a value of any kind; nil where it is wrong.
func (r *reader) read(n *node, k *Key, path string) datum {
	switch k.Kind {
	case Figure:
		if v, ok := r.number(n, k, path); ok {
			return &figure{n: v}
		}
	case Whole:
		return r.whole(n, k, path)
	case Words:
		if s, ok := n.value.(string); ok {
			return &still{s}
		}
		r.wrong(n, path, "kind.text", args{"Got": n.got()})
	case Choice:
		if r.choice(n, path, k.Choices) {
			return &still{n.value}
		}
	case TextList:
		return r.texts(n, path)
	case Date:
		return r.date(n, path)
	case DateList:
		return r.dates(n, path)
	case Clock:
		return r.clock(n, path)
	case Weights:
		if list, ok := r.list(n, k, path, "kind.numbers"); ok {
			return &weights{list}
		}
	case Monthly:
		return r.monthly(n, k, path)
	case Pairs:
		if p, ok := r.pairs(n, path, pairKeys[path]); ok {
			return p
		}
	case PatienceKind:
		return r.record(n, path, patienceParts)
	case CurveKind:
		return r.record(n, path, curveParts)
	case BaseKind:
		return r.base(n, k, path)
	case CoverageKind:
		return r.coverage(n, path)
	case TargetKind:
		return r.target(n, path)
	case RankKind:
		if v, ok := r.number(n, k, path); ok {
			return &still{v.Certain}
		}
	case SourceKind:
		return r.source(n, path)
	case SettingsKind:
		if n.isTable() {
			return &still{n.text()}
		}
		r.wrong(n, path, "kind.settings", args{"Got": n.got()})
	}
	return nil
}

func (r *reader) whole(n *node, k *Key, path string) datum {
	v, ok := n.value.(int64)
	if f, isFloat := n.value.(float64); isFloat && f == math.Trunc(f) && math.Abs(f) < 1e15 {
		v, ok = int64(f), true
	}
	if !ok {
		r.wrong(n, path, "kind.whole", args{"Got": n.got(), "Example": k.Default})
		return nil
	}
	if !r.bounds(n, k, path, float64(v)) {
		return nil
	}
	return &still{v}
}

func (r *reader) texts(n *node, path string) datum {
	list := make([]string, 0, len(n.kids))
	for _, kid := range n.kids {
		if s, ok := kid.value.(string); ok {
			list = append(list, s)
		} else {
			r.wrong(kid, path, "kind.texts", args{"Got": kid.got()})
		}
	}
	if n.form != arrayForm {
		r.wrong(n, path, "kind.texts", args{"Got": n.got()})
	}
	if n.form != arrayForm || len(list) != len(n.kids) {
		return nil
	}
	return &still{list}
}

func (r *reader) date(n *node, path string) datum {
	if d, ok := n.value.(date); ok {
		return &still{d.Time}
	}
	r.wrong(n, path, "kind.date", args{"Got": n.got()})
	return nil
}

func (r *reader) dates(n *node, path string) datum {
	list := make([]time.Time, 0, len(n.kids))
	for _, kid := range n.kids {
		if d, ok := kid.value.(date); ok {
			list = append(list, d.Time)
		} else {
			r.wrong(kid, path, "kind.dates", args{"Got": kid.got()})
		}
	}
	if n.form != arrayForm {
		r.wrong(n, path, "kind.dates", args{"Got": n.got()})
	}
	if n.form != arrayForm || len(list) != len(n.kids) {
		return nil
	}
	slices.SortFunc(list, time.Time.Compare)
	return &still{list}
}

func (r *reader) clock(n *node, path string) datum {
	for _, layout := range []string{"15:04", "15:04:05"} {
		if t, err := time.Parse(layout, n.str()); err == nil {
			return &figure{n: Number{Certain: t.Sub(t.Truncate(24 * time.Hour)).Seconds(), path: path}}
		}
	}
	r.wrong(n, path, "kind.clock", args{"Got": n.got()})
	return nil
}

func (r *reader) list(n *node, k *Key, path, code string) ([]Number, bool) {
	if n.form != arrayForm {
		r.wrong(n, path, code, args{"Got": n.got()})
		return nil, false
	}
	if size, ok := listSizes[k.Path]; ok && (len(n.kids) < size.low || len(n.kids) > size.high) {
		r.wrong(n, path, "list.length", args{"Got": len(n.kids), "Allowed": size.String()})
		return nil, false
	}
	list, good, sum := make([]Number, len(n.kids)), true, 0.0
	for i, kid := range n.kids {
		v, ok := r.number(kid, k, fmt.Sprintf("%s.%d", path, i))
		list[i], good = v, good && ok
		sum += median.value(&list[i])
	}
	if good && sum == 0 && k.Kind == Weights {
		code := "list.zero"
		if strings.HasPrefix(path, "world.demand.") {
			code = "list.closed"
		}
		r.wrong(n, path, code, nil)
		good = false
	}
	return list, good
}

type size struct{ low, high int }

func (s size) String() string {
	if s.low == s.high {
		return fmt.Sprint(s.low)
	}
	return fmt.Sprintf("%d – %d", s.low, s.high)
}

var listSizes = map[string]size{
	"world.customers.season": {12, 12}, "world.demand.weekday": {5, 7}, "world.demand.profile": {1, 48},
	"decisions.staffing.shrinkage": {12, 12},
}

func (r *reader) monthly(n *node, k *Key, path string) datum {
	if n.form == arrayForm {
		if list, ok := r.list(n, k, path, "kind.monthly"); ok {
			return &monthly{list}
		}
		return nil
	}
	if v, ok := r.number(n, k, path); ok {
		return &monthly{[]Number{v}}
	}
	return nil
}

// pairs reads [[x, y], …] with rising x.
func (r *reader) pairs(n *node, path string, k [2]Key) (*pairs, bool) {
	good := n.form == arrayForm && len(n.kids) > 0
	for _, pair := range n.kids {
		good = good && pair.form == arrayForm && len(pair.kids) == 2
	}
	if !good {
		r.wrong(n, path, "kind.pairs", args{"Got": n.got()})
		return nil, false
	}
	p := &pairs{}
	for i, pair := range n.kids {
		at := fmt.Sprintf("%s.%d", path, i)
		x, ok1 := r.number(pair.kids[0], &k[0], at+".0")
		y, ok2 := r.number(pair.kids[1], &k[1], at+".1")
		good = good && ok1 && ok2
		if i > 0 && good && !(p.list[i-1][0].Certain < x.Certain) {
			r.wrong(pair, path, "pairs.rising", nil)
			return nil, false
		}
		p.list = append(p.list, [2]Number{x, y})
	}
	if good && strings.HasSuffix(path, "attrition_monthly") && p.list[0][0].Certain != 0 {
		r.wrong(n, path, "pairs.start", nil)
		good = false
	}
	return p, good
}

func (r *reader) base(n *node, k *Key, path string) datum {
	if n.value == "calibrated" {
		return &baseLevel{}
	}
	if s, ok := n.value.(string); ok {
		if _, code := parseAmounts(s, k.Unit, style{}); code != "" {
			r.wrong(n, path, "kind.base", args{"Got": n.got()})
			return nil
		}
	}
	if v, ok := r.number(n, k, path); ok {
		return &baseLevel{&v}
	}
	return nil
}

func (r *reader) coverage(n *node, path string) datum {
	if s, ok := n.value.(string); ok {
		if s == "demand" || s == "flat" {
			return &still{Coverage{Kind: s}}
		}
		r.unknown(n, path, "choice", s, []string{"demand", "flat"})
		return nil
	}
	if n.form != arrayForm {
		r.wrong(n, path, "kind.coverage", args{"Got": n.got()})
		return nil
	}
	list, ok := r.certainList(n, &plainKey, path)
	if !ok {
		return nil
	}
	for i, v := range list {
		if !r.bounds(n.kids[i], &weightKey, path, v) {
			return nil
		}
	}
	if len(list) > 0 && slices.Max(list) == 0 {
		r.wrong(n, path, "list.zero", nil)
		return nil
	}
	return &still{Coverage{"weights", list}}
}

func (r *reader) target(n *node, path string) datum {
	id := path[strings.LastIndexByte(path, '.')+1:]
	figure, known := kpi.Of(kpi.ID(id))
	if !known {
		code, a := nearest("kpi", id, kpiNames())
		r.wrongKey(n, path, code, a)
		return nil
	}
	if n.str() == "none" {
		return &still{noTarget{}}
	}
	t := Target{KPI: id, AtLeast: n.get("at_least") != nil, ByWeek: -1}
	if !n.isTable() || (n.get("at_least") != nil) == (n.get("at_most") != nil) {
		r.wrong(n, path, "kind.target", args{"Got": n.got()})
		return nil
	}
	good := true
	for _, kid := range n.kids {
		switch kid.key {
		case "at_least", "at_most":
			v, ok := r.number(kid, targetKey(figure), path)
			t.Value, good = v.Certain, good && ok
		case "by_week":
			w, ok := r.whole(kid, &weekKey, path).(*still)
			if good = good && ok; ok {
				t.ByWeek = int(w.value.(int64))
			}
			if figure.Horizon == kpi.Whole {
				r.wrong(kid, path, "target.week", nil)
				good = false
			}
		default:
			r.unknownPart(kid, path, []string{"at_least", "at_most", "by_week"})
			good = false
		}
	}
	if !good {
		return nil
	}
	return &still{t}
}

// noTarget is "none": a target of the file that is extended, taken back.
type noTarget struct{}

// targetKey is how a target of a key figure may be written.
func targetKey(k kpi.KPI) *Key {
	key := plainKey
	switch k.Unit {
	case kpi.Share, kpi.SharePerYear:
		key.Unit = Share
	case kpi.Seconds:
		key.Unit = Seconds
	case kpi.Hours:
		key.Unit = Hours
	case kpi.Months:
		key.Unit = Months
	case kpi.Points:
		key.Unit = Points
	}
	return &key
}

var confidences = []string{"high", "medium", "low", "guess"}

func (r *reader) source(n *node, path string) datum {
	if s, ok := n.value.(string); ok {
		return &still{Source{Text: s}}
	}
	if !n.isTable() {
		r.wrong(n, path, "kind.source", args{"Got": n.got()})
		return nil
	}
	s, good := Source{}, true
	for _, kid := range n.kids {
		switch kid.key {
		case "text":
			text, ok := kid.value.(string)
			if s.Text = text; !ok {
				r.wrong(kid, path, "kind.text", args{"Got": kid.got()})
				good = false
			}
		case "confidence":
			s.Confidence = kid.str()
			good = r.choice(kid, path, confidences) && good
		default:
			r.unknownPart(kid, path, []string{"text", "confidence"})
			good = false
		}
	}
	if !good {
		return nil
	}
	return &still{s}
}
