package lib

import "github.com/tracelint/tracelint/internal/model"

var stdPaths = []string{"context", "net/http"}

func std() *model.Library {
	return &model.Library{
		Name:     "std",
		Module:   "std",
		Verified: "go1.25",
		Paths:    stdPaths,
		Rows: []model.Row{
			{On: model.Func("context", "WithoutCancel"), Role: model.Detach, Ctx: model.Arg(0, "parent"), Result: model.Result(0)},
			{On: model.Method("net/http", "Request", "Context"), Role: model.Request, Message: model.Recv(), Result: model.Result(0), Reads: model.FromRequest},
		},
	}
}
