// Package kafkabroker starts a Kafka broker inside the process.
package kafkabroker

import (
	"github.com/twmb/franz-go/pkg/kfake"
)

// Start starts a broker that has the topics of the programs.
func Start() (address string, stop func(), err error) {
	cluster, err := kfake.NewCluster(
		kfake.NumBrokers(1),
		kfake.SeedTopics(1, "orders", "orders.dead", "deliveries"),
	)
	if err != nil {
		return "", nil, err
	}
	return cluster.ListenAddrs()[0], cluster.Close, nil
}
