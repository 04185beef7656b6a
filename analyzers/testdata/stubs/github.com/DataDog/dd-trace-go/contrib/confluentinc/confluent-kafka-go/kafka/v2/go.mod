module github.com/DataDog/dd-trace-go/contrib/confluentinc/confluent-kafka-go/kafka/v2

go 1.22
