// Package program is what the proof programs have in common: tracing that
// prints every span, a broker, and cases that are run one at a time.
package program

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

// Case is one program: it wires a producer and a consumer to the broker, lets
// an event through, and returns when the event was handled or will not be.
type Case func(ctx context.Context, broker string) error

const (
	timeLimit = 9 * time.Second // a run that is not over by then has failed
	patience  = 3 * time.Second // an event that is not handled by then is lost
)

// Moment is how long a consumer that asks for messages waits at a time, if what
// it waits for is not the end of its context.
const Moment = 100 * time.Millisecond

var given = flag.String("broker", "", "`address` of the broker, for programs that start none")

// Main starts a broker, runs the case that the flag -case names, and prints
// the spans that end meanwhile on standard output, one JSON object a line.
func Main(start func() (broker string, stop func(), err error), cases map[string]Case) {
	name := flag.String("case", "", "`name` of the case to run")
	flag.Parse()
	if err := run(start, cases[*name]); err != nil {
		log.Fatalf("case %q: %v", *name, err)
	}
}

func run(start func() (string, func(), error), run Case) error {
	if run == nil {
		return errors.New("no such case")
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeLimit)
	defer cancel()
	shutdown := trace(os.Stdout)
	broker, stop, err := start()
	if err != nil {
		return fmt.Errorf("starting the broker: %w", err)
	}
	defer stop()
	return errors.Join(run(ctx, broker), shutdown(ctx))
}

// Start runs consume until the function it returns is called, which waits for
// consume and returns its error.
func Start(ctx context.Context, consume func(context.Context) error) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- consume(ctx) }()
	return func() error {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	}
}

// Await waits until n orders were handled, but not for ever: that an event is
// lost is what some of the programs show.
func Await(handled <-chan string, n int) {
	deadline := time.After(patience)
	for ; n > 0; n-- {
		select {
		case <-handled:
		case <-deadline:
			log.Printf("gave up on %d more to be handled", n)
			return
		}
	}
}

// Post posts an empty body and expects the answer 202 Accepted.
func Post(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		return fmt.Errorf("POST %s: %s", url, resp.Status)
	}
	return nil
}

// Given starts no broker: flag -broker says where it runs.
func Given() (broker string, stop func(), err error) {
	if *given == "" {
		return "", nil, errors.New("these programs need -broker")
	}
	return *given, func() {}, nil
}

// InProcess starts no broker: the events do not leave the process.
func InProcess() (broker string, stop func(), err error) {
	return "", func() {}, nil
}

// Own returns a name on a broker that other programs use at the same time.
func Own(name string) string { return name + "-" + rand.Text() }
