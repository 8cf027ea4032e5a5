package io.millrace.inference.messaging;

import io.millrace.inference.load.Refusals;
import io.millrace.inference.load.RegisteredModel;
import io.millrace.message.Alert;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Clock;

/** Raises an alert for each refused model. */
public final class RefusalAlerts implements Refusals {

  private final ControlPublisher publisher;
  private final Clock clock;

  public RefusalAlerts(ControlPublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void refused(RegisteredModel registered, String reason) {
    String text =
        "Version %d of %s may not serve: %s. What served before goes on; train again."
            .formatted(registered.version(), registered.problem(), reason);
    Alert alert =
        new Alert(
            registered.problem(), Alert.Severity.CRITICAL, "model-refused", text, clock.instant());
    publisher.publish(alert, registered.correlationId());
  }
}
