// Package server runs servers that have no place in a program's own process:
// brokers and databases as distributions package them, for the proof programs
// that need one. It touches no service of the system: each server runs in a
// directory of its own, on ports that nobody used, and ends with the tests,
// however these end.
package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	patience = 3 * time.Minute  // a server that is not ready by then has failed
	farewell = 10 * time.Second // what it left running has ended by then
	logLines = 60               // so many of the last lines are told if it fails
)

// Server is a server that one process of tests starts once, when first it is
// needed, and has until Stop.
type Server struct {
	Name     string   // as people call it
	Package  string   // the package of Debian's that has it
	Programs []string // what Script needs
	Dirs     []string // where they may be besides PATH, which comes after these: patterns, as filepath.Glob takes them
	User     string   // who runs it if root is who tests; the package's own user

	// Script is for sh. It runs in an empty directory, which is $dir and $HOME,
	// prepares what has to be prepared, and ends with exec of the server. Each
	// of Ports is the name of a variable with a free port of 127.0.0.1.
	Script string
	Ports  []string
	Ready  string // what a line has that is printed once the server can be used
	Quits  bool   // SIGQUIT ends it at once; if it is killed, it leaves something in the system's memory

	once    sync.Once
	missing string
	path    string
	run     *process
}

// Missing says why the server cannot be run here. It is empty if it can.
func (s *Server) Missing() string {
	s.once.Do(func() { s.missing = s.find() })
	return s.missing
}

// find looks for the programs and the user.
func (s *Server) find() (missing string) {
	var dirs []string
	for _, pattern := range s.Dirs {
		found, _ := filepath.Glob(pattern) // the only error is a malformed pattern
		dirs = append(dirs, found...)
	}
	dirs = append(dirs, filepath.SplitList(os.Getenv("PATH"))...)
	s.path = strings.Join(dirs, string(filepath.ListSeparator))
	for _, program := range append([]string{"sh"}, s.Programs...) {
		if !has(dirs, program) {
			return fmt.Sprintf("%s is not installed: there is no %s (apt-get install %s)", s.Name, program, s.Package)
		}
	}
	if err := runnable(s.User); err != nil {
		return fmt.Sprintf("%s cannot be run: %v", s.Name, err)
	}
	return ""
}

func has(dirs []string, program string) bool {
	for _, dir := range dirs {
		if _, err := exec.LookPath(filepath.Join(dir, program)); err == nil {
			return true
		}
	}
	return false
}

// Start starts the server, unless it was started or is missing, and does not
// wait until it is ready.
func (s *Server) Start() {
	if s.Missing() == "" && s.run == nil {
		s.run = start(s)
	}
}

// Address waits until the server is ready and returns an address of it, whose
// pattern names ports as in "amqp://127.0.0.1:$amqp/". If the server is missing,
// the test is skipped. The server must have been started.
func (s *Server) Address(t testing.TB, pattern string) string {
	t.Helper()
	if why := s.Missing(); why != "" {
		t.Skip(why)
	}
	if s.run == nil {
		t.Fatalf("%s was not started", s.Name)
	}
	if err := s.run.wait(); err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	return os.Expand(pattern, func(name string) string { return s.run.ports[name] })
}

// Stop ends the server, if it was started, and removes what it left. What it
// kept is lost, so it is given no time but to clear up.
func (s *Server) Stop() {
	if s.run != nil {
		s.run.stop(s.Quits)
		s.run = nil
	}
}

// process is a server that was started.
type process struct {
	dir   string
	ports map[string]string
	cmd   *exec.Cmd
	life  io.Closer // the server ends when it is closed

	ready  chan struct{} // closed when it can be used
	ended  chan struct{} // closed when its process has ended
	silent chan struct{} // closed when all that it started has ended
	err    error         // why it could not be started; ready and ended are closed

	mu  sync.Mutex
	log []string // the last lines that it printed
}

// guard has the whole process group end when standard input does, which is when
// the process at the other end does.
const guard = `exec 3<&0 </dev/null
(read -r _ <&3 || { [ -z "$quits" ] || { kill -QUIT $$; sleep 2; }; kill -KILL 0; }) >/dev/null 2>&1 &
exec 3<&-
`

func start(s *Server) *process {
	p := &process{ready: make(chan struct{}), ended: make(chan struct{}), silent: make(chan struct{})}
	if p.err = p.start(s); p.err != nil {
		close(p.ended)
		close(p.silent)
	}
	return p
}

func (p *process) start(s *Server) (err error) {
	if p.ports, err = freePorts(s.Ports); err != nil {
		return err
	}
	if p.dir, err = os.MkdirTemp("", strings.ToLower(s.Name)); err != nil {
		return err
	}
	out, in, err := os.Pipe()
	if err != nil {
		return err
	}
	defer in.Close()
	cmd := exec.Command("sh", "-ec", guard+s.Script)
	cmd.Dir = p.dir
	cmd.Stdout, cmd.Stderr = in, in
	cmd.Env = append(cmd.Environ(), "LC_ALL=C", "PATH="+s.path, "HOME="+p.dir, "TMPDIR="+p.dir, "dir="+p.dir)
	if s.Quits {
		cmd.Env = append(cmd.Env, "quits=1")
	}
	for name, port := range p.ports {
		cmd.Env = append(cmd.Env, name+"="+port)
	}
	if err := separate(cmd, s.User); err != nil {
		return errors.Join(err, out.Close())
	}
	life, err := cmd.StdinPipe()
	if err != nil {
		return errors.Join(err, out.Close())
	}
	if err := cmd.Start(); err != nil {
		return errors.Join(err, out.Close())
	}
	p.cmd, p.life = cmd, life
	go p.read(out, s.Ready)
	go func() {
		cmd.Wait() // what it has to say is in the log
		close(p.ended)
	}()
	return nil
}

// freePorts returns a port for each of the names. They are below those that
// systems give to whoever wants any, so that nobody gets one of them meanwhile.
func freePorts(names []string) (map[string]string, error) {
	ports := make(map[string]string)
	for _, name := range names {
		for range 100 {
			port := strconv.Itoa(20000 + rand.IntN(10000))
			l, err := net.Listen("tcp", "127.0.0.1:"+port)
			if err != nil {
				continue
			}
			defer l.Close() // kept until all are found
			ports[name] = port
			break
		}
		if ports[name] == "" {
			return nil, errors.New("there is no free port")
		}
	}
	return ports, nil
}

func (p *process) read(out io.ReadCloser, ready string) {
	defer close(p.silent)
	defer out.Close()
	told := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		p.mu.Lock()
		p.log = append(p.log[max(0, len(p.log)+1-logLines):], line)
		p.mu.Unlock()
		if !told && strings.Contains(line, ready) {
			close(p.ready)
			told = true
		}
	}
}

// wait waits until the server is ready, or will not be.
func (p *process) wait() error {
	if p.err != nil {
		return p.err
	}
	select {
	case <-p.ready:
		return nil
	default:
	}
	var why string
	select {
	case <-p.ready:
		return nil
	case <-p.ended:
		why = "it ended: " + p.cmd.ProcessState.String()
		select { // until what it printed is read, unless it left something running
		case <-p.silent:
		case <-time.After(time.Second):
		}
	case <-time.After(patience):
		why = fmt.Sprintf("it is not ready after %v", patience)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return fmt.Errorf("%s\n%s", why, strings.Join(p.log, "\n"))
}

func (p *process) stop(quits bool) {
	if p.cmd != nil {
		if quits {
			quit(p.cmd)
			select {
			case <-p.ended:
			case <-time.After(farewell):
			}
		}
		kill(p.cmd)
		p.life.Close()
		for _, c := range []chan struct{}{p.ended, p.silent} {
			select {
			case <-c:
			case <-time.After(farewell):
			}
		}
	}
	if p.dir != "" {
		os.RemoveAll(p.dir)
	}
}
