package server

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func sleeper(script string) *Server {
	return &Server{Name: "Sleeper", Package: "coreutils", Programs: []string{"sleep"}, Ready: "dozing off", Ports: []string{"ear", "eye"}, Script: script}
}

const sleep = `echo "$ear $eye $HOME" >ports
sleep 600 &
echo now dozing off
exec sleep 600`

func started(t *testing.T, s *Server) *process {
	t.Helper()
	if why := s.Missing(); why != "" {
		t.Skip(why)
	}
	s.Start()
	t.Cleanup(s.Stop)
	return s.run
}

func over(t *testing.T, p *process) {
	t.Helper()
	for _, c := range []chan struct{}{p.ended, p.silent} {
		select {
		case <-c:
		case <-time.After(farewell):
			t.Fatal("it still runs")
		}
	}
}

func TestServer(t *testing.T) {
	s := sleeper(sleep)
	p := started(t, s)
	address := s.Address(t, "$ear $eye "+p.dir)
	if again := s.Address(t, "$ear $eye "+p.dir); again != address || s.run != p {
		t.Errorf("address %q at first, then %q", address, again)
	}
	given, err := os.ReadFile(filepath.Join(p.dir, "ports"))
	if err != nil || strings.TrimSpace(string(given)) != address {
		t.Errorf("the server was given %q, the test %q (%v)", given, address, err)
	}
	l, err := net.Listen("tcp", s.Address(t, "127.0.0.1:$ear"))
	if err != nil {
		t.Fatal(err)
	}
	l.Close()

	s.Stop()
	over(t, p)
	if _, err := os.Stat(p.dir); !os.IsNotExist(err) {
		t.Errorf("its directory is left: %v", err)
	}
	s.Stop()
}

// TestGuard has the tests' end of the pipe closed, as the system does when the
// tests' process dies.
func TestGuard(t *testing.T) {
	s := sleeper(sleep)
	p := started(t, s)
	if err := p.wait(); err != nil {
		t.Fatal(err)
	}
	p.life.Close()
	over(t, p)
}

// TestQuits has a server that says farewell if it is asked to end.
func TestQuits(t *testing.T) {
	for _, how := range []struct {
		name string
		end  func(*Server, *process)
	}{
		{"stopped", func(s *Server, _ *process) { s.Stop() }},
		{"abandoned", func(_ *Server, p *process) { p.life.Close() }},
	} {
		t.Run(how.name, func(t *testing.T) {
			said := filepath.Join(t.TempDir(), "said")
			s := sleeper("trap 'echo farewell >" + said + "; kill $!; exit' QUIT\nsleep 600 &\necho now dozing off\nwait")
			s.Quits = true
			p := started(t, s)
			if err := p.wait(); err != nil {
				t.Fatal(err)
			}
			how.end(s, p)
			over(t, p)
			if _, err := os.Stat(said); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestFailure(t *testing.T) {
	p := started(t, sleeper("echo no bed here; exit 7"))
	if err := p.wait(); err == nil || !strings.Contains(err.Error(), "exit status 7") || !strings.Contains(err.Error(), "no bed here") {
		t.Errorf("error = %v, want one with the exit status and what it printed", err)
	}
}

func TestMissing(t *testing.T) {
	s := sleeper(sleep)
	s.Programs = append(s.Programs, "sleep-no-more")
	if why := s.Missing(); !strings.Contains(why, "sleep-no-more") || !strings.Contains(why, "coreutils") {
		t.Errorf("Missing = %q, want the program and the package in it", why)
	}
	s.Start()
	if s.run != nil {
		t.Error("it was started nevertheless")
	}
}
