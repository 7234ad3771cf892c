package export

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any // object, []object, or a leaf that is written on one line
}

// null is a number whose NaN and infinities are null in JSON.
type null float64

// MarshalJSON writes the shortest digits that read back as the same number.
func (n null) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// nulls are numbers for JSON.
func nulls(v []float64) []null {
	out := make([]null, len(v))
	for i, x := range v {
		out[i] = null(x)
	}
	return out
}

// writeJSON writes a document, objects indented and leaves on one line.
func writeJSON(w io.Writer, document any) error {
	var b bytes.Buffer
	if err := encode(&b, document, 0); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

func encode(b *bytes.Buffer, v any, depth int) error {
	switch v := v.(type) {
	case object:
		return encodeItems(b, "{}", len(v), depth, func(i int) error {
			if err := leaf(b, v[i].name); err != nil {
				return err
			}
			b.WriteString(": ")
			return encode(b, v[i].value, depth+1)
		})
	case []object:
		return encodeItems(b, "[]", len(v), depth, func(i int) error { return encode(b, v[i], depth+1) })
	}
	return leaf(b, v)
}

// encodeItems writes n items between brackets, each on a line of its own.
func encodeItems(b *bytes.Buffer, brackets string, n, depth int, item func(i int) error) error {
	b.WriteByte(brackets[0])
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		indent(b, depth+1)
		if err := item(i); err != nil {
			return err
		}
	}
	if n > 0 {
		indent(b, depth)
	}
	b.WriteByte(brackets[1])
	return nil
}

func indent(b *bytes.Buffer, depth int) {
	b.WriteByte('\n')
	b.WriteString(strings.Repeat("  ", depth))
}

// leaf writes a value on one line, letters such as < as they are.
func leaf(b *bytes.Buffer, v any) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the encoder's newline
	return nil
}
