package export

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func written(t interface{ Fatal(...any) }, write func(io.Writer) error) []byte {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchiveReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t)
		data := written(t, func(w io.Writer) error { return Write(w, r) })
		back, err := ReadFrom(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		if fields := unequal(r, back); fields != nil {
			t.Fatalf("%v differ", fields)
		}
		again := written(t, func(w io.Writer) error { return Write(w, back) })
		if !bytes.Equal(data, again) {
			t.Fatal("the same results give other bytes")
		}
	})
}

func TestArchiveIsAPlainZip(t *testing.T) {
	r := small()
	data := written(t, func(w io.Writer) error { return Write(w, r) })
	files, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]string{}
	for _, f := range files.File {
		reader, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		if entries[f.Name] = string(content); !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
	}
	if entries["scenario.toml"] != "format = 1\n" {
		t.Errorf("scenario.toml: %q", entries["scenario.toml"])
	}
	if entries["results.json"] != string(written(t, func(w io.Writer) error { return WriteJSON(w, r) })) {
		t.Error("results.json is another")
	}
	if got, want := len(entries["series/churn"]), 4*r.Weeks*r.Replications; got != want {
		t.Errorf("series/churn has %d bytes, want %d", got, want)
	}
	if !strings.Contains(entries["manifest.json"], `"name": "series/churn"`) {
		t.Error("the manifest does not name series/churn")
	}
}

// A damaged file is an error, never a panic, and never results that differ.
func TestDamagedArchive(t *testing.T) {
	r := small()
	data := written(t, func(w io.Writer) error { return Write(w, r) })
	rapid.Check(t, func(t *rapid.T) {
		broken := bytes.Clone(data[:rapid.IntRange(0, len(data)).Draw(t, "length")])
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			if len(broken) > 0 {
				broken[rapid.IntRange(0, len(broken)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
			}
		}
		_, _ = ReadFrom(bytes.NewReader(broken), int64(len(broken)))
	})
	at := bytes.Index(data, []byte("series/churn")) + len("series/churn") + 3 // inside the numbers
	broken := bytes.Clone(data)
	broken[at] ^= 0xff
	if _, err := ReadFrom(bytes.NewReader(broken), int64(len(broken))); err == nil {
		t.Error("a changed draw went unnoticed")
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.lojal")
	if err := os.WriteFile(path, []byte("not a zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "x.lojal") {
		t.Error(err)
	}
	if _, err := Read(filepath.Join(dir, "missing.lojal")); err == nil {
		t.Error("a missing file was read")
	}
}

// rezipped is an archive with one entry changed, its checksums right.
func rezipped(t *testing.T, data []byte, name, old, new string) []byte {
	files, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range files.File {
		reader, _ := f.Open()
		content, _ := io.ReadAll(reader)
		if f.Name == name {
			content = bytes.Replace(content, []byte(old), []byte(new), 1)
		}
		w, _ := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		w.Write(content)
	}
	out.Close()
	return b.Bytes()
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	data := written(t, func(w io.Writer) error { return Write(w, small()) })
	for _, c := range []struct{ entry, old, new, want string }{
		{"manifest.json", `"schema_version": 1`, `"schema_version": 9`, "newer version"},
		{"manifest.json", "lojal results", "something", "not a file of results"},
		{"results.json", `"replications": 3`, `"replications": 4`, "bytes"},
		{"results.json", `"replications": 3`, `"replications": -3`, "damaged"},
		{"results.json", `"weeks": 2`, `"weeks": 2000000000`, "damaged"},
		{"results.json", `"start": "2026`, `"start": "x`, "damaged"},
		{"results.json", `"at_least"`, `"at_lest"`, "target"},
	} {
		broken := rezipped(t, data, c.entry, c.old, c.new)
		_, err := ReadFrom(bytes.NewReader(broken), int64(len(broken)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s → %s: %v, want %q", c.old, c.new, err, c.want)
		}
	}
}
