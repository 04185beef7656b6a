package words

import "testing"

// TestReplyTo holds the names of addresses for answers, in all cases and
// styles, against names that only look like them.
func TestReplyTo(t *testing.T) {
	for _, name := range []string{
		"Reply", "reply", "ReplyTo", "replyTo", "reply_to", "reply-to", "REPLY_TO", "Reply-To", "replyto", "x-reply-to", "nats.reply", "JMSReplyTo", "amqp.replyTo", "messaging.reply_to",
		"reply_topic", "reply_stream", "ReplySubject", "replyQueueName", "kafka_replyTopic", "HeaderReplyTopic", "replytopic", "reply_channel", "reply_address",
		"ResponseTopic", "response-queue", "respond_to", "answerTo", "callback_queue", "return_address", "orders.reply_topic", "GetReplyTo", "reply.to", "ReplyRoutingKey",
	} {
		if !IsReplyTo(name) {
			t.Errorf("%q says where the answer goes", name)
		}
	}
	for _, name := range []string{
		"", "topic", "Replay", "SendReply", "replyID", "reply_count", "in-reply-to", "InReplyTo", "no_reply_to", "response", "ResponseCode", "ResponseTo", "callback", "callback_url",
		"return_topic", "NewReply", "replica", "IsReply", "respond", "order", "autoreply",
	} {
		if IsReplyTo(name) {
			t.Errorf("%q does not say where an answer goes", name)
		}
	}
}
