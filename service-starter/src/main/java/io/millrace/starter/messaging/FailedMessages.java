package io.millrace.starter.messaging;

import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Retries a binding's failed message in its container, where the consumer stays a member of its
 * group, as often and as long as the binding's {@code max-attempts} and {@code back-off-*} say; but
 * without end while something that it needs is away.
 */
final class FailedMessages implements ListenerContainerWithDlqAndRetryCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(FailedMessages.class);

  private static final long FIRST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 10_000;

  private final ConsumerRecordRecoverer setAside;
  private final ConsumerRecordRecoverer setAsideOnce;

  /**
   * @param setAsideOnce for bindings without a group, which read their topic anew at each start
   */
  FailedMessages(ConsumerRecordRecoverer setAside, ConsumerRecordRecoverer setAsideOnce) {
    this.setAside = setAside;
    this.setAsideOnce = setAsideOnce;
  }

  @Override
  public void configure(
      AbstractMessageListenerContainer<?, ?> container,
      String destination,
      @Nullable String group,
      @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> dlq,
      @Nullable BackOff backOff) {
    DefaultErrorHandler handler =
        new DefaultErrorHandler(
            isAnonymous(group) ? setAsideOnce : setAside,
            backOff == null ? new FixedBackOff(0, 0) : backOff);
    handler.addNotRetryableExceptions(
        MalformedMessageException.class, InvalidMimeTypeException.class);
    handler.setBackOffFunction(FailedMessages::patience);
    // A seek would wait for the fetch that is out: two seconds for each message set aside.
    handler.setSeekAfterError(false);
    handler.setRetryListeners(FailedMessages::log);
    container.setCommonErrorHandler(handler);
  }

  /** The binder names the group of a binding that has none. */
  private static boolean isAnonymous(@Nullable String group) {
    return group == null || group.startsWith("anonymous.");
  }

  /** Null leaves it to the binding's own. */
  private static @Nullable BackOff patience(ConsumerRecord<?, ?> record, Exception failure) {
    if (!Failures.isOutage(failure)) {
      return null;
    }
    ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE, 2);
    pauses.setMaxInterval(LONGEST_PAUSE);
    return pauses;
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
        failure == null ? "for no stated reason" : Failures.said(Failures.reason(failure)));
  }
}
