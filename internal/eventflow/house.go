package eventflow

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/model"
)

// checkModels notes what configured models say of the package, and of those
// that it imports, that is not so: a misspelt name, an argument that is not there.
// The tables of package model/lib are held against their libraries by tests.
func checkModels(pass *analysis.Pass, cfg config.Config, index *model.Index, out *Index) {
	if len(cfg.Models) == 0 || len(pass.Files) == 0 {
		return
	}
	for _, of := range append([]*types.Package{pass.Pkg}, pass.Pkg.Imports()...) {
		for _, lib := range index.OfHouse(of.Path()) {
			note := func(ref model.Ref, what string) {
				silence(pass, cfg, out, pass.Files[0].Package, "model-does-not-fit", ref.String()+": "+what)
			}
			for _, m := range lib.Messages {
				if _, ok := of.Scope().Lookup(m.Type.Name).(*types.TypeName); !ok && m.Type.Pkg == of.Path() {
					note(m.Type, "there is no such type")
				}
			}
			for i := range lib.Rows {
				if r := &lib.Rows[i]; r.On.Pkg == of.Path() {
					if what := misfit(of, r); what != "" {
						note(r.On, what)
					}
				}
			}
		}
	}
}

// misfit returns what is wrong with a row, "" if nothing can be told.
func misfit(of *types.Package, r *model.Row) string {
	name := r.On.Name
	if r.On.Recv != "" {
		name = r.On.Recv
	}
	obj := of.Scope().Lookup(name)
	if obj == nil {
		return "there is no " + name
	}
	if r.On.Recv != "" {
		if obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, of, r.On.Name); obj == nil {
			return name + " has no " + r.On.Name
		}
		if ref, ok := model.RefOf(obj); ok && ref != r.On && r.On.Kind == model.MethodKind {
			return "calls resolve to " + ref.String()
		}
	}
	fn, ok := obj.(*types.Func)
	if isFunc := r.On.Kind == model.FuncKind || r.On.Kind == model.MethodKind; !ok && isFunc {
		return "is no " + r.On.Kind.String()
	}
	if !ok {
		return ""
	}
	sig := fn.Signature()
	for _, at := range []model.Place{r.Ctx, r.Message, r.Carrier, r.Callback.At, r.Client, r.Topic, r.Name, r.Options, r.Result} {
		n := -1
		switch at.Base {
		case model.ArgOf, model.ChanArg:
			n = sig.Params().Len()
		case model.ResultOf, model.SentOn, model.GotFrom:
			n = sig.Results().Len()
		}
		if n >= 0 && at.Index >= n {
			return fmt.Sprintf("there is no %s", at)
		}
	}
	return ""
}
