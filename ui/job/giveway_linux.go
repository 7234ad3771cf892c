package job

import (
	"runtime"
	"syscall"
)

// giveWay lets whatever else is ready go before the thread of the calling goroutine:
// the interface, and what paints it where there is no graphics card. The engine
// calls it from its workers; the thread ends with the worker, since a thread cannot
// take back what it has given away.
func giveWay() {
	const lowest = 19 // of niceness; the system call tells 20 less it
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0); err == nil && p > 20-lowest {
		runtime.LockOSThread()
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, lowest)
	}
}
