// Package mqttbroker starts a broker for MQTT 3 and 5 inside the process.
package mqttbroker

import (
	"io"
	"log/slog"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/listeners"
	"github.com/mochi-mqtt/server/v2/packets"
)

// open lets everybody do everything.
type open struct{ mqtt.HookBase }

func (open) Provides(b byte) bool { return b == mqtt.OnConnectAuthenticate || b == mqtt.OnACLCheck }

func (open) OnConnectAuthenticate(*mqtt.Client, packets.Packet) bool { return true }

func (open) OnACLCheck(*mqtt.Client, string, bool) bool { return true }

// Start starts a broker that lets everybody do everything, and returns where it listens.
func Start() (addr string, stop func(), err error) {
	srv := mqtt.New(&mqtt.Options{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err := srv.AddHook(new(open), nil); err != nil {
		return "", nil, err
	}
	tcp := listeners.NewTCP(listeners.Config{ID: "tcp", Address: "127.0.0.1:0"})
	if err := srv.AddListener(tcp); err != nil {
		return "", nil, err
	}
	if err := srv.Serve(); err != nil {
		return "", nil, err
	}
	return tcp.Address(), func() { srv.Close() }, nil
}
