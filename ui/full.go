package ui

import (
	"errors"
	"runtime"
	"syscall"
)

const errReadOnly = syscall.EROFS

// isFull says whether an error means that the disk has no room.
func isFull(err error) bool {
	const windowsDiskFull = syscall.Errno(112) // ERROR_DISK_FULL
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) ||
		runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull)
}
