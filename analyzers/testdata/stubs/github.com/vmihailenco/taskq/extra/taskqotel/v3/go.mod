module github.com/vmihailenco/taskq/extra/taskqotel/v3

go 1.18
