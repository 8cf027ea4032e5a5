package io.millrace.monitoring.messaging;

import io.millrace.problem.ProblemName;

/**
 * Keys of the state store: the kind of entry, the problem, and what tells the entry apart, with a
 * character between them that none of them may contain. Numbers are padded, so that they sort.
 */
final class Keys {

  private static final char SEPARATOR = '\0';

  private final ProblemName problem;

  Keys(ProblemName problem) {
    this.problem = problem;
  }

  String progress() {
    return key("progress");
  }

  String row(int version, int place) {
    return key("row", number(version), number(place));
  }

  String outcome(int version, long place) {
    return key("outcome", number(version), number(place));
  }

  /** What every key of a version starts with. */
  String versionsOf(String kind, int version) {
    return key(kind, number(version), "");
  }

  String ofCase(String event) {
    return key("case", event);
  }

  String arrival(long number) {
    return key("arrival", number(number));
  }

  String journalEnd(String journal) {
    return key("journal-end", journal);
  }

  String journal(String journal, long place) {
    return key("journal", journal, number(place));
  }

  String held(long number) {
    return key(HELD, number(number));
  }

  String allHeld() {
    return key(HELD, "");
  }

  static final String HELD = "held";
  static final String PROGRESS = "progress";

  /** What every key of a kind starts with, whatever the problem. */
  static String all(String kind) {
    return kind + SEPARATOR;
  }

  static ProblemName problemOf(String key) {
    int from = key.indexOf(SEPARATOR) + 1;
    int to = key.indexOf(SEPARATOR, from);
    return new ProblemName(to < 0 ? key.substring(from) : key.substring(from, to));
  }

  private String key(String kind, String... parts) {
    StringBuilder key = new StringBuilder(kind).append(SEPARATOR).append(problem.value());
    for (String part : parts) {
      key.append(SEPARATOR).append(part);
    }
    return key.toString();
  }

  private static String number(long number) {
    return "%016x".formatted(number);
  }
}
