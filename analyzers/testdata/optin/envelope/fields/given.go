package fields

import (
	"context"
	"database/sql"
	"encoding/json"

	"tracelint.test/testdata/optin/envelope/bus"
)

// What goes along beside the payload may be given by whoever calls.

func givenHeaders(b *bus.Bus, workflow, parent string) error {
	return b.With(Paid{EventID: "1"}, map[string]string{"correlation-id": workflow, "traceparent": parent})
}

func givenOthers(b *bus.Bus, parent string) error {
	return b.With(Paid{EventID: "1"}, map[string]string{"content-type": "application/json", "traceparent": parent}) // want "envelope/missing-field: .*CorrelationID"
}

func givenUnknown(b *bus.Bus, headers map[string]string) error {
	return b.With(Paid{EventID: "1"}, headers)
}

// An outbox's row is what is published.

func enqueue(ctx context.Context, tx *sql.Tx, payload []byte, headers map[string]string) error {
	h, err := json.Marshal(headers)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO outbox (topic, payload, headers) VALUES ($1, $2, $3::jsonb)`, "payments", payload, h)
	return err
}

func enqueued(ctx context.Context, tx *sql.Tx, workflow, parent string) error {
	data, err := json.Marshal(Paid{EventID: "1", CorrelationID: workflow})
	if err != nil {
		return err
	}
	return enqueue(ctx, tx, data, map[string]string{"traceparent": parent})
}

func enqueuedWithout(ctx context.Context, tx *sql.Tx, parent string) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	return enqueue(ctx, tx, data, map[string]string{"traceparent": parent}) // want "envelope/missing-field: .*CorrelationID"
}
