// Package broker runs a NATS server with JetStream inside the process.
package broker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Stream is the name of the stream that keeps every event of the shop.
const Stream = "SHOP"

// Broker is a running server, one connection to it, and the shop's stream.
type Broker struct {
	JetStream jetstream.JetStream

	server *server.Server
	conn   *nats.Conn
	dir    string
}

// Start launches a server that opens no port and stores its data in a temporary directory.
func Start(ctx context.Context) (*Broker, error) {
	dir, err := os.MkdirTemp("", "orders-jetstream-")
	if err != nil {
		return nil, err
	}
	b := &Broker{dir: dir}
	if err := b.start(ctx); err != nil {
		b.Close()
		return nil, fmt.Errorf("start broker: %w", err)
	}
	return b, nil
}

func (b *Broker) start(ctx context.Context) (err error) {
	b.server, err = server.NewServer(&server.Options{
		DontListen: true,
		JetStream:  true,
		StoreDir:   b.dir,
		NoLog:      true,
		NoSigs:     true,
	})
	if err != nil {
		return err
	}
	b.server.Start()
	if !b.server.ReadyForConnections(3 * time.Second) {
		return errors.New("the server did not get ready in time")
	}
	if b.conn, err = nats.Connect("", nats.InProcessServer(b.server)); err != nil {
		return err
	}
	if b.JetStream, err = jetstream.New(b.conn); err != nil {
		return err
	}
	_, err = b.JetStream.CreateStream(ctx, jetstream.StreamConfig{
		Name:     Stream,
		Subjects: []string{"order.>", "stock.>", "payment.>", "shipment.>", "audit.>"},
	})
	return err
}

// Messages returns everything the stream holds, oldest first.
func (b *Broker) Messages(ctx context.Context) ([]*jetstream.RawStreamMsg, error) {
	stream, err := b.JetStream.Stream(ctx, Stream)
	if err != nil {
		return nil, err
	}
	state := stream.CachedInfo().State
	var messages []*jetstream.RawStreamMsg
	for seq := state.FirstSeq; seq <= state.LastSeq; seq++ {
		msg, err := stream.GetMsg(ctx, seq)
		if err != nil {
			return nil, fmt.Errorf("read message %d: %w", seq, err)
		}
		messages = append(messages, msg)
	}
	return messages, nil
}

// Close disconnects, stops the server and removes its data.
func (b *Broker) Close() {
	if b.conn != nil {
		b.conn.Close()
	}
	if b.server != nil {
		b.server.Shutdown()
		b.server.WaitForShutdown()
	}
	os.RemoveAll(b.dir)
}
