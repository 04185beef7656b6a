package bench

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Environment of a process that stands in for a vet tool.
const (
	toolEnv = "TRACELINT_BENCH_TOOL" // the tool to run
	logEnv  = "TRACELINT_BENCH_LOG"  // the file to add a Start to for each package
)

// A Start is one start of the vet tool by cmd/go to analyse a package.
type Start struct {
	Package   string
	VetxOnly  bool // a dependency: analysed for its facts only
	CPU       time.Duration
	RSS       int64
	FactBytes int64  // size of the file of facts
	FactHash  string // and its content
}

// StandIn runs the tool that the environment names, in place of this process,
// and notes what it cost. It returns false if the environment names none.
// A measuring program calls it first thing and gives itself to go vet as
// -vettool, so that it learns of every start of the tool.
func StandIn() bool {
	tool := os.Getenv(toolEnv)
	if tool == "" {
		return false
	}
	args := os.Args[1:]
	cmd := exec.Command(tool, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if n := len(args); n > 0 && strings.HasSuffix(args[n-1], ".cfg") {
		if err := note(args[n-1], cmd.ProcessState); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(cmd.ProcessState.ExitCode())
	return true
}

// note adds a Start to the log.
func note(cfgFile string, state *os.ProcessState) error {
	data, err := os.ReadFile(cfgFile)
	if err != nil {
		return err
	}
	var cfg struct {
		ID         string
		VetxOnly   bool
		VetxOutput string
	}
	if err := json.Unmarshal(data, &cfg); err != nil {
		return err
	}
	s := Start{Package: cfg.ID, VetxOnly: cfg.VetxOnly, CPU: state.UserTime() + state.SystemTime(), RSS: maxRSS(state)}
	if facts, err := os.ReadFile(cfg.VetxOutput); err == nil {
		s.FactBytes, s.FactHash = int64(len(facts)), fmt.Sprintf("%x", sha256.Sum256(facts))
	}
	line, err := json.Marshal(s)
	if err != nil {
		return err
	}
	log, err := os.OpenFile(os.Getenv(logEnv), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	if _, err := log.Write(append(line, '\n')); err != nil { // one write: starts run in parallel
		return err
	}
	return log.Close()
}

// readLog returns the starts in a log, none if there is no such file.
func readLog(file string) ([]Start, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var starts []Start
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		var s Start
		if err := dec.Decode(&s); err == io.EOF {
			return starts, nil
		} else if err != nil {
			return nil, err
		}
		starts = append(starts, s)
	}
}
