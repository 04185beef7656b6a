module github.com/DataDog/dd-trace-go/contrib/twmb/franz-go/v2

go 1.22
