module github.com/dentech-floss/watermill-opentelemetry-go-extra

go 1.22
