package io.millrace.starter.messaging;

import java.time.Clock;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Retries a binding's failed message in its container, where the consumer stays a member of its
 * group, as often and as long as the binding's {@code max-attempts} and {@code back-off-*} say.
 */
final class FailedMessages implements ListenerContainerWithDlqAndRetryCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(FailedMessages.class);

  private final ObjectProvider<ControlPublisher> publisher;
  private final Clock clock;
  private final String service;

  FailedMessages(ObjectProvider<ControlPublisher> publisher, Clock clock, String service) {
    this.publisher = publisher;
    this.clock = clock;
    this.service = service;
  }

  @Override
  public void configure(
      AbstractMessageListenerContainer<?, ?> container,
      String destination,
      String group,
      @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> dlq,
      @Nullable BackOff backOff) {
    SetAside setAside =
        new SetAside(
            (message, correlationId) -> publisher.getObject().publish(message, correlationId),
            clock,
            service);
    DefaultErrorHandler handler =
        new DefaultErrorHandler(setAside, backOff == null ? new FixedBackOff(0, 0) : backOff);
    handler.addNotRetryableExceptions(MalformedMessageException.class);
    handler.setRetryListeners(FailedMessages::log);
    container.setCommonErrorHandler(handler);
  }

  @Override
  public boolean retryAndDlqInBinding(String destination, String group) {
    return false;
  }

  private static void log(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
    LOG.warn(
        "Attempt {} at {}-{}@{} failed: {}",
        attempt,
        record.topic(),
        record.partition(),
        record.offset(),
        failure == null ? "for no stated reason" : SetAside.said(SetAside.reason(failure)));
  }
}
