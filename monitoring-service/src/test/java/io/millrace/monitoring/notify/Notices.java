package io.millrace.monitoring.notify;

import io.millrace.message.Alert;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Notices and receivers for tests. */
final class Notices {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final ProblemName ROOM = new ProblemName("room");
  static final Instant NOW = Instant.parse("2026-02-03T14:19:01Z");

  private Notices() {}

  static Alert alert(Alert.Severity severity, String text) {
    return new Alert(ROOM, severity, "drift", text, NOW);
  }

  static Alert alert(Alert.State state, Alert.Severity severity, Alert.Severity highest) {
    return new Alert(
        ROOM,
        severity,
        "drift",
        "x moved.",
        NOW,
        new Alert.Incident("room/2/window-12/e-1/data", state, highest, 2, NOW));
  }

  static Notice notice(Alert alert) {
    return new Notice(
        new EventContext(
            "room/2/window-12/e-1\n/data-alert",
            "io.millrace.alert.v1",
            "/millrace/monitoring-service",
            "room",
            NOW,
            ROOM,
            "c-1"),
        alert,
        new ControlCodec(MillraceJson.mapper()).write(alert));
  }

  static Webhook webhook(String url, Webhook.Format format) {
    return new Webhook(
        "ops", URI.create(url), format, SECRET, Alert.Severity.INFO, List.of(), false);
  }
}
