module github.com/tracelint/tracelint

go 1.25.0

require (
	github.com/golangci/plugin-module-register v0.1.2
	go.yaml.in/yaml/v4 v4.0.0
	golang.org/x/mod v0.35.0
	golang.org/x/tools v0.44.0
)

require golang.org/x/sync v0.20.0 // indirect
