// Package lib holds what tracelint knows of client libraries and tracing APIs:
// one file per library, each a table of rows.
//
// Conventions that all tables follow, beyond what package model says:
//
//   - Where a place is a slice, a variadic parameter, a channel or an iterator
//     of messages, its elements are the messages. Where it is a container of
//     the library (kgo.Fetches, jetstream.MessageBatch), Element rows on the
//     container's methods unpack it.
//   - A [model.Handle] row on a function type or an interface method has no
//     Callback.At: the value of that type, or the implementation of that
//     method, is itself the handler.
//   - A [model.Wrap] or [model.Construct] row with Options or Client is as
//     instrumented as what flows in there; a Wrap row with neither is
//     instrumented as it stands. Its Callback, if any, sees each outgoing message
//     and may write into it.
//   - A function with such a row may also be passed on without being called, as
//     watermill's middlewares are.
//   - A function of a package in Paths that has no row has been looked at (the
//     census test sees to that): it hands nothing off, and what comes out
//     carries what went in. As an option it propagates nothing.
//   - Result is the receiver where a call changes the client in place.
//   - Constructors of messages are Neutral: the message carries what its
//     arguments carry. Those that leave the headers nil, so that nothing can be
//     written to them, have no row.
package lib

import "github.com/tracelint/tracelint/internal/model"

// Loaders brings every library's table on demand; nothing is built at start-up.
var Loaders = append([]*model.Loader{
	{Paths: stdPaths, Load: std},
	{Paths: otelPaths, Load: otel},
	{Paths: otelHTTPPaths, Load: otelHTTP},
	{Paths: openTracingPaths, Load: openTracing},
	{Paths: datadogPaths, Load: datadog},
	{Paths: datadogV1Paths, Load: datadogV1},
	{Paths: openCensusPaths, Load: openCensus},
	{Paths: elasticPaths, Load: elastic},
	{Paths: sentryPaths, Load: sentry},
	{Paths: newRelicPaths, Load: newRelic},
	{Paths: nrSaramaPaths, Load: nrSarama},
	{Paths: nrNATSPaths, Load: nrNATS},
	{Paths: nrAMQPPaths, Load: nrAMQP},
	{Paths: nrSTANPaths, Load: nrSTAN},
	{Paths: xrayPaths, Load: xray},
	{Paths: xrayV2Paths, Load: xrayV2},
	{Paths: logxPaths, Load: logx, Helper: true},
	{Paths: kafkaGoPaths, Load: kafkaGo},
	{Paths: franzGoPaths, Load: franzGo},
	{Paths: saramaPaths, Load: sarama},
	{Paths: shopifyPaths, Load: shopifySarama},
	{Paths: confluentPaths, Load: confluent},
	{Paths: confluent2Paths, Load: confluent2},
	{Paths: konsumerPaths, Load: konsumer},
	{Paths: ddKafkaGoPaths, Load: ddKafkaGo},
	{Paths: ddFranzGoPaths, Load: ddFranzGo},
	{Paths: ddSaramaPaths, Load: ddSarama},
	{Paths: ddShopifyPaths, Load: ddShopify},
	{Paths: ddConfluentPaths, Load: ddConfluent},
	{Paths: goQueuePaths, Load: goQueue},
	{Paths: talQueuePaths, Load: oldGoQueue},
	{Paths: natsPaths, Load: natsCore},
	{Paths: jetstreamPaths, Load: jetStream},
	{Paths: amqp091Paths, Load: amqp091},
	{Paths: streadwayPaths, Load: streadway},
	{Paths: goRabbitPaths, Load: goRabbit},
	{Paths: goAMQPPaths, Load: goAMQP},
	{Paths: rabbitAMQPPaths, Load: rabbitAMQP},
	{Paths: rabbitStreamPaths, Load: rabbitStream},
	{Paths: watermillPaths, Load: watermill},
	{Paths: watermillKafkaV3Paths, Load: watermillKafka},
	{Paths: watermillKafkaV2Paths, Load: watermillKafka2},
	{Paths: voiWatermillPaths, Load: voi},
	{Paths: dentechWatermillPaths, Load: dentech},
	{Paths: redisV9Paths, Load: redisV9},
	{Paths: redisV8Paths, Load: redisV8},
	{Paths: redisV7Paths, Load: redisV7},
	{Paths: redisOTelPaths, Load: redisOTel},
	{Paths: asynqPaths, Load: asynq},
	{Paths: azServiceBusPaths, Load: azServiceBus},
	{Paths: gcpPubSubMessagePaths, Load: gcpPubSubMessage},
	{Paths: gcpPubSubPaths, Load: gcpPubSub},
	{Paths: gcpPubSubV2Paths, Load: gcpPubSubV2},
	{Paths: ddPubSubPaths, Load: ddPubSub},
	{Paths: sqsPaths, Load: sqs},
	{Paths: sqsV1Paths, Load: sqsV1},
	{Paths: snsPaths, Load: sns},
	{Paths: snsV1Paths, Load: snsV1},
	{Paths: kinesisPaths, Load: kinesis},
	{Paths: kinesisV1Paths, Load: kinesisV1},
	{Paths: eventBridgePaths, Load: eventBridge},
	{Paths: eventBridgeV1Paths, Load: eventBridgeV1},
	{Paths: otelAWSPaths, Load: otelAWS},
	{Paths: ddAWSPaths, Load: ddAWS},
	{Paths: awsLambdaPaths, Load: awsLambda},
	{Paths: otelLambdaPaths, Load: otelLambda},
	{Paths: gocloudPaths, Load: gocloud},
	{Paths: cloudEventsPaths, Load: cloudEvents},
	{Paths: cloudEventsObsPaths, Load: cloudEventsObservability},
	{Paths: cloudEventsOCPaths, Load: cloudEventsOpenCensus},
	{Paths: riverPaths, Load: river},
	{Paths: otelRiverPaths, Load: otelRiver},
	{Paths: machineryV1Paths, Load: machineryV1},
	{Paths: machineryV2Paths, Load: machineryV2},
	{Paths: gocraftPaths, Load: gocraftWork},
	{Paths: taskqPaths, Load: taskq},
	{Paths: taskqOTelPaths, Load: taskqOTel},
	{Paths: mqttPaths, Load: mqtt},
	{Paths: mqtt5Paths, Load: mqtt5},
	{Paths: nsqPaths, Load: nsq},
	{Paths: pulsarPaths, Load: pulsar},
	{Paths: stompPaths, Load: stomp},
	{Paths: rocketMQPaths, Load: rocketMQ},
}, retryLoaders...)

// All builds every library's table, in the order of Loaders.
func All() []*model.Library {
	libs := make([]*model.Library, len(Loaders))
	for i, l := range Loaders {
		libs[i] = l.Load()
	}
	return libs
}
