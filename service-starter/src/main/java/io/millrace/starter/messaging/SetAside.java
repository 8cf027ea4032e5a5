package io.millrace.starter.messaging;

import io.millrace.message.Alert;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * What happens to a control message that could not be handled after all retries: the log and an
 * alert say where it lies and why, and the consumer goes on. If the alert cannot be sent, the
 * message is tried again.
 */
final class SetAside implements ConsumerRecordRecoverer {

  /** The kind of the alert. */
  static final String KIND = "message-set-aside";

  /** Stands in where a message does not say which problem it is about. */
  static final ProblemName NO_PROBLEM = new ProblemName("millrace");

  /** An alert that is too large for the broker would keep its message coming back for ever. */
  private static final int MAX_REASON = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  private final ControlPublisher publisher;
  private final Clock clock;
  private final String service;

  SetAside(ControlPublisher publisher, Clock clock, String service) {
    this.publisher = publisher;
    this.clock = clock;
    this.service = service;
  }

  @Override
  public void accept(ConsumerRecord<?, ?> record, Exception failure) {
    Throwable reason = reason(failure);
    String text =
        "The message at %s-%d@%d was set aside by %s: %s. Read it there, mend the cause and send it again."
            .formatted(record.topic(), record.partition(), record.offset(), service, said(reason));
    if (reason instanceof MalformedMessageException) {
      LOG.error(text);
    } else {
      LOG.error(text, reason);
    }
    if (!record.topic().equals(Topics.ALERTS)) {
      publisher.publish(alert(record, text), correlationId(record));
    }
  }

  private Alert alert(ConsumerRecord<?, ?> record, String text) {
    ProblemName problem = CloudEventHeaders.problem(record.headers()).orElse(NO_PROBLEM);
    return new Alert(problem, Alert.Severity.CRITICAL, KIND, text, clock.instant());
  }

  private static String correlationId(ConsumerRecord<?, ?> record) {
    String id = CloudEventHeaders.text(record.headers(), CloudEventHeaders.CORRELATION_ID);
    return id == null
        ? "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset())
        : id;
  }

  /** Without the many layers through which it came. */
  static Throwable reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof MalformedMessageException)) {
      root = root.getCause();
    }
    return root;
  }

  static String said(Throwable reason) {
    String message = reason.getMessage();
    return message == null
        ? reason.getClass().getSimpleName()
        : message.substring(0, Math.min(message.length(), MAX_REASON));
  }
}
