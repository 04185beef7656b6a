// Package queueserver is a queue that speaks the protocol of AWS's SQS, inside
// the process. As SQS does, it brings of a message's attributes only those that
// a receive names. What is published on a topic, in the protocol of SNS, is
// delivered to the queue as it is.
package queueserver

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

type attribute struct {
	DataType    string
	StringValue string
}

type message struct {
	MessageID         string `json:"MessageId"`
	ReceiptHandle     string
	Body              string
	MD5OfBody         string
	MessageAttributes map[string]attribute `json:",omitempty"`
}

type server struct {
	mu       sync.Mutex
	arrived  chan struct{} // holds something if there is a message
	messages []message
	sent     int
}

// Start starts a server with one queue, whose address is that of the server.
func Start() (url string, stop func(), err error) {
	s := &server{arrived: make(chan struct{}, 100)}
	srv := httptest.NewServer(s)
	return srv.URL, srv.Close, nil
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		s.publish(w, r)
		return
	}
	var in struct {
		MessageBody           string
		MessageAttributes     map[string]attribute
		MessageAttributeNames []string
		Entries               []struct {
			ID                string `json:"Id"`
			MessageBody       string
			MessageAttributes map[string]attribute
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var out any
	switch r.Header.Get("X-Amz-Target") {
	case "AmazonSQS.SendMessage":
		out = s.send(message{Body: in.MessageBody, MessageAttributes: in.MessageAttributes})
	case "AmazonSQS.SendMessageBatch":
		var sent []map[string]string
		for _, e := range in.Entries {
			each := s.send(message{Body: e.MessageBody, MessageAttributes: e.MessageAttributes})
			each["Id"] = e.ID
			sent = append(sent, each)
		}
		out = map[string]any{"Successful": sent, "Failed": []any{}}
	case "AmazonSQS.ReceiveMessage":
		out = s.receive(r, in.MessageAttributeNames)
	case "AmazonSQS.DeleteMessage":
		out = struct{}{}
	default:
		http.Error(w, "unknown operation", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(out)
}

func (s *server) publish(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("Action") != "Publish" {
		http.Error(w, "unknown operation", http.StatusBadRequest)
		return
	}
	attributes := map[string]attribute{}
	for i := 1; ; i++ {
		entry := fmt.Sprintf("MessageAttributes.entry.%d.", i)
		name := r.FormValue(entry + "Name")
		if name == "" {
			break
		}
		attributes[name] = attribute{DataType: r.FormValue(entry + "Value.DataType"), StringValue: r.FormValue(entry + "Value.StringValue")}
	}
	s.send(message{Body: r.FormValue("Message"), MessageAttributes: attributes})
	w.Header().Set("Content-Type", "text/xml")
	_, _ = io.WriteString(w, "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>")
}

func (s *server) send(m message) map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent++
	m.MessageID = strconv.Itoa(s.sent)
	m.ReceiptHandle = m.MessageID
	m.MD5OfBody = fmt.Sprintf("%x", md5.Sum([]byte(m.Body)))
	s.messages = append(s.messages, m)
	s.arrived <- struct{}{}
	return map[string]string{"MessageId": m.MessageID, "MD5OfMessageBody": m.MD5OfBody}
}

func (s *server) receive(r *http.Request, names []string) any {
	select {
	case <-s.arrived:
	case <-r.Context().Done():
	case <-time.After(time.Second):
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.messages) == 0 {
		return struct{}{}
	}
	m := s.messages[0]
	s.messages = s.messages[1:]
	asked := map[string]attribute{}
	for name, a := range m.MessageAttributes {
		if slices.Contains(names, "All") || slices.Contains(names, name) {
			asked[name] = a
		}
	}
	m.MessageAttributes = asked
	return map[string][]message{"Messages": {m}}
}
