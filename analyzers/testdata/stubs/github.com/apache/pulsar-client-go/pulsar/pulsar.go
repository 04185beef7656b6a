// Package pulsar is a stub.
package pulsar

import (
	"context"
	"time"
)

type ClientOptions struct {
	URL               string
	OperationTimeout  time.Duration
	ConnectionTimeout time.Duration
}

func NewClient(options ClientOptions) (Client, error) { return nil, nil }

type Client interface {
	CreateProducer(ProducerOptions) (Producer, error)
	Subscribe(ConsumerOptions) (Consumer, error)
	CreateReader(ReaderOptions) (Reader, error)
	CreateTableView(TableViewOptions) (TableView, error)
	TopicPartitions(topic string) ([]string, error)
	Close()
}

type (
	ProducerOptions struct {
		Topic        string
		Name         string
		Properties   map[string]string
		Interceptors ProducerInterceptors
	}
	ConsumerOptions struct {
		Topic            string
		Topics           []string
		SubscriptionName string
		Properties       map[string]string
		MessageChannel   chan ConsumerMessage
		RetryEnable      bool
		Interceptors     ConsumerInterceptors
	}
	ReaderOptions struct {
		Topic          string
		Name           string
		StartMessageID MessageID
	}
	TableViewOptions struct{ Topic string }
)

type (
	ProducerInterceptors []ProducerInterceptor
	ConsumerInterceptors []ConsumerInterceptor
)

type ProducerInterceptor interface {
	BeforeSend(producer Producer, message *ProducerMessage)
	OnSendAcknowledgement(producer Producer, message *ProducerMessage, msgID MessageID)
}

type ConsumerInterceptor interface {
	BeforeConsume(message ConsumerMessage)
	OnAcknowledge(consumer Consumer, msgID MessageID)
	OnNegativeAcksSend(consumer Consumer, msgIDs []MessageID)
}

type MessageID interface {
	Serialize() []byte
	LedgerID() int64
	EntryID() int64
	BatchIdx() int32
	PartitionIdx() int32
	String() string
}

type Transaction interface {
	Commit(context.Context) error
	Abort(context.Context) error
}

type ProducerMessage struct {
	Payload             []byte
	Value               interface{}
	Key                 string
	OrderingKey         string
	Properties          map[string]string
	EventTime           time.Time
	ReplicationClusters []string
	DisableReplication  bool
	SequenceID          *int64
	DeliverAfter        time.Duration
	DeliverAt           time.Time
	Transaction         Transaction
}

type Message interface {
	Topic() string
	ProducerName() string
	Properties() map[string]string
	Payload() []byte
	ID() MessageID
	PublishTime() time.Time
	EventTime() time.Time
	Key() string
	OrderingKey() string
	RedeliveryCount() uint32
	IsReplicated() bool
	GetReplicatedFrom() string
	GetSchemaValue(v interface{}) error
	SchemaVersion() []byte
	Index() *uint64
	BrokerPublishTime() *time.Time
}

type Producer interface {
	Topic() string
	Name() string
	Send(context.Context, *ProducerMessage) (MessageID, error)
	SendAsync(context.Context, *ProducerMessage, func(MessageID, *ProducerMessage, error))
	LastSequenceID() int64
	Flush() error
	FlushWithCtx(ctx context.Context) error
	Close()
}

type ConsumerMessage struct {
	Consumer
	Message
}

type Consumer interface {
	Subscription() string
	Unsubscribe() error
	Receive(context.Context) (Message, error)
	Chan() <-chan ConsumerMessage
	Ack(Message) error
	AckID(MessageID) error
	AckWithTxn(Message, Transaction) error
	AckCumulative(msg Message) error
	ReconsumeLater(msg Message, delay time.Duration)
	ReconsumeLaterWithCustomProperties(msg Message, customProperties map[string]string, delay time.Duration)
	Nack(Message)
	NackID(MessageID)
	Close()
	Seek(MessageID) error
	SeekByTime(time time.Time) error
	Name() string
}

type Reader interface {
	Topic() string
	Next(context.Context) (Message, error)
	HasNext() bool
	Close()
	Seek(MessageID) error
}

type TableView interface {
	Size() int
	ContainsKey(key string) bool
	Get(key string) interface{}
	ForEach(func(string, interface{}) error) error
	ForEachAndListen(func(string, interface{}) error) error
	Close()
}
