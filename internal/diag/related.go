package diag

import "strings"

// Role is what a related place is to its finding: a step on the way of the
// value that the finding is about, or something beside it.
type Role uint8

const (
	Beside Role = iota // says more, and is no step on the way
	Origin             // where the value comes from
	Before             // a step between the origin and the finding's own place
	After              // where the value is missed, behind the finding's own place
)

func (r Role) String() string { return [...]string{"beside", "origin", "before", "after"}[r] }

// roles are told by how messages end.
var roles = []struct {
	end string
	Role
}{
	{" is the cause", Origin},
	{" comes in here", Origin},
	{" that came in", Origin},
	{" is made here", Origin},
	{" comes from here", Origin},
	{" around it starts here", Origin},
	{"put into baggage here", Origin},
	{"nobody waits for it", Before},
	{" is handed off here", After},
	{" goes out here", After},
	{" is done here", After},
	{" are handled here", After},
	{" is used here", After},
	{" are read here", After},
	{" is repeated", After},
	{"without a propagator", After},
	{"the span starts here", After},
	{"it goes here as well", Beside},
	{"so does this call", Beside},
}

// RoleOf returns the role of the related place with that message, false if no
// rule is known to say such a thing.
func RoleOf(message string) (Role, bool) {
	for _, r := range roles {
		if strings.HasSuffix(message, r.end) {
			return r.Role, true
		}
	}
	if strings.HasPrefix(message, "it is the ") && strings.HasSuffix(message, " here") {
		return Beside, true // several roles of one id
	}
	return Beside, false
}
