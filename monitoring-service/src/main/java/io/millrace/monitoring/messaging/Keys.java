package io.millrace.monitoring.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.monitoring.alert.Incident;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Keys of the state store: the kind of entry, the problem, its generation where the entry is part
 * of what was seen of it, and what tells the entry apart, with a character between them that none
 * of them may contain. Numbers are padded, so that they sort.
 */
final class Keys {

  static final String GENERATION = "generation";
  static final String FORMER = "former";
  static final String HELD = "held";
  static final String PROGRESS = "progress";
  static final String WINDOW = "held-window";
  static final String ROLLOUTS = "rollouts";
  static final String VERDICT = "verdict";

  private static final String TRIAL = "trial";
  private static final String COMPARED = "compared";
  private static final String DECISION = "decision";
  private static final String INCIDENT = "incident";

  /** Kinds of which there are many entries a problem. */
  private static final List<String> MANY =
      List.of(
          "row",
          "outcome",
          "outcomes",
          "case",
          "arrival",
          "events",
          "journal-end",
          "journal",
          WINDOW,
          "held-row",
          "sketch",
          "column",
          "spread",
          "foretold",
          "steps",
          "miss",
          "concept",
          "miss-bound",
          "seen-until",
          "estimates",
          "labelling",
          "traffic",
          TRIAL,
          COMPARED,
          VERDICT,
          DECISION,
          INCIDENT);

  private static final char SEPARATOR = '\0';

  private final ProblemName problem;
  private final int generation;

  /**
   * @param generation how often a problem of this name was deleted before
   */
  Keys(ProblemName problem, int generation) {
    this.problem = problem;
    this.generation = generation;
  }

  ProblemName problem() {
    return problem;
  }

  static String generation(ProblemName problem) {
    return GENERATION + SEPARATOR + problem.value();
  }

  static String held(ProblemName problem, long number) {
    return allHeld(problem) + number(number);
  }

  static String allHeld(ProblemName problem) {
    return HELD + SEPARATOR + problem.value() + SEPARATOR;
  }

  String progress() {
    return key(PROGRESS);
  }

  String rollouts() {
    return key(ROLLOUTS);
  }

  String trial(int challenger) {
    return key(TRIAL, number(challenger));
  }

  String trials() {
    return key(TRIAL, "");
  }

  String verdict(int challenger) {
    return key(VERDICT, number(challenger));
  }

  String verdicts() {
    return key(VERDICT, "");
  }

  String compared(int challenger, long place) {
    return key(COMPARED, number(challenger), number(place));
  }

  String allCompared(int challenger) {
    return key(COMPARED, number(challenger), "");
  }

  String decision(int number) {
    return key(DECISION, number(number));
  }

  String decisions() {
    return key(DECISION, "");
  }

  String incident(int version, Incident.Kind kind) {
    return key(INCIDENT, number(version), kind.name());
  }

  String incidents() {
    return key(INCIDENT, "");
  }

  String row(int version, int place) {
    return key("row", number(version), number(place));
  }

  String heldWindow(int version, long window) {
    return key(WINDOW, number(version), number(window));
  }

  String heldRow(int version, long window, int place) {
    return key("held-row", number(version), number(window), number(place));
  }

  String heldRows(int version, long window) {
    return key("held-row", number(version), number(window), "");
  }

  String sketch(int version, long window) {
    return key("sketch", number(version), number(window));
  }

  String column(int version, long window, int place) {
    return key("column", number(version), number(window), number(place));
  }

  String columns(int version, long window) {
    return key("column", number(version), number(window), "");
  }

  String spread(int version, long window, int part) {
    return key("spread", number(version), number(window), number(part));
  }

  String spreads(int version, long window) {
    return key("spread", number(version), number(window), "");
  }

  String outcome(int version, long place) {
    return key("outcome", number(version), number(place));
  }

  /** What every key of a version starts with. */
  List<String> ofVersion(int version) {
    return List.of(
        key("row", number(version), ""),
        key("outcome", number(version), ""),
        key("outcomes", number(version), ""),
        key(WINDOW, number(version), ""),
        key("held-row", number(version), ""),
        key("sketch", number(version), ""),
        key("column", number(version), ""),
        key("spread", number(version), ""),
        key("foretold", number(version), ""),
        steps(version),
        key("miss", number(version), ""),
        key("concept", number(version), ""),
        missBound(version),
        seenUntil(version),
        estimates(version));
  }

  /** An entity may hold any character. */
  String foretold(int version, String series, long due, int step) {
    return foretoldAt(version, series, due) + SEPARATOR + number(step);
  }

  /** After all that is due before, and before what is due then. */
  String foretoldAt(int version, String series, long due) {
    String name = Base64.getUrlEncoder().encodeToString(series.getBytes(UTF_8));
    return key("foretold", number(version), name, number(due ^ Long.MIN_VALUE));
  }

  String steps(int version) {
    return key("steps", number(version));
  }

  String miss(int version, int step, long place) {
    return key("miss", number(version), number(step), number(place));
  }

  String detector(int version, String test) {
    return key("concept", number(version), test);
  }

  String seenUntil(int version) {
    return key("seen-until", number(version));
  }

  String labelling() {
    return key("labelling", "all");
  }

  String estimates(int version) {
    return key("estimates", number(version));
  }

  String missBound(int version) {
    return key("miss-bound", number(version));
  }

  String traffic(Instant minute) {
    return key("traffic", number(minute.getEpochSecond()));
  }

  String ofCase(String event) {
    return key("case", event);
  }

  String arrival(long number) {
    return key("arrival", number(number));
  }

  String events(long page) {
    return key("events", number(page));
  }

  String outcomes(int version, long page) {
    return key("outcomes", number(version), number(page));
  }

  String journalEnd(String journal) {
    return key("journal-end", journal);
  }

  String journal(String journal, long place) {
    return key("journal", journal, number(place));
  }

  /** Says that there may be entries left of this generation, which is past. */
  String former() {
    return key(FORMER);
  }

  /** What the keys of a generation start with, but for its progress. */
  List<String> ofGeneration() {
    return MANY.stream().map(kind -> key(kind, "")).toList();
  }

  /** What every key of a kind starts with, whatever the problem. */
  static String all(String kind) {
    return kind + SEPARATOR;
  }

  static ProblemName problemOf(String key) {
    return new ProblemName(part(key, 1));
  }

  static int generationOf(String key) {
    return Integer.parseInt(part(key, 2), 16);
  }

  private static String part(String key, int index) {
    return key.split(String.valueOf(SEPARATOR), -1)[index];
  }

  private String key(String kind, String... parts) {
    StringBuilder key =
        new StringBuilder(kind).append(SEPARATOR).append(problem.value()).append(SEPARATOR);
    key.append(Integer.toHexString(generation));
    for (String part : parts) {
      key.append(SEPARATOR).append(part);
    }
    return key.toString();
  }

  private static String number(long number) {
    return HexFormat.of().toHexDigits(number);
  }
}
