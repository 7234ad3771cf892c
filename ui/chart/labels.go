package chart

import (
	"image/color"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"
)

// label is a plan's name at the end of its line.
type label struct {
	name    string
	plan    int // of the fan's plans
	lines   []string
	letters lettering
	line    color.Color
	want    vg.Length // height at which the line ends
	x, y    vg.Length // where the label stands: its left side, and the height of its middle
}

// box is where the label stands.
func (l *label) box() vg.Rectangle {
	return box(l.x, l.y-l.height()/2, l.x+l.letters.widest(l.lines), l.y+l.height()/2)
}

func (l *label) height() vg.Length {
	return vg.Length(len(l.lines)) * 1.15 * l.letters.size()
}

// breakNames breaks names into lines of a width, as many of at most three as all
// labels together have room for; where that is one, names that do not fit into it are
// shortened. fit is the share of their size at which they have room, 1 or less.
func breakNames(labels []*label, width, room vg.Length) (fit vg.Length) {
	var total vg.Length
	for lines := 3; lines > 1; lines-- {
		total = 0
		for _, l := range labels {
			l.lines = l.letters.wrap(l.name, width, lines)
			total += l.height()
		}
		if total <= room {
			return 1
		}
	}
	total = 0
	for _, l := range labels {
		l.lines = []string{l.inShort(labels, width)}
		total += l.height()
	}
	if total > room {
		return room / total
	}
	for _, l := range labels { // what room is left is for those that were shortened
		if two := l.letters.wrap(l.name, width, 2); l.lines[0] != l.name && total+l.height() <= room {
			total += l.height()
			l.lines = two
		}
	}
	return 1
}

// inShort is the label's name in one line: whole if it fits, else without the words
// with which another name begins as well, and cut after a word.
func (l *label) inShort(labels []*label, width vg.Length) string {
	if l.letters.width(l.name) <= width+slack {
		return l.name
	}
	words, lead := strings.Fields(l.name), ""
	if n := l.alike(labels, words); n > 0 {
		words, lead = words[n:], "…"
	}
	whole := lead + strings.Join(words, " ")
	if l.letters.width(whole) <= width+slack {
		return whole
	}
	for n := len(words) - 1; n > 0; n-- {
		cut := lead + strings.TrimRight(strings.Join(words[:n], " "), ",.;:–-") + "…"
		if l.letters.width(cut) <= width+slack {
			return cut
		}
	}
	return l.letters.fit(whole, width)
}

// alike is with how many of its words another name begins; not with all.
func (l *label) alike(labels []*label, words []string) (most int) {
	for _, other := range labels {
		theirs, n := strings.Fields(other.name), 0
		for n < len(words) && n < len(theirs) && words[n] == theirs[n] {
			n++
		}
		if n < len(words) {
			most = max(most, n)
		}
	}
	return most
}

// spreadOut puts labels as near to their lines as they can stand without
// overlap between low and high.
func spreadOut(labels []*label, low, high vg.Length) {
	sort.SliceStable(labels, func(i, j int) bool { return labels[i].want < labels[j].want })
	var blocks []block
	for i, l := range labels {
		b := block{labels[i : i+1 : i+1], l.want - l.height()/2, l.height()}
		b.clamp(low, high)
		for n := len(blocks); n > 0 && blocks[n-1].top() > b.bottom; n = len(blocks) {
			b = merge(blocks[n-1], b)
			b.clamp(low, high)
			blocks = blocks[:n-1]
		}
		blocks = append(blocks, b)
	}
	for _, b := range blocks {
		b.place()
	}
}

// block is labels that stand directly on each other.
type block struct {
	labels []*label
	bottom vg.Length
	height vg.Length
}

func (b block) top() vg.Length { return b.bottom + b.height }

func (b *block) clamp(low, high vg.Length) {
	b.bottom = max(low, min(b.bottom, high-b.height))
}

// merge stacks two blocks where their labels move least in the mean.
func merge(a, b block) block {
	m := block{labels: append(append([]*label{}, a.labels...), b.labels...)}
	var sum vg.Length
	for _, l := range m.labels {
		sum += l.want - l.height()/2 - m.height
		m.height += l.height()
	}
	m.bottom = sum / vg.Length(len(m.labels))
	return m
}

func (b block) place() {
	y := b.bottom
	for _, l := range b.labels {
		l.y = y + l.height()/2
		y += l.height()
	}
}

// drawLabel writes a label and leads a thin line to it from the end of the curve.
func (s *sheet) drawLabel(l *label, end vg.Length) {
	x := l.x
	bend := end + 0.35*(x-end)
	s.line(end, l.want, bend, l.y, 0.8, l.line)
	s.line(bend, l.y, x-0.2*l.letters.size(), l.y, 0.8, l.line)
	y := l.y + l.height()/2 - 0.92*l.letters.size()
	for _, line := range l.lines {
		s.text(l.letters, x, y, left, line)
		y -= 1.15 * l.letters.size()
	}
}
