// Package directives has comments that were meant for tracelint and say nothing.
package directives

import "context"

func verb(ctx context.Context) error {
	//tracelint:ignroe publishctx -- misspelt // want "tracelint/directive: .*did you mean //tracelint:ignore"
	return ctx.Err()
}

func noVerb(ctx context.Context) error {
	//tracelint: publishctx -- missing // want "tracelint/directive: .*no directive"
	return ctx.Err()
}

func category(ctx context.Context) error {
	//tracelint:ignore publishctx/droped -- misspelt // want "tracelint/directive: .*did you mean publishctx/dropped"
	return ctx.Err()
}

func rule(ctx context.Context) error {
	//tracelint:ignore errcheck -- of another tool // want "tracelint/directive: .*no category or rule errcheck$"
	return ctx.Err()
}

func itself(ctx context.Context) error {
	//tracelint:ignore tracelint/directive -- no way // want "tracelint/directive: .*no category or rule tracelint/directive"
	return ctx.Err()
}

func nothing(ctx context.Context) error {
	//tracelint:ignore -- says not what // want "tracelint/directive: .*what to ignore"
	return ctx.Err()
}

func noDashes(ctx context.Context) error {
	//tracelint:ignore publishctx because I say so // want "tracelint/directive: .*separated by commas"
	return ctx.Err()
}

func space(ctx context.Context) error {
	// tracelint:ignore publishctx -- an ordinary comment // want "tracelint/directive: .*without a space"
	return ctx.Err()
}

// A comment that speaks of tracelint: ignore it, or see
// https://github.com/tracelint/tracelint:ignore.
func prose(ctx context.Context) error { return ctx.Err() }
