module github.com/DataDog/dd-trace-go/contrib/cloud.google.com/go/pubsub.v1/v2

go 1.25.0
