package words

import "testing"

// TestAttempts holds the vocabulary of attempts and failures against names
// that say it and names that only look like it.
func TestAttempts(t *testing.T) {
	tests := []struct {
		what string
		is   func(string) bool
		yes  []string
		no   []string
	}{
		{"tells", Tells, []string{"Warn", "ErrorContext", "logFailure", "notify", "RecordError", "IncRetries", "Event", "addEvent", "safeRecordError", "Msg"}, []string{"IsError", "RetryableError", "NewLogger", "Reserve", "", "handleOrderEvent", "ByEventType", "publishMsg", "ProcessRecord", "storeRecordBatch"}},
		{"is a package of records", IsRecords, []string{"slog", "zap", "go-logr", "metrics"}, []string{"catalog", "dialog", "orders"}},
		{"sets up", IsSettingUp, []string{"Connect", "waitForLeader", "FetchPage", "CheckHealth"}, []string{"Reserve", "chargeAndConnect", "Save"}},
		{"fetches", IsFetching, []string{"Next", "popOrder"}, []string{"Encode", "newHeader"}},
		{"is seen", IsSeen, []string{"seen", "AlreadyProcessed", "ErrDuplicate", "isHandled"}, []string{"markProcessed", "processing", "alreadyClosed", "scene"}},
		{"refuses", IsRefusal, []string{"Nak", "NackWithDelay", "Reject", "SendToDeadLetter"}, []string{"Ack", "Commit"}},
	}
	for _, tt := range tests {
		for _, name := range tt.yes {
			if !tt.is(name) {
				t.Errorf("%q: want that it %s", name, tt.what)
			}
		}
		for _, name := range tt.no {
			if tt.is(name) {
				t.Errorf("%q: want not that it %s", name, tt.what)
			}
		}
	}
}
