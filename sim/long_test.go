package sim

import "testing"

// Long leaves a test out of short runs: statistics over many scenarios, which the
// race detector makes ten times as slow and finds nothing in.
func Long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("long")
	}
}
