// Package batchlinks defines an analyzer that finds spans which cover several
// messages and hide what these were caused by.
//
// # Analyzer batchlinks
//
// batchlinks: find spans over several messages that link to none of them
//
// A span has one parent. One that covers a whole batch can name all of its
// causes only by links, or leave it to a span for each message:
//
//	msgs, err := sub.Fetch(100)
//	ctx, span := tracer.Start(ctx, "reserve-batch") // 100 causes, no link
//	for _, msg := range msgs {
//		...
//	}
package batchlinks

const doc = `find spans over several messages that link to none of them

A span has one parent. One that covers a whole batch can name all of its
causes only by links. Categories: no-links, first-parent.`
