// Package detached hands events off in contexts that end with a request.
package detached

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"golang.org/x/sync/errgroup"
)

type shop struct{ js jetstream.JetStream }

func (s *shop) announce(ctx context.Context, order string) error {
	m := nats.NewMsg("orders.placed")
	m.Data = []byte(order)
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	_, err := s.js.PublishMsg(ctx, m)
	return err
}

// A goroutine.

func (s *shop) goroutine(w http.ResponseWriter, r *http.Request) {
	go s.announce(r.Context(), r.FormValue("order")) // want "publishctx/detached"
	w.WriteHeader(http.StatusAccepted)
}

func (s *shop) goroutineGood(w http.ResponseWriter, r *http.Request) {
	go s.announce(context.WithoutCancel(r.Context()), r.FormValue("order"))
	w.WriteHeader(http.StatusAccepted)
}

// A closure.

func (s *shop) closure(w http.ResponseWriter, r *http.Request) {
	ctx, order := r.Context(), r.FormValue("order")
	go func() {
		_ = s.announce(ctx, order) // want "publishctx/detached"
	}()
	w.WriteHeader(http.StatusAccepted)
}

func (s *shop) closureGood(w http.ResponseWriter, r *http.Request) {
	ctx, order := context.WithoutCancel(r.Context()), r.FormValue("order")
	go func() {
		_ = s.announce(ctx, order)
	}()
	w.WriteHeader(http.StatusAccepted)
}

// A timer.

func (s *shop) timer(w http.ResponseWriter, r *http.Request) {
	ctx, order := r.Context(), r.FormValue("order")
	time.AfterFunc(time.Minute, func() {
		_ = s.announce(ctx, order) // want "publishctx/detached"
	})
	w.WriteHeader(http.StatusAccepted)
}

func (s *shop) timerGood(w http.ResponseWriter, r *http.Request) {
	ctx, order := context.WithoutCancel(r.Context()), r.FormValue("order")
	time.AfterFunc(time.Minute, func() {
		_ = s.announce(ctx, order)
	})
	w.WriteHeader(http.StatusAccepted)
}

// Goroutines that are waited for.

func (s *shop) waitGroup(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, order := range r.Form["order"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_ = s.announce(r.Context(), order)
		}()
	}
	wg.Wait()
	w.WriteHeader(http.StatusOK)
}

func (s *shop) waitGroupGo(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, order := range r.Form["order"] {
		wg.Go(func() { _ = s.announce(r.Context(), order) })
	}
	wg.Wait()
	w.WriteHeader(http.StatusOK)
}

func (s *shop) channel(w http.ResponseWriter, r *http.Request) {
	done := make(chan error, 1)
	go func() { done <- s.announce(r.Context(), r.FormValue("order")) }()
	if err := <-done; err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (s *shop) closed(w http.ResponseWriter, r *http.Request) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.announce(r.Context(), r.FormValue("order"))
	}()
	<-done
	w.WriteHeader(http.StatusOK)
}

func (s *shop) selected(w http.ResponseWriter, r *http.Request) {
	done := make(chan error, 1)
	go func() { done <- s.announce(r.Context(), r.FormValue("order")) }()
	select {
	case err := <-done:
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	case <-r.Context().Done():
	}
}

func (s *shop) group(w http.ResponseWriter, r *http.Request) {
	g, ctx := errgroup.WithContext(r.Context())
	for _, order := range r.Form["order"] {
		g.Go(func() error { return s.announce(ctx, order) })
	}
	if err := g.Wait(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (s *shop) plainGroup(w http.ResponseWriter, r *http.Request) {
	var g errgroup.Group
	g.SetLimit(4)
	for _, order := range r.Form["order"] {
		g.Go(func() error { return s.announce(r.Context(), order) })
	}
	_ = g.Wait()
	w.WriteHeader(http.StatusOK)
}

// A group that nobody waits for.

func (s *shop) groupNotWaited(w http.ResponseWriter, r *http.Request) {
	var g errgroup.Group
	g.Go(func() error {
		return s.announce(r.Context(), r.FormValue("order")) // want "publishctx/detached"
	})
	w.WriteHeader(http.StatusAccepted)
}

// A WaitGroup that nobody waits for here.

func (s *shop) notWaited(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = s.announce(r.Context(), r.FormValue("order")) // want "publishctx/detached"
	}()
	w.WriteHeader(http.StatusAccepted)
}

// The context was made to outlive the request: only its values are taken.

func (s *shop) timeout(w http.ResponseWriter, r *http.Request) {
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), time.Minute)
		defer cancel()
		_ = s.announce(ctx, r.FormValue("order"))
	}()
	w.WriteHeader(http.StatusAccepted)
}

func (s *shop) timeoutBad(w http.ResponseWriter, r *http.Request) {
	go func() {
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		_ = s.announce(ctx, r.FormValue("order")) // want "publishctx/detached"
	}()
	w.WriteHeader(http.StatusAccepted)
}

// The server's own goroutine: its context is not a request's.

func (s *shop) serve(ctx context.Context, orders <-chan string) {
	for order := range orders {
		_ = s.announce(ctx, order)
	}
}
