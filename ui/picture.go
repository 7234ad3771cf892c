package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"lojal/ui/chart"
)

// savePicture writes a picture as a slide to the folder used last, without asking. No
// file is replaced.
func (d *Desktop) savePicture(drawing chart.Drawing) { d.keepPicture(drawing, "export.written") }

// keepPicture is savePicture, told in such words.
func (d *Desktop) keepPicture(drawing chart.Drawing, words string) {
	from, ok := d.selectedRun()
	if drawing == nil || !ok {
		d.desk.Explain(d.desk.T("export.nothing"))
		return
	}
	path := free(filepath.Join(d.folder(), from.file(drawing)))
	d.paint(drawing, from, path, func(err error) {
		if err != nil {
			d.fail(err)
			return
		}
		d.desk.Explain(d.desk.T(words, "N", 1, "File", path))
	})
}

// copyPicture puts a picture into the clipboard, as a slide; where that takes none, it
// is saved.
func (d *Desktop) copyPicture(drawing chart.Drawing) {
	from, ok := d.selectedRun()
	if drawing == nil || !ok {
		d.desk.Explain(d.desk.T("export.nothing"))
		return
	}
	dir, err := os.MkdirTemp("", "lojal")
	if err != nil {
		d.fail(err)
		return
	}
	path := filepath.Join(dir, "picture.png")
	d.paint(drawing, from, path, func(err error) {
		if err != nil {
			d.fail(err)
			return
		}
		go func() {
			err := toClipboard(path)
			_ = os.RemoveAll(dir)
			d.post(func() {
				if err != nil {
					d.keepPicture(drawing, "picture.not_copied")
					return
				}
				d.desk.Explain(d.desk.T("picture.copied"))
			})
		}()
	})
}

// paint writes a picture to a file beside the interface, which then goes on.
func (d *Desktop) paint(drawing chart.Drawing, from run, path string, then func(error)) {
	style := chart.Style{Text: d.desk.Text, Footer: footer(d.desk.Text, from, time.Now())}
	go func() {
		err := writePicture(path, drawing, chart.PNG, chart.Presets["slide"], style)
		d.post(func() { then(err) })
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
