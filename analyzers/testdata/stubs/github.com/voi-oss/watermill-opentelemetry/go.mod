module github.com/voi-oss/watermill-opentelemetry

go 1.22
