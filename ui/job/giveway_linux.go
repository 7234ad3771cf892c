package job

import (
	"runtime"
	"syscall"
)

// giveWay leaves whatever else is ready three quarters of a core that it shares with
// the thread of the calling goroutine: the interface, and what paints it where there
// is no graphics card. Not more, since a newer request waits for the replications
// under way. The engine calls it from its workers; the thread ends with the worker,
// since a thread cannot take back what it has given away.
func giveWay() {
	const nice = 5 // the system call tells 20 less it
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0); err == nil && p > 20-nice {
		runtime.LockOSThread()
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, nice)
	}
}
