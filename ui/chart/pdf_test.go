package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// poppler runs one of its programs on a PDF file, or skips the test.
func poppler(t *testing.T, program string, file []byte, args ...string) []byte {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skip(program + " is not installed: PDF files are not read back")
	}
	in := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, append(args, in, "-")...)
	if program == "pdftoppm" { // writes to stdout without a name
		cmd = exec.Command(path, append(args, in)...)
	}
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%s: %v %s", program, err, complaints.String())
	}
	return out
}

func TestPDFText(t *testing.T) {
	st := bokmal()
	for _, d := range drawings(t) {
		got := string(poppler(t, "pdftotext", export(t, d, PDF, Presets["a4"], st), "-layout"))
		flat := strings.Join(strings.Fields(got), " ")
		for _, want := range []string{letters, strings.Join(strings.Fields(d.Title(st.Text)), " ")} {
			// the title is broken into lines, the layout may put others between
			for _, word := range strings.Fields(want) {
				if !strings.Contains(flat, word) {
					t.Errorf("%s: no %q in the text of the page", d.Name(), word)
				}
			}
		}
	}
}

func TestPDFHasBothFaces(t *testing.T) {
	if _, err := exec.LookPath("pdffonts"); err != nil {
		t.Skip("pdffonts is not installed: fonts of PDF files are not listed")
	}
	in := filepath.Join(t.TempDir(), "in.pdf")
	os.WriteFile(in, export(t, drawings(t)[0], PDF, Presets["a4"], english()), 0o600)
	out, err := exec.Command("pdffonts", in).CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	for _, font := range []string{"liberationsans ", "liberationsansB "} {
		if !strings.Contains(string(out), font) {
			t.Errorf("font %q is not embedded:\n%s", font, out)
		}
	}
}

// TestPDFLooksLikePNG renders each page and compares it with the PNG, both made
// small so that only what is drawn counts, not the smoothing of edges.
func TestPDFLooksLikePNG(t *testing.T) {
	for _, d := range drawings(t) {
		s := Size{160, 100, 144}
		page := poppler(t, "pdftoppm", export(t, d, PDF, s, english()), "-r", "144", "-png")
		want := coarse(t, export(t, d, PNG, s, english()))
		got := coarse(t, page)
		// poppler draws hairlines a whole pixel wide, hence the few cells
		if off := differing(got, want, 20); off > 0.015 {
			t.Errorf("%s: page and picture differ in %.1f %% of places", d.Name(), 100*off)
		}
	}
}

// coarse is the picture in cells of 16 × 16 pixels.
func coarse(t *testing.T, file []byte) *image.RGBA {
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/16, b.Dy()/16))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [3]int
			for i := range 256 {
				r, g, b, _ := img.At(16*x+i%16, 16*y+i/16).RGBA()
				sum[0], sum[1], sum[2] = sum[0]+int(r>>8), sum[1]+int(g>>8), sum[2]+int(b>>8)
			}
			out.SetRGBA(x, y, color.RGBA{uint8(sum[0] / 256), uint8(sum[1] / 256), uint8(sum[2] / 256), 255})
		}
	}
	return out
}

// differing is the share of bytes of two pictures that are further apart than far.
func differing(a, b *image.RGBA, far float64) float64 {
	if a.Rect != b.Rect {
		return 1
	}
	n := 0
	for i := range a.Pix {
		if math.Abs(float64(a.Pix[i])-float64(b.Pix[i])) > far {
			n++
		}
	}
	return float64(n) / float64(len(a.Pix))
}

// TestPDFCanvas draws every kind of thing and looks at the pixels.
func TestPDFCanvas(t *testing.T) {
	c := newPDFCanvas(200, 100)
	square := func(x, y, side vg.Length) (p vg.Path) {
		return box(x, y, x+side, y+side).Path()
	}
	c.SetColor(color.NRGBA{255, 0, 0, 128}) // half red over white
	c.Fill(square(10, 60, 20))
	c.SetColor(color.NRGBA{0, 0, 255, 255})
	c.Push()
	c.Translate(vg.Point{X: 50, Y: 70})
	c.Rotate(math.Pi / 4)
	c.Scale(2, 1)
	c.SetColor(color.NRGBA{0, 128, 0, 255})
	c.Fill(square(-5, -5, 10)) // a rotated green bar about (50, 70)
	c.Pop()
	c.Fill(square(80, 60, 20)) // blue again
	var disc vg.Path
	disc.Arc(vg.Point{X: 130, Y: 70}, 15, 0, 2*math.Pi)
	c.Fill(disc)
	c.SetLineWidth(4)
	c.SetLineDash([]vg.Length{10, 10}, 0)
	c.Stroke(vg.Path{{Type: vg.MoveComp, Pos: vg.Point{X: 10, Y: 20}}, {Type: vg.LineComp, Pos: vg.Point{X: 90, Y: 20}}})
	var bow vg.Path
	bow.Move(vg.Point{X: 100, Y: 10})
	bow.QuadTo(vg.Point{X: 120, Y: 50}, vg.Point{X: 140, Y: 10})
	bow.Close()
	c.Fill(bow)
	img := image.NewRGBA(image.Rect(0, 0, 1, 2))
	img.SetRGBA(0, 0, color.RGBA{255, 255, 0, 255}) // yellow above, black below
	img.SetRGBA(0, 1, color.RGBA{0, 0, 0, 255})
	c.DrawImage(box(160, 20, 180, 60), img)

	var file bytes.Buffer
	if _, err := c.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	page, err := png.Decode(bytes.NewReader(poppler(t, "pdftoppm", file.Bytes(), "-r", "72", "-png")))
	if err != nil {
		t.Fatal(err)
	}
	white := color.RGBA{255, 255, 255, 255}
	for _, p := range []struct {
		x, y int // from the bottom
		want color.RGBA
		what string
	}{
		{20, 70, color.RGBA{255, 127, 127, 255}, "half red"},
		{55, 75, color.RGBA{0, 128, 0, 255}, "end of the rotated bar"},
		{56, 64, white, "beside the rotated bar"},
		{90, 70, color.RGBA{0, 0, 255, 255}, "blue after Pop"},
		{130, 70, color.RGBA{0, 0, 255, 255}, "middle of the disc"},
		{139, 80, color.RGBA{0, 0, 255, 255}, "near the rim of the disc"},
		{142, 82, white, "outside the disc"},
		{15, 20, color.RGBA{0, 0, 255, 255}, "dash"},
		{25, 20, white, "gap"},
		{120, 28, color.RGBA{0, 0, 255, 255}, "under the bow"},
		{120, 33, white, "above the bow"},
		{170, 55, color.RGBA{255, 255, 0, 255}, "top of the image"},
		{170, 25, color.RGBA{0, 0, 0, 255}, "foot of the image"},
	} {
		r, g, b, _ := page.At(p.x, 99-p.y).RGBA()
		got := color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
		near := func(a, b uint8) bool { return math.Abs(float64(a)-float64(b)) <= 3 }
		if !near(got.R, p.want.R) || !near(got.G, p.want.G) || !near(got.B, p.want.B) {
			t.Errorf("%s at %d, %d: %v, want %v", p.what, p.x, p.y, got, p.want)
		}
	}
}
