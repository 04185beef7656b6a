module github.com/newrelic/go-agent/v3/integrations/nrnats

go 1.22
