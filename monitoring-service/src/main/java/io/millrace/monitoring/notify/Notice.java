package io.millrace.monitoring.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.message.Alert;
import io.millrace.starter.messaging.EventContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An alert to be sent.
 *
 * @param data as it was published
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Notice(EventContext context, Alert alert, byte[] data) {

  private static final int ID_BYTES = 16;

  /** The same whenever the alert is sent, and fit for a header whatever its own id holds. */
  String id() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(context.id().getBytes(UTF_8));
      return "msg_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String title() {
    Alert.Incident incident = alert.incident();
    String state =
        incident == null
            ? ""
            : switch (incident.state()) {
              case OPENED -> "";
              case UPDATED -> ", which goes on";
              case CLOSED -> " is over";
            };
    return "%s: %s of %s%s".formatted(alert.severity(), alert.kind(), alert.problem(), state);
  }

  String footer() {
    Alert.Incident incident = alert.incident();
    return incident == null
        ? "raised at %s".formatted(alert.raisedAt())
        : "incident %s, since %s".formatted(incident.id(), incident.since());
  }
}
