package text

import (
	"strconv"
	"time"
)

// Date writes a date in the locale's form.
func (p *Printer) Date(t time.Time) string {
	return p.T("text.date", "Day", t.Day(), "Month", p.month("month.", t), "Year", t.Year())
}

// Month writes a month and its year.
func (p *Printer) Month(t time.Time) string {
	return p.T("text.month_year", "Month", p.month("month.", t), "Year", t.Year())
}

// MonthShort is Month with the month's name abbreviated.
func (p *Printer) MonthShort(t time.Time) string {
	return p.T("text.month_year", "Month", p.month("month.short.", t), "Year", t.Year())
}

func (p *Printer) month(prefix string, t time.Time) string {
	return p.T(prefix + strconv.Itoa(int(t.Month())))
}
