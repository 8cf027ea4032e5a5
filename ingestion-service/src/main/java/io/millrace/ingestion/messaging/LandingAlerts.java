package io.millrace.ingestion.messaging;

import io.millrace.message.Alert;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.web.Correlation;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts about landing as a whole. */
final class LandingAlerts {

  private static final Logger LOG = LoggerFactory.getLogger(LandingAlerts.class);
  private static final ProblemName NO_PROBLEM = new ProblemName("millrace");

  private LandingAlerts() {}

  static Alert of(Alert.Severity severity, String kind, String text, Instant now) {
    return new Alert(NO_PROBLEM, severity, kind, text, now);
  }

  /**
   * @throws RuntimeException when the broker does not take it
   */
  static void publish(ControlPublisher publisher, Alert alert) {
    publisher.publish(alert, Correlation.create());
  }

  /** Where nothing is lost without it: the log has it too. Says whether it was sent. */
  static boolean attempt(ControlPublisher publisher, Alert alert) {
    try {
      publish(publisher, alert);
      return true;
    } catch (RuntimeException e) {
      LOG.warn("An alert could not be sent: {}", alert.text(), e);
      return false;
    }
  }
}
