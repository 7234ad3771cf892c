// Package journal keeps records in a file that only grows, so that a program
// that dies at any moment loses at most the record that it was writing. A record
// is a line: the CRC-32C of the payload in eight hexadecimal digits, a space,
// the payload, a line feed.
package journal

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// line is a payload as it stands in the file. A payload has no line feed.
func line(payload []byte) []byte {
	return fmt.Appendf(make([]byte, 0, len(payload)+10), "%08x %s\n", crc32.Checksum(payload, castagnoli), payload)
}

// payload is what a line without its line feed holds; ok is false where the line
// is damaged.
func payload(line []byte) (p []byte, ok bool) {
	if len(line) < 9 || line[8] != ' ' {
		return nil, false
	}
	return line[9:], string(line[:8]) == fmt.Sprintf("%08x", crc32.Checksum(line[9:], castagnoli))
}

// Content is what a file holds.
type Content struct {
	Records [][]byte // whole ones, in the order written
	Before  int      // how many of them stand before the first damage
	Damaged bool     // a record other than a last one without its end is broken
	Size    int64    // bytes of the file
}

// Read reads a file of records. A last record that was not written to its end is
// left out and is no damage.
func Read(path string) (Content, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Content{}, err
	}
	c := Content{Size: int64(len(text))}
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			break // torn
		}
		p, ok := payload(text[:end])
		text = text[end+1:]
		if ok {
			c.Records = append(c.Records, p)
		} else {
			c.Damaged = true
		}
		if !c.Damaged {
			c.Before++
		}
	}
	return c, nil
}

// Writer appends records to a file of its own.
type Writer struct {
	path string
	file *os.File
	good int64 // bytes that were written and synchronised
}

// Create makes a file that holds records, whole or not at all, and opens it for
// more. A file of that name is replaced.
func Create(path string, records ...[]byte) (*Writer, error) {
	w := &Writer{path: path}
	return w, w.Replace(records...)
}

// Size is how large the file is, in bytes.
func (w *Writer) Size() int64 { return w.good }

// Append writes a record and returns when it is on the disk. After an error the
// file is as it was before.
func (w *Writer) Append(record []byte) error {
	text := line(record)
	_, err := w.file.WriteAt(text, w.good)
	if err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		return errors.Join(err, w.file.Truncate(w.good))
	}
	w.good += int64(len(text))
	return nil
}

// Replace puts other records in the place of all, whole or not at all.
func (w *Writer) Replace(records ...[]byte) error {
	var text bytes.Buffer
	for _, r := range records {
		text.Write(line(r))
	}
	file, err := os.CreateTemp(filepath.Dir(w.path), ".new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(text.Bytes())
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		err = w.swap(file)
	}
	if err != nil {
		return errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	w.good = int64(text.Len())
	return nil
}

// swap makes a new file the one that is written to. The old one is closed first,
// since some systems rename no file over an open one.
func (w *Writer) swap(file *os.File) error {
	name := file.Name()
	if err := file.Close(); err != nil {
		return err
	}
	if w.file != nil {
		w.file.Close()
	}
	renamed := os.Rename(name, w.path)
	again, err := os.OpenFile(w.path, os.O_RDWR, 0)
	if err != nil {
		return errors.Join(renamed, err)
	}
	w.file = again
	if renamed == nil {
		syncFolder(filepath.Dir(w.path))
	}
	return renamed
}

// Close closes the file.
func (w *Writer) Close() error { return w.file.Close() }

// AppendShared adds a record to a file that several programs write to, under
// their common lock, and returns when it is on the disk. What an interrupted
// write left at the end becomes a damaged record of its own.
func AppendShared(path string, record []byte) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	text := line(record)
	if size, err := file.Seek(0, io.SeekEnd); err != nil {
		return err
	} else if last := make([]byte, 1); size > 0 {
		if _, err := file.ReadAt(last, size-1); err != nil {
			return err
		}
		if last[0] != '\n' {
			text = append([]byte{'\n'}, text...)
		}
	}
	if _, err := file.Write(text); err != nil {
		return err
	}
	return file.Sync()
}

// syncFolder makes a new name last through a loss of power, where the system
// knows how; elsewhere it does nothing.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		f.Close()
	}
}
