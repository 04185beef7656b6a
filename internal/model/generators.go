package model

import "strings"

// generators are the functions and methods that make up ids, by import path
// without its major version; "*" stands for every function that returns one.
// They are no rows: a package that makes ids hands nothing off.
var generators = map[string][]string{
	"github.com/google/uuid":             {"New", "NewString", "NewRandom", "NewRandomFromReader", "NewUUID", "NewV6", "NewV7", "NewV7FromReader"},
	"github.com/gofrs/uuid":              {"NewV1", "NewV4", "NewV6", "NewV7", "NewV1AtTime", "NewV7AtTime"},
	"github.com/satori/go.uuid":          {"NewV1", "NewV2", "NewV4"},
	"github.com/hashicorp/go-uuid":       {"GenerateUUID", "GenerateRandomBytes"},
	"github.com/pborman/uuid":            {"New", "NewRandom", "NewUUID"},
	"github.com/lithammer/shortuuid":     {"New", "NewWithAlphabet"},
	"github.com/oklog/ulid":              {"Make", "New", "MustNew", "MustNewDefault"},
	"github.com/rs/xid":                  {"New", "NewWithTime"},
	"github.com/segmentio/ksuid":         {"New", "NewRandom", "NewRandomWithTime"},
	"github.com/matoous/go-nanoid":       {"New", "Must", "Generate", "MustGenerate", "Nanoid", "ID"},
	"github.com/jaevor/go-nanoid":        {"Standard", "Canonic"},
	"github.com/lucsky/cuid":             {"New", "Slug"},
	"github.com/nrednav/cuid2":           {"Generate"},
	"github.com/bwmarrin/snowflake":      {"Generate"},
	"github.com/sony/sonyflake":          {"NextID"},
	"github.com/nats-io/nuid":            {"Next", "New"},
	"go.mongodb.org/mongo-driver":        {"NewObjectID", "NewObjectIDFromTimestamp"},
	"gopkg.in/mgo.v2/bson":               {"NewObjectId"},
	"github.com/ThreeDotsLabs/watermill": {"NewUUID", "NewShortUUID", "NewULID"},
	"go.jetify.com/typeid":               {"New", "WithPrefix", "Generate", "MustGenerate"},
	"math/rand":                          {"Int", "Int31", "Int63", "Uint32", "Uint64", "Intn", "Int63n", "Int64", "Int64N", "IntN"},
	"crypto/rand":                        {"Text", "Int"},
}

// Mints reports whether the function or method of that name in the package
// makes up an id.
func Mints(path, name string) bool {
	for _, n := range generators[unversioned(path)] {
		if n == name {
			return true
		}
	}
	return false
}

// MakesIDs reports whether the package exists to make up ids.
func MakesIDs(path string) bool { return len(generators[unversioned(path)]) > 0 }

// unversioned cuts a major version off an import path, and what lies below it.
func unversioned(path string) string {
	if _, ok := generators[path]; ok {
		return path
	}
	parts := strings.Split(path, "/")
	for i, s := range parts {
		if i > 0 && len(s) > 1 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == "" {
			parts = parts[:i]
			break
		}
	}
	if len(parts) > 3 {
		parts = parts[:3]
	}
	return strings.Join(parts, "/")
}
