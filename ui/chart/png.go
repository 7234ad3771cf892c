package chart

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/png"
	"io"
	"math"
)

func exportPNG(w io.Writer, d Drawing, s Size, st Style) error {
	width, height := s.pixels()
	img, _ := raster(d, width, height, int(math.Round(s.DPI)), st)
	defer Recycle(img)
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		return err
	}
	_, err := w.Write(withResolution(buf.Bytes(), s.DPI))
	return err
}

// afterHeader is where the first chunk after the header of a PNG file begins:
// signature 8, length and type 8, header 13, checksum 4.
const afterHeader = 33

// withResolution puts a pHYs chunk, dots per metre, behind the header (PNG
// specification, 11.3.4.3).
func withResolution(file []byte, dpi float64) []byte {
	perMetre := uint32(math.Round(dpi / 0.0254))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	out := append([]byte{}, file[:afterHeader]...)
	return append(append(out, chunk...), file[afterHeader:]...)
}
