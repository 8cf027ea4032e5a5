package io.millrace.acceptance.faults.drive;

import java.util.Locale;
import java.util.Random;

/**
 * The known set of events: the n-th is the same for the same seed. What the label follows from
 * turns with time, and so do the features, so that drift is found and newer models are better.
 */
public final class EventSource {

  /** The problem's name. */
  public static final String PROBLEM = "under-siege";

  private static final int DEVICES = 24;

  /** Events for a whole turn of the rule. */
  private static final double TURN = 40_000;

  private static final String[] KINDS = {"inside", "outside", "roof"};

  private final long seed;

  public EventSource(long seed) {
    this.seed = seed;
  }

  /** Serves early, and trains often. */
  public static String problemFile() {
    return """
        problem: %s
        define:
          task: classification
          target: alarm
          success: { metric: accuracy, at-least: 0.5 }
        data:
          key: device
          features:
            heat: number
            load: number
            kind: category
        train:
          algorithms: [ gradient-boosting ]
          first-after: 200 rows
        monitor:
          drift: { window: 1000 predictions }
          retrain: { on: [ drift ], after: 3000 rows, cooldown: 20s }
        """
        .formatted(PROBLEM);
  }

  /** Of the n-th event. */
  public static String id(int number) {
    return String.format(Locale.ROOT, "e-%08d", number);
  }

  /** Whether the label comes with the event, or else later. */
  static boolean isLabelled(int number) {
    return number % 2 == 0;
  }

  /** One line of NDJSON. */
  String line(int number) {
    Reading reading = reading(number);
    String label = isLabelled(number) ? ",\"alarm\":\"%s\"".formatted(reading.label()) : "";
    return "{\"event_id\":\"%s\",%s%s}%n".formatted(id(number), reading.features(), label);
  }

  /** For the ground truth: one line of NDJSON. */
  String truth(int number) {
    return "{\"event_id\":\"%s\",\"value\":\"%s\"}%n"
        .formatted(id(number), reading(number).label());
  }

  /** For a request to predict. */
  String row(int number) {
    return "{%s}".formatted(reading(number).features());
  }

  private record Reading(String features, String label) {}

  private Reading reading(int number) {
    Random random = new Random(seed * 1_000_003L + number);
    random.nextInt(); // the first of neighbouring seeds are alike
    double angle = 2 * Math.PI * number / TURN;
    double heat = random.nextGaussian() + Math.sin(angle);
    double load = random.nextGaussian();
    double score = heat * Math.cos(angle) + load * Math.sin(angle) + 0.2 * random.nextGaussian();
    String features =
        String.format(
            Locale.ROOT,
            "\"device\":\"d%02d\",\"heat\":%.4f,\"load\":%.4f,\"kind\":\"%s\"",
            random.nextInt(DEVICES),
            heat,
            load,
            KINDS[random.nextInt(KINDS.length)]);
    return new Reading(features, score > 0 ? "on" : "off");
  }
}
