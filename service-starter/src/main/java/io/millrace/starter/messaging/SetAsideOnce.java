package io.millrace.starter.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * For a topic that is read from its beginning at each start, by every service: a message that
 * nobody can read is set aside by the first of them that meets it, and not anew each time. One that
 * could be read and not handled is another matter each time.
 */
final class SetAsideOnce implements ConsumerRecordRecoverer {

  private static final Logger LOG = LoggerFactory.getLogger(SetAsideOnce.class);

  private final ConsumerRecordRecoverer setAside;
  private final SetAsideMarks marks;

  SetAsideOnce(ConsumerRecordRecoverer setAside, SetAsideMarks marks) {
    this.setAside = setAside;
    this.marks = marks;
  }

  @Override
  public void accept(ConsumerRecord<?, ?> record, Exception failure) {
    if (!(Failures.reason(failure) instanceof MalformedMessageException malformed)) {
      setAside.accept(record, failure);
    } else if (marks.isSetAside(record)) {
      LOG.warn(
          "The message at {}-{}@{} was set aside before: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          Failures.said(malformed));
    } else {
      setAside.accept(record, failure);
      marks.mark(record);
    }
  }
}
