package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	riverPkg     = "github.com/riverqueue/river"
	riverTypePkg = "github.com/riverqueue/river/rivertype"
	otelRiverPkg = "github.com/riverqueue/rivercontrib/otelriver"
)

var (
	riverPaths     = []string{riverPkg, riverTypePkg}
	otelRiverPaths = []string{otelRiverPkg}
)

func river() *model.Library {
	client := func(name string) model.Ref { return model.Method(riverPkg, "Client", name) }
	const (
		metadata = "Nothing of the context is stored with the job; its only headers are the JSON of InsertOpts.Metadata, which a middleware may write."
		works    = "The context is the client's, and the job's only if a middleware makes it so."
	)
	const json = "encoding/json"
	stored := model.Headers{
		Variable: "job",
		Each: "if metadata := map[string]any{}; $(" + json + ".Unmarshal)($msg.Metadata, &metadata) == nil {\n\tfor name, header := range metadata {\n\t\t" +
			"if text, ok := header.(string); ok {\n\t\t\t$carrier.Set(name, text)\n\t\t}\n\t}\n}",
	}
	options := model.Headers{Variable: "opts", Whole: "// A map of strings can be marshalled.\n$msg.Metadata, _ = $(" + json + ".Marshal)($carrier)"}
	insert := func(name string, args int, opts model.Place) model.Row {
		param := "args"
		if opts.IsZero() {
			param = "params"
		}
		return model.Row{On: client(name), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(args, param), Carrier: opts, MayRead: model.FromContext, Note: metadata}
	}
	worker := func(i int) model.Callback {
		return model.Callback{At: model.Arg(i, "worker"), Method: "Work", Ctx: model.In(0), Holds: model.FromMessageContext, Message: model.In(1)}
	}
	return &model.Library{
		Name:     "river",
		Headers:  "metadata",
		Module:   riverPkg,
		Verified: "v0.51.1",
		Paths:    riverPaths,
		Messages: []model.MessageType{
			{Type: model.Type(riverPkg, "InsertOpts"), Carrier: "Metadata", Sent: true, Headers: options},
			{Type: model.Type(riverPkg, "InsertManyParams"), Body: "Args", Sent: true},
			{Type: model.Type(riverPkg, "Job"), Carrier: "Metadata", Body: "Args", Received: true, Deliveries: "Attempt", Headers: stored},
			{Type: model.Type(riverTypePkg, "JobRow"), Carrier: "Metadata", Body: "EncodedArgs", Received: true, Deliveries: "Attempt", Headers: stored},
		},
		Rows: []model.Row{
			insert("Insert", 1, model.Arg(2, "opts")),
			insert("InsertTx", 2, model.Arg(3, "opts")),
			insert("InsertMany", 1, model.Place{}),
			insert("InsertManyTx", 2, model.Place{}),
			insert("InsertManyFast", 1, model.Place{}),
			insert("InsertManyFastTx", 2, model.Place{}),
			{On: model.Func(riverPkg, "NewClient"), Role: model.Construct, Options: model.Arg(1, "config"), Result: model.Result(0)},
			{
				On: model.Method(riverPkg, "Worker", "Work"), Role: model.Handle, Subtypes: true, Note: works,
				Callback: model.Callback{Ctx: model.In(0), Holds: model.FromMessageContext, Message: model.In(1)},
			},
			{On: model.Func(riverPkg, "AddWorker"), Role: model.Handle, Callback: worker(1), Note: works},
			{On: model.Func(riverPkg, "AddWorkerSafely"), Role: model.Handle, Callback: worker(1), Note: works},
			{On: model.Func(riverPkg, "AddWorkerArgs"), Role: model.Handle, Callback: worker(2), Note: works},
			{
				On: model.Func(riverPkg, "WorkFunc"), Role: model.Handle, Result: model.Result(0), Note: works,
				Callback: model.Callback{At: model.Arg(0, "f"), Ctx: model.In(0), Holds: model.FromMessageContext, Message: model.In(1)},
			},
		},
	}
}

func otelRiver() *model.Library {
	return &model.Library{
		Name:     "otelriver",
		Module:   otelRiverPkg,
		Verified: "v0.12.0",
		Paths:    otelRiverPaths,
		Wraps:    []string{"river"},
		Rows: []model.Row{{
			On: model.Func(otelRiverPkg, "NewMiddleware"), Role: model.Construct, Options: model.Arg(0, "config").At("EnableTracePropagation"), MayRead: model.FromContext, Result: model.Result(0),
			Note: "Without EnableTracePropagation the two sides have spans in unrelated traces.",
		}},
	}
}
