package scenario

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// date is a date without a time.
type date struct{ time.Time }

// plain are the scalars that can be read at sight, which are almost all: whole and
// decimal numbers, and texts without escapes.
var plain = regexp.MustCompile(`^(?:(-?(?:0|[1-9][0-9]{0,17}))|(-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15})|"([^"\\\x00-\x1f\x7f]*)")$`)

// atSight reads a plain scalar.
func atSight(text string) (value any, ok bool) {
	at := plain.FindStringSubmatchIndex(text)
	if at == nil || !utf8.ValidString(text) {
		return nil, false
	}
	var err error
	switch {
	case at[2] >= 0:
		value, err = strconv.ParseInt(text, 10, 64)
	case at[4] >= 0:
		value, err = strconv.ParseFloat(text, 64)
	default:
		value = text[at[6]:at[7]]
	}
	return value, err == nil
}

// decode reads one scalar of TOML; the message says what is wrong with it.
func decode(text string) (value any, message string) {
	if v, ok := atSight(text); ok {
		return v, ""
	}
	var v struct{ V any }
	if _, err := toml.Decode("V = "+text, &v); err != nil {
		return nil, tomlMessage(err)
	}
	if t, ok := v.V.(time.Time); ok {
		if len(strings.TrimSpace(text)) == len("2006-01-02") {
			return date{time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)}, ""
		}
		return t, ""
	}
	return v.V, ""
}

func tomlMessage(err error) string {
	var p toml.ParseError
	if errors.As(err, &p) && p.Message != "" {
		return p.Message
	}
	_, message, _ := strings.Cut(err.Error(), ": ")
	return strings.TrimSpace(strings.TrimPrefix(message, "toml: "))
}

// check decodes the whole file, which finds what the places' parser lets pass.
func (f *file) check() {
	var all map[string]any
	_, err := toml.Decode(string(f.src), &all)
	if err == nil {
		return
	}
	at := 0
	var p toml.ParseError
	if errors.As(err, &p) {
		at = p.Position.Start
	}
	f.tell(at, tomlMessage(err))
}

// quote writes a string as TOML.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			const hex = "0123456789abcdef"
			b.WriteString(`\u00` + string(hex[r>>4]) + string(hex[r&15]))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// bareKey writes a key, in quotes where it must be.
func bareKey(s string) string {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return quote(s)
		}
	}
	if s == "" {
		return `""`
	}
	return s
}

// textList writes a list of texts as TOML.
func textList(list []string) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = quote(s)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
