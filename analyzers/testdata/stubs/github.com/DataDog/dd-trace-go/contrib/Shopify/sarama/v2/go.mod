module github.com/DataDog/dd-trace-go/contrib/Shopify/sarama/v2

go 1.22
