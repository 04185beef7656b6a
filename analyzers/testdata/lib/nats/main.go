// Command nats runs the proof programs of core NATS.
package main

import (
	"tracelint.test/testdata/lib/internal/natsbroker"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/attempts"
	attemptsOK "tracelint.test/testdata/lib/nats/attempts_ok"
	"tracelint.test/testdata/lib/nats/bareverb"
	bareverbOK "tracelint.test/testdata/lib/nats/bareverb_ok"
	"tracelint.test/testdata/lib/nats/cardinality"
	cardinalityOK "tracelint.test/testdata/lib/nats/cardinality_ok"
	"tracelint.test/testdata/lib/nats/causation"
	causationOK "tracelint.test/testdata/lib/nats/causation_ok"
	"tracelint.test/testdata/lib/nats/discarded"
	discardedOK "tracelint.test/testdata/lib/nats/discarded_ok"
	"tracelint.test/testdata/lib/nats/dropped"
	droppedOK "tracelint.test/testdata/lib/nats/dropped_ok"
	"tracelint.test/testdata/lib/nats/minted"
	mintedOK "tracelint.test/testdata/lib/nats/minted_ok"
	"tracelint.test/testdata/lib/nats/missing"
	missingOK "tracelint.test/testdata/lib/nats/missing_ok"
	"tracelint.test/testdata/lib/nats/missingfield"
	missingfieldOK "tracelint.test/testdata/lib/nats/missingfield_ok"
	"tracelint.test/testdata/lib/nats/nocarrier"
	nocarrierOK "tracelint.test/testdata/lib/nats/nocarrier_ok"
	"tracelint.test/testdata/lib/nats/noextract"
	noextractOK "tracelint.test/testdata/lib/nats/noextract_ok"
	"tracelint.test/testdata/lib/nats/reset"
	resetOK "tracelint.test/testdata/lib/nats/reset_ok"
	"tracelint.test/testdata/lib/nats/root"
	rootOK "tracelint.test/testdata/lib/nats/root_ok"
	"tracelint.test/testdata/lib/nats/shared"
	sharedOK "tracelint.test/testdata/lib/nats/shared_ok"
	"tracelint.test/testdata/lib/nats/spanfield"
	spanfieldOK "tracelint.test/testdata/lib/nats/spanfield_ok"
	"tracelint.test/testdata/lib/nats/swallowed"
	swallowedOK "tracelint.test/testdata/lib/nats/swallowed_ok"
	"tracelint.test/testdata/lib/nats/technical"
	technicalOK "tracelint.test/testdata/lib/nats/technical_ok"
	"tracelint.test/testdata/lib/nats/undeclared"
	undeclaredOK "tracelint.test/testdata/lib/nats/undeclared_ok"
)

func main() {
	program.Main(natsbroker.Start, map[string]program.Case{
		"attempts":        attempts.Run,
		"attempts_ok":     attemptsOK.Run,
		"bareverb":        bareverb.Run,
		"bareverb_ok":     bareverbOK.Run,
		"cardinality":     cardinality.Run,
		"cardinality_ok":  cardinalityOK.Run,
		"causation":       causation.Run,
		"causation_ok":    causationOK.Run,
		"discarded":       discarded.Run,
		"discarded_ok":    discardedOK.Run,
		"dropped":         dropped.Run,
		"dropped_ok":      droppedOK.Run,
		"minted":          minted.Run,
		"minted_ok":       mintedOK.Run,
		"missing":         missing.Run,
		"missing_ok":      missingOK.Run,
		"missingfield":    missingfield.Run,
		"missingfield_ok": missingfieldOK.Run,
		"nocarrier":       nocarrier.Run,
		"nocarrier_ok":    nocarrierOK.Run,
		"noextract":       noextract.Run,
		"noextract_ok":    noextractOK.Run,
		"reset":           reset.Run,
		"reset_ok":        resetOK.Run,
		"root":            root.Run,
		"root_ok":         rootOK.Run,
		"shared":          shared.Run,
		"shared_ok":       sharedOK.Run,
		"spanfield":       spanfield.Run,
		"spanfield_ok":    spanfieldOK.Run,
		"swallowed":       swallowed.Run,
		"swallowed_ok":    swallowedOK.Run,
		"technical":       technical.Run,
		"technical_ok":    technicalOK.Run,
		"undeclared":      undeclared.Run,
		"undeclared_ok":   undeclaredOK.Run,
	})
}
