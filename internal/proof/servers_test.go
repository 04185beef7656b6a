package proof

import (
	"os"
	"testing"

	"github.com/tracelint/tracelint/internal/proof/server"
)

// served is a server that has the programs of a library as its clients.
type served struct {
	*server.Server
	address string // given to the programs, see [server.Server.Address]
}

// servers are those that programs of libraries need besides themselves, by
// directory below analyzers/testdata/lib. The programs share them, and are run
// at the same time.
var servers = map[string]served{
	"amqp091":      {rabbitmq, "amqp://guest:guest@127.0.0.1:$amqp/"},
	"goamqp":       {rabbitmq, "amqp://guest:guest@127.0.0.1:$amqp/"},
	"river":        {postgresql, "postgres://postgres@127.0.0.1:$sql/postgres?sslmode=disable"},
	"rabbitstream": {rabbitmq, "rabbitmq-stream://guest:guest@127.0.0.1:$stream/"},
	"streadway":    {rabbitmq, "amqp://guest:guest@127.0.0.1:$amqp/"},
}

var rabbitmq = &server.Server{
	Name:     "RabbitMQ",
	Package:  "rabbitmq-server",
	Programs: []string{"rabbitmq-server", "epmd"},
	Dirs:     []string{"/usr/lib/rabbitmq/bin"}, // what is in PATH insists on directories of the system
	User:     "rabbitmq",
	Ports:    []string{"amqp", "stream", "distribution", "epmd"},
	Script: `
ulimit -n 4096 || true # where there is no limit, Erlang takes memory for all there may be
export RABBITMQ_NODENAME=proof@localhost RABBITMQ_DIST_PORT=$distribution ERL_EPMD_PORT=$epmd ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_CONF_ENV_FILE=$dir/none RABBITMQ_CONFIG_FILE=$dir/rabbitmq RABBITMQ_ENABLED_PLUGINS_FILE=$dir/plugins
export RABBITMQ_MNESIA_BASE=$dir/data RABBITMQ_LOG_BASE=$dir RABBITMQ_PID_FILE=$dir/pid
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
echo '[rabbitmq_stream, rabbitmq_amqp1_0].' >plugins
cat >rabbitmq.conf <<end
listeners.tcp.default = 127.0.0.1:$amqp
stream.listeners.tcp.default = 127.0.0.1:$stream
stream.advertised_host = 127.0.0.1
stream.advertised_port = $stream
log.file = false
log.console = true
log.console.level = info
end
epmd -port $epmd -address 127.0.0.1 &
exec rabbitmq-server`,
	Ready: "Server startup complete",
}

var postgresql = &server.Server{
	Name:     "PostgreSQL",
	Package:  "postgresql",
	Programs: []string{"initdb", "postgres"},
	Dirs:     []string{"/usr/lib/postgresql/*/bin"}, // what is in PATH, if anything, works on clusters of the system
	User:     "postgres",
	Ports:    []string{"sql"},
	Script: `
initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync
cat >>data/postgresql.conf <<end
listen_addresses = '127.0.0.1'
port = $sql
unix_socket_directories = ''
shared_buffers = 16MB
fsync = off
logging_collector = off
end
exec postgres -D data`,
	Ready: "database system is ready to accept connections",
	Quits: true, // a segment of System V's shared memory
}

// startServers starts all of them. It does not wait: there is enough to do for
// the tests before they need one.
func startServers() {
	for _, s := range servers {
		s.Start()
	}
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, s := range servers {
		s.Stop()
	}
	os.Exit(code)
}
