module github.com/Trendyol/otel-kafka-konsumer

go 1.22
