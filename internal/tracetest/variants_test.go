package tracetest

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/world"
)

// exempt are the functions that are judged otherwise in a variant and should
// be, by kind, package and name.
var exempt = map[string]exemption{
	"call publishctx/sqs tracedShop.placeInNothing":                {[]string{"publishctx/no-carrier"}, givenClient},
	"call publishctx/sqs/xray tracedInNothing":                     {[]string{"publishctx/no-carrier"}, givenClient},
	"call publishctx/sqs/xray tracedBySecondInNothing":             {[]string{"publishctx/no-carrier"}, givenClient},
	"callelsewhere publishctx/wrappers/own shop.place":             {[]string{"publishctx/no-carrier"}, elsewhereWrapper},
	"callelsewhere publishctx/wrappers/own shop.send":              {nil, elsewhereWrapper},
	"callelsewhere publishctx/clients/watermill shop.returnedBody": {nil, "what a helper of another package makes of a payload is not looked into"},

	"call freshroot/discarded warehouse.statement":          ownExtract,
	"call freshroot/discarded warehouse.blank":              ownExtract,
	"call freshroot/discarded warehouse.shadowed":           ownExtract,
	"call freshroot/discarded warehouse.loop":               ownExtract,
	"callelsewhere freshroot/discarded warehouse.statement": ownExtract,
	"callelsewhere freshroot/discarded warehouse.blank":     ownExtract,
	"callelsewhere freshroot/discarded warehouse.shadowed":  ownExtract,
	"callelsewhere freshroot/discarded warehouse.loop":      ownExtract,

	"call freshroot/apis/opentracing warehouse.thrown":          ownExtract,
	"callelsewhere freshroot/apis/opentracing warehouse.thrown": ownExtract,

	"call idoverload/minted header":                parameterKey,
	"call idoverload/shared shop.headers":          parameterKey,
	"callelsewhere idoverload/minted header":       parameterKey,
	"callelsewhere idoverload/shared shop.headers": parameterKey,

	"call publishctx/payload shop.madeUp":            {[]string{"publishctx/no-carrier"}, anyHelper},
	"call followup/missing stock.direct":             {nil, anyHelper},
	"callelsewhere followup/missing stock.direct":    {nil, anyHelper},
	"call idoverload/minted prefixed":                {nil, anyHelper},
	"callelsewhere idoverload/minted prefixed":       {nil, anyHelper},
	"callelsewhere idoverload/minted clock":          {nil, anyHelper},
	"callelsewhere idoverload/minted random":         {nil, anyHelper},
	"callelsewhere idoverload/shared shop.converted": {nil, anyHelper},
	"call idoverload/shared shop.attributes":         {nil, anyHelper},

	"closure followup/reset stock.handsOver":       {nil, outOfClosure},
	"helper followup/reset stock.besideContext":    toldTwice,
	"elsewhere followup/reset stock.besideContext": toldTwice,
	"closure followup/reset stock.made":            {nil, outOfClosure},
	"closure idoverload/minted helper":             {nil, outOfClosure},
	"closure idoverload/shared shop.meets":         {nil, outOfClosure},
	"helper idoverload/minted business":            {[]string{"idoverload/minted-trace", "idoverload/minted-trace"}, "a key of the business is told where it is handed on and where it becomes the id"},

	"order publishctx/wrappers/plain place":      {nil, firstCall},
	"order publishctx/wrappers/plain placeAgain": {[]string{"publishctx/no-carrier"}, firstCall},
	"order tracelint/callers open":               {nil, firstCall},

	"elsewhere spanname/testutil Receive":           {[]string{"spanname/technical"}, "that a package stands in for others in tests, its name says"},
	"call spanname/apis datadogV2":                  anyTag,
	"callelsewhere spanname/apis datadogV2":         anyTag,
	"call spanname/technical renamedBadly":          givenSpan,
	"callelsewhere spanname/technical renamedBadly": givenSpan,

	"elsewhere freshroot/river shipper.Work":            rootTwice,
	"closure freshroot/lambda each":                     inHandler,
	"closure freshroot/lambda announced":                inHandler,
	"closure freshroot/lambda streamed":                 inHandler,
	"closure freshroot/lambda flushed":                  inHandler,
	"closure freshroot/lambda wrapped":                  inHandler,
	"call freshroot/pubsub works":                       {nil, "what a helper works on in the context that it is given is not looked into"},
	"callelsewhere freshroot/pubsub works":              {nil, "what a helper works on in the context that it is given is not looked into"},
	"call freshroot/sqs worker.unasked":                 askedElsewhere,
	"callelsewhere freshroot/sqs worker.unasked":        askedElsewhere,
	"call freshroot/sqs/v1 unasked":                     askedElsewhere,
	"callelsewhere freshroot/sqs/v1 unasked":            askedElsewhere,
	"call publishctx/confluent shop.send":               givenChannel,
	"callelsewhere publishctx/confluent shop.send":      givenChannel,
	"call publishctx/sarama shop.forward":               givenChannel,
	"callelsewhere publishctx/sarama shop.forward":      givenChannel,
	"call publishctx/sarama shop.send":                  givenChannel,
	"callelsewhere publishctx/sarama shop.send":         givenChannel,
	"call publishctx/sarama shop.sendOrGiveUp":          givenChannel,
	"callelsewhere publishctx/sarama shop.sendOrGiveUp": givenChannel,
	"call publishctx/shopify send":                      givenChannel,
	"callelsewhere publishctx/shopify send":             givenChannel,

	"closure freshroot/rocketmq bill":                           inHandler,
	"closure freshroot/rocketmq book":                           inHandler,
	"closure freshroot/rocketmq pack":                           inHandler,
	"closure freshroot/rocketmq ship":                           inHandler,
	"elsewhere freshroot/rocketmq orders.CheckLocalTransaction": {[]string{"freshroot/root", "freshroot/root"}, "who calls such a method himself gives it a message that came in"},

	"rename publishctx/sqs/envelopes shop.enqueueText":     {[]string{"publishctx/no-carrier"}, namedText},
	"rename publishctx/sqs/envelopes shop.enqueueTextBare": {nil, namedText},

	"rename publishctx/replies desk.parameter": {[]string{"publishctx/no-carrier"}, namedReply},
	"rename publishctx/replies desk.port":      {[]string{"publishctx/dropped"}, namedReply},

	"rename spanname/technical router.register":            {nil, "that a parameter is a destination, its name says"},
	"elsewhere spanname/testutil Request":                  {[]string{"spanname/cardinality"}, "that a package stands in for others in tests, its name says"},
	"call spanname/formatter client":                       givenNamer,
	"callelsewhere spanname/formatter client":              givenNamer,
	"call spanname/formatter options":                      givenNamer,
	"callelsewhere spanname/formatter options":             givenNamer,
	"closure batchlinks/first warehouse.flush":             inDecorator,
	"closure batchlinks/decorator optional.publish":        inDecorator,
	"closure batchlinks/decorator publisher.Publish":       inDecorator,
	"helper batchlinks/decorator optional.publish":         inDecorator,
	"helper batchlinks/decorator publisher.Publish":        inDecorator,
	"call batchlinks/decorator optional.publish":           inDecorator,
	"call batchlinks/decorator publisher.Publish":          inDecorator,
	"callelsewhere batchlinks/decorator optional.publish":  inDecorator,
	"callelsewhere batchlinks/decorator publisher.Publish": inDecorator,

	"values propagator/direct main": {nil, "which function a value stands for is not asked where propagators are judged"},
}

type exemption struct {
	verdict []string
	reason  string
}

const (
	elsewhereWrapper = "a wrapper of another package is reported at its first call in each package"
	givenClient      = "whether the client that a helper is given was instrumented is not looked into, if nobody else's may be"
	anyHelper        = "what a helper makes of ids, given as any or in part, is not looked into"
	namedText        = "that a text may be an envelope rather than a field of the business, the parameter's name says"
	namedReply       = "that an answer goes there is what the parameter's name says"
	outOfClosure     = "ids are not followed out of a closure"
	firstCall        = elsewhereWrapper + ", and another call is the first now"
)

var toldTwice = exemption{[]string{"followup/reset", "followup/reset"}, "what a helper loses is told there and, so far, at its call too"}

var rootTwice = exemption{[]string{"freshroot/root", "freshroot/root"}, "what a handler loses in another package is told there and, so far, at its call too"}

var askedElsewhere = exemption{nil, "what a receive asks for is looked at where the receive stands"}

var givenChannel = exemption{nil, "a send on a channel is a hand-off in the function that asks the producer for the channel"}

var givenSpan = exemption{nil, "of what kind the span is that a helper is given, it does not know"}

var inDecorator = exemption{nil, "whether the first message's context is that of all is looked for in the function that is given the messages"}

var givenNamer = exemption{nil, "a function that names spans is looked at where instrumentation is given it"}

var anyTag = exemption{[]string{"spanname/cardinality", "spanname/cardinality", "spanname/technical", "spanname/technical"}, "a helper that is given the key of a tag may set any, not only the one that names the resource"}

var parameterKey = exemption{nil, "a header's key that is a parameter names no role"}

var inHandler = exemption{nil, "the records of an event are looked for in the handler itself"}

var ownExtract = exemption{[]string{"freshroot/root"}, "a helper that extracts may do more: the span is what is reported"}

// survivors are the mutants that are judged as their source is, and why that is
// right, by mutation, package and function.
var survivors = excuse(map[string][]string{
	"the payload comes from the caller, who may have put the cause into it": {
		"noinject publishctx/clients/watermill traced",
		"noinject publishctx/inject inject",
		"noinject publishctx/inject shop.otherPackage",
		"noinject publishctx/inject shop.aliased",
		"noinject publishctx/inject shop.aliasedFirst",
		"noinject publishctx/inject shop.loop",
		"noinject publishctx/inject shop.loopKeys",
		"noinject publishctx/inject shop.adapter",
		"noinject publishctx/inject shop.adapterElsewhere",
		"noinject publishctx/inject shop.closure",
		"noinject publishctx/inject shop.fill",
		"noinject publishctx/inject traced",
		"noinject publishctx/inject builder.context",
		"noinject publishctx/inject shop.batchIndex",
		"noheaders publishctx/inject shop.headers",
		"noheaders publishctx/inject shop.aliasedFirst",
		"noheaders publishctx/inject shop.adapter",
		"noheaders publishctx/inject shop.pairs",
		"noheaders publishctx/inject shop.appended",
		"noheaders publishctx/inject shop.generic",
		"noheaders publishctx/inject shop.batch",
		"noheaders publishctx/traps shop.cancellation",
		"noinject publishctx/mqtt shop.enveloped",
		"noheaders publishctx/apis/elastic shop.fromContext",
		"noheaders publishctx/apis/opencensus shop.good",
		"noheaders publishctx/apis/opentracing shop.binary",
	},
	"a carrier that a loop copies from counts as filled, whoever fills it": {
		"noinject publishctx/clients/amqp shop.loop",
	},
	"whether the router copies what a handler returns without is not known here": {
		"noinject publishctx/clients/watermill shop.returnedGood",
	},
	"the row that is written is not followed into the table": {
		"noinject publishctx/traps shop.store",
	},
	"how the client was built is not known here": {
		"background publishctx/clients/kgogood instrumented.placeAll",
		"background publishctx/clients/kgogood plain.place",
		"background publishctx/newroot desk.cleared",
		"background publishctx/newroot desk.set",
		"background publishctx/newroot desk.another",
	},
	"the context is over, so that a fresh one is right": {
		"background publishctx/traps shop.untilDone",
		"background publishctx/traps shop.selected",
	},
	"the wrapper carries nothing whatever it is given, which is what is told": {
		"background publishctx/wrappers bare",
		"background publishctx/wrappers bareTwice",
	},
	"what runs when, by a channel or a table of handlers, is not known here": {
		"noextract freshroot/dispatch warehouse.pool",
		"noextract freshroot/dispatch warehouse.table",
	},
	"nothing is done with the context": {
		"noextract freshroot/leaked warehouse.variableGood",
		"noextract freshroot/leaked warehouse.base",
		"noextract freshroot/leaked warehouse.background",
		"noextract freshroot/leaked take",
		"noextract freshroot/wrongcontext extract",
	},
	"extensions that are set count as filled, whoever fills them": {
		"noinject publishctx/cloudevents carried",
		"noinject publishctx/cloudevents extended",
		"noinject publishctx/cloudevents distributed",
	},
	"headers that a loop adds to messages count as filled": {
		"noinject publishctx/sarama shop.placeAllGood",
		"noinject publishctx/sqs shop.batchInjected",
		"noinject publishctx/rocketmq shop.batchInjected",
	},
	"the message has the trace, and the call reads nothing from its context": {
		"background publishctx/mqtt5 shop.good",
		"background publishctx/mqtt5 shop.added",
		"background publishctx/pubsub injected",
		"background publishctx/rabbitmq tenGood",
		"background publishctx/redis shop.announceTraced",
		"background publishctx/sqs shop.announceTraced",
	},
	"it answers a request, whose sender waits for it under a span": {
		"background publishctx/replies desk.header",
		"background publishctx/replies desk.field",
		"background publishctx/replies desk.parts",
		"background publishctx/replies desk.added",
		"background publishctx/replies desk.closure",
		"nocorrelation followup/answers stock.answered",
	},
	"what makes the option is a function in a variable, which may fill the headers": {
		"noinject publishctx/stomp shop.good",
	},
	"what a payload is decoded into may hold the trace": {
		"noextract freshroot/redis worker.listenTraced",
	},
	"the span has its link still, or its parent": {
		"noextract freshroot/links warehouse.withLinks",
		"noextract freshroot/links warehouse.linkFromContext",
		"noextract freshroot/links warehouse.addLink",
		"noextract freshroot/links warehouse.both",
		"noextract freshroot/links warehouse.helper",
		"noextract freshroot/rocketmq pickLinked",
		"noextract freshroot/root warehouse.newRootGood",
		"nolinks freshroot/links warehouse.both",
	},
	"one span for several messages is batchlinks's to tell": {
		"noextract freshroot/rocketmq single",
	},
	"the program is judged where it begins, in another package": {
		"noset propagator/narrow Setup",
		"noset propagator/telemetry Setup",
	},
	"the spans that a helper links are judged in another package": {
		"nolinks batchlinks/across/store Link",
	},
	"nothing else reads the correlation": {
		"nocorrelation followup/reset stock.requestGood",
		"nocorrelation followup/reset stock.emitAs",
		"nocorrelation followup/reset stock.fromContextGood",
	},
	"nothing came in that belongs to a workflow": {
		"nocorrelation followup/reset stock.origin",
		"nocorrelation followup/answered stock.store",
		"nocorrelation followup/answered stock.before",
	},
	"a name given later is the one that counts": {
		"technical spanname/technical renamed",
		"technical spanname/otelbus Process",
		"cardinality spanname/technical renamed",
		"cardinality spanname/otelbus Process",
	},
	"in what stands in for others names do not matter": {
		"technical spanname/testutil Receive",
		"cardinality spanname/testutil Receive",
	},
	"conventions name spans of other kinds": {
		"technical spanname/technical kinds",
		"technical spanname/technical warehouse.kindAppended",
		"technical spanname/bareverb anything",
	},
	"what a decorator runs it cannot name": {
		"technical spanname/flow Do",
		"technical spanname/traps traced.Handle",
		"technical spanname/traps wrap",
		"technical spanname/traps withSpan",
		"technical spanname/technical router.wrap",
		"technical spanname/technical router.shadowed",
	},
	"the first event of a workflow may give it its id": {
		"sameid followup/reset reserved",
		"sameid followup/reset stock.emitAs",
		"sameid followup/reset stock.origin",
		"sameid followup/answered stock.store",
		"sameid idoverload/traps first",
		"sameid idoverload/traps begins",
	},
	"the error is still given to somebody who may tell": {
		"nolog hiddenretry/swallowed warehouse.subscribeLogged",
		"noattribute hiddenretry/swallowed warehouse.subscribeLogged",
		"noattribute hiddenretry/swallowed warehouse.reserve",
	},
	"code of the house is called, which may note the failure": {
		"noattribute hiddenretry/swallowed warehouse.subscribeNoted",
		"nolog hiddenretry/batch warehouse.recordsLogged",
		"nolog hiddenretry/given warehouse.dispatchGood",
	},
	"the handler does not give up there": {
		"nolog hiddenretry/swallowed warehouse.defaults",
		"nolog hiddenretry/traps shop.consume",
	},
	"of two that may be behind an interface none is known to be": {
		"noinject publishctx/standins/mail traced.WriteMessages",
	},
	"there is no trace at hand whose id could be meant": {
		"mintedtrace idoverload/minted note",
		"mintedtrace idoverload/shared shop.convertedGood",
		"mintedtrace idoverload/traps elements",
		"mintedtrace idoverload/traps twice",
		"mintedtrace idoverload/traps offline",
	},
})

// excuse turns reasons and what they are for into reasons by mutant.
func excuse(groups map[string][]string) map[string]string {
	out := make(map[string]string)
	for reason, keys := range groups {
		for _, key := range keys {
			out[key] = reason
		}
	}
	return out
}

// A verdict is what was found in a package: categories, sorted, by function.
type verdict map[string][]string

// judged is what was found in a package, and what it is about.
type judged struct {
	verdict
	subjects verdict // category, callee and topic, by function
}

// add adds a finding in a function of the package.
func (j *judged) add(fn string, f world.Finding) {
	j.verdict.add(fn, f.Category)
	j.subjects.add(fn, f.Category+" at "+f.Subject.Callee+" "+f.Subject.Topic)
}

func (v verdict) add(fn, category string) {
	v[fn] = append(v[fn], category)
	slices.Sort(v[fn])
}

// only restricts TestVariants to some cases, while an engine is being mended:
//
//	go test ./internal/tracetest -run Variants -cases './publishctx/apis/... ./freshroot/mqtt'
//
// What is exempt and what survives elsewhere is left alone then.
var only = flag.String("cases", "", "packages of cases to rewrite, separated by spaces (default all)")

// load loads the cases of the rules that ask for it, and what variants of them
// may import besides.
func load(t testing.TB) (*world.World, []*source) {
	t.Helper()
	patterns := Cases
	if *only != "" {
		patterns = strings.Fields(*only)
	}
	w := world.Load(t, Module, analyzers.New(config.Config{SeenOnly: true}), append([]string{"context", "testing", "github.com/google/uuid"}, patterns...)...)
	return w, sourcesOf(t, w)
}

// inLoaded reports whether a key of exempt or survivors is about a case that was loaded.
func inLoaded(key string, sources []*source) bool {
	return slices.ContainsFunc(sources, func(s *source) bool { return s.dir == strings.Fields(key)[1] })
}

// judge analyses variants, with their test files or without.
func judge(t *testing.T, w *world.World, variants []*variant, tests bool) []judged {
	t.Helper()
	out := make([]judged, len(variants))
	errs := make([]error, len(variants))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				out[i], errs[i] = judgeOne(w, variants[i], tests)
			}
		})
	}
	for i := range variants {
		next <- i
	}
	close(next)
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("%s of %s: what variants.go makes of the case does not compile: %v", variants[i].kind, variants[i].source.dir, err)
		}
	}
	return out
}

// judgeOne returns what is found in a variant, by the functions of its source.
func judgeOne(w *world.World, v *variant, tests bool) (judged, error) {
	around := make(enclosing)
	units := make(map[string]world.Unit)
	for name, text := range v.files {
		if !tests && strings.HasSuffix(name, "_test.go") {
			continue
		}
		file := filepath.Join(w.Dir, filepath.FromSlash(name))
		if err := around.add(file, text); err != nil {
			return judged{}, err
		}
		u, ok := units[path.Dir(name)]
		if !ok {
			u = world.Unit{Path: v.module + "/" + path.Dir(name), Files: make(map[string][]byte)}
			units[path.Dir(name)] = u
		}
		u.Files[file] = text
	}
	list := make([]world.Unit, 0, len(units))
	for _, dir := range sortedKeys(units) {
		list = append(list, units[dir])
	}
	j, err := w.Judge(list...)
	switch {
	case err != nil:
		return judged{}, err
	case j.Broken() != nil:
		err := j.Broken()
		lines := strings.Split(string(v.files[w.DirOf(err.At.Filename)+"/"+filepath.Base(err.At.Filename)]), "\n")
		from, to := max(0, err.At.Line-4), min(len(lines), err.At.Line+3)
		return judged{}, fmt.Errorf("%v: %s\n%s", err.At, err.Msg, strings.Join(lines[min(from, to):to], "\n"))
	case len(j.Problems) > 0:
		return judged{}, errors.New(j.Problems[0])
	}
	got := judged{make(verdict), make(verdict)}
	for _, f := range j.Findings {
		fn := around.at(f.Pos.Filename, f.Pos.Offset)
		f.Subject.Callee = strings.ReplaceAll(f.Subject.Callee, "/"+top+"/"+v.kind+"/", "/")
		got.add(cmp.Or(v.names[fn], fn), f)
	}
	return got, nil
}

// before returns what was found in the sources themselves.
func before(t testing.TB, w *world.World, sources []*source) map[*source]judged {
	t.Helper()
	out := make(map[*source]judged)
	for _, s := range sources {
		around := make(enclosing)
		for _, f := range s.Files {
			if err := around.add(s.Fset.Position(f.Package).Filename, s.Text[f]); err != nil {
				t.Fatal(err)
			}
		}
		j := judged{make(verdict), make(verdict)}
		for _, f := range w.Findings() {
			if w.DirOf(f.Pos.Filename) == s.dir {
				j.add(around.at(f.Pos.Filename, f.Pos.Offset), f)
			}
		}
		out[s] = j
	}
	return out
}

// differ compares what was found in the source and in a variant of it.
func differ(want, got map[string][]string) map[string]string {
	all := make(map[string]string)
	for fn := range want {
		all[fn] = ""
	}
	for fn := range got {
		all[fn] = ""
	}
	for fn := range all {
		if slices.Equal(want[fn], got[fn]) {
			delete(all, fn)
		} else {
			all[fn] = fmt.Sprintf("is judged %q, was %q", got[fn], want[fn])
		}
	}
	return all
}

// write writes variants of all sources.
func write(t *testing.T, sources []*source, kind string, do func(testing.TB, *writer)) (variants []*variant, skips []skip) {
	t.Helper()
	for _, s := range sources {
		w := newWriter(kind, s)
		do(t, w)
		skips = append(skips, w.skips...)
		if len(w.files) == 0 {
			skips = append(skips, skip{kind, s.dir, "nothing to change in the package"})
			continue
		}
		variants = append(variants, w.variant)
	}
	return variants, skips
}

// TestVariants rewrites the cases in ways that must not change a verdict, and
// in ways that must.
func TestVariants(t *testing.T) {
	start := time.Now()
	w, sources := load(t)
	was := before(t, w, sources)
	t.Logf("%d packages of cases loaded and judged in %v", len(sources), time.Since(start).Round(time.Second/10))
	var variants []*variant
	var skips []skip
	for _, k := range kinds {
		vs, ss := write(t, sources, k.name, k.write)
		variants, skips = append(variants, vs...), append(skips, ss...)
	}
	mutants := mutants(t, sources)
	var mutated []*variant
	for _, m := range mutants {
		mutated = append(mutated, m.variant)
	}
	got := judge(t, w, variants, false)
	var tested []*variant
	for _, v := range variants {
		if v.tests {
			tested = append(tested, v)
		}
	}
	gotTested := judge(t, w, tested, true)
	gotMutants := judge(t, w, mutated, false)
	t.Logf("%d variants and %d mutants judged after %v", len(variants)+len(tested), len(mutants), time.Since(start).Round(time.Second/10))
	if t.Failed() {
		t.FailNow() // what is not analysed has no findings
	}

	counts := make(map[string]int)
	for _, s := range skips {
		counts[s.kind+": "+s.reason]++
	}
	for _, reason := range sortedKeys(counts) {
		t.Logf("not made: %3d times %s", counts[reason], reason)
	}
	total, kept, exempted := make(map[string]int), make(map[string]int), make(map[string]int)
	idle := maps.Clone(exempt)
	report := func(v *variant, how string, want, found map[string][]string) {
		n := len(v.source.functions())
		total[v.kind] += n
		kept[v.kind] += n
		diff := differ(want, found)
		for _, fn := range sortedKeys(diff) {
			key := v.kind + " " + v.source.dir + " " + fn
			if e, ok := exempt[key]; ok && slices.Equal(found[fn], e.verdict) {
				delete(idle, key)
				exempted[v.kind+": "+e.reason]++
				total[v.kind]--
			} else {
				t.Errorf("%s%s of %s: %s %s: a mistake of the engine, or a reason for exempt[%q]", v.kind, how, v.source.dir, fn, diff[fn], key)
			}
			kept[v.kind]--
		}
	}
	for i, v := range variants {
		report(v, "", was[v.source].verdict, got[i].verdict)
		sameSubjects(t, v, was[v.source], got[i])
	}
	for i, v := range tested {
		report(v, ", with its test file,", was[v.source].verdict, gotTested[i].verdict)
	}
	for _, k := range kinds {
		t.Logf("%-14s %d of %d functions judged as before", k.name, kept[k.name], total[k.name])
	}
	for _, reason := range sortedKeys(exempted) {
		t.Logf("exempt:   %3d times %s", exempted[reason], reason)
	}
	for _, key := range sortedKeys(idle) {
		if *only != "" && !inLoaded(key, sources) {
			continue
		}
		t.Errorf("%s is judged as before: it needs no exemption", key)
	}
	if d := time.Since(start); d > 3*time.Minute {
		t.Errorf("took %v, want less than 3 minutes", d.Round(time.Second))
	}

	type tally struct{ made, killed, spared int }
	tallies := make(map[string]*tally) // by mutation and rule
	alive := maps.Clone(survivors)
	for i, m := range mutants {
		rule, _, _ := strings.Cut(m.mutation.want[0], "/")
		name := m.kind + " " + rule
		if tallies[name] == nil {
			tallies[name] = new(tally)
		}
		tallies[name].made++
		key := m.kind + " " + m.source.dir + " " + m.function
		_, spared := survivors[key]
		switch killed := more(gotMutants[i].verdict, was[m.source].verdict, m.mutation.want); {
		case killed && !spared:
			tallies[name].killed++
		case spared && !killed:
			tallies[name].spared++
			delete(alive, key)
		case !killed:
			t.Errorf("%s: lives: nothing of %q is found: a mistake of the engine, or one more of the survivors", key, m.mutation.want)
		}
	}
	for _, key := range sortedKeys(alive) {
		if *only != "" && !inLoaded(key, sources) {
			continue
		}
		t.Errorf("%s does not live: nothing excuses it", key)
	}
	for _, name := range sortedKeys(tallies) {
		t.Logf("%-28s %3d of %3d mutants found, %d excused", name, tallies[name].killed, tallies[name].made, tallies[name].spared)
	}
	for _, m := range mutations {
		rule, _, _ := strings.Cut(m.want[0], "/")
		made := tallies[m.name+" "+rule]
		has := slices.ContainsFunc(sources, func(s *source) bool { return below(s.dir, m.in) })
		if has && *only == "" && (made == nil || made.killed == 0) {
			t.Errorf("%s finds nothing to change in the cases of %q", m.name, m.in)
		}
	}
}

// unchanged are the kinds of variants in which a finding has the fingerprint
// that it had: nothing is called that was not called before.
var unchanged = []string{"alias", "rename", "parens", "closure", "else", "branch", "order", "statements", "fields", "testfile"}

// sameSubjects compares what findings are about in the source and in a variant,
// where both have the same findings.
func sameSubjects(t *testing.T, v *variant, was, now judged) {
	t.Helper()
	if !slices.Contains(unchanged, v.kind) {
		return
	}
	for _, fn := range sortedKeys(was.subjects) {
		if slices.Equal(was.verdict[fn], now.verdict[fn]) && !slices.Equal(was.subjects[fn], now.subjects[fn]) {
			t.Errorf("%s of %s: %s is about\n\t%q, was\n\t%q", v.kind, v.source.dir, fn, now.subjects[fn], was.subjects[fn])
		}
	}
}

// more reports whether some function has more findings of the categories than
// it had: a wrapper may be found instead of its callers.
func more(now, before verdict, categories []string) bool {
	count := func(found []string) int {
		n := 0
		for _, c := range found {
			if slices.Contains(categories, c) {
				n++
			}
		}
		return n
	}
	for fn, found := range now {
		if count(found) > count(before[fn]) {
			return true
		}
	}
	return false
}
