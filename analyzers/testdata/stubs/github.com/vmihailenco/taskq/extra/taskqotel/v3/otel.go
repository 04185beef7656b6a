// Package taskqotel is a stub: the signatures of taskq's hook for OpenTelemetry, without code.
package taskqotel

import "github.com/vmihailenco/taskq/v3"

type OpenTelemetryHook struct{}

func NewHook() *OpenTelemetryHook                                                     { return nil }
func (h OpenTelemetryHook) BeforeProcessMessage(evt *taskq.ProcessMessageEvent) error { return nil }
func (h OpenTelemetryHook) AfterProcessMessage(evt *taskq.ProcessMessageEvent) error  { return nil }
