package model

import (
	"strings"
	"sync"
)

// Generator is a package whose functions and methods make up ids. It is no
// library: a package that makes ids hands nothing off.
type Generator struct {
	Path  string   // import path; other major versions are meant as well
	Makes []string // names of functions, and of methods as Type.Name
}

// Generators are the packages that make up ids, or what ids are made of, as
// their versions in the module of the test cases have them.
var Generators = []Generator{
	{"github.com/google/uuid", []string{"New", "NewString", "NewRandom", "NewRandomFromReader", "NewUUID", "NewV6", "NewV7", "NewV7FromReader"}},
	{"github.com/gofrs/uuid/v5", []string{"NewV1", "NewV4", "NewV6", "NewV7", "NewV1AtTime", "NewV6AtTime", "NewV7AtTime"}},
	{"github.com/satori/go.uuid", []string{"NewV1", "NewV2", "NewV4"}},
	{"github.com/hashicorp/go-uuid", []string{"GenerateUUID", "GenerateRandomBytes"}},
	{"github.com/pborman/uuid", []string{"New", "NewRandom", "NewUUID"}},
	{"github.com/lithammer/shortuuid/v4", []string{"New", "NewWithAlphabet"}},
	{"github.com/oklog/ulid/v2", []string{"Make", "New", "MustNew", "MustNewDefault"}},
	{"github.com/rs/xid", []string{"New", "NewWithTime"}},
	{"github.com/segmentio/ksuid", []string{"New", "NewRandom", "NewRandomWithTime"}},
	{"github.com/matoous/go-nanoid/v2", []string{"New", "Must", "Generate", "MustGenerate"}},
	{"github.com/lucsky/cuid", []string{"New", "Slug"}},
	{"github.com/bwmarrin/snowflake", []string{"Node.Generate"}},
	{"github.com/sony/sonyflake", []string{"Sonyflake.NextID"}},
	{"github.com/nats-io/nuid", []string{"Next", "NUID.Next"}},
	{"go.mongodb.org/mongo-driver/v2/bson", []string{"NewObjectID", "NewObjectIDFromTimestamp"}},
	{"github.com/ThreeDotsLabs/watermill", []string{"NewUUID", "NewShortUUID", "NewULID"}},
	{"math/rand", []string{"Int", "Int31", "Int63", "Uint32", "Uint64", "Intn", "Int63n", "Rand.Int63", "Rand.Uint64"}},
	{"math/rand/v2", []string{"Int", "Int32", "Int64", "Uint32", "Uint64", "IntN", "Int64N", "Uint64N"}},
	{"crypto/rand", []string{"Text", "Int"}},
}

var makes = sync.OnceValue(func() map[string]map[string]bool {
	byPath := map[string]map[string]bool{}
	for _, g := range Generators {
		p := unversioned(g.Path)
		if byPath[p] == nil {
			byPath[p] = map[string]bool{}
		}
		for _, name := range g.Makes {
			byPath[p][name[strings.IndexByte(name, '.')+1:]] = true
		}
	}
	return byPath
})

// Mints reports whether the function or method of that name in the package
// makes up an id.
func Mints(path, name string) bool { return makes()[unversioned(path)][name] }

// MakesIDs reports whether the package exists to make up ids.
func MakesIDs(path string) bool { return makes()[unversioned(path)] != nil }

// unversioned cuts the elements of an import path that name a major version.
func unversioned(path string) string {
	if !strings.Contains(path, "/v") {
		return path
	}
	parts := strings.Split(path, "/")
	out := parts[:0]
	for _, s := range parts {
		if len(s) < 2 || s[0] != 'v' || strings.Trim(s[1:], "0123456789") != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "/")
}
