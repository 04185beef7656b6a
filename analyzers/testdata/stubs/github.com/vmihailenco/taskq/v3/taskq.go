// Package taskq is a stub: the signatures of taskq v3, without code.
package taskq

import (
	"context"
	"time"
)

type (
	Message struct {
		Ctx           context.Context
		ID            string
		Name          string
		Delay         time.Duration
		Args          []interface{}
		ArgsBin       []byte
		ReservationID string
		ReservedCount int
		TaskName      string
		Err           error
	}
	TaskOptions struct {
		Name            string
		Handler         interface{}
		FallbackHandler interface{}
		DeferFunc       func()
		RetryLimit      int
		MinBackoff      time.Duration
		MaxBackoff      time.Duration
	}
	Task         struct{ _ int }
	TaskMap      struct{ _ int }
	QueueOptions struct {
		Name    string
		Handler Handler
	}
	Queue interface {
		Name() string
		Options() *QueueOptions
		Consumer() QueueConsumer
		Add(msg *Message) error
		ReserveN(ctx context.Context, n int, waitTimeout time.Duration) ([]Message, error)
		Release(msg *Message) error
		Delete(msg *Message) error
		Close() error
	}
	QueueConsumer interface {
		AddHook(hook ConsumerHook)
		Queue() Queue
		Add(msg *Message) error
		Start(ctx context.Context) error
		Stop() error
		ProcessAll(ctx context.Context) error
		ProcessOne(ctx context.Context) error
		Process(msg *Message) error
		Put(msg *Message)
	}
	ProcessMessageEvent struct {
		Message   *Message
		StartTime time.Time
	}
	ConsumerHook interface {
		BeforeProcessMessage(*ProcessMessageEvent) error
		AfterProcessMessage(*ProcessMessageEvent) error
	}
	Handler interface {
		HandleMessage(msg *Message) error
	}
	HandlerFunc func(*Message) error
)

var Tasks TaskMap

func (fn HandlerFunc) HandleMessage(msg *Message) error { return nil }

func NewHandler(fn interface{}) Handler                                  { return nil }
func NewMessage(ctx context.Context, args ...interface{}) *Message       { return nil }
func RegisterTask(opt *TaskOptions) *Task                                { return nil }
func (*Task) HandleMessage(msg *Message) error                           { return nil }
func (*Task) Name() string                                               { return "" }
func (*Task) WithArgs(ctx context.Context, args ...interface{}) *Message { return nil }
func (r *TaskMap) HandleMessage(msg *Message) error                      { return nil }
func (r *TaskMap) Register(opt *TaskOptions) (*Task, error)              { return nil, nil }
