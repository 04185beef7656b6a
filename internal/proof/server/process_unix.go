//go:build unix

package server

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// runnable returns nil if servers can be run by the user who tests or, if that
// is root, by the user of that name.
func runnable(name string) error {
	_, err := credential(name)
	return err
}

// credential returns whom root becomes, nil if nobody needs to.
func credential(name string) (*syscall.Credential, error) {
	if name == "" || os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup(name)
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", name, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", name, err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// separate has cmd run in a process group of its own and, if root tests, by
// the user, to whom its directory is given.
func separate(cmd *exec.Cmd, user string) error {
	who, err := credential(user)
	if err != nil {
		return err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: who}
	if who != nil {
		return os.Chown(cmd.Dir, int(who.Uid), int(who.Gid))
	}
	return nil
}

// quit asks cmd to end at once.
func quit(cmd *exec.Cmd) { cmd.Process.Signal(syscall.SIGQUIT) }

// kill ends the process group of cmd.
func kill(cmd *exec.Cmd) { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
