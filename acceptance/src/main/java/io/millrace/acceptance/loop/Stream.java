package io.millrace.acceptance.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Events in the order of time, a minute apart, with their labels.
 *
 * @param name of it
 * @param target what the label is called
 * @param features their names; all are numbers
 * @param blocks where each begins, the first at the warm-up's end
 * @param warmUp so many events are labelled at once, and the first model is made of them
 */
public record Stream(
    String name,
    String target,
    List<String> features,
    List<Event> events,
    List<Block> blocks,
    int warmUp) {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public Stream {
    features = List.copyOf(features);
    events = List.copyOf(events);
    blocks = List.copyOf(blocks);
  }

  /**
   * One event.
   *
   * @param values of the features, as JSON would have them
   */
  public record Event(List<String> values, String label) {
    public Event {
      values = List.copyOf(values);
    }
  }

  /**
   * A part of the stream in which the world is one, as far as anybody knows.
   *
   * @param from its first event
   * @param to one past its last
   */
  public record Block(String name, int from, int to) {}

  public int size() {
    return events.size();
  }

  String label(int number) {
    return events.get(number).label();
  }

  static String id(int number) {
    return String.format(Locale.ROOT, "e%07d", number);
  }

  /** Of an event's id. */
  static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  /** One line of NDJSON. */
  String event(int number) {
    StringBuilder line = new StringBuilder("{\"event_id\":\"").append(id(number));
    line.append("\",\"time\":\"").append(START.plus(Duration.ofMinutes(number))).append('"');
    for (int i = 0; i < features.size(); i++) {
      line.append(",\"").append(features.get(i)).append("\":");
      line.append(events.get(number).values().get(i));
    }
    return line.append('}').toString();
  }

  /** For the ground truth: one line of NDJSON. */
  String truth(int number) {
    return "{\"event_id\":\"%s\",\"value\":\"%s\"}".formatted(id(number), label(number));
  }
}
