module github.com/newrelic/go-agent/v3/integrations/nramqp

go 1.22
