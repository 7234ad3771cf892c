package text

import (
	"os"
	"strings"

	"github.com/jeandeaual/go-locale"
)

// Detect is the language of the system: "nb" or "en". The environment is asked
// first, as gettext does, then the system's settings.
func Detect() string {
	if tag := environment(os.Getenv); tag != "" {
		return spoken(tag)
	}
	tag, err := locale.GetLocale()
	if err != nil {
		return "en"
	}
	return spoken(tag)
}

// environment is the language that the environment asks for: LANGUAGE where a
// locale is set that is not C, else LC_ALL, LC_MESSAGES or LANG; "" without one.
func environment(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := getenv(name)
		if value == "" {
			continue
		}
		tag := localeTag(value)
		if list := getenv("LANGUAGE"); list != "" && tag != "C" && tag != "POSIX" {
			first, _, _ := strings.Cut(list, ":")
			return localeTag(first)
		}
		return tag
	}
	return ""
}

// localeTag makes the language tag of a POSIX locale's name: nb_NO.UTF-8@x is nb-NO.
func localeTag(name string) string {
	name, _, _ = strings.Cut(name, ".")
	name, _, _ = strings.Cut(name, "@")
	return strings.ReplaceAll(name, "_", "-")
}
