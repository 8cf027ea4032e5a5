package io.millrace.training.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.training.store.RunRecord.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a training process says, a line each among whatever else it prints. One member is not null.
 *
 * @param trial the number of one that has ended and lies in the job's folder
 * @param spent at its end
 * @param failed why, in a plain sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Event(
    @Nullable Progress progress,
    @Nullable Integer trial,
    @Nullable Vitals spent,
    @Nullable String failed) {

  private static final String MARK = "@millrace ";

  static Event of(Progress progress) {
    return new Event(progress, null, null, null);
  }

  static Event of(int trial) {
    return new Event(null, trial, null, null);
  }

  static Event of(Vitals spent) {
    return new Event(null, null, spent, null);
  }

  static Event of(String failed) {
    return new Event(null, null, null, failed);
  }

  /** On a line of its own, wherever the last one broke off. */
  String line() {
    return "\n" + MARK + MillraceJson.mapper().writeValueAsString(this) + "\n";
  }

  /** Empty where the line is something else. */
  static Optional<Event> read(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      String json = line.substring(MARK.length());
      return Optional.of(MillraceJson.mapper().readValue(json, Event.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
