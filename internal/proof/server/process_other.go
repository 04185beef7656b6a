//go:build !unix

package server

import (
	"errors"
	"os/exec"
)

var errSystem = errors.New("its script is for systems like Unix")

func runnable(string) error { return errSystem }

func separate(*exec.Cmd, string) error { return errSystem }

func quit(*exec.Cmd) {}

func kill(*exec.Cmd) {}
