package journal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

func text(records [][]byte) string { return fmt.Sprintf("%q", records) }

// A file cut at any byte gives the records that were whole, and no damage.
func TestTornAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.journal")
	want := [][]byte{[]byte(`{"a":1}`), []byte(`{}`), []byte(`{"ø":"å"}`)}
	w, err := Create(path, want[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range want[1:] {
		if err := w.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole, _ := os.ReadFile(path)
	if w.Size() != int64(len(whole)) {
		t.Errorf("size %d of %d", w.Size(), len(whole))
	}
	for cut := len(line(want[0])); cut <= len(whole); cut++ {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Read(path)
		n := bytes.Count(whole[:cut], []byte("\n"))
		if err != nil || c.Damaged || c.Before != n || text(c.Records) != text(want[:n]) {
			t.Fatalf("cut at %d: %v, %+v", cut, err, c)
		}
	}
}

// A changed byte anywhere is found, and the records before it stay.
func TestDamageIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.journal")
	rapid.Check(t, func(rt *rapid.T) {
		var records [][]byte
		for i := range rapid.IntRange(2, 6).Draw(rt, "records") {
			records = append(records, fmt.Appendf(nil, `{"n":%d,"t":%q}`, i, rapid.StringN(0, 20, -1).Draw(rt, "text")))
		}
		var all []byte
		for _, r := range records {
			all = append(all, line(r)...)
		}
		at := rapid.IntRange(0, len(all)-len(line(records[len(records)-1]))-1).Draw(rt, "place")
		all[at] ^= byte(rapid.IntRange(1, 255).Draw(rt, "bits"))
		if err := os.WriteFile(path, all, 0o600); err != nil {
			rt.Fatal(err)
		}
		hit, end := 0, 0
		for i, r := range records {
			if end += len(line(r)); at < end {
				hit = i
				break
			}
		}
		c, err := Read(path)
		if err != nil || !c.Damaged || c.Before != hit || text(c.Records[:hit]) != text(records[:hit]) {
			rt.Fatalf("byte %d of record %d changed: %v, damaged %v, %d before", at, hit, err, c.Damaged, c.Before)
		}
	})
}

func TestReplaceIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.journal")
	w, err := Create(path, []byte("1"), []byte("2"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Replace([]byte("3")); err != nil {
		t.Fatal(err)
	}
	if err := w.Append([]byte("4")); err != nil {
		t.Fatal(err)
	}
	c, err := Read(path)
	files, _ := os.ReadDir(dir)
	if err != nil || text(c.Records) != text([][]byte{[]byte("3"), []byte("4")}) || len(files) != 1 {
		t.Errorf("%v, %s, %d files", err, text(c.Records), len(files))
	}
}

// A torn end in a shared file costs that record and no other.
func TestSharedAppendAfterTornEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	if err := AppendShared(path, []byte("1")); err != nil {
		t.Fatal(err)
	}
	whole, _ := os.ReadFile(path)
	if err := os.WriteFile(path, append(whole, "0badc0de hal"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := AppendShared(path, []byte("2")); err != nil {
		t.Fatal(err)
	}
	c, err := Read(path)
	if err != nil || text(c.Records) != text([][]byte{[]byte("1"), []byte("2")}) {
		t.Errorf("%v, %s", err, text(c.Records))
	}
}

func TestNoJournalAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.journal")
	if _, err := Read(path); !os.IsNotExist(err) {
		t.Errorf("a missing file: %v", err)
	}
	if err := os.WriteFile(path, []byte("\x00\x01 something\nelse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := Read(path); err != nil || !c.Damaged || len(c.Records) != 0 {
		t.Errorf("a file of something else: %v, %+v", err, c)
	}
}
