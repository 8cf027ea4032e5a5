package io.millrace.starter.messaging;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Sends through the binder, whose {@code sync} setting makes it wait for the broker, and asks a
 * broker that does not answer only now and then.
 */
final class BinderSender {

  private static final Logger LOG = LoggerFactory.getLogger(BinderSender.class);

  private final BoundTopics topics;
  private final CircuitBreaker breaker;

  BinderSender(BoundTopics topics, CircuitBreaker breaker) {
    this.topics = topics;
    this.breaker = breaker;
  }

  /**
   * @param headers the CloudEvents attributes
   * @throws org.springframework.messaging.MessagingException when the broker does not take it
   */
  void send(String topic, String key, Map<String, String> headers, byte[] data) {
    Message<byte[]> message =
        MessageBuilder.withPayload(data)
            .copyHeaders(headers)
            .setHeader(MessageHeaders.CONTENT_TYPE, CloudEventHeaders.JSON)
            .setHeader(KafkaHeaders.KEY, key.getBytes(StandardCharsets.UTF_8))
            .build();
    try {
      breaker.executeRunnable(() -> send(topic, message));
    } catch (CallNotPermittedException e) {
      throw new MessageDeliveryException(
          message, "The broker has not answered; %s is not sent to now".formatted(topic), e);
    }
  }

  /** As it stands, with its headers. */
  void send(ProducerRecord<String, byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      if (!header.key().equals(CloudEventHeaders.CONTENT_TYPE)) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    send(record.topic(), record.key(), headers, record.value());
  }

  private void send(String topic, Message<byte[]> message) {
    try {
      if (!topics.channel(topic).send(message)) {
        throw new MessageDeliveryException(message, "not taken by the topic " + topic);
      }
    } catch (RuntimeException e) {
      RefusedGuarantees.explain(e).ifPresent(LOG::error);
      throw Failures.isUnfit(e)
          ? new UnfitMessageException(message, "Unfit for the topic " + topic, e)
          : e;
    }
  }
}
