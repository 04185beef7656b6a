module github.com/DataDog/dd-trace-go/contrib/IBM/sarama/v2

go 1.22
