package lib

import "github.com/tracelint/tracelint/internal/model"

const logxPkg = "github.com/zeromicro/go-zero/core/logx"

var logxPaths = []string{logxPkg}

// logx is what go-zero's logging takes from contexts. Its servers start the
// spans; the code that they call sees a context, and a logger made of it.
func logx() *model.Library {
	const ids = "The logger writes the trace id and the span id of the context into each record."
	return &model.Library{
		Name:     "go-zero logx",
		Module:   "github.com/zeromicro/go-zero",
		Verified: "v1.7.3",
		Paths:    logxPaths,
		Rows: []model.Row{
			{On: model.Func(logxPkg, "WithContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0), Note: ids},
			{On: model.Method(logxPkg, "Logger", "WithContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0), Note: ids},
		},
	}
}
