module github.com/rabbitmq/rabbitmq-amqp-go-client

go 1.22
