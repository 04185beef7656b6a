// Validates what tracelint writes against JSON Schemas, for the tests of
// package report. Nothing is imported from gosec: its module, which has the
// schema of SARIF 2.1.0 as OASIS published it, is how the tests get at that file
// (go mod tidy would take the line out).
module github.com/tracelint/tracelint/internal/report/testdata/validate

go 1.25.0

require (
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/securego/gosec/v2 v2.29.0
)

require golang.org/x/text v0.41.0 // indirect
