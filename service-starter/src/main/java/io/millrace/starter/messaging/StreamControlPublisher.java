package io.millrace.starter.messaging;

import io.millrace.message.ControlMessage;
import java.time.Clock;
import java.util.UUID;

/** Wraps control messages in their CloudEvents attributes. */
final class StreamControlPublisher implements ControlPublisher {

  private final BinderSender sender;
  private final ControlCodec codec;
  private final Clock clock;
  private final String source;

  StreamControlPublisher(BinderSender sender, ControlCodec codec, Clock clock, String source) {
    this.sender = sender;
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
    sender.send(
        control.topic(), control.key(), CloudEventHeaders.toMap(context), codec.write(control));
  }
}
