package words

// telling are words of functions that leave something behind which an operator
// can find: a log record, a metric, a report.
var telling = map[string]bool{
	"log": true, "logs": true, "logf": true, "logger": true, "logging": true, "print": true, "printf": true, "println": true, "fprintf": true, "fprintln": true, "fprint": true,
	"warn": true, "warnf": true, "warnw": true, "warnln": true, "warning": true, "warningf": true, "warningln": true,
	"error": true, "errorf": true, "errorw": true, "errorln": true, "errors": true, "info": true, "infof": true, "infow": true, "infoln": true,
	"debug": true, "debugf": true, "debugw": true, "debugln": true, "trace": true, "tracef": true, "fatal": true, "fatalf": true, "panic": true, "panicf": true,
	"notify": true, "report": true, "capture": true, "observe": true, "inc": true, "incr": true, "increment": true, "count": true, "counter": true,
	"metric": true, "metrics": true, "alert": true, "audit": true, "fail": true, "failed": true, "failure": true, "status": true, "annotate": true,
	"attribute": true, "attributes": true, "span": true, "msgf": true, "msgw": true,
}

// handled are words for what programs that handle events name many functions
// after. They tell as the verb or the whole of a name, or after a word that adds something.
var handled = map[string]bool{"event": true, "events": true, "record": true, "msg": true}

// tellsOf reports whether the i-th of the words tells although it may be a word for what is handled.
func tellsOf(ws []string, i int) bool {
	switch {
	case i == 0 || ws[i-1] == "add" || ws[i-1] == "span":
		return true
	case ws[i] == "record" && i+1 < len(ws):
		return ws[i+1] == "error" || ws[i+1] == "err" // safeRecordError
	}
	return false
}

// asking are first words of functions that ask or make something rather than
// tell, whatever the rest of their name says.
var asking = map[string]bool{
	"is": true, "has": true, "as": true, "can": true, "should": true, "new": true, "wrap": true, "unwrap": true, "to": true, "from": true, "with": true, "get": true,
	"parse": true, "read": true, "make": true, "must": true, "need": true, "decode": true, "encode": true, "unmarshal": true, "marshal": true,
}

// Tells reports whether a function of that name leaves a log record, a metric or
// a report behind.
func Tells(name string) bool {
	ws := Split(name)
	if len(ws) == 0 || asking[ws[0]] {
		return false
	}
	for i, w := range ws {
		if handled[w] && tellsOf(ws, i) {
			return true
		}
		if telling[w] && (i == 0 || w != "error" && w != "errors") { // Error tells, a ServerError is made
			return true
		}
	}
	return false
}

// records are words of packages by which programs log and measure.
var records = map[string]bool{
	"log": true, "logs": true, "logger": true, "loggers": true, "logging": true, "slog": true, "zap": true, "zerolog": true, "logrus": true, "logr": true, "klog": true,
	"glog": true, "logx": true, "zlog": true, "hclog": true, "apexlog": true, "metrics": true, "metric": true, "prometheus": true, "promauto": true, "statsd": true, "expvar": true,
	"telemetry": true, "otel": true, "tracing": true, "trace": true, "sentry": true, "monitoring": true, "observability": true, "testing": true, "kitlog": true,
}

// IsRecords reports whether a package of that name is one by which programs
// log, measure or trace.
func IsRecords(name string) bool {
	for _, w := range Split(name) {
		if records[w] {
			return true
		}
	}
	return false
}

// settingUp are first words of functions that programs call until they
// succeed although nothing is handled thereby: they connect, wait, fetch, lock.
var settingUp = map[string]bool{
	"connect": true, "reconnect": true, "dial": true, "redial": true, "open": true, "listen": true, "accept": true, "subscribe": true, "resubscribe": true,
	"receive": true, "recv": true, "fetch": true, "read": true, "next": true, "poll": true, "pull": true, "pop": true, "consume": true, "dequeue": true, "take": true,
	"lock": true, "try": true, "acquire": true, "lease": true, "elect": true, "wait": true, "ping": true, "check": true, "probe": true, "health": true, "ready": true,
	"is": true, "has": true, "exists": true, "close": true, "shutdown": true, "start": true, "run": true, "serve": true, "watch": true, "login": true, "auth": true,
	"authenticate": true, "join": true, "register": true, "commit": true, "ack": true, "nack": true, "refresh": true, "renew": true, "init": true, "initialize": true,
	"setup": true, "ensure": true, "migrate": true, "sync": true, "do": true, "begin": true, "scan": true, "list": true, "sleep": true, "flush": true,
}

// IsSettingUp reports whether a function of that name, going by its first word,
// connects, waits, fetches or locks: trying it again is not handling again.
func IsSettingUp(name string) bool {
	ws := Split(name)
	return len(ws) == 0 || settingUp[ws[0]]
}

// fetching are first words of functions that return something else each time.
var fetching = map[string]bool{
	"next": true, "fetch": true, "receive": true, "recv": true, "read": true, "pop": true, "poll": true, "pull": true, "get": true, "take": true, "dequeue": true,
	"load": true, "list": true, "scan": true, "current": true, "find": true, "query": true, "peek": true, "shift": true,
}

// IsFetching reports whether a function of that name may return something else each time.
func IsFetching(name string) bool {
	ws := Split(name)
	return len(ws) > 0 && fetching[ws[0]]
}

// seen are words that say that an event has been handled before.
var seen = map[string]bool{
	"seen": true, "processed": true, "duplicate": true, "duplicated": true, "dup": true, "handled": true, "dedup": true, "deduplicate": true,
	"deduplicated": true, "duplicates": true, "redelivered": false,
}

// IsSeen reports whether a name says that an event has been handled before.
func IsSeen(name string) bool {
	ws := Split(name)
	for i, w := range ws {
		if w == "not" || w == "un" || w == "mark" || w == "set" || w == "add" {
			return false
		}
		if seen[w] {
			return true
		}
		if i > 0 && ws[i-1] == "already" && w != "started" && w != "closed" {
			return true
		}
	}
	return false
}

// refusals are words by which a message is given back or put aside.
var refusals = map[string]bool{"nak": true, "nack": true, "reject": true, "term": true, "requeue": true, "abandon": true, "release": true, "dead": true, "retry": true, "defer": true, "reconsume": true, "later": true}

// IsRefusal reports whether a call of that name gives a message back or puts it
// aside, so that the broker knows of the failure.
func IsRefusal(name string) bool {
	for _, w := range Split(name) {
		if refusals[w] {
			return true
		}
	}
	return false
}
