module github.com/newrelic/go-agent/v3/integrations/nrsarama

go 1.22
