package eventflow

import (
	"reflect"
	"testing"
)

// TestOutboxInsert reads statements.
func TestOutboxInsert(t *testing.T) {
	for sql, want := range map[string]*insert{
		"INSERT INTO outbox (id, payload) VALUES ($1, $2)":                                                                {[]string{"id", "payload"}, []int{0, 1}},
		"-- name: Enqueue :exec\ninsert  into \"shop\".outbox_events (\"id\", payload, headers) values (?, ?::jsonb, '')": {[]string{"id", "payload", "headers"}, []int{0, 1, leftOpen}},
		"insert into\n\t shop.order_outbox (id, body, headers, at)\n values (?, ?, NULL, now())":                          {[]string{"id", "body", "headers", "at"}, []int{0, 1, leftOpen, putThere}},
		"INSERT INTO outbox (payload, correlation_id) VALUES ($2::jsonb, coalesce($1, ''))":                               {[]string{"payload", "correlation_id"}, []int{1, putThere}},
		"INSERT INTO outbox_publications (event_id, published_at) VALUES ($1, $2)":                                        nil,
		"INSERT INTO orders (id, payload) VALUES ($1, $2)":                                                                nil,
		"INSERT INTO outbox (id, payload) SELECT id, payload FROM old":                                                    nil,
		"DELETE FROM outbox WHERE payload = $1":                                                                           nil,
		"INSERT INTO outbox (id, payload) VALUES ($1":                                                                     nil,
		"INSERT INTO outbox": nil,
	} {
		if got := outboxInsert(sql); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", sql, got, want)
		}
	}
}
