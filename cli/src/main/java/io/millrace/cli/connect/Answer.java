package io.millrace.cli.connect;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a service said.
 *
 * @param content as it came
 * @param body missing where there is none or it is no JSON
 * @param retryAfter how long the service wants to be left alone
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Answer(
    Request request, int status, byte[] content, JsonNode body, Optional<Duration> retryAfter) {

  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Whether the service is merely busy, or waits for something that it needs. */
  public boolean isBusy() {
    return status == 429 || status == 503;
  }

  /** The body of a success; anything else is a failure in words. */
  public JsonNode orFail() {
    if (!isOk()) {
      throw CommandFailure.failed(Complaint.of(this));
    }
    return body;
  }

  /** What went wrong, in words. */
  public String complaint() {
    return Complaint.of(this);
  }
}
