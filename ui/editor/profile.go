package editor

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lojal/sim/scenario"
	look "lojal/ui/theme"
	"lojal/ui/values"
	"lojal/ui/widgets"
)

// profile edits a list of numbers with a bar each: weekdays, half hours, months,
// the weights of an opening week.
type profile struct {
	e     *Editor
	root  *fyne.Container
	table *table
	note  *widgets.Paragraph
}

func newProfile(e *Editor) *profile {
	p := &profile{e: e, note: widgets.NewParagraph("")}
	p.note.TextSize, p.note.Colour = theme.SizeNameCaptionText, look.Muted
	p.table = newTable(e, p.write)
	if e.path == "world.demand.profile" || e.path == "world.demand.weekday" {
		p.table.grows(func(row int) []values.Value { return []values.Value{p.table.list[p.table.Selected()]} })
		p.table.OnInsert = p.insert
		p.table.OnDelete = p.remove
	}
	p.root = container.New(Stack(3), p.table.Grid, widgets.Row(0, p.note, p.table.tools()))
	return p
}

func (p *profile) object() fyne.CanvasObject { return p.root }

func (p *profile) write(list []values.Value, drag bool) error {
	return p.e.set(listTOML(list, p.e.key.Unit), drag)
}

// insert and remove make a list longer or shorter at the chosen cell.
func (p *profile) insert(i int) {
	list := append(append(append([]values.Value(nil), p.table.list[:i+1]...), p.table.list[i]), p.table.list[i+1:]...)
	p.e.fail(p.write(list, false))
}

func (p *profile) remove(i int) {
	if len(p.table.list) > 1 {
		p.e.fail(p.write(append(append([]values.Value(nil), p.table.list[:i]...), p.table.list[i+1:]...), false))
	}
}

func (p *profile) show() {
	list := p.e.list()
	most, sum := 0.0, 0.0
	for _, v := range list {
		most, sum = max(most, v.Middle()), sum+v.Middle()
	}
	p.table.Group, p.table.Headings = 0, nil
	halves := p.halves()
	if p.e.key.Kind == scenario.CoverageKind && halves > 0 {
		p.table.Group = halves
		for d := range (len(list) + halves - 1) / halves {
			p.table.Headings = append(p.table.Headings, p.e.desk.T(fmt.Sprintf("weekday.%d", d+1)))
		}
	}
	bar := func(i int) float64 {
		if most <= 0 {
			return 0
		}
		return list[i].Middle() / most
	}
	p.table.show([]values.Format{p.e.format(p.cell())}, list, p.label, bar)
	p.note.Set(p.told(sum, len(list)))
}

// cell is the row of one number of the list.
func (p *profile) cell() scenario.Key {
	k := p.e.key
	k.Default = ""
	if k.Kind == scenario.CoverageKind {
		k.Ranges = false
		k.Min, k.Step = 0, 0.05
	}
	return k
}

// halves is the number of half hours of a day.
func (p *profile) halves() int { return len(p.e.from.Draw(1, nil).Demand.Profile) }

// label names a cell: a weekday, a month, a time of day.
func (p *profile) label(i int) string {
	t := p.e.desk.Text.T
	switch {
	case p.e.path == "world.demand.weekday":
		return p.e.desk.T(fmt.Sprintf("weekday.short.%d", i%7+1))
	case p.e.path == "world.demand.profile" || p.e.key.Kind == scenario.CoverageKind:
		n := 48
		if p.table.Group > 0 {
			n = p.table.Group
		}
		opens := int(p.e.from.Draw(1, nil).Demand.Opens) + 1800*(i%n)
		return fmt.Sprintf("%d:%02d", opens/3600, opens/60%60)
	}
	return t(fmt.Sprintf("month.short.%d", i%12+1))
}

// told says how the numbers count: their sizes against each other, or as they are.
func (p *profile) told(sum float64, n int) string {
	if n == 0 || p.e.key.Kind == scenario.Monthly {
		return p.e.desk.T("note.mean", "Value", p.e.format(p.e.key).Number(values.Significant(sum/float64(max(1, n)), 3)))
	}
	if p.e.key.Kind == scenario.CoverageKind {
		return p.e.desk.T("note.weights")
	}
	mean := p.e.desk.Text.Number(sum/float64(n), 2)
	if strings.Trim(mean, "0.,") == "1" {
		return p.e.desk.T("note.mean_one")
	}
	return p.e.desk.T("note.normalised", "Mean", mean)
}
