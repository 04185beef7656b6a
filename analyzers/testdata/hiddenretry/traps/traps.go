// Package traps has loops that look like hidden retries and are none.
package traps

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/stock"
)

var tracer = otel.Tracer("tracelint.test/hiddenretry/traps")

// Ledger is implemented elsewhere.
type Ledger interface {
	Book(ctx context.Context, order string) error
}

type shop struct {
	nc       *nats.Conn
	r        *kafka.Reader
	client   *kgo.Client
	http     *http.Client
	retrying *retryablehttp.Client
	stock    *stock.Client
	ledger   Ledger
	notify   func(error)
}

// Items.

func (s *shop) announceAll(ctx context.Context, orders []string) error {
	ctx, span := tracer.Start(ctx, "announce-orders")
	defer span.End()
	var errs []error
	for _, order := range orders {
		if err := s.nc.PublishMsg(carrier.Message(ctx, "orders", []byte(order))); err != nil {
			errs = append(errs, err)
			continue
		}
	}
	return errors.Join(errs...)
}

// The first of several that works.

func (s *shop) announceAnywhere(ctx context.Context, conns []*nats.Conn, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	var err error
	for _, nc := range conns {
		if err = nc.PublishMsg(carrier.Message(ctx, "orders", []byte(order))); err == nil {
			return nil
		}
	}
	return err
}

// Pages.

func (s *shop) pages(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "read-orders")
	defer span.End()
	cursor := ""
	for {
		next, err := s.stock.Page(ctx, cursor)
		if err != nil {
			continue
		}
		if next == "" {
			return nil
		}
		cursor = next
	}
}

// A state that is waited for.

func (s *shop) waitFor(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "await-payment")
	defer span.End()
	for {
		done, err := s.paid(ctx, order)
		if err != nil {
			return err
		}
		if done {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
}

func (s *shop) paid(ctx context.Context, order string) (bool, error) {
	next, err := s.stock.Page(ctx, order)
	return next != "", err
}

// A connection.

func (s *shop) connect(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "open-shop")
	defer span.End()
	for {
		err := s.stock.Connect(ctx)
		if err == nil {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
}

// A consume loop that goes on after errors.

func (s *shop) consume(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "consume-orders")
	defer span.End()
	for {
		m, err := s.r.ReadMessage(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			continue
		}
		msgCtx := otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		if err := s.stock.Reserve(msgCtx, string(m.Value)); err != nil {
			log.Print(err)
		}
	}
}

// Another argument each time.

func (s *shop) reserveAny(ctx context.Context, orders []string) (err error) {
	ctx, span := tracer.Start(ctx, "reserve-any")
	defer span.End()
	for i := 0; i < len(orders); i++ {
		if err = s.stock.Reserve(ctx, orders[i]); err == nil {
			return nil
		}
	}
	return err
}

// Who knows what an implementation does.

func (s *shop) book(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "book-order")
	defer span.End()
	for range 3 {
		if err = s.ledger.Book(ctx, order); err == nil {
			return nil
		}
	}
	return err
}

// The transport may have a span for each request.

func (s *shop) post(ctx context.Context, url string) error {
	ctx, span := tracer.Start(ctx, "post-order")
	defer span.End()
	for range 3 {
		if s.request(ctx, url) == nil {
			return nil
		}
	}
	return errors.New("gave up")
}

func (s *shop) request(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// So may that of a client that tries again itself.

func (s *shop) postAgain(ctx context.Context, url string) error {
	ctx, span := tracer.Start(ctx, "post-order")
	defer span.End()
	for range 3 {
		if s.requestAgain(ctx, url) == nil {
			return nil
		}
	}
	return errors.New("gave up")
}

func (s *shop) requestAgain(ctx context.Context, url string) error {
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	resp, err := s.retrying.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The client has a span for each attempt.

func traced(ctx context.Context, order string) error {
	tracer := kotel.NewTracer()
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(tracer)).Hooks()...))
	if err != nil {
		return err
	}
	ctx, span := otel.Tracer("traps").Start(ctx, "announce-order")
	defer span.End()
	record := &kgo.Record{Topic: "orders", Value: []byte(order)}
	for range 3 {
		if err = client.ProduceSync(ctx, record).FirstErr(); err == nil {
			return nil
		}
	}
	return err
}

// The client may have.

func (s *shop) produce(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	var err error
	for range 3 {
		if err = s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte(order)}).FirstErr(); err == nil {
			return nil
		}
	}
	return err
}

// Somebody is told.

func (s *shop) told(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	for range 3 {
		if err = s.stock.Reserve(ctx, order); err == nil {
			return nil
		}
		s.notify(err)
	}
	return err
}

func (s *shop) toldInHelper(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	for i := range 3 {
		if err = s.stock.Reserve(ctx, order); err == nil {
			return nil
		}
		s.again(i, err)
	}
	return err
}

func (s *shop) again(n int, err error) { log.Printf("attempt %d: %v", n, err) }

// Tried once more, after putting something right: each is written down.

func (s *shop) onceMore(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	if err := s.stock.Reserve(ctx, order); err == nil {
		return nil
	}
	return s.stock.Reserve(ctx, order)
}

// No span around it that is known of.

func (s *shop) Announce(ctx context.Context, order string) (err error) {
	msg := carrier.Message(ctx, "orders", []byte(order))
	for range 3 {
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
	}
	return err
}

// The span is over.

func (s *shop) announceAfter(ctx context.Context, order string) (err error) {
	_, span := tracer.Start(ctx, "price-order")
	msg := carrier.Message(ctx, "orders", []byte(order))
	span.End()
	for range 3 {
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
	}
	return err
}
