module github.com/newrelic/go-agent/v3/integrations/nrstan

go 1.22
