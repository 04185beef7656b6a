module github.com/DataDog/dd-trace-go/contrib/segmentio/kafka-go/v2

go 1.22
