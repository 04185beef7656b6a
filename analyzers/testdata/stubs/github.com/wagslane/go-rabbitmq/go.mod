module github.com/wagslane/go-rabbitmq

go 1.22
