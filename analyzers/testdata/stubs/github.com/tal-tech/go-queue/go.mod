module github.com/tal-tech/go-queue

go 1.22
