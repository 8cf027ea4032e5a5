package io.millrace.starter.messaging;

import io.millrace.message.ControlMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Sends through the binder, whose {@code sync} setting makes it wait for the broker. */
final class StreamControlPublisher implements ControlPublisher {

  private final StreamBridge bridge;
  private final ControlCodec codec;
  private final Clock clock;
  private final String source;

  StreamControlPublisher(StreamBridge bridge, ControlCodec codec, Clock clock, String source) {
    this.bridge = bridge;
    this.codec = codec;
    this.clock = clock;
    this.source = source;
  }

  @Override
  public void publish(ControlMessage control, String correlationId) {
    EventContext context =
        new EventContext(
            UUID.randomUUID().toString(),
            ControlMessage.typeOf(control.getClass()),
            source,
            control.key(),
            clock.instant(),
            control.problem(),
            correlationId);
    Message<byte[]> message =
        MessageBuilder.withPayload(codec.write(control))
            .copyHeaders(CloudEventHeaders.toMap(context))
            .setHeader(MessageHeaders.CONTENT_TYPE, CloudEventHeaders.JSON)
            .setHeader(KafkaHeaders.KEY, control.key().getBytes(StandardCharsets.UTF_8))
            .build();
    if (!bridge.send(control.topic(), message)) {
      throw new MessageDeliveryException(
          message, "%s was not taken by the topic %s".formatted(context.type(), control.topic()));
    }
  }
}
