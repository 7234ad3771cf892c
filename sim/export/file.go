// Package export writes results to files that other programs read: JSON, CSV
// and XLSX for figures, and the archive that keeps every draw. SCHEMA.md
// describes them. Numbers are written without regard to language, at full
// precision; null stands for a figure that does not exist.
package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lojal/sim"
)

// File writes a file whole or not at all: under a temporary name in the same
// folder, which then takes the place of the file.
func File(path string, write func(io.Writer) error) error {
	temporary, err := create(path)
	if err != nil {
		return plainError(err, path)
	}
	buffer := bufio.NewWriterSize(temporary, 1<<16)
	err = write(buffer)
	err = errors.Join(err, buffer.Flush(), temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		os.Remove(temporary.Name())
		return plainError(err, path)
	}
	return nil
}

// create makes the temporary file with the permissions of an ordinary one.
func create(path string) (*os.File, error) {
	dir, name := filepath.Split(path)
	for i := 0; ; i++ {
		temporary := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d.tmp", name, os.Getpid(), i))
		f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// plainError tells which file could not be written, and why, without the
// temporary name.
func plainError(err error, path string) error {
	var cause *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &cause):
		err = cause.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s cannot be written: %w", path, err)
}

// Format is a format of data files.
type Format string

// Formats of data files.
const (
	JSON Format = "json"
	CSV  Format = "csv"
	XLSX Format = "xlsx"
)

// Formats are all of them.
var Formats = []Format{JSON, CSV, XLSX}

// Archive is the name of the file that holds everything.
const Archive = "results.lojal"

// Folder writes the archive and the data files of a run into a folder that is
// there, and returns their names.
func Folder(dir string, r *sim.Results, formats []Format) (names []string, err error) {
	type file struct {
		name  string
		write func(io.Writer, *sim.Results) error
	}
	files := []file{{Archive, Write}}
	for _, format := range formats {
		switch format {
		case JSON:
			files = append(files, file{"results.json", WriteJSON})
		case CSV:
			files = append(files, file{"draws.csv", WriteDraws}, file{"series.csv", WriteSeries})
		case XLSX:
			files = append(files, file{"results.xlsx", WriteXLSX})
		default:
			return names, fmt.Errorf("unknown format %q", format)
		}
	}
	for _, f := range files {
		err := File(filepath.Join(dir, f.name), func(w io.Writer) error { return f.write(w, r) })
		if err != nil {
			return names, err
		}
		names = append(names, f.name)
	}
	return names, nil
}
