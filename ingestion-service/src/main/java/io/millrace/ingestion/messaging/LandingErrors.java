package io.millrace.ingestion.messaging;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * A batch is never given up: that would lose what a sender was told is kept. A position that the
 * log does not have (retention, or a topic made anew) is looked for again in the store.
 */
final class LandingErrors extends DefaultErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LandingErrors.class);

  private final LandingAssignment assignment;

  LandingErrors(LandingAssignment assignment) {
    super(endless());
    this.assignment = assignment;
  }

  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    if (failure instanceof OffsetOutOfRangeException outside) {
      LOG.warn("The log does not have {}", outside.offsetOutOfRangePartitions());
      assignment.beginAgain(consumer, outside.partitions());
    } else {
      LOG.warn("The consumer of landing failed and goes on", failure);
    }
  }

  private static ExponentialBackOff endless() {
    ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
    backOff.setMaxInterval(10_000);
    return backOff;
  }
}
