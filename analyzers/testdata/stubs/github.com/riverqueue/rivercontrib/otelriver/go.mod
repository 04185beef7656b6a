module github.com/riverqueue/rivercontrib/otelriver

go 1.25
