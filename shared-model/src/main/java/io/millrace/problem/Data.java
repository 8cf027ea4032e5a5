package io.millrace.problem;

import io.millrace.event.Schema;
import java.util.Optional;

/**
 * Step 2: where the data comes from and what it looks like.
 *
 * @param time the field that holds the event's time; absent: time of arrival
 * @param timeFormat a {@link java.time.format.DateTimeFormatter} pattern of {@code time}, read as
 *     UTC where it has no zone; absent: ISO 8601, {@code yyyy-MM-dd HH:mm:ss} or epoch milliseconds
 * @param key the field that names the entity (device, room) an event belongs to
 * @param id the field that names the event; a resent event has the same
 * @param features what each event holds, in the order of the file
 */
public record Data(
    Optional<String> time,
    Optional<String> timeFormat,
    Optional<String> key,
    String id,
    Schema features) {

  /** The field that holds an event's id where the problem names no other. */
  public static final String DEFAULT_ID = "event_id";
}
