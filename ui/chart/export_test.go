package chart

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/cmpimg"

	"lojal/sim/kpi"
	"lojal/sim/scenario"
	"lojal/ui/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// letters are those that fonts and encodings lose first.
const letters = "≤ ≥ → − æøå ÆØÅ – é €"

func bokmal() Style {
	return Style{Text: text.For("nb"), Footer: "Fot <&> \"" + letters + "\"", Dark: true}
}

func export(t testing.TB, d Drawing, f Format, s Size, st Style) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := Export(&buf, d, f, s, st); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestSameInputSameBytes(t *testing.T) {
	for _, d := range drawings(t) {
		for _, f := range []Format{PNG, SVG, PDF} {
			s := Size{100, 60, 96}
			first := export(t, d, f, s, bokmal())
			for range 3 {
				if !bytes.Equal(first, export(t, d, f, s, bokmal())) {
					t.Errorf("%s as %s differs from one export to the next", d.Name(), f)
				}
			}
		}
	}
}

func TestPNGSize(t *testing.T) {
	for name, s := range Presets {
		for _, dpi := range []float64{s.DPI, 97, 0} {
			s.DPI = dpi
			file := export(t, drawings(t)[0], PNG, s, english())
			c, err := png.DecodeConfig(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if dpi == 0 {
				dpi = 150
			}
			if w, h := math.Round(s.WidthMM/25.4*dpi), math.Round(s.HeightMM/25.4*dpi); float64(c.Width) != w || float64(c.Height) != h {
				t.Errorf("%s at %g: %d × %d, want %g × %g", name, dpi, c.Width, c.Height, w, h)
			}
			if got := resolution(t, file); math.Abs(got-dpi) > 0.02 {
				t.Errorf("%s: the file says %g dots per inch, want %g", name, got, dpi)
			}
		}
	}
}

// resolution reads the pHYs chunk, chunk by chunk.
func resolution(t *testing.T, file []byte) float64 {
	for at := 8; at+12 <= len(file); {
		n := int(binary.BigEndian.Uint32(file[at:]))
		if kind := string(file[at+4 : at+8]); kind == "pHYs" {
			return float64(binary.BigEndian.Uint32(file[at+8:])) * 0.0254
		} else if kind == "IDAT" {
			break
		}
		at += 12 + n
	}
	t.Fatal("no pHYs chunk before the image data")
	return 0
}

func TestSlideIs16To9(t *testing.T) {
	s := Presets["slide"]
	if w, h := s.pixels(); 9*w != 16*h || s.DPI < 150 {
		t.Errorf("a slide is %d × %d at %g", w, h, s.DPI)
	}
}

func TestExportRefuses(t *testing.T) {
	d := drawings(t)[0]
	for _, s := range []Size{{0, 10, 96}, {10, -1, 96}, {math.NaN(), 10, 96}, {math.Inf(1), 10, 96}, {100, 100, 1e9}, {2000, 2000, 2400}, {100, 100, math.NaN()}} {
		if err := Export(io.Discard, d, PNG, s, english()); err == nil {
			t.Errorf("%v was drawn", s)
		}
	}
	if err := Export(io.Discard, d, "eps", Presets["a4"], english()); err == nil {
		t.Error("eps was drawn")
	}
	for _, f := range []Format{PNG, SVG, PDF} {
		if err := Export(full{}, d, f, Size{60, 40, 96}, english()); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s to a full disk: %v", f, err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// texts are the contents of an SVG's text elements.
func texts(t *testing.T, file []byte) (out []string) {
	d := xml.NewDecoder(bytes.NewReader(file))
	inText := false
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			inText = tok.Name.Local == "text"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				out = append(out, string(tok))
			}
		}
	}
}

func TestSVG(t *testing.T) {
	plans, _ := madePlans(t, 2, 30, 60)
	plans[1].Name = "A<b>&\"c\" \x07" + letters
	f := fanOf(kpi.Churn, plans)
	file := export(t, f, SVG, Size{160, 100, 0}, bokmal())
	head := regexp.MustCompile(`<svg [^>]*width="160mm" height="100mm" viewBox="0 0 453\.54 283\.46"`)
	if !head.Match(file) {
		t.Errorf("head is %.300s", file)
	}
	all := strings.Join(texts(t, file), "\n")
	for _, want := range []string{"Kundefrafall, uke for uke", "≤ ≥ → − æøå ÆØÅ – é €", "% per år", "10–90 %", "2026"} {
		if !strings.Contains(all, want) {
			t.Errorf("no text %q in\n%s", want, all)
		}
	}
	if bytes.Contains(file, []byte("font-family:Liberation")) || !bytes.Contains(file, []byte("sans-serif;font-variant")) {
		t.Error("fonts have nothing to fall back to")
	}
	if want := fmt.Sprintf("fill-opacity:%.5g", outerAlpha/255.); !bytes.Contains(file, []byte(want)) {
		t.Errorf("no band with %s", want)
	}
	if bytes.Contains(file, []byte("#1E2024")) || !bytes.Contains(file, []byte("#FFFFFF")) {
		t.Error("an export of a dark screen is not light")
	}
}

// TestGolden compares the structure of the SVG, its elements, colours and
// texts without coordinates, and the pixels of the PNG with pictures that were
// looked at.
func TestGolden(t *testing.T) {
	for i, d := range drawings(t) {
		name := filepath.Join("testdata", fmt.Sprintf("%d-%s", i, d.Name()))
		golden(t, name+".svg.txt", structure(t, export(t, d, SVG, Size{160, 100, 0}, english())),
			func(got, want []byte) bool { return bytes.Equal(got, want) })
		golden(t, name+".png", export(t, d, PNG, Size{160, 100, 96}, english()), func(got, want []byte) bool {
			same, err := cmpimg.EqualApprox("png", got, want, 0.05)
			return err == nil && same
		})
	}
}

func golden(t *testing.T, name string, got []byte, same func(got, want []byte) bool) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !same(got, want) {
		t.Errorf("%s is not as it was; look at the picture and run the tests with -update if it is right", name)
	}
}

// structure is an SVG's elements with colours and texts, one a line.
func structure(t *testing.T, file []byte) []byte {
	var out bytes.Buffer
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out.Bytes()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			fmt.Fprintf(&out, "%s", tok.Name.Local)
			for _, a := range tok.Attr {
				if a.Name.Local == "style" {
					fmt.Fprintf(&out, " %s", a.Value)
				}
			}
			fmt.Fprintln(&out)
		case xml.CharData:
			if s := strings.TrimSpace(string(tok)); s != "" {
				fmt.Fprintf(&out, "  %s\n", s)
			}
		}
	}
}

func TestFileName(t *testing.T) {
	date := time.Date(2026, 11, 22, 13, 0, 0, 0, time.UTC)
	d := fanOf(kpi.SatisfactionLasting, nil)
	for name, want := range map[string]string{
		"Mer opplæring":              "mer-opplaering",
		"Øk til 48 / kveld: «å bli»": "ok-til-48-kveld-a-bli",
		"CON":                        "con",
		"../../etc/passwd":           "etc-passwd",
		"  Café №1.toml  ":           "cafe-no1-toml",
		"日本":                         "scenario",
		"":                           "scenario",
		strings.Repeat("ab ", 100):   "",
	} {
		got := FileName(name, d, date)
		if want == "" {
			if len(got) > 100 {
				t.Errorf("%q is long", got)
			}
			continue
		}
		if got != want+"_satisfaction-lasting-fan_2026-11-22" {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}

// TestAll has a fan for each figure with a weekly series, and no two pictures
// of one name, whatever the plans are called.
func TestAll(t *testing.T) {
	plans, cs := madePlans(t, 3, 20, 30)
	plans[1].Name, plans[2].Name = "Plan A+", "Plan A-"
	email := kpi.Index(kpi.AnswerDelayEmail)
	for _, p := range plans {
		for w := range p.Results.Series[email] {
			for i := range p.Results.Series[email][w] {
				p.Results.Series[email][w][i] = float32(math.NaN())
			}
		}
	}
	seen := map[string]bool{}
	for _, d := range All(plans, cs) {
		if seen[d.Name()] {
			t.Errorf("two pictures are called %s", d.Name())
		}
		seen[d.Name()] = true
	}
	for _, name := range []string{"churn-fan", "cost-fan", "churn-difference-plan-a", "churn-difference-plan-a-2", "table"} {
		if !seen[name] {
			t.Errorf("no picture %s", name)
		}
	}
	if seen["answer-delay-email-fan"] || seen["retention-2y-fan"] {
		t.Error("a fan of nothing")
	}
	if n := len(All(plans[:1], nil)); n != 26 {
		t.Errorf("%d pictures of one plan, want one for each of the 26 weekly figures with data", n)
	}
	for _, d := range All(plans, cs) {
		if f, isFan := d.(Fan); isFan && f.KPI.ID == kpi.SatisfactionLasting {
			if f.Target == nil || *f.Target != (scenario.Target{KPI: "satisfaction_lasting", AtLeast: true, Value: 76, ByWeek: -1}) {
				t.Errorf("the scenario's target is not drawn: %v", f.Target)
			}
		}
	}
}

// Eight plans have as many tables as show each of them, in every size.
func TestTablesShowEveryPlan(t *testing.T) {
	plans, cs := madePlans(t, 2, 20, 30)
	for i := range 6 {
		p := plans[1]
		p.Name, p.Colour = fmt.Sprint("Another plan ", i), i+1
		plans, cs = append(plans, p), append(cs, cs[0])
	}
	for preset, size := range Presets {
		seen, all := map[string]bool{}, ""
		for _, d := range All(plans, cs) {
			if _, isTable := d.(DeltaTable); isTable {
				seen[d.Name()] = true
				all += strings.Join(texts(t, export(t, d, SVG, size, Style{Text: text.For("nb")})), "\n") + "\n"
			}
		}
		for _, p := range plans {
			if !strings.Contains(all, p.Name+"\n") {
				t.Errorf("%s: no table of %s", preset, p.Name)
			}
		}
		if len(seen) != 3 || !seen["table"] || !seen["table-3"] {
			t.Errorf("tables %v", seen)
		}
	}
}

// Two names that begin alike stand whole in every size of the difference: shortened
// they were the same.
func TestDifferenceNamesBothPlans(t *testing.T) {
	plans, cs := madePlans(t, 2, 30, 60)
	plans[0].Name, plans[1].Name = "Three channels, specialists", "Three channels, everybody answers"
	for _, k := range kpi.All {
		d := PairedDifference{KPI: k, Comparison: cs[0], Base: plans[0], Plan: plans[1]}
		for preset, size := range Presets {
			for _, style := range []Style{english(), bokmal()} {
				lines := texts(t, export(t, d, SVG, size, style))
				if all := strings.Join(lines, " "); strings.Contains(all, "…") {
					t.Errorf("%s of %s is cut: %s", preset, k.ID, all)
				}
			}
		}
	}
}
