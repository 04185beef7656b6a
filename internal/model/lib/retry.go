package lib

import "github.com/tracelint/tracelint/internal/model"

// Libraries that do nothing but try something again. What matters of them is
// the function that is tried, and where a hook may tell the attempts apart.
// Those that only count and wait (dskit's and lestrrat-go's backoff) need no table:
// the loop around them is in the program's own code.

const (
	backoffV2     = "github.com/cenkalti/backoff"
	backoffV3     = "github.com/cenkalti/backoff/v3"
	backoffV4     = "github.com/cenkalti/backoff/v4"
	backoffV5     = "github.com/cenkalti/backoff/v5"
	retryGo       = "github.com/avast/retry-go"
	retryGoV3     = "github.com/avast/retry-go/v3"
	retryGoV4     = "github.com/avast/retry-go/v4"
	retryGoV5     = "github.com/avast/retry-go/v5"
	goRetry       = "github.com/sethvargo/go-retry"
	failsafe      = "github.com/failsafe-go/failsafe-go"
	retrier       = "github.com/eapache/go-resiliency/retrier"
	resiliency    = "github.com/eapache/go-resiliency"
	retryableHTTP = "github.com/hashicorp/go-retryablehttp"
)

// retryLoaders brings the tables of the retry libraries.
var retryLoaders = []*model.Loader{
	retries("cenkalti/backoff v2", backoffV2, backoffV2, "v2.2.1+incompatible", func() []model.Row { return backoffRows(backoffV2) }),
	retries("cenkalti/backoff v3", backoffV3, backoffV3, "v3.2.2", func() []model.Row {
		return append(backoffRows(backoffV3), tries(model.Func(backoffV3, "RetryNotifyWithTimer"), model.Arg(0, "operation"), model.Arg(2, "notify")))
	}),
	retries("cenkalti/backoff v4", backoffV4, backoffV4, "v4.3.0", func() []model.Row {
		return append(backoffRows(backoffV4),
			tries(model.Func(backoffV4, "RetryNotifyWithTimer"), model.Arg(0, "operation"), model.Arg(2, "notify")),
			tries(model.Func(backoffV4, "RetryWithData"), model.Arg(0, "o"), model.Place{}),
			tries(model.Func(backoffV4, "RetryNotifyWithData"), model.Arg(0, "operation"), model.Arg(2, "notify")),
			tries(model.Func(backoffV4, "RetryNotifyWithTimerAndData"), model.Arg(0, "operation"), model.Arg(2, "notify")),
		)
	}),
	retries("cenkalti/backoff v5", backoffV5, backoffV5, "v5.0.3", func() []model.Row {
		row := tries(model.Func(backoffV5, "Retry"), model.Arg(1, "operation"), model.Arg(2, "opts"))
		row.Ctx = model.Arg(0, "ctx")
		row.Note = "The operation is not given the context."
		return []model.Row{row}
	}),
	retries("avast/retry-go", retryGo, retryGo, "v3.0.0+incompatible", func() []model.Row { return retryGoRows(retryGo) }),
	retries("avast/retry-go v3", retryGoV3, retryGoV3, "v3.1.1", func() []model.Row { return retryGoRows(retryGoV3) }),
	retries("avast/retry-go v4", retryGoV4, retryGoV4, "v4.7.0", func() []model.Row {
		return append(retryGoRows(retryGoV4), tries(model.Func(retryGoV4, "DoWithData"), model.Arg(0, "retryableFunc"), model.Arg(1, "opts")))
	}),
	retries("avast/retry-go v5", retryGoV5, retryGoV5, "v5.1.1", func() []model.Row {
		return []model.Row{
			tries(model.Method(retryGoV5, "Retrier", "Do"), model.Arg(0, "retryableFunc"), model.Recv()),
			tries(model.Method(retryGoV5, "RetrierWithData", "Do"), model.Arg(0, "retryableFunc"), model.Recv()),
		}
	}),
	retries("sethvargo/go-retry", goRetry, goRetry, "v0.5.0", func() []model.Row {
		var rows []model.Row
		for _, name := range []string{"Do", "DoValue", "Constant", "Exponential", "Fibonacci"} {
			rows = append(rows, inContext(tries(model.Func(goRetry, name), model.Arg(2, "f"), model.Place{})))
		}
		return rows
	}),
	retries("failsafe-go", failsafe, failsafe, "v0.9.8", func() []model.Row {
		var rows []model.Row
		for _, name := range []string{"Run", "RunWithExecution", "Get", "GetWithExecution", "RunAsync", "RunAsyncWithExecution", "GetAsync", "GetAsyncWithExecution"} {
			row := tries(model.Method(failsafe, "Executor", name), model.Arg(0, "fn"), model.Recv())
			row.Client = model.Recv()
			row.Note = "Tries again only if a RetryPolicy is among the executor's policies."
			rows = append(rows, row)
		}
		return rows
	}),
	retries("go-resiliency retrier", resiliency, retrier, "v1.7.0", func() []model.Row {
		return []model.Row{
			tries(model.Method(retrier, "Retrier", "Run"), model.Arg(0, "work"), model.Place{}),
			inContext(tries(model.Method(retrier, "Retrier", "RunCtx"), model.Arg(1, "work"), model.Place{})),
			inContext(tries(model.Method(retrier, "Retrier", "RunFn"), model.Arg(1, "work"), model.Place{})),
		}
	}),
	retries("go-retryablehttp", retryableHTTP, retryableHTTP, "v0.7.8", func() []model.Row {
		var rows []model.Row
		sends := func(on model.Ref, request model.Place) {
			rows = append(rows, model.Row{On: on, Role: model.Neutral, Message: request, MayRead: model.FromContext, Note: "Tries again by itself; a traced transport has a span for each attempt."})
		}
		sends(model.Method(retryableHTTP, "Client", "Do"), model.Arg(0, "req"))
		for _, name := range []string{"Get", "Head", "Post", "PostForm"} {
			sends(model.Method(retryableHTTP, "Client", name), model.Arg(0, "url"))
			sends(model.Func(retryableHTTP, name), model.Arg(0, "url"))
		}
		return rows
	}),
}

// retries is the loader of a library that only tries again.
func retries(name, module, path, verified string, rows func() []model.Row) *model.Loader {
	paths := []string{path}
	return &model.Loader{Paths: paths, Helper: true, Load: func() *model.Library {
		return &model.Library{Name: name, Module: module, Verified: verified, Paths: paths, Rows: rows()}
	}}
}

// tries is the row of a function that calls its argument at callback again
// after an error. The options are where a hook may be.
func tries(on model.Ref, callback, options model.Place) model.Row {
	return model.Row{On: on, Role: model.Retry, Callback: model.Callback{At: callback}, Options: options}
}

// inContext adds that the row's function takes a context first, which it hands to the callback.
func inContext(row model.Row) model.Row {
	row.Ctx = model.Arg(0, "ctx")
	row.Callback.Ctx, row.Callback.Holds = model.In(0), model.FromCaller
	return row
}

func backoffRows(path string) []model.Row {
	return []model.Row{
		tries(model.Func(path, "Retry"), model.Arg(0, "o"), model.Place{}),
		tries(model.Func(path, "RetryNotify"), model.Arg(0, "operation"), model.Arg(2, "notify")),
	}
}

func retryGoRows(path string) []model.Row {
	return []model.Row{tries(model.Func(path, "Do"), model.Arg(0, "retryableFunc"), model.Arg(1, "opts"))}
}
