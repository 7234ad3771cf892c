// Package scenarios is the shipped library: scenarios, driver models and the
// catalogue of initiatives. Importing it makes `library:NAME` known.
package scenarios

import (
	"embed"

	"lojal/sim/scenario"
)

// FS holds the files of the library.
//
//go:embed *.toml drivers/*.toml initiatives/*.toml
var FS embed.FS

func init() { scenario.Library = FS }
