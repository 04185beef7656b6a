// Package pb is a stub: what a message of NATS Streaming consists of.
package pb

type MsgProto struct {
	Sequence        uint64
	Subject         string
	Reply           string
	Data            []byte
	Timestamp       int64
	Redelivered     bool
	RedeliveryCount uint32
	CRC32           uint32
}
