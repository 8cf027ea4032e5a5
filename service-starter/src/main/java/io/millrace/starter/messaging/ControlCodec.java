package io.millrace.starter.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.message.Completeness;
import io.millrace.message.ControlMessage;
import io.millrace.starter.trace.TracedWork;
import io.millrace.starter.trace.Traces;
import io.millrace.starter.web.Correlation;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Control messages to JSON and back. The family is closed in code and open on the wire. */
public final class ControlCodec {

  private final JsonMapper mapper;
  private final IgnoredMessages ignored;
  private final Traces traces;

  public ControlCodec(JsonMapper mapper) {
    this(mapper, new SimpleMeterRegistry(), Traces.off());
  }

  /**
   * @param meters has {@code millrace.messages.ignored}: those of unknown types
   * @param traces that go on with what a handler does
   */
  public ControlCodec(JsonMapper mapper, MeterRegistry meters, Traces traces) {
    this.mapper = mapper;
    this.ignored = new IgnoredMessages(meters);
    this.traces = traces;
  }

  public byte[] write(ControlMessage message) {
    return mapper.writeValueAsBytes(message);
  }

  /**
   * @param type the CloudEvents type
   * @return empty for a type that this version does not know
   * @throws MalformedMessageException when the data is not what its type says
   */
  public Optional<ControlMessage> read(String type, byte[] json) {
    return ControlMessage.classOf(type).map(known -> read(known, json));
  }

  /**
   * A consumer for a Spring Cloud Stream function: decodes, counts unknown types and leaves them
   * alone, and logs what the handler does under the message's correlation id.
   */
  public Consumer<Message<byte[]>> consumer(ControlHandler handler) {
    return message -> accept(message, handler);
  }

  private void accept(Message<?> message, ControlHandler handler) {
    String type = type(message.getHeaders());
    if (ControlMessage.classOf(type).isEmpty()) {
      ignored.count(topic(message.getHeaders()), type);
      return;
    }
    EventContext context = CloudEventHeaders.readMessage(message.getHeaders());
    if (!(message.getPayload() instanceof byte[] json)) {
      throw new MalformedMessageException(type + " without data");
    }
    read(type, json)
        .ifPresent(
            control ->
                Correlation.run(
                    context.correlationId(),
                    () -> handle(control, context, message.getHeaders(), handler)));
  }

  private void handle(
      ControlMessage control,
      EventContext context,
      MessageHeaders headers,
      ControlHandler handler) {
    try (TracedWork _ =
        traces.message(topic(headers), name -> CloudEventHeaders.text(headers, name))) {
      handler.on(control, context);
    }
  }

  private static String type(MessageHeaders headers) {
    String type = CloudEventHeaders.text(headers, CloudEventHeaders.TYPE);
    if (type == null) {
      throw new MalformedMessageException(
          CloudEventHeaders.TYPE + ": found nothing; this attribute is needed");
    }
    return type;
  }

  private static String topic(MessageHeaders headers) {
    return headers.get(KafkaHeaders.RECEIVED_TOPIC) instanceof String topic ? topic : "none";
  }

  private <T extends ControlMessage> T read(Class<T> type, byte[] json) {
    T message;
    try {
      message = mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw new MalformedMessageException(
          "%s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
    }
    if (message == null) {
      throw new MalformedMessageException(type.getSimpleName() + ": found null");
    }
    Completeness.missing(message)
        .ifPresent(
            field -> {
              throw MalformedMessageException.missing(field);
            });
    return message;
  }
}
