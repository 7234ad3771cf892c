package main

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// alignment says where cells stand in their columns.
type alignment int

const (
	allLeft      alignment = iota
	numbersRight           // the first column to the left, the others to the right
)

// table writes rows in columns.
func table(b *bytes.Buffer, rows [][]string, align alignment) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			padding := strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(cell)))
			if i > 0 {
				line.WriteString("   ")
			}
			if i > 0 && align == numbersRight {
				line.WriteString(padding + cell)
			} else {
				line.WriteString(cell + padding)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
