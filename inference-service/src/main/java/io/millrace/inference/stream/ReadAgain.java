package io.millrace.inference.stream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Where there are no transactions: a batch that failed is read again, as often as it takes. */
final class ReadAgain implements CommonErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ReadAgain.class);

  private final RewindToCommitted rewind;

  ReadAgain(RewindToCommitted rewind) {
    this.rewind = rewind;
  }

  @Override
  public boolean seeksAfterHandling() {
    return true;
  }

  /** What failed is not committed. */
  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  @Override
  @SuppressWarnings("unchecked") // the container's own
  public void handleBatch(
      Exception thrown,
      ConsumerRecords<?, ?> data,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    ConsumerRecords<String, byte[]> batch = (ConsumerRecords<String, byte[]>) data;
    rewind.process(
        java.util.stream.StreamSupport.stream(batch.spliterator(), false).toList(),
        (Consumer<String, byte[]>) consumer,
        container,
        thrown,
        false,
        EOSMode.V2);
  }

  @Override
  public void handleOtherException(
      Exception thrown,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    LOG.warn("A poll or a commit failed and is tried again: {}", thrown.toString());
  }

  @Override
  public void clearThreadState() {
    rewind.clearThreadState();
  }
}
