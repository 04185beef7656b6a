// Package hiddenretry defines an analyzer that finds attempts and failures
// which leave nothing behind.
//
// # Analyzer hiddenretry
//
// hiddenretry: find attempts that cannot be told apart, and failures that nobody hears of
//
// A step that succeeded at the third attempt looks, in a trace, like one that
// was slow, unless something tells the attempts apart: a span for each, an
// attribute or a log record. The analyzer finds loops and retry helpers in which nothing does:
//
//	ctx, span := tracer.Start(ctx, "announce-order")
//	defer span.End()
//	for range 5 {
//		if err = nc.PublishMsg(msg); err == nil { // five attempts, one span
//			return nil
//		}
//		time.Sleep(pause)
//	}
//
// and handlers that drop an event whose handling failed, without a word.
package hiddenretry

const doc = `find attempts that cannot be told apart, and failures that nobody hears of

Attempts that repeat under one span look like one slow step; a handler that
drops an error looks as if it had succeeded. Categories: loop, swallowed,
untraced, duplicate, redelivery.`
