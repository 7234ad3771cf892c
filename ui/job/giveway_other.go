//go:build !linux

package job

// giveWay does nothing where the system itself prefers what has the focus, or has no
// priorities of threads.
func giveWay() {}
