package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"lojal/ui/chart"
)

// savePicture writes a picture as a slide to the folder used last, without asking:
// the toolkit's clipboard holds text only. No file is replaced.
func (d *Desktop) savePicture(drawing chart.Drawing) {
	results := d.selectedResults()
	if drawing == nil || results == nil {
		d.desk.Explain(d.desk.T("export.nothing"))
		return
	}
	path := free(filepath.Join(d.folder(), chart.FileName(fileName(results.Scenario), drawing, time.Now())))
	style := chart.Style{Text: d.desk.Text, Footer: footer(d.desk.Text, results, time.Now())}
	go func() {
		err := writePicture(path, drawing, chart.PNG, chart.Presets["slide"], style)
		d.post(func() {
			if err != nil {
				d.fail(err)
				return
			}
			d.desk.Explain(d.desk.T("export.written", "N", 1, "File", path))
		})
	}()
}

// free is the path of a PNG file that is not there yet.
func free(base string) string {
	path := base + ".png"
	for n := 2; ; n++ {
		if _, err := os.Stat(path); os.IsNotExist(err) || n > 999 {
			return path
		}
		path = fmt.Sprintf("%s-%d.png", base, n)
	}
}
